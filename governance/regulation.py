"""Dated regulation parameters: ``regulation.toml`` books, overlaid by confirmed amendments.

Each value holds from its date until the next one, and names its source.
Code asks for the law of a day (``PlanningLaw.on(day)``), never for "the" value.
"""

import json
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, Self


class NoLawOnThatDay(LookupError):
    """The book is silent: the day lies before the first dated value."""

    def __init__(self, parameter: "Parameter", day: date):
        super().__init__(f"{parameter.key}: nothing in force on {day}")
        self.meaning, self.day = parameter.meaning, day


class Confidence(StrEnum):
    """How sure we are of an entry (độ tin cậy)."""

    OFFICIAL_TEXT = "OFFICIAL_TEXT"
    PUBLIC_PAGE = "PUBLIC_PAGE"
    MEMORY = "MEMORY"
    UNSURE = "UNSURE"
    DESIGN = "DESIGN"

    @property
    def needs_badge(self) -> bool:
        return self in {Confidence.MEMORY, Confidence.UNSURE}


class Provision(NamedTuple):
    """One value from one day on; `amended` marks one entered and confirmed by two officers."""

    since: date
    amended: bool
    value: Any
    source: str
    scope: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Parameter:
    """One entry of a book with all its dated values, oldest first."""

    key: str  # "planning.nominees_per_post"
    meaning: str
    unit: str
    provisions: tuple[Provision, ...]
    note: str = ""

    def everything(self) -> "tuple[Provision, ...]":
        """The dated values of the book and of the confirmed amendments."""
        return self.provisions + amendments_of(self)

    def on(self, day: date, scope: Iterable[str] = ()) -> Provision:
        """The value in force: most specific scope, latest date, an amendment before the book."""
        provisions = self.everything()
        for wanted in (*scope, ""):
            in_force = [p for p in provisions if p.scope == wanted and p.since <= day]
            if in_force:
                return sorted(in_force, key=lambda p: (p.since, p.amended))[-1]
        raise NoLawOnThatDay(self, day)


class AmendedProvision(NamedTuple):
    parameter: str
    provision: Provision


_amendments: Callable[[], Iterable[AmendedProvision]] = tuple


def install_amendments(source: Callable[[], Iterable[AmendedProvision]]) -> None:
    """Name the function that knows the confirmed amendments; rule tests run without it."""
    global _amendments  # noqa: PLW0603 -- set once, when the application starts
    _amendments = source


def amendments_of(parameter: Parameter) -> tuple[Provision, ...]:
    return tuple(
        provision._replace(value=read_value(provision.value, parameter.unit))
        for key, provision in _amendments()
        if key == parameter.key
    )


def read_value(value: Any, unit: str) -> Any:
    """A value as code uses it: exact fractions and decimals, real dates, immutable lists."""
    if unit == "fraction":
        return Fraction(str(value))
    if unit == "date" and isinstance(value, str):
        return date.fromisoformat(value)
    if isinstance(value, float):
        return Decimal(str(value))
    if isinstance(value, list):
        return tuple(value)
    return value


def _provision(entry: dict, value: dict) -> Provision:
    return Provision(
        since=value["from"],
        amended=False,
        value=read_value(value["value"], entry.get("unit", "")),
        source=value["source"],
        scope=value.get("scope", ""),
        confidence=Confidence(value.get("confidence", entry.get("confidence", "UNSURE"))),
    )


@cache
def read_book(path: Path) -> dict[str, Parameter]:
    """All parameters of one ``regulation.toml``, by name."""
    book = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    return {
        name: Parameter(
            key=f"{path.parent.name}.{name}",
            meaning=entry["meaning"],
            unit=entry.get("unit", ""),
            note=entry.get("note", ""),
            provisions=tuple(
                sorted((_provision(entry, v) for v in entry["values"]), key=lambda p: p[0])
            ),
        )
        for name, entry in book.items()
    }


@dataclass(frozen=True)
class Law:
    """Base of the typed view each app takes of its regulation file on one day."""

    book: ClassVar[Path]
    day: date
    scope: tuple[str, ...] = field(default=(), kw_only=True)

    @classmethod
    def on(cls, day: date, *, scope: Iterable[str] = ()) -> Self:
        """The law of a day; `scope` names special cases, the most specific first."""
        names = [each.name for each in fields(cls) if each.name not in {"day", "scope"}]
        parameters, scope = read_book(cls.book), tuple(scope)
        return cls(day=day, scope=scope, **{n: parameters[n].on(day, scope).value for n in names})

    @classmethod
    def known_on(cls, day: date) -> Self | None:
        """The law of a day for pages that show what was; nothing where the book is silent."""
        try:
            return cls.on(day)
        except NoLawOnThatDay:
            return None

    def provision(self, parameter: str) -> Provision:
        return read_book(self.book)[parameter].on(self.day, self.scope)

    def cite(self, parameter: str) -> str:
        """The instrument and article that set a parameter on this day."""
        return self.provision(parameter).source

    def confidence(self, parameter: str) -> Confidence:
        return self.provision(parameter).confidence

    def badge(self, parameter: str) -> str:
        """The confidence to warn about, or nothing where the value is vouched for."""
        confidence = self.confidence(parameter)
        return str(confidence) if confidence.needs_badge else ""

    def versions(self) -> dict[str, str]:
        """Which dated value each parameter had: stored with a result, to derive it again."""
        names = [each.name for each in fields(self) if each.name not in {"day", "scope"}]
        found = {name: self.provision(name) for name in names}
        return {
            name: f"{p.since.isoformat()}{'+amended' if p.amended else ''}"
            for name, p in found.items()
        }


def value_from_text(text: str, parameter: Parameter) -> Any:
    """What a person typed, as JSON of the kind the book has; raise ValueError where it is not."""
    pattern, text = parameter.provisions[-1].value, text.strip()
    if isinstance(pattern, bool):
        return {"true": True, "false": False}.get(text.lower(), text)
    if isinstance(pattern, tuple) and not any(isinstance(each, dict | tuple) for each in pattern):
        parts = [part.strip() for part in text.split(",") if part.strip()]
        return [int(part) for part in parts] if isinstance(pattern[0], int) else parts
    if isinstance(pattern, dict | tuple):
        return json.loads(text)
    if isinstance(pattern, Decimal):
        return float(Decimal(text.replace(",", ".")))
    return int(text) if isinstance(pattern, int) else text


def text_of_value(value: Any) -> str:
    """A value as it is typed and read: lists with commas, tables as JSON."""
    if isinstance(value, tuple) and not any(isinstance(each, dict | tuple) for each in value):
        return ", ".join(map(str, value))
    if isinstance(value, dict | tuple | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value).lower() if isinstance(value, bool) else str(value)
