"""What another system wants of a record, as data, and why a record does not fit."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from governance.findings import rule
from governance.states import StateChart
from governance.text import Text, say

BOOK = Path(__file__).parent.parent / "exchange.toml"
WRITTEN = re.compile(r"(?:(?:(\d{2})/)?(\d{2})/)?(\d{4})")
PACKAGE_CHART = StateChart(
    name="Exchange package",
    moves={
        "draft": ("checked", "cancelled"),
        "checked": ("packed", "cancelled"),
        "packed": ("handed_over", "cancelled"),
        "handed_over": ("accepted", "returned"),
        "accepted": (),
        "returned": (),
        "cancelled": (),
    },
    initial="draft",
    final=("accepted", "returned", "cancelled"),
)


@dataclass(frozen=True)
class MappedField:
    """One field of the other system and where its value comes from."""

    to: str
    source: str
    label: str = ""
    kind: str = "text"
    required: bool = False
    full: bool = False
    unique: bool = False
    pattern: str = ""
    codes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class MappedTable:
    to: str
    source: str
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class System:
    """A receiving system and its mapping."""

    code: str
    name: str
    version: str
    source: str
    confidence: str
    root: str
    record: str
    fields: tuple[MappedField, ...]
    tables: tuple[MappedTable, ...]


@cache
def systems() -> dict[str, System]:
    book = tomllib.loads(BOOK.read_text(encoding="utf-8"))
    return {row["code"]: _system(row) for row in book["system"]}


def _system(row: dict) -> System:
    fields = tuple(
        MappedField(
            source=f["from"],
            codes=tuple(f.get("codes", {}).items()),
            **{k: v for k, v in f.items() if k not in ("from", "codes")},
        )
        for f in row["fields"]
    )
    tables = tuple(
        MappedTable(t["to"], t["from"], tuple(t["columns"].items())) for t in row["tables"]
    )
    plain = {k: v for k, v in row.items() if k not in ("fields", "tables")}
    return System(**plain, fields=fields, tables=tables)


# The sentence of each rule for a field; a stored error keeps the rule and the field only.
REASONS = {
    "EXC-01": lambda to: say("The record says nothing of “{field}”. Complete it.", field=to),
    "EXC-02": lambda to: say("“{field}” is not written as wanted there. Correct it.", field=to),
    "EXC-03": lambda to: say("“{field}” has no code there. Complete the mapping.", field=to),
    "EXC-04": lambda to: say("“{field}” is not known to the day. See the papers.", field=to),
    "EXC-05": lambda to: say("Two records have the same “{field}”. Look for a double.", field=to),
}


@dataclass(frozen=True, slots=True)
class ValueFacts:
    """A value on its way out: the field it goes to, and how often it was seen in the package."""

    field: MappedField
    value: str
    seen: int = 1


@rule("EXC-01")
def required_value_is_there(facts: ValueFacts, law: None) -> Text | None:
    """Every value the receiving system requires is in the record."""
    if facts.value or not facts.field.required:
        return None
    return REASONS["EXC-01"](facts.field.label or facts.field.to)


@rule("EXC-02")
def value_has_the_form_wanted(facts: ValueFacts, law: None) -> Text | None:
    """A value has the form the receiving system wants."""
    pattern = facts.field.pattern
    if not facts.value or not pattern or re.fullmatch(pattern, facts.value):
        return None
    return REASONS["EXC-02"](facts.field.label or facts.field.to)


@rule("EXC-03")
def code_is_one_of_theirs(facts: ValueFacts, law: None) -> Text | None:
    """A coded value is one the receiving system knows."""
    known = dict(facts.field.codes)
    if facts.field.kind != "code" or not facts.value or facts.value in known:
        return None
    return REASONS["EXC-03"](facts.field.label or facts.field.to)


@rule("EXC-04")
def date_is_known_to_the_day(facts: ValueFacts, law: None) -> Text | None:
    """A date the receiving system wants in full is known to the day."""
    if not (facts.field.kind == "date" and facts.field.full and facts.value):
        return None
    if as_iso(facts.value).count("-") == 2:
        return None
    return REASONS["EXC-04"](facts.field.label or facts.field.to)


@rule("EXC-05")
def key_belongs_to_one_person(facts: ValueFacts, law: None) -> Text | None:
    """A number that names a person names one person in the package."""
    if not facts.field.unique or not facts.value or facts.seen < 2:
        return None
    return REASONS["EXC-05"](facts.field.label or facts.field.to)


VALUE = (
    required_value_is_there,
    value_has_the_form_wanted,
    code_is_one_of_theirs,
    date_is_known_to_the_day,
    key_belongs_to_one_person,
)
RULES = VALUE
CHARTS = (PACKAGE_CHART,)


def as_iso(written: str) -> str:
    """15/03/1979 as 1979-03-15, 03/1979 as 1979-03; other text as it is."""
    if not (found := WRITTEN.fullmatch(written)):
        return written
    return "-".join(filter(None, (found[3], found[2], found[1])))


def record_of(system: System, values: Mapping, tables: Mapping) -> dict:
    """The record in the words of the other system; values nobody knows are left out."""
    made: dict = {}
    for field in system.fields:
        value = values.get(field.source, "")
        if value and field.kind == "date":
            value = as_iso(value)
        elif value and field.kind == "code":
            value = dict(field.codes)[value]
        if value:
            made[field.to] = value
    for table in system.tables:
        rows = tables.get(table.source, ())
        made[table.to] = [
            {to: row[ours] for to, ours in table.columns if row[ours]} for row in rows
        ]
    return made
