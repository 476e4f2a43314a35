"""What the pages of an import show. Nothing here writes."""

import uuid
from collections import Counter

from django.utils.translation import gettext as _

from governance.actor import Actor
from portal.imports.cells import text_in
from portal.imports.targets import target_named
from portal.imports.values import cell_name
from portal.jobs import selectors as job_selectors
from portal.models import ImportBatch, ImportRow
from portal.rules import ABANDONED, CARRIED_OUT, CHECKED
from portal.services.imports import sheet_of
from portal.web import spoken

MOST_KINDS = 20


def template_notes() -> list[str]:
    """The guide inside the template, in the reader's language."""
    return [
        _("Fill in the first sheet, one row for each person. Red headings must be filled."),
        _("Dates: 15/03/1979, or 03/1979 or 1979 where the file has no more."),
        _("Units, posts and ethnic groups: choose from the list of the cell, or write the code."),
        _("An empty cell changes nothing in a record that exists."),
        _("A person is recognised by identity number, else by name and date of birth."),
        _("Then: Reports and data, Import from Excel, Upload a workbook."),
    ]


def continued(actor: Actor, text: str) -> ImportBatch | None:
    """The own import that a corrected file continues."""
    try:
        wanted = uuid.UUID(text)
    except ValueError:
        return None
    return ImportBatch.objects.visible_to(actor).filter(pk=wanted).first()


def columns_facts(batch: ImportBatch) -> dict:
    """The sheet beside the form of its columns."""
    sheet = sheet_of(batch)
    target = target_named(batch.target)
    return {
        "sheet": sheet,
        "several": len(batch.sheets) > 1,
        "letters": {column["at"]: cell_name(column["at"], 0) for column in sheet["offered"]},
        "required": [column.heading for column in target.columns if column.required],
    }


def import_facts(batch: ImportBatch) -> dict:
    """How far an import is, its counts, what is wrong most often, and what may be done."""
    writing = batch.import_job if batch.import_job_id else None
    job = batch.check_job if batch.state != CHECKED or not writing else writing
    running = next((j for j in (writing, batch.check_job) if j and j.is_unfinished), None)
    missed = next((j for j in (writing, batch.check_job) if j and j.was_missed), None)
    refused = [spoken(text_in(problem)) for problem in batch.notes.get("refused", ())]
    return {
        "batch": batch,
        "steps": steps_of(batch),
        "stats": stats_of(batch),
        "kinds": kinds_of_problems(batch) if batch.rejected else [],
        "job": running,
        "progress": job_selectors.progress_of(running) if running else None,
        "missed": missed if not running and batch.is_open and job else None,
        "refused": refused if batch.is_open and not running else [],
        "unknown": any_unknown(batch) if batch.rejected else False,
        "can_import": batch.state == CHECKED and not running and batch.new + batch.changed > 0,
        "only_same": batch.state == CHECKED and not running and batch.new + batch.changed == 0,
        "people": people_of(batch) if batch.state == CARRIED_OUT else [],
    }


def steps_of(batch: ImportBatch) -> list[tuple[str, str]]:
    """The four steps with how each stands."""
    order = ["uploaded", "mapped", "checked", "carried_out"]
    at = order.index(batch.state) if batch.state in order else -1
    names = [_("Uploaded"), _("Columns chosen"), _("Checked"), _("Imported")]
    stands = ["done" if i <= at else "now" if i == at + 1 else "" for i in range(4)]
    if batch.state == ABANDONED:
        stands = ["failed", "", "", ""]
    return list(zip(names, stands, strict=True))


def stats_of(batch: ImportBatch) -> list[dict]:
    rows = f"{batch.get_absolute_url()}rows/?verdict="
    found = [
        {
            "label": _("Rows read"),
            "value": batch.rows_in,
            "url": f"{batch.get_absolute_url()}rows/",
        },
        {"label": _("New records"), "value": batch.new, "url": f"{rows}new", "tone": "ok"},
        {"label": _("Changed records"), "value": batch.changed, "url": f"{rows}changed"},
        {"label": _("Unchanged"), "value": batch.same, "url": f"{rows}same"},
        {"label": _("Wrong rows"), "value": batch.rejected, "url": f"{rows}error"},
    ]
    return [*found, {"label": _("Empty rows"), "value": batch.blank}] if batch.blank else found


def problems_in(batch: ImportBatch):
    wrong = ImportRow.objects.filter(batch=batch, verdict="error")
    return wrong.values_list("problems", flat=True).iterator(1000)


def kinds_of_problems(batch: ImportBatch) -> list[tuple[str, str, int]]:
    """(code, an example of the reason, rows): what is wrong most often."""
    counted: Counter = Counter()
    example: dict[str, dict] = {}
    for problems in problems_in(batch):
        for code in {p["code"] for p in problems if not p.get("hint")}:
            counted[code] += 1
        for p in problems:
            example.setdefault(p["code"], p)
    return [
        (code, spoken(text_in(example[code])), number)
        for code, number in counted.most_common(MOST_KINDS)
    ]


def any_unknown(batch: ImportBatch) -> bool:
    return any("word" in p for problems in problems_in(batch) for p in problems)


def people_of(batch: ImportBatch) -> list[ImportRow]:
    """The first records that the import opened, to look at."""
    return list(
        ImportRow.objects.filter(batch=batch, verdict="new", subject__isnull=False)
        .only("label", "subject", "number")
        .order_by("number")[:10]
    )


def suggestions(batch: ImportBatch, unknown: dict, actor: Actor) -> dict:
    """(catalogue, word) → the names most like it."""
    target = target_named(batch.target)
    found = {}
    for catalogue in {catalogue for catalogue, _word in unknown}:
        words = [word for each, word in unknown if each == catalogue]
        for word, names in target.suggest(catalogue, words, actor).items():
            found[catalogue, word] = names
    return found


def catalogue_names() -> dict[str, str]:
    return {"unit": _("Unit"), "title": _("Title"), "ethnicity": _("Ethnic group")}


def error_rows(batch: ImportBatch):
    """Headings of the workbook, and of each wrong row the cells, reasons and wrong places."""
    offered = {column["at"]: column["heading"] for column in sheet_of(batch)["offered"]}
    places = sorted(int(at) for at in batch.mapping)
    target = target_named(batch.target)
    keys = [batch.mapping[str(at)] for at in places]
    headings = [
        offered.get(at) or target.column(key).heading for at, key in zip(places, keys, strict=True)
    ]

    def rows():
        wrong = ImportRow.objects.filter(batch=batch, verdict="error").order_by("number")
        for row in wrong.iterator(500):
            reasons = [
                f"{p['cell']}: {spoken(text_in(p))}" if p["cell"] else spoken(text_in(p))
                for p in row.problems
            ]
            marked = {keys.index(p["column"]) for p in row.problems if p["column"] in keys}
            yield row.cells, "\n".join(reasons), marked

    return headings, rows()
