"""A list as a file: the same filter, the same columns, the same scope, and a trace of it."""

import io
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from governance import audit
from portal import jobs
from portal.documents import (
    InfoSheet,
    Sheet,
    file_name,
    write_csv,
    write_xlsx,
    write_xlsx_apart,
)
from portal.lists import keyset
from portal.lists.rows import Cell, written
from portal.partial_dates import PartialDate

KIND = "portal.export"
MOST_AT_ONCE = 2_000
STEP = 1_000
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def respond(page) -> HttpResponse:
    """A small export at once; a large one as a job."""
    rows = list(all_rows(page, most=MOST_AT_ONCE + 1))
    if len(rows) > MOST_AT_ONCE:
        return submit(page)
    out = io.BytesIO()
    with transaction.atomic():
        note(page, len(rows))
        write(page, rows, out)
    response = HttpResponse(out.getvalue(), content_type=TYPES[page.state.export])
    response["Content-Disposition"] = f'attachment; filename="{name_of(page)}"'
    return response


def note(page, count: int) -> None:
    """Tell the audit trail who took how many rows away, and which."""
    audit.record(
        by=page.actor,
        action="portal.export_list",
        changes={
            "list": page.key,
            "rows": count,
            "format": page.state.export,
            "filter": page.state.query(),
            "columns": [column.key for column in page.shown],
        },
    )


def all_rows(page, most: int | None = None) -> Iterator:
    """The rows of the filter in page order, a stretch at a time."""
    place = None
    while most is None or most > 0:
        limit = STEP if most is None else min(STEP, most)
        rows = page.dress(keyset.read_page(page.matching, page.keys, limit=limit, start=place))
        yield from rows
        if len(rows) < limit:
            return
        place = keyset.position(rows[-1], page.keys)
        most = None if most is None else most - len(rows)


def write(page, rows, out) -> None:
    """Write the rows as the format of the address asks, to a binary file."""
    if page.state.export == "csv":
        sheet = sheet_of(page, rows)
        write_csv(out, sheet.columns, ([plain(v, page.lang) for v in row] for row in sheet.rows))
    else:
        write_xlsx(out, [sheet_of(page, rows)], info=info_of(page))


def write_long(page, rows, path: Path) -> None:
    """The same for a worker, to a path: a long workbook is written by a second process."""
    if page.state.export == "csv":
        with path.open("wb") as out:
            write(page, rows, out)
    else:
        write_xlsx_apart(path, sheet_of(page, rows), info=info_of(page))


def sheet_of(page, rows) -> Sheet:
    cells = [Cell(column, page.model, page.sight, page.lang) for column in page.shown]
    heads = [str(column.label) for column in page.shown]
    values = ([exported(cell.value(row), page.lang) for cell in cells] for row in rows)
    return Sheet(name=str(page.title), columns=heads, rows=values, rtl=page.lang == "ar")


def info_of(page) -> InfoSheet:
    return InfoSheet(_("Information"), provenance(page), rtl=page.lang == "ar")


def provenance(page) -> list[tuple[str, object]]:
    """Where the rows come from: list, filter, person and time."""
    filters = "; ".join(f"{label}: {value}" for label, value, _url in page.chips)
    return [
        (_("List"), str(page.title)),
        (_("Filter"), filters or _("none")),
        (
            _("Taken by"),
            f"{page.actor.name} ({page.actor.hat})" if page.actor.hat else page.actor.name,
        ),
        (_("Taken at"), written(timezone.now(), page.lang)),
        (_("Request"), str(page.actor.request_id or "")),
        (_("Note"), _("Internal personnel data; not to be passed on.")),
    ]


def exported(value, lang: str):
    """Numbers and days stay what they are; everything else is text."""
    if value is None or isinstance(value, bool | PartialDate):
        return written(value, lang)
    if isinstance(value, int | float) or type(value).__name__ in ("Decimal", "date"):
        return value
    return str(written(value, lang))


def plain(value, lang: str):
    """CSV knows no types: days as people write them, numbers bare."""
    return value if isinstance(value, int | float) else str(written(value, lang))


def name_of(page) -> str:
    """can-bo_2026-11-22_1405.xlsx"""
    stem = file_name(page.title, extension="")[:-1]
    return f"{stem}_{timezone.localtime():%Y-%m-%d_%H%M}.{page.state.export}"


def submit(page) -> HttpResponse:
    """Hand a large export to the worker; clicked twice in a minute it is one job."""
    query = page.state.query(cols=",".join(column.key for column in page.shown))
    job = jobs.submit(
        kind=KIND,
        params={
            "list": f"{type(page).__module__}.{type(page).__qualname__}",
            "given": page.given,
            "path": page.request.path,
            "query": f"{query}&export={page.state.export}",
        },
        by=page.actor,
        key_parts=(str(page.actor.account_id), f"{timezone.localtime():%Y-%m-%d %H:%M}"),
        label=str(page.title),
        lang=page.lang,
    )
    return HttpResponseRedirect(job.get_absolute_url())
