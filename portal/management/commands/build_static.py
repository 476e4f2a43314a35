"""Make the static files that are not in the repository: fonts cut to our alphabets."""

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.webfonts import build_fonts


class Command(BaseCommand):
    help = "Cut the web fonts into the static build (quick when nothing changed)."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--force", action="store_true", help="Cut them again in any case.")

    def handle(self, *, force, **options):
        made = build_fonts(settings.VAR / "static-build" / "fonts", force=force)
        for file in made:
            self.stdout.write(f"{file.name}  {file.stat().st_size / 1000:.1f} KB")
        if not made:
            self.stdout.write("The fonts are up to date.")
