"""The jobs of this room (forms, a whole file, a large chart) and what its clock does."""

import json
import logging
import zipfile
from datetime import date, timedelta
from uuid import UUID

from celery import shared_task
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from cadres.models import DecisionScan, ReadingKind, Unit
from cadres.rules.layouts import forms
from cadres.selectors import chartsheet, papers, whole_file
from cadres.selectors.chart import chart
from cadres.selectors.dossier import dossiers
from cadres.selectors.exchange import outgoing, people_of
from cadres.selectors.package_file import write_package
from cadres.services import carrying_out, clocks, kin
from cadres.services.duplicates import look_for_duplicates
from cadres.services.exchange import CHECK_JOB, PACK_JOB, keep_outcome
from cadres.services.papers import FILE_JOB, FORMS_JOB, note_readings
from cadres.services.quality import take_quality
from cadres.services.scores import count_records
from governance.actor import acting, system_actor
from governance.audit import ExactEncoder
from portal.documents import file_name, render_pdf, write_xlsx
from portal.jobs import JobRun, PermanentError, job_kind, store
from portal.models import ExchangePackage, PackageError

logger = logging.getLogger(__name__)
MADE = (2000, 1, 1, 0, 0, 0)
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@shared_task(name="cadres.look_over_records", ignore_result=True)
def look_over_records() -> None:
    """Every night: which records may be one person, and how good they all are."""
    by, on = system_actor("look over records"), timezone.localdate()
    with acting(by):
        look_for_duplicates(by=by, on=on)
        take_quality(by=by, on=on)
        count_records(on=on)


@job_kind(FORMS_JOB, title=_("Official CV forms"), deadline=timedelta(hours=6))
def form_of_one(run: JobRun) -> dict:
    """The form of one person of a batch; every closed part stays empty."""
    pk, on = UUID(run.params["cadre"]), date.fromisoformat(run.params["on"])
    found = dossiers([pk], actor=run.actor, on=on, everything_closed=True)
    if not found:
        raise PermanentError("The record is not open to you any more.")
    filled = papers.paper(run.params["form"], found[0], on)
    ending = run.params["ending"]
    name = papers.name_of(filled, ending)
    kept = run.save_file(papers.MAKERS[ending](filled), name, TYPES[ending])
    note(run, pk, ReadingKind.DOCUMENT)
    return {"sha256": kept.sha256}


@job_kind(FILE_JOB, title=_("Whole file of a cadre"), deadline=timedelta(hours=1))
def whole_file_of_one(run: JobRun) -> dict:
    """All forms, every table as JSON and workbook, the scans of the decisions, in one ZIP."""
    pk, on = UUID(run.params["cadre"]), date.fromisoformat(run.params["on"])
    found = dossiers([pk], actor=run.actor, on=on)
    if not found:
        raise PermanentError("The record is not open to you any more.")
    dossier, path = found[0], run.new_file()
    with translation.override("vi"), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for at, code in enumerate(forms(), start=1):
            run.progress(at, len(forms()) + 2, code)
            filled = papers.paper(code, dossier, on)
            for ending, make in papers.MAKERS.items():
                put(archive, f"bieu-mau/{papers.name_of(filled, ending)}", make(filled))
        run.progress(len(forms()) + 1, len(forms()) + 2, "")
        put_tables(archive, dossier, run, on)
        put_scans(archive, dossier, run)
    stem = file_name("ho-so", dossier.code, dossier.name, extension="zip")
    kept = run.save_file(path, stem, "application/zip")
    return {"sha256": kept.sha256}


def put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, MADE), content, zipfile.ZIP_DEFLATED)


def put_tables(archive, dossier, run: JobRun, on: date) -> None:
    """Every table twice: for machines and for people."""
    tables = list(whole_file.tables_of(dossier))
    if readings := whole_file.readings_table(dossier, run.actor):
        tables.append(readings)
    told = whole_file.as_json(tables, dossier, on)
    text = json.dumps(told, ensure_ascii=False, indent=1, cls=ExactEncoder)
    put(archive, "du-lieu/ho-so.json", text.encode())
    book = run.new_file()
    sheets, info = whole_file.as_sheets(tables, dossier, run.actor, on)
    write_xlsx(book, sheets, info=info)
    put(archive, "du-lieu/ho-so.xlsx", book.read_bytes())
    book.unlink()


def put_scans(archive, dossier, run: JobRun) -> None:
    """The scans of the decisions behind the posts, where the actor may read them."""
    scans = (
        DecisionScan.objects.visible_to(run.actor)
        .filter(decision__assignments__cadre=dossier.cadre_id, struck_on=None)
        .select_related("stored", "decision")
        .distinct()
    )
    for scan in scans:
        path = store.path_of(scan.stored.sha256)
        if path.exists():
            ending = "pdf" if scan.stored.content_type == "application/pdf" else "jpg"
            number = file_name(scan.decision.number, scan.decision.issued_on, extension=ending)
            put(archive, f"quyet-dinh/{scan.pk.hex[:6]}-{number}", path.read_bytes())


