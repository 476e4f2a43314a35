"""manage.py load_demo: the demo province, once."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo import province


class Command(BaseCommand):
    help = "Write the demo province of invented people; does nothing when a province is there."

    def add_arguments(self, parser):
        parser.add_argument("--people", type=int, default=6_000, help="how many people (6000)")
        parser.add_argument("--seed", default=province.SEED, help="another seed, other people")

    def handle(self, *args, people, seed, **options):
        if settings.MODE == "production":
            raise CommandError("Invented people are not loaded in production.")
        if province.is_there():
            self.stdout.write("The province is there already; nothing was changed.")
            return
        begun = time.monotonic()
        try:
            loaded = province.load(people=people, seed=seed, tell=self._tell)
        except province.TooFew as refused:
            raise CommandError(f"--people must lie {refused}.") from refused
        self.stdout.write(
            f"{sum(loaded.counts.values())} rows in {time.monotonic() - begun:.1f} s,"
            f" fingerprint {loaded.fingerprint[:16]}"
        )
        if options["verbosity"] > 1:
            for table, rows in loaded.counts.items():
                self.stdout.write(f"  {table}: {rows}")

    def _tell(self, what: str) -> None:
        self.stderr.write(what)
