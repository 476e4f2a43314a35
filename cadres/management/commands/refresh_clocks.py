from datetime import date

from django.core.management.base import BaseCommand
from django.utils.timezone import localdate

from cadres.services.clocks import refresh_clocks
from governance.actor import acting, system_actor


class Command(BaseCommand):
    help = "Compute the coming dates of everybody; meant to run once a day."

    def add_arguments(self, parser):
        parser.add_argument("--on", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD")

    def handle(self, *, on, **options):
        with acting(system_actor("refresh_clocks")) as by:
            coming = refresh_clocks(by=by, on=on or localdate())
        self.stdout.write(f"{coming} coming dates")
