"""The rows of an import between the workbook and the records."""

from collections import Counter
from pathlib import Path

from django.db import connection

from portal.imports import reading
from portal.imports.cells import CellReader, problem
from portal.imports.targets import CATALOGUE, Row, target_named
from portal.imports.values import Trouble, Unread, cell_name, text_of
from portal.models import ImportBatch, ImportRow

AT_ONCE = 1000
NOTHING_COUNTED = dict.fromkeys(
    ("rows_in", "new", "changed", "same", "rejected", "blank", "accepted"), 0
)


def silent(done: int, total: int) -> None:
    """Nobody asks how far it is."""


def drop(batch: ImportBatch) -> None:
    """Forget the staged rows."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM portal_importrow WHERE batch_id = %s", [batch.pk])


def read(batch: ImportBatch, path: Path, *, tell=silent) -> tuple[list[Row], dict]:
    """Every row beneath the headings, its cells read as their columns want them."""
    target = target_named(batch.target)
    places = sorted(int(at) for at in batch.mapping)
    readers = [
        CellReader(target.column(batch.mapping[str(at)]), at, date1904=batch.date1904)
        for at in places
    ]
    required = {column.key for column in target.columns if column.required}
    at_place = {reader.column.key: reader.at for reader in readers}
    rows: list[Row] = []
    with reading.rows_of(
        path, kind=batch.kind, sheet=batch.sheet, header=batch.header_row, columns=places
    ) as found:
        for number, cells in found.rows:
            row = _row(number, cells, readers, required, found.unsaved)
            row.places = at_place
            rows.append(row)
            if number % AT_ONCE == 0:
                tell(number, 0)
    last = max((row.number for row in rows if row.verdict != "blank"), default=0)
    notes = {
        "converted": sum(converted for _encoding, converted in found.encodings),
        "encodings": sorted({e for e, converted in found.encodings if converted}),
    }
    return [row for row in rows if row.number <= last], notes


def _row(number: int, cells: list, readers: list, required: set, unsaved: frozenset) -> Row:
    values, problems = {}, []
    empty = True
    for reader, cell in zip(readers, cells, strict=True):
        column = reader.column
        try:
            if cell is None:
                if unsaved and cell_name(reader.at, number) in unsaved:
                    raise Unread(Trouble.NO_STORED_VALUE)
                continue
            empty = False
            values[column.key] = reader(cell)
        except Unread as error:
            empty = False
            found = reader.finding(error.trouble)
            shown = cell["d"] if isinstance(cell, dict) else text_of(cell)
            problems.append(
                problem(found, number=number, at=reader.at, column=column.key, value=shown)
            )
            values[column.key] = None
    if empty:
        return Row(number, [], {}, verdict="blank")
    for reader in readers:
        key = reader.column.key
        if key in required and key not in values:
            found = reader.finding(Trouble.MISSING)
            problems.append(problem(found, number=number, at=reader.at, column=key))
    return Row(number, cells, values, problems)


def keep(batch: ImportBatch, rows: list[Row], *, tell=silent) -> None:
    """Stage the judged rows."""
    for start in range(0, len(rows), AT_ONCE):
        ImportRow.objects.bulk_create(
            ImportRow(
                batch=batch,
                number=row.number,
                verdict=row.verdict,
                label=row.label[:160],
                cells=[c["d"] if isinstance(c, dict) else c for c in row.cells],
                values=row.values,
                problems=row.problems,
                changes=row.changes,
                subject=row.subject,
                subject_version=row.subject_version,
            )
            for row in rows[start : start + AT_ONCE]
        )
        tell(start, len(rows))


def counted(rows: list[Row]) -> dict[str, int]:
    """How many rows came to which end; none is lost."""
    by_verdict = Counter(row.verdict for row in rows)
    kept = {name: by_verdict[name] for name in ("new", "changed", "same", "blank")}
    return {
        **kept,
        "rejected": by_verdict["error"],
        "accepted": kept["new"] + kept["changed"] + kept["same"],
        "rows_in": len(rows),
    }


def accepted(batch: ImportBatch):
    """The rows to write, some at a time, in the order of the workbook."""
    last = 0
    wanted = ImportRow.objects.filter(batch=batch, verdict__in=["new", "changed"])
    while True:
        stretch = list(wanted.filter(number__gt=last).order_by("number")[:AT_ONCE])
        yield from stretch
        if len(stretch) < AT_ONCE:
            return
        last = stretch[-1].number


def unresolved(batch: ImportBatch) -> dict[tuple[str, str], int]:
    """(catalogue, word) → how many rows wait for its meaning."""
    target = target_named(batch.target)
    names = {c.key: c.catalogue for c in target.columns if c.kind == CATALOGUE}
    waiting: Counter = Counter()
    for problems in (
        ImportRow.objects.filter(batch=batch, verdict="error")
        .values_list("problems", flat=True)
        .iterator(AT_ONCE)
    ):
        for each in problems:
            if each.get("word"):
                waiting[names[each["column"]], each["word"]] += 1
    return dict(waiting.most_common(200))
