"""The two long steps of an import as jobs: the check, and the writing."""

from datetime import date

from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.findings import Finding, Refused
from governance.text import say
from portal.jobs import JobRun, PermanentError, job_kind
from portal.models import ImportBatch
from portal.services import imports as services
from portal.web import spoken

TAKEN_SINCE = say(
    "Somebody else entered one of these persons or filled one of these seats since the check, so"
    " nothing was imported. Check the rows again, then import."
)
CHECK, WRITE = "portal.check_import", "portal.carry_out_import"


def own(run: JobRun) -> ImportBatch:
    """The batch, while it is still its asker's."""
    batch = ImportBatch.objects.visible_to(run.actor).filter(pk=run.params["batch"]).first()
    if batch is None:
        raise PermanentError("The import is no longer there.")
    return batch


@job_kind(CHECK, title=gettext_lazy("Check of a workbook"))
def check_import(run: JobRun) -> dict:
    """Read and judge every row; nothing is written but the staged rows."""
    batch = own(run)
    try:
        checked = services.check_rows(
            batch=batch,
            by=run.actor,
            on=date.fromisoformat(run.params["on"]),
            tell=lambda done, total: run.progress(done, max(done, total), _("rows")),
        )
    except Refused as refusal:
        services.note_refusal(batch=batch, findings=refusal.findings, by=run.actor)
        raise PermanentError("; ".join(spoken(f.message) for f in refusal.findings)) from refusal
    return {"rows": checked.rows_in, "wrong": checked.rejected}


@job_kind(WRITE, title=gettext_lazy("Import of a workbook"))
def carry_out_import(run: JobRun) -> dict:
    """Write the accepted rows in one transaction: killed before its end, nothing is there."""
    batch = own(run)
    try:
        done = services.carry_out_import(
            batch=batch,
            whole=run.params["whole"],
            by=run.actor,
            on=date.fromisoformat(run.params["on"]),
            tell=lambda done, total: run.progress(done, max(done, total), _("rows")),
        )
    except Refused as refusal:
        services.note_refusal(batch=batch, findings=refusal.findings, by=run.actor)
        raise PermanentError("; ".join(spoken(f.message) for f in refusal.findings)) from refusal
    except IntegrityError as error:
        finding = Finding("IMP-51", TAKEN_SINCE)
        services.note_refusal(batch=batch, findings=[finding], by=run.actor)
        raise PermanentError(spoken(TAKEN_SINCE)) from error
    return {"new": done.new, "changed": done.changed}
