from datetime import date

from django.core.management.base import BaseCommand
from django.utils.timezone import localdate

from governance.actor import acting, system_actor
from rotation import services


class Command(BaseCommand):
    help = "Let rotations begin and fall due on their days; meant to run once a day."

    def add_arguments(self, parser):
        parser.add_argument("--on", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD")

    def handle(self, *, on, **options):
        with acting(system_actor("keep_rotation_time")) as by:
            moved = services.keep_time(by=by, on=on or localdate())
        self.stdout.write(f"{moved} rotations moved on")
