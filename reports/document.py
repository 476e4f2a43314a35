"""A report as a document: HTML for the PDF in parts, sheets for the workbook."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from cadres.models import Unit
from portal.cells import cell_text
from portal.charts.canvas import colour
from portal.documents import PageLayout, compose, qr_svg
from portal.formats import DASH, date_text, number_text, percent_text
from portal.vietnamese import fold
from reports import figures, prose, selectors
from reports.charts import CHARTS
from reports.layouts import Form, form_on
from reports.outline import ANNEX

TEMPLATE_VERSION = "8"
NUMBER = mark_safe(' class="number"')
ROWS_IN_TEXT = 40  # a longer table moves to pages of its own
ROWS_A_PART = 250
ROWS_ON_PAPER = 1_000  # of one table; the workbook has all
RANGE = re.compile(r"[\d>≤ ][\d–/.%, ]+\Z")  # 31–35 must not turn round on a page in Arabic
SHARES = {"percent", "excellent_pct", "per_post"}  # kept as exact decimal texts
PLAIN_NUMBERS = {"year", "born", "code"}  # written without a sign between thousands
WIDE = {"text", "summary", "unit", "title", "holder", "secretary", "post", "source", "group"}
MIDDLING = {"level", "kind", "direction", "topic", "issuer", "inspection", "goal", "decision"}


@dataclass(frozen=True)
class Subject:
    """What is reported, independent of who keeps it: a report row or one unit of a batch."""

    unit: Unit
    year: int
    family: str
    lang: str
    content: dict
    sha256: str
    drafted_with: dict
    texts: dict
    state: str = "draft"
    code: str = ""
    number: str = ""
    signer_name: str = ""
    dated: date | None = None


@dataclass(frozen=True)
class TableView:
    """A table in one language: heads, rows of text, widths in per cent."""

    title: str
    note: str
    heads: tuple[str, ...]
    rows: tuple[tuple[tuple[str, str], ...], ...]  # (text, attributes) of each cell
    widths: tuple[int, ...]


class SnapshotAltered(Exception):
    """The kept figures no longer have the hash they are named by."""


def title_of(subject: Subject) -> str:
    """The title of the document, in its language."""
    with translation.override(subject.lang):
        return _("Report on the inspection of personnel work in %(year)s: %(unit)s") % {
            "year": subject.year,
            "unit": subject.unit.names[subject.lang],
        }


def file_stem(subject: Subject) -> str:
    """A file name of plain letters: bao-cao-kiem-tra-2023-tinh-quang-ninh-vi."""
    words = fold(subject.unit.name_vi).split()
    plain = "-".join("".join(c for c in word if c.isalnum()) for word in words)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return f"bao-cao-kiem-tra-{subject.year}-{plain}-{subject.lang}"


def html_parts(subject: Subject) -> list[str]:
    """The document as pages of HTML that follow each other: the body, then each long table."""
    if figures.hash_of(subject.content) != subject.sha256:
        raise SnapshotAltered(subject.sha256)
    form = form_on(subject.family, subject.dated or date(subject.year, 12, 31))
    title = title_of(subject)
    with translation.override(subject.lang):
        annexes = list(annex_tables(subject))
        context = {
            **heading(subject, form),
            "subject": subject,
            "title": title,
            "chapters": chapters(subject),
            "definitions": definitions(subject),
            "annexes": [(number, table) for number, table in enumerate(annexes, start=1)],
            "check": check(subject),
            "cut_off": date_text(date(subject.year, 12, 31), subject.lang),
        }
        parts = [
            compose(
                "reports/pdf/annual.html",
                {**context, "widths": used_widths(context["chapters"])},
                lang=subject.lang,
                title=title,
                layout=form.page,
            )
        ]
        parts += [
            part
            for number, table in enumerate(annexes, start=1)
            for part in annex_parts(number, table, subject, form.page)
        ]
    return parts


def annex_parts(
    number: int, table: TableView, subject: Subject, layout: PageLayout
) -> Iterator[str]:
    """One long table in pieces that keep the memory flat."""
    pieces = range(0, max(len(table.rows), 1), ROWS_A_PART)
    for piece in pieces:
        yield compose(
            "reports/pdf/annex.html",
            {
                "number": number,
                "table": table,
                "rows": table.rows[piece : piece + ROWS_A_PART],
                "first": piece == 0,
                "last": piece == pieces[-1],
                "widths": sorted(set(table.widths)),
            },
            lang=subject.lang,
            title=title_of(subject),
            layout=layout,
        )


# Short names of issuing bodies in a document's number (DOMAIN 13.4), and the words that a
# locality's name begins with: the place of a document is written without them.
BODY_CODES = {
    ("party", "province"): "TU",
    ("party", "district"): "HU",
    ("party", "commune"): "ĐU",
    **{("administrative", level): "UBND" for level in ("province", "district", "commune")},
}
GENERIC = {
    "tinh": "Tỉnh",
    "thanh_pho": "Thành phố",
    "thi_xa": "Thị xã",
    "huyen": "Huyện",
    "xa": "Xã",
    "phuong": "Phường",
    "thi_tran": "Thị trấn",
    "dac_khu": "Đặc khu",
}


def heading(subject: Subject, form: Form) -> dict[str, Any]:
    """Who issues, under which number, where and when."""
    body = selectors.issuing_body(
        unit=subject.unit, family=subject.family, on=date(subject.year, 12, 31)
    )
    superior = subject.unit.parent
    name = subject.unit.names[subject.lang]
    return {
        "form": form,
        "body": body.names[subject.lang].upper(),
        "superior": superior.names[subject.lang].upper() if superior else "",
        "number": form.number_form.format(
            number=subject.number or "…", body=BODY_CODES[subject.family, subject.unit.level]
        ),
        "dated": subject.dated,
        "day": f"{subject.dated.day:02d}" if subject.dated else "…",
        "month": f"{subject.dated.month:02d}" if subject.dated else "…",
        "dated_year": subject.dated.year if subject.dated else subject.year + 1,
        "place": name.removeprefix(f"{GENERIC.get(subject.unit.kind, '')} "),
    }


def check(subject: Subject) -> dict[str, Any]:
    """The code and the QR that lead to the public check."""
    if not subject.code:
        return {}
    address = reverse("reports:verify", args=[subject.code, subject.sha256])
    url = settings.PUBLIC_ADDRESS.rstrip("/") + address
    return {
        "code": subject.code,
        "url": url,
        "sha256": " ".join(subject.sha256[i : i + 8] for i in range(0, 64, 8)),
        "qr": qr_svg(url, title=_("Address of the public check: %(url)s") % {"url": url}),
    }


def chapters(subject: Subject) -> list[dict[str, Any]]:
    """The outline filled: texts, figures beside last year's, charts and short tables."""
    found = []
    for chapter, views in selectors.section_views(
        content=subject.content,
        drafted_with=subject.drafted_with,
        texts=subject.texts,
        lang=subject.lang,
    ):
        sections = [
            {
                "code": view.section.code,
                "title": str(view.section.title),
                "paragraphs": [line for line in view.text.split("\n") if line.strip()],
                "readings": [reading_row(r, subject.lang) for r in view.readings],
                "charts": [
                    (drawn, [(colour(css), label) for css, label in drawn.legend])
                    for name in view.section.charts
                    if (drawn := CHARTS[name](subject.content, subject.lang))
                ],
                "tables": [
                    table
                    for code in view.section.tables
                    if (table := table_view(subject, code)) and len(table.rows) <= ROWS_IN_TEXT
                ],
            }
            for view in views
        ]
        found.append({"number": chapter.number, "title": str(chapter.title), "sections": sections})
    return found


