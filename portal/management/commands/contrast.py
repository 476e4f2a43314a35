"""Measure the colours of both themes against WCAG 2.2."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.contrast import measured, themes


class Command(BaseCommand):
    help = "List the contrast of every pair of tokens; --check fails on one that is too low."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="Show and fail on problems only.")

    def handle(self, *, check, **options):
        css = Path(settings.BASE_DIR, "static/css/tokens.css").read_text(encoding="utf-8")
        low = []
        for theme, drawn, ground, ratio, least in measured(css):
            line = f"{theme:12} {drawn:12} on {ground:14} {ratio:5.2f}  (at least {least})"
            if ratio < least:
                low.append(line)
            if not check:
                self.stdout.write(line)
        if themes(css)["dark"] != themes(css)["device dark"]:
            low.append("the dark theme and the one of the device differ")
        if low:
            raise CommandError("\n".join(["Too little contrast:", *low]))
        self.stdout.write("Every pair can be read, in the light and in the dark.")