@transaction.atomic
def note(run: JobRun, pk: UUID, what: str) -> None:
    note_readings([pk], what=what, by=run.actor, at=timezone.now())


@job_kind(chartsheet.KIND, title=_("Organisation chart on A3 sheets"))
def organisation_chart(run: JobRun) -> dict:
    """The sheets of a large chart, under the rights of who asked."""
    unit = Unit.objects.visible_to(run.actor).get(pk=run.params["unit"])
    run.progress(1, 3, _("Reading the organisation"))
    shown = chart(unit=unit, **chartsheet.asked_of(run.params))
    run.progress(2, 3, _("Drawing the sheets"))
    pdf = render_pdf(
        chartsheet.html(shown, run.lang), lang=run.lang, title=chartsheet.title(shown)
    )
    run.save_file(pdf, f"{chartsheet.stem(unit)}.pdf", "application/pdf")
    run.progress(3, 3, "")
    return {"boxes": len(shown.boxes())}


@shared_task(name="cadres.refresh_clocks", ignore_result=True)
def refresh_clocks() -> None:
    """Every night: the coming dates of everybody; done twice it changes nothing."""
    with acting(system_actor("refresh clocks")) as by:
        clocks.refresh_clocks(by=by, on=timezone.localdate())


@shared_task(name="cadres.look_for_conflicts", ignore_result=True)
def look_for_conflicts() -> None:
    """Every night: relatives in related posts, found or resolved; twice is once."""
    with acting(system_actor("look for conflicts")) as by:
        kin.look_for_conflicts(by=by, on=timezone.localdate())


@shared_task(name="cadres.carry_out_reorganisations", ignore_result=True)
def carry_out_reorganisations() -> None:
    """Every night: approved reorganisations take effect on their day; twice is once."""
    with acting(system_actor("carry_out_reorganisations")) as by:
        _done, refused = carrying_out.carry_out_what_is_due(by=by, on=timezone.localdate())
    for plan, why in refused:
        logger.error("reorganisation %s could not be carried out: %s", plan.pk, why)


@job_kind(CHECK_JOB, title=_("Check of an exchange package"), deadline=timedelta(hours=2))
def check_package(run: JobRun) -> dict:
    """Look at every record of a package and tell what is wrong; nothing is written out."""
    package = the_package(run)
    errors, persons = [], 0
    for each in records_of(run, package):
        persons += 1
        errors += errors_of(package, each)
    run.at_end(lambda: outcome(package, persons, errors, None, run))
    return {"records": persons, "errors": len(errors)}


@job_kind(PACK_JOB, title=_("Exchange package"), deadline=timedelta(hours=2))
def pack_package(run: JobRun) -> dict:
    """Write the records that fit into the file of the package."""
    package, path, lines = the_package(run), run.new_file(), run.new_file()
    errors, persons, sound = [], 0, 0
    with lines.open("w", encoding="utf-8") as out:
        for each in records_of(run, package):
            persons += 1
            errors += errors_of(package, each)
            if each.record is not None:
                sound += 1
                out.write(json.dumps(each.record, ensure_ascii=False) + "\n")
    write_package(path, package, lambda: read_lines(lines), sound)
    lines.unlink()
    name = file_name(package.system, package.as_of, package.unit_name, extension="zip")
    kept = run.save_file(path, name, "application/zip")
    run.at_end(lambda: outcome(package, persons, errors, kept, run))
    return {"sha256": kept.sha256, "records": sound}


def read_lines(path):
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def outcome(package, persons, errors, kept, run: JobRun) -> None:
    keep_outcome(package=package, persons=persons, errors=errors, kept=kept, by=run.actor)


def the_package(run: JobRun) -> ExchangePackage:
    return ExchangePackage.objects.visible_to(run.actor, "edit").get(pk=run.params["package"])


def records_of(run: JobRun, package: ExchangePackage):
    ids = people_of(package)
    found = outgoing(package, ids, actor=run.actor, on=package.as_of)
    for at, each in enumerate(found, start=1):
        if at % 50 == 0:
            run.progress(at, len(ids), package.unit_name)
        yield each


def errors_of(package: ExchangePackage, each) -> list[PackageError]:
    return [
        PackageError(
            package=package,
            subject_ref=each.dossier.cadre_id,
            subject_code=each.dossier.code,
            subject_name=each.dossier.name,
            field=field,
            code=code,
        )
        for field, code in each.faults
    ]