def reading_row(reading: figures.Reading, lang: str) -> dict[str, Any]:
    """One line of a table of figures: label, this year, last year, change."""
    kind, change = reading.definition.kind, reading.difference
    if change is None:
        compared = DASH
    elif kind == "ratio":
        sign = "+" if change > 0 else ""
        points = sign + number_text(change, lang, 2)
        compared = _("%(points)s points") % {"points": points}
    else:
        compared = percent_text(change, lang, 1)
    return {
        "label": str(reading.definition.label),
        "definition": str(reading.definition.definition),
        "population": str(reading.definition.population),
        "now": prose.written_value(reading.now, kind, lang),
        "before": prose.written_value(reading.before, kind, lang),
        "change": compared,
        "changed": reading.changed,
    }


def definitions(subject: Subject) -> list[tuple[str, str, str]]:
    """Label, definition and population of every figure the report shows."""
    return [
        (str(d.label), str(d.definition), str(d.population))
        for d in (r.definition for r in figures.readings(subject.content).values())
    ]


def annex_tables(subject: Subject) -> Iterator[TableView]:
    """The long tables, and those of the text that grew too long for it."""
    in_text = [
        code
        for _chapter, views in selectors.section_views(
            content=subject.content, drafted_with=subject.content, texts={}, lang=subject.lang
        )
        for view in views
        for code in view.section.tables
    ]
    for code in dict.fromkeys([*ANNEX, *in_text]):
        table = table_view(subject, code)
        if table and (code in ANNEX or len(table.rows) > ROWS_IN_TEXT):
            yield shortened(table, subject.lang)


