from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from cadres.services import carrying_out
from governance.actor import acting, system_actor


class Command(BaseCommand):
    help = "Let approved reorganisations take effect on their day; meant to run every night."

    def add_arguments(self, parser):
        parser.add_argument("--on", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD")

    def handle(self, *, on, **options):
        with acting(system_actor("carry_out_reorganisations")) as by:
            done, refused = carrying_out.carry_out_what_is_due(by=by, on=on or localdate())
        self.stdout.write(f"{done} reorganisations carried out")
        if refused:
            told = "\n".join(f"{plan}: {why}" for plan, why in refused)
            raise CommandError(f"{len(refused)} could not be carried out:\n{told}")
