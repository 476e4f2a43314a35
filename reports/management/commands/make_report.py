"""Ask for the annual report of a unit and, with --wait, stay until the worker has made it."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from cadres.models import Unit
from governance.actor import acting, system_actor
from governance.findings import Refused
from portal.jobs import store
from portal.models import Job, JobFile
from portal.web import spoken
from reports import services
from reports.models import Family

LOOK = 0.5  # seconds between two looks at the job


class Command(BaseCommand):
    help = "Make the annual inspection report of a unit (official code or code) and year."

    def add_arguments(self, parser):
        parser.add_argument("--unit", required=True, help="code of the unit, 22 for the province")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("--lang", default="vi", choices=["vi", "en", "ar"])
        parser.add_argument("--layout", default=Family.PARTY, choices=Family.values)
        parser.add_argument("--wait", type=int, nargs="?", const=600, default=0, metavar="SECONDS")

    def handle(self, *, unit, year, lang, layout, wait, **options):
        actor = system_actor("make_report")
        with acting(actor), translation.override(lang):
            try:
                report = services.open_report(
                    unit=self.unit_of(unit),
                    year=year,
                    family=layout,
                    lang=lang,
                    by=actor,
                    on=timezone.localdate(),
                )
                job = services.request_file(report=report, by=actor, on=timezone.localdate())
            except Refused as refused:
                reasons = "; ".join(spoken(finding.message) for finding in refused.findings)
                raise CommandError(reasons) from None
            if wait:
                self.stdout.write(str(self.wait_for(job, wait)))

    def unit_of(self, code: str) -> Unit:
        found = Unit.objects.filter(code=code).first()
        found = found or Unit.objects.filter(official_code=code).order_by("valid").last()
        if found is None:
            raise CommandError(f"No unit has the code {code}.")
        return found

    def wait_for(self, job: Job, seconds: int):
        """The path under var/reports of the finished PDF; an error when none comes."""
        until = time.monotonic() + seconds
        told = None
        while time.monotonic() < until:
            job.refresh_from_db()
            if job.state == Job.State.DONE:
                return self.publish(job)
            if job.state in Job.MISSED:
                raise CommandError(f"The report was not made: {job.error_text or job.state}")
            now = (job.state, job.step)
            if now != told:
                self.stderr.write(f"  {job.get_state_display()} {job.step}")
                told = now
            time.sleep(LOOK)
        raise CommandError("The report is not ready yet; it goes on in the background.")

    def publish(self, job: Job):
        """Give the finished files their names in var/reports: whole there, or not there."""
        folder = settings.VAR / "reports"
        folder.mkdir(parents=True, exist_ok=True)
        named = []
        for each in JobFile.objects.filter(job=job).select_related("stored").order_by("position"):
            target = folder / each.name
            temporary = target.with_name(f".{target.name}.tmp")
            temporary.write_bytes(store.path_of(each.stored.sha256).read_bytes())
            temporary.replace(target)
            named.append(target)
        return named[0]