def shortened(table: TableView, lang: str) -> TableView:
    """What of a very long table is printed; a note says where the rest is."""
    if len(table.rows) <= ROWS_ON_PAPER:
        return table
    said = _("The first %(shown)s of %(all)s rows; the workbook of this report has all.") % {
        "shown": number_text(ROWS_ON_PAPER, lang),
        "all": number_text(len(table.rows), lang),
    }
    return replace(table, rows=table.rows[:ROWS_ON_PAPER], note=f"{said} {table.note}".strip())


def table_view(subject: Subject, code: str) -> TableView | None:
    """A stored table in the language of the report; nothing where it has no rows."""
    rows = subject.content["tables"].get(code)
    headings = subject.content["headings"].get(code)
    if not rows or not headings:
        return None
    lang = subject.lang
    keys = [key for key, _labels in headings["columns"]]
    numbers = {
        key
        for key in keys
        if key in SHARES or all(isinstance(row.get(key), int | float | None) for row in rows)
    }
    return TableView(
        title=headings["title"][lang],
        note=headings["note"][lang],
        heads=tuple(labels[lang] for _key, labels in headings["columns"]),
        rows=tuple(
            tuple(
                (written(row.get(key), key, lang), NUMBER if key in numbers else "")
                for key in keys
            )
            for row in rows
        ),
        widths=widths_of(keys),
    )


def written(value: Any, key: str, lang: str) -> str:
    """A cell in the language: years plain, shares with two places, the rest as its kind is."""
    if value is not None and key in SHARES:
        return number_text(Decimal(value), lang, 2)
    if value is not None and key in PLAIN_NUMBERS:
        return str(value)
    text = cell_text(value, lang)
    if lang == "ar" and RANGE.match(text):
        return f"\N{LEFT-TO-RIGHT ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"
    return text


def widths_of(keys: list[str]) -> tuple[int, ...]:
    """Column widths in per cent: columns of words get two or three times a number's."""
    shares = [3 if key in WIDE else 2 if key in MIDDLING else 1.3 for key in keys]
    return tuple(max(4, round(share * 100 / sum(shares))) for share in shares)


def used_widths(chapters: list[dict]) -> list[int]:
    """The widths that the style sheet needs a class for."""
    tables = [t for c in chapters for s in c["sections"] for t in s["tables"]]
    return sorted({40, 20} | {width for table in tables for width in table.widths})
