"""What a workbook can be imported into: a room registers its target with its columns."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

TEXT, NAME, DATE, DAY, NUMBER, WHOLE = "text", "name", "date", "day", "number", "whole"
CHOICE, DIGITS, CATALOGUE, FLAG = "choice", "digits", "catalogue", "flag"


@dataclass(frozen=True)
class ImportColumn:
    """One column of the target: its heading in the template, and how its cells are read."""

    key: str
    heading: str  # Vietnamese, as offices write it in a workbook
    kind: str = TEXT
    required: bool = False
    also: tuple[str, ...] = ()  # other headings that mean the same
    longest: int = 200
    pattern: str = ""
    example: str = ""
    choices: dict[str, str] = field(default_factory=dict)  # words that are written → value
    low: float | None = None
    high: float | None = None
    catalogue: str = ""


@dataclass
class Row:
    """A row on its way: numbers as in the sheet, values as understood, what stands against it."""

    number: int
    cells: list
    values: dict[str, Any]
    problems: list[dict] = field(default_factory=list)
    verdict: str = "new"
    label: str = ""
    subject: Any = None
    subject_version: int | None = None
    changes: list = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)  # column key → place in the sheet


@dataclass(frozen=True)
class Target:
    """A kind of record that comes in by workbook."""

    code: str
    title: Any
    columns: tuple[ImportColumn, ...]
    judge: Callable  # (rows, by=, on=, tell=): sets verdict, problems and changes of every row
    writer: Callable  # (by=, on=) → an object whose write(rows) writes a stretch of rows
    suggest: Callable  # (catalogue, words, actor) → {word: [(key, name, closeness), …]}
    choices_of: Callable  # (catalogue, actor, on) → [(key, name), …]
    lists: Callable  # (actor) → {column key: [words]} for the lists of the template

    def column(self, key: str) -> ImportColumn:
        return self.by_key[key]

    @property
    def by_key(self) -> dict[str, ImportColumn]:
        return {column.key: column for column in self.columns}


def target_named(code: str) -> Target:
    """The target that a room named in the settings under this code."""
    return import_string(settings.IMPORT_TARGETS[code])


def stretches(rows, size: int = 1000) -> Iterator[list]:
    """The rows some at a time."""
    stretch: list = []
    for row in rows:
        stretch.append(row)
        if len(stretch) == size:
            yield stretch
            stretch = []
    if stretch:
        yield stretch
