"""Which form a report has on a day: dated data, never numbers in a template."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from portal.documents import PageLayout

BOOK = Path(__file__).with_name("layouts.toml")


@dataclass(frozen=True)
class Form:
    """The form of one family of documents from a day on (thể thức văn bản)."""

    family: str
    since: date
    source: str
    confidence: str
    number_form: str
    signs_for: str
    page: PageLayout


@cache
def forms() -> dict[str, tuple[Form, ...]]:
    """All dated forms by family, the oldest first."""
    book = tomllib.loads(BOOK.read_text(encoding="utf-8"))
    return {
        family: tuple(
            Form(
                family=family,
                since=row["from"],
                source=row["source"],
                confidence=row["confidence"],
                number_form=row["number_form"],
                signs_for=row["signs_for"],
                page=PageLayout.from_dict(row["page"]),
            )
            for row in sorted(rows, key=lambda row: row["from"])
        )
        for family, rows in book.items()
    }


def form_on(family: str, day: date) -> Form:
    """The form in force on a day; the first one for days before the book begins."""
    rows = forms()[family]
    return next((row for row in reversed(rows) if row.since <= day), rows[0])
