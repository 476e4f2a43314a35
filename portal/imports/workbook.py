"""Workbooks the importer hands out: the template to fill in, and the wrong rows to correct."""

from collections.abc import Iterable
from datetime import datetime

from portal.documents.cells import safe_cell
from portal.imports.targets import CHOICE, FLAG, ImportColumn, Target
from portal.imports.values import cell_name

TEMPLATE_VERSION = "1"
ERROR_HEADING = "Lỗi"
LISTED = 2_000  # rows of the template that offer lists
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _book(out):
    import xlsxwriter  # noqa: PLC0415 -- slow import

    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": "Times New Roman", "font_size": 12},
        },
    )
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 -- not a real instant
    return book


def _formats(book) -> dict:
    head = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1}
    return {
        "head": book.add_format({**head, "bg_color": "#EEE8DC"}),
        "required": book.add_format({**head, "bg_color": "#F6D9D5"}),
        "error_head": book.add_format({**head, "bg_color": "#B3261E", "font_color": "#FFFFFF"}),
        "error": book.add_format({"text_wrap": True, "valign": "top", "font_color": "#B3261E"}),
        "wrong": book.add_format({"bg_color": "#F6D9D5", "num_format": "@"}),
        "text": book.add_format({"num_format": "@"}),
        "note": book.add_format({"text_wrap": True, "valign": "top"}),
    }


def write_template(out, target: Target, lists: dict[str, list[str]], *, notes: Iterable) -> None:
    """An empty table with headings, an example, lists to choose from and the version hidden."""
    book = _book(out)
    formats = _formats(book)
    page = book.add_worksheet("Nhập liệu")
    hidden = book.add_worksheet("Danh mục")
    hidden.hide()
    page.freeze_panes(1, 2)
    page.set_row(0, 48)
    for at, column in enumerate(target.columns):
        page.write_string(
            0, at, column.heading, formats["required" if column.required else "head"]
        )
        page.set_column(at, at, max(12, min(32, len(column.heading) + 4)), formats["text"])
        if column.example:
            page.write_comment(0, at, f"{column.example}", {"x_scale": 1.2, "y_scale": 0.6})
        words = lists.get(column.key) or _words(column)
        if words:
            hidden.write_string(0, at, column.heading)
            for number, word in enumerate(words, 1):
                hidden.write_string(number, at, str(safe_cell(word)))
            letters = cell_name(at, 0)
            page.data_validation(
                1,
                at,
                LISTED,
                at,
                {
                    "validate": "list",
                    "source": f"='Danh mục'!${letters}$2:${letters}${len(words) + 1}",
                    "error_type": "warning",
                },
            )
    hidden.write_string(0, len(target.columns), "schema_version")
    hidden.write_string(1, len(target.columns), f"{target.code}-{TEMPLATE_VERSION}")
    _guide(book, formats, notes)
    book.close()


def _words(column: ImportColumn) -> list[str]:
    if column.kind == FLAG:
        return ["x"]
    if column.kind != CHOICE:
        return []
    first: dict[str, str] = {}
    for word, value in column.choices.items():
        first.setdefault(value, word)
    return list(first.values())


def _guide(book, formats, notes: Iterable[str]) -> None:
    page = book.add_worksheet("Hướng dẫn")
    page.set_column(0, 0, 100, formats["note"])
    for number, line in enumerate(notes):
        page.write_string(number, 0, str(line))


def write_errors(out, headings: list[str], rows: Iterable[tuple[list, str, set[int]]]) -> None:
    """The wrong rows alone, cell by cell as they came, the reasons in a red column in front.

    Cells are written as text or number, never as a formula, whatever they held.
    """
    book = _book(out)
    formats = _formats(book)
    page = book.add_worksheet("Dòng lỗi")
    page.freeze_panes(1, 1)
    page.set_row(0, 36)
    page.set_column(0, 0, 60)
    page.write_string(0, 0, ERROR_HEADING, formats["error_head"])
    for at, heading in enumerate(headings, 1):
        page.write_string(0, at, str(safe_cell(heading)), formats["head"])
        page.set_column(at, at, max(12, min(32, len(heading) + 4)), formats["text"])
    for number, (cells, reasons, wrong) in enumerate(rows, 1):
        page.write_string(number, 0, str(safe_cell(reasons)), formats["error"])
        for at, cell in enumerate(cells, 1):
            style = formats["wrong" if at - 1 in wrong else "text"]
            if cell is None or cell == "":
                page.write_blank(number, at, None, style)
            elif isinstance(cell, bool):
                page.write_boolean(number, at, cell, style)
            elif isinstance(cell, int | float):
                page.write_number(number, at, cell, style)
            else:
                page.write_string(number, at, str(safe_cell(cell)), style)
    book.close()
