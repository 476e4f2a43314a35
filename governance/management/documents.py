"""A command that prints a generated document, writes it, or checks that the file is up to date."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class DocumentCommand(BaseCommand):
    """Subclasses name the file and give its text."""

    requires_system_checks = ()
    file = ""

    def text(self) -> str:
        raise NotImplementedError

    def add_arguments(self, parser):
        action = parser.add_mutually_exclusive_group()
        action.add_argument("--check", action="store_true", help="fail when the file is stale")
        action.add_argument("--write", action="store_true", help="write the file")

    def handle(self, *, check, write, **options):
        path = Path(settings.BASE_DIR) / self.file
        text = self.text().rstrip() + "\n"
        if write:
            path.write_text(text, encoding="utf-8")
        elif check:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                raise CommandError(f"{self.file} is out of date: run manage.py with --write.")
        else:
            self.stdout.write(text)
