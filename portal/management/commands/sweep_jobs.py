"""Keeps jobs going when the broker is away; the worker starts one of these beside itself."""

from django.core.management.base import BaseCommand

from portal.jobs.polling import poll_until_signalled
from portal.jobs.sweeping import sweep


class Command(BaseCommand):
    help = "Ring for waiting jobs every few seconds and run those that nobody takes."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="sweep once and leave")

    def handle(self, *, once, **options):
        if once:
            self.stdout.write(f"{sweep()} jobs rung for")
        else:
            poll_until_signalled()
