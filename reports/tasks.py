"""The jobs of this room: one report, or one unit of a batch."""

from datetime import timedelta

from celery import shared_task
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cadres import access
from cadres.models import Unit
from governance.actor import acting, system_actor
from governance.classes import DataClass
from portal.documents import render_pdf, write_docx, write_xlsx
from portal.jobs import JobRun, job_kind
from reports import document, office, selectors, services
from reports.models import Report, ReportState, Snapshot

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@job_kind("reports.annual", title=_("Annual inspection report"), deadline=timedelta(minutes=30))
def annual_report(run: JobRun) -> dict:
    """The PDF and the workbook of a report, from the figures it names."""
    report = (
        Report.objects.visible_to(run.actor)
        .select_related("unit__parent", "drafted_with")
        .get(pk=run.params["report"])
    )
    snapshot = Snapshot.objects.visible_to(run.actor).get(pk=run.params["snapshot"])
    issued = report.state in (ReportState.ISSUED, ReportState.SUPERSEDED)
    subject = document.Subject(
        unit=report.unit,
        year=report.year,
        family=report.family,
        lang=report.lang,
        content=snapshot.content,
        sha256=snapshot.sha256,
        drafted_with=report.drafted_with.content,
        texts=report.texts,
        state=report.state,
        code=report.code,
        number=report.number,
        signer_name=report.signer_name,
        dated=report.issued_on if issued else None,
    )
    return make_files(run, subject)


@job_kind("reports.unit", title=_("Annual report of a unit"), deadline=timedelta(hours=6))
def unit_report(run: JobRun) -> dict:
    """The report of one unit of a batch, drafted from today's figures."""
    unit = Unit.objects.visible_to(run.actor).select_related("parent").get(pk=run.params["unit"])
    access.require(run.actor, access.REPORT, over=unit, data_class=DataClass.EVALUATION)
    with transaction.atomic():
        snapshot = services.take_snapshot(unit=unit, year=run.params["year"])
    subject = document.Subject(
        unit=unit,
        year=run.params["year"],
        family=run.params["family"],
        lang=run.params["lang"],
        content=snapshot.content,
        sha256=snapshot.sha256,
        drafted_with=snapshot.content,
        texts={},
    )
    return make_files(run, subject)


@job_kind("reports.figures", title=_("Figures of a unit"), deadline=timedelta(minutes=30))
def unit_figures(run: JobRun) -> dict:
    """Count the figures of a unit and year and keep them."""
    unit = Unit.objects.visible_to(run.actor).get(pk=run.params["unit"])
    access.require(run.actor, access.REPORT, over=unit, data_class=DataClass.EVALUATION)
    with transaction.atomic():
        snapshot = services.take_snapshot(unit=unit, year=run.params["year"])
    return {"figures": snapshot.sha256}


@shared_task(name="reports.refresh_figures", ignore_result=True)
def refresh_figures() -> None:
    """Once an hour: the figures of the units that secretaries and boards look at.

    Where no record changed since, the job of the last hour is the answer already.
    """
    today = timezone.localdate()
    with acting(system_actor("refresh figures")) as by:
        for unit in selectors.units_looked_at(on=today):
            for year in (today.year - 1, today.year):
                services.request_figures(unit=unit, year=year, by=by, on=today)


def make_files(run: JobRun, subject: document.Subject) -> dict:
    """Render, keep the three files, and tell what was made."""
    run.progress(1, 4, _("Writing the pages"))
    parts = document.html_parts(subject)
    run.progress(2, 4, _("Setting the pages"))
    pdf = render_pdf(parts, lang=subject.lang, title=document.title_of(subject))
    run.progress(3, 4, _("Writing the workbook and the Word file"))
    stem = document.file_stem(subject)
    kept = run.save_file(pdf, f"{stem}.pdf", PDF)
    book = run.new_file()
    found, info = office.sheets(subject)
    write_xlsx(book, found, info=info)
    run.save_file(book, f"{stem}.xlsx", XLSX)
    text = run.new_file()
    write_docx(text, office.word(subject), title=document.title_of(subject), lang=subject.lang)
    run.save_file(text, f"{stem}.docx", DOCX)
    run.progress(4, 4, "")
    return {"sha256": kept.sha256, "figures": subject.sha256, "name": f"{stem}.pdf"}
