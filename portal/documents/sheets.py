"""Workbooks and CSV files: lists and annexes as people open them in Excel."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from portal.documents.cells import safe_cell

MOST_ROWS = 1_048_576
WIDEST, NARROWEST = 60, 8


@dataclass(frozen=True)
class Sheet:
    """One table: a name, the heads of its columns, and rows that may be a generator."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence]
    widths: Sequence[int] = ()
    rtl: bool = False
    title: str = ""


@dataclass(frozen=True)
class InfoSheet:
    """Where a workbook comes from: (label, value) lines such as filter, user and time."""

    name: str
    lines: Sequence[tuple[str, object]] = field(default_factory=tuple)
    rtl: bool = False


def write_xlsx(path, sheets: Iterable[Sheet], *, info: InfoSheet | None = None) -> None:
    """Write a workbook in constant memory; ``path`` is a path or a binary file."""
    import xlsxwriter  # noqa: PLC0415 -- slow import

    book = xlsxwriter.Workbook(
        path if hasattr(path, "write") else str(path),
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": "Times New Roman", "font_size": 11},
        },
    )
    # A fixed time: the same table must give the same bytes, however often it is asked for.
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 -- not a real instant
    formats = {
        "head": book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EEE8DC"}
        ),
        "title": book.add_format({"bold": True, "font_size": 13}),
        "cell": book.add_format({"text_wrap": True, "valign": "top"}),
        "date": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"}),
    }
    taken = set()
    for sheet in sheets:
        _write_sheet(book, sheet, formats, taken)
    if info:
        page = book.add_worksheet(_sheet_name(info.name, taken))
        if info.rtl:
            page.right_to_left()
        page.set_column(0, 0, 24)
        page.set_column(1, 1, 60)
        for at, (label, value) in enumerate(info.lines):
            page.write_string(at, 0, str(safe_cell(label)), formats["title"])
            _write_cell(page, at, 1, value, formats)
    book.close()


def _write_sheet(book, sheet: Sheet, formats, taken) -> None:
    page = book.add_worksheet(_sheet_name(sheet.name, taken))
    if sheet.rtl:
        page.right_to_left()
    for at, head in enumerate(sheet.columns):
        width = sheet.widths[at] if at < len(sheet.widths) else len(str(head)) + 6
        page.set_column(at, at, max(NARROWEST, min(WIDEST, width)))
    first = 0
    if sheet.title:
        page.write_string(0, 0, str(safe_cell(sheet.title)), formats["title"])
        first = 2
    for at, head in enumerate(sheet.columns):
        page.write_string(first, at, str(safe_cell(head)), formats["head"])
    page.freeze_panes(first + 1, 0)
    last = first
    for last, row in enumerate(sheet.rows, first + 1):
        if last >= MOST_ROWS:
            raise ValueError("a sheet holds at most 1,048,576 rows")
        for at, value in enumerate(row):
            _write_cell(page, last, at, value, formats)
    if last > first:
        page.autofilter(first, 0, last, max(len(sheet.columns) - 1, 0))
    page.repeat_rows(first)


def _write_cell(page, row: int, column: int, value, formats) -> None:
    """Numbers and days by their own type, everything else as text and only as text."""
    if value is None or value == "":
        return
    if isinstance(value, bool):
        page.write_boolean(row, column, value, formats["cell"])
    elif isinstance(value, int | float | Decimal):
        page.write_number(row, column, value, formats["cell"])
    elif isinstance(value, date) and not isinstance(value, datetime) and value.year >= 1900:
        page.write_datetime(row, column, value, formats["date"])
    else:
        page.write_string(row, column, str(safe_cell(value)), formats["cell"])


def _sheet_name(name: str, taken: set[str]) -> str:
    """Excel allows 31 characters, none of []:*?/\\, and no name twice."""
    clean = "".join(" " if c in "[]:*?/\\" else c for c in str(name)).strip().strip("'")
    clean = clean[:31] or "1"
    result, number = clean, 1
    while result.lower() in taken:
        number += 1
        result = f"{clean[:27]} ({number})"
    taken.add(result.lower())
    return result


def write_csv(out, columns: Sequence[str], rows: Iterable[Sequence]) -> None:
    """Write UTF-8 with a byte-order mark, so that Excel reads Vietnamese, to a binary file."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, quoting=csv.QUOTE_MINIMAL)
    writer.writerow([safe_cell(head) for head in columns])
    for row in rows:
        writer.writerow([safe_cell(value) for value in row])
    text.flush()
    text.detach()
