"""A cell read as its column wants it: a value, or what is wrong with it and where it stands."""

import re
from typing import Any

from governance.findings import Finding, check
from governance.text import Text
from portal import rules
from portal.imports import targets
from portal.imports.targets import ImportColumn
from portal.imports.values import (
    Trouble,
    Unread,
    cell_name,
    fold,
    name_case,
    read_date,
    read_day,
    read_digits,
    read_number,
    starts_a_formula,
    text_of,
)

ERRORS = re.compile(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!)", re.ASCII)
TICKS = {"x", "co", "1", "yes", "true", "dung"}


class CellReader:
    """Reads the cells of one column."""

    def __init__(self, column: ImportColumn, at: int, *, date1904: bool):
        self.column, self.at = column, at
        self.choices = {fold(word): value for word, value in column.choices.items()}
        self.date1904 = date1904
        self.pattern = re.compile(column.pattern + r"\Z") if column.pattern else None
        self.read = getattr(self, f"_{column.kind}")

    def __call__(self, cell) -> Any:
        """The value; None where the cell is empty; `Unread` where it is neither."""
        if isinstance(cell, dict):
            if self.column.kind in (targets.DATE, targets.DAY):
                return cell["d"]
            cell = cell["d"]
        if isinstance(cell, str):
            if ERRORS.match(cell):
                raise Unread(Trouble.EXCEL_ERROR)
            if starts_a_formula(cell):
                raise Unread(Trouble.FORMULA)
        value = self.read(cell)
        if isinstance(value, str):
            if len(value) > self.column.longest:
                raise Unread(Trouble.TOO_LONG)
            if self.pattern and not self.pattern.match(value):
                raise Unread(Trouble.BAD_FORM)
        return value

    def _text(self, cell) -> str:
        return text_of(cell)

    def _name(self, cell) -> str:
        return name_case(text_of(cell))

    def _date(self, cell) -> str:
        return read_date(cell, date1904=self.date1904)

    def _day(self, cell) -> str:
        return read_day(cell, date1904=self.date1904)

    def _number(self, cell) -> float:
        value = read_number(cell)
        low, high = self.column.low, self.column.high
        if (low is not None and value < low) or (high is not None and value > high):
            raise Unread(Trouble.OUT_OF_RANGE)
        return value

    def _whole(self, cell) -> int:
        value = self._number(cell)
        if value != int(value):
            raise Unread(Trouble.NOT_A_NUMBER)
        return int(value)

    def _digits(self, cell) -> str:
        return read_digits(cell)

    def _choice(self, cell) -> str:
        found = self.choices.get(fold(text_of(cell)))
        if found is None:
            raise Unread(Trouble.NOT_LISTED)
        return found

    def _catalogue(self, cell) -> str:
        return text_of(cell)

    def _flag(self, cell) -> bool:
        return fold(text_of(cell)) in TICKS

    def facts(self, trouble: Trouble) -> rules.CellFacts:
        """What the rules say to the reader about a cell of this column."""
        return rules.CellFacts(
            trouble=trouble.value,
            column=self.column.heading,
            example=self.column.example,
            longest=self.column.longest,
            low=self.column.low,
            high=self.column.high,
            near=", ".join(dict.fromkeys(self.column.choices)),
        )

    def finding(self, trouble: Trouble) -> Finding:
        return check(rules.CELL, self.facts(trouble))[0]


def problem(finding: Finding, *, number: int, at: int | None = None, column="", value="") -> dict:
    """A finding as it is kept with its row: the sentence stays translatable."""
    text = finding.message
    params = dict(text.params) if isinstance(text, Text) else {}
    return {
        "code": finding.code,
        "cell": cell_name(at, number) if at is not None else "",
        "column": column,
        "value": str(value)[:120],
        "msgid": text.msgid if isinstance(text, Text) else str(text),
        "params": {name: _kept(each) for name, each in params.items()},
    }


def _kept(value) -> Any:
    return value if isinstance(value, int | float | str) or value is None else str(value)


def text_in(kept: dict) -> Text:
    """The sentence of a kept problem."""
    return Text(kept["msgid"], tuple(kept["params"].items()))
