"""How lines and sheets of a record are written in tables: text by field, never a model."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.models import PersonalDetails
from cadres.selectors.scans import scans_by_decision
from cadres.selectors.sections import ABROAD, PARTS, Section
from portal.partial_dates import PartialDate
from portal.templatetags.ui import dash, date, num, partial_date

LEVEL = pgettext_lazy("training", "level")


@dataclass(frozen=True)
class Row:
    """One line as the table shows it."""

    line: Any
    cells: list[tuple[Any, Any]]
    scans: list


@dataclass(frozen=True)
class Table:
    heads: list
    rows: list[Row]
    dated: bool


def label_of(model, name: str):
    return LEVEL if name == "level_name" else model._meta.get_field(name).verbose_name


def text_of(row, name: str) -> Any:
    """The value of one field as people read it."""
    value = getattr(row, name)
    if shown := getattr(row, f"get_{name}_display", None):
        return dash(shown())
    if value is None or value == "" or value == []:
        return dash(None)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, PartialDate):
        return partial_date(value)
    if isinstance(value, Decimal):
        return num(value, 2)
    if isinstance(value, int):
        return num(value)
    if isinstance(value, list):
        choices = dict(row._meta.get_field(name).base_field.choices)
        return ", ".join(str(choices.get(each, each)) for each in value)
    if isinstance(value, str):
        return value if name == "level_name" else format_html('<span lang="vi">{}</span>', value)
    return date(value) if hasattr(value, "isoformat") else str(value)


def table_of(section: Section, lines, *, abroad: bool = False) -> Table:
    """The lines of a section with the scans behind their decisions: two queries."""
    lines = list(lines)
    scans = scans_by_decision(line.decision_id for line in lines if line.decision_id)
    names = (*section.columns, *(ABROAD[:3] if abroad else ()))
    heads = [label_of(section.model, name) for name in names]
    rows = [
        Row(
            line,
            [(head, text_of(line, name)) for head, name in zip(heads, names, strict=True)],
            scans.get(line.decision_id, []),
        )
        for line in lines
    ]
    return Table(heads, rows, section.dated)


def sheet_rows(sheet, model, names) -> list[tuple[Any, Any]]:
    """(label, value) of a sheet's fields; dashes where nothing is entered yet."""
    return [
        (label_of(model, name), text_of(sheet, name) if sheet else dash(None)) for name in names
    ]


def part_rows(details: PersonalDetails | None) -> list[tuple[str, Any, list]]:
    """The parts of the sheet: (key, title, rows)."""
    return [
        (key, title, sheet_rows(details, PersonalDetails, names))
        for key, (title, names) in PARTS.items()
    ]
