"""The workbook of a report, and its Word twin for those who edit the text elsewhere."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from portal.documents import Heading, InfoSheet, Paragraph, Sheet, Table
from reports import figures
from reports.document import Subject, chapters, title_of


def sheets(subject: Subject) -> tuple[list[Sheet], InfoSheet]:
    """The workbook of a report: all figures, then every table."""
    lang, rtl = subject.lang, subject.lang == "ar"
    with translation.override(lang):
        found = [Sheet(_("Figures"), figure_heads(), figure_rows(subject), rtl=rtl)]
        for code, headings in subject.content["headings"].items():
            keys = [key for key, _labels in headings["columns"]]
            found.append(
                Sheet(
                    headings["title"][lang],
                    [labels[lang] for _key, labels in headings["columns"]],
                    [
                        [sheet_cell(row.get(key), lang) for key in keys]
                        for row in subject.content["tables"][code]
                    ],
                    rtl=rtl,
                )
            )
        info = InfoSheet(
            _("Information"),
            [
                (_("Report"), title_of(subject)),
                (_("Cut-off day"), date(subject.year, 12, 31)),
                (_("Hash of the figures"), subject.sha256),
            ],
            rtl=rtl,
        )
        return found, info


def figure_heads() -> list[str]:
    return [
        _("Figure"),
        _("Number"),
        _("Out of"),
        _("Share (%)"),
        _("Last year"),
        _("Last year out of"),
        _("Definition"),
        _("Population"),
    ]


def figure_rows(subject: Subject) -> list[list]:
    return [
        [
            str(reading.definition.label),
            reading.now.numerator,
            reading.now.denominator,
            reading.now.percent,
            reading.before.numerator if reading.before else None,
            reading.before.denominator if reading.before else None,
            str(reading.definition.definition),
            str(reading.definition.population),
        ]
        for reading in figures.readings(subject.content).values()
    ]


def sheet_cell(value: Any, lang: str) -> Any:
    """Numbers stay numbers and days stay days; names are in the language."""
    if isinstance(value, dict):
        if "date" in value:
            return date.fromisoformat(value["date"])
        return value.get(lang) or value["vi"]
    return value


def word(subject: Subject) -> Iterator[Heading | Paragraph | Table]:
    """The chapters with their figures and short tables; the annexes stay in the workbook."""
    with translation.override(subject.lang):
        blocks = [Paragraph(title_of(subject), bold=True, centred=True)]
        heads = [_("Figure"), str(subject.year), _("Year before"), _("Compared")]
        for chapter in chapters(subject):
            blocks.append(Heading(f"{chapter['number']}. {chapter['title']}", 1))
            for section in chapter["sections"]:
                blocks += section_blocks(section, chapter["number"], heads)
    return iter(blocks)


def section_blocks(section: dict, chapter: str, heads: list[str]) -> list:
    """One section as blocks of a Word file."""
    blocks: list = []
    if section["title"] and section["code"] != chapter:
        blocks.append(Heading(f"{section['code']} {section['title']}", 2))
    blocks += [Paragraph(text) for text in section["paragraphs"]]
    if section["readings"]:
        rows = [[r["label"], r["now"], r["before"], r["change"]] for r in section["readings"]]
        blocks.append(Table(heads, rows))
    blocks += [
        Table(table.heads, [[text for text, _css in row] for row in table.rows], table.title)
        for table in section["tables"]
    ]
    return blocks
