"""All figures of all rooms for one unit and year, as a report freezes them."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cadres import figures as cadres
from cadres.models import Unit
from evaluation import figures as evaluation
from governance.figure import FigureDef, FigureTable, FigureValue, figure_json
from inspection import figures as inspection
from planning import figures as planning
from portal.cells import in_languages
from recruitment import figures as recruitment
from rotation import figures as rotation

ROOMS = (cadres, evaluation, planning, rotation, recruitment, inspection)
DEFINITIONS: dict[str, FigureDef] = {
    definition.code: definition for room in ROOMS for definition in room.DEFINITIONS
}


def gather(*, unit: Unit, year: int) -> dict:
    """Figures of the year and of the year before, and the tables: without a language, as JSON."""
    tables = [table for room in ROOMS for table in room.tables(unit=unit, year=year)]
    return {
        "unit": str(unit.pk),
        "year": year,
        "cut_off": cadres.year_end(year).isoformat(),
        "figures": _figures(unit, year),
        "previous": _figures(unit, year - 1),
        "tables": {table.code: list(table.rows) for table in tables},
        "headings": {table.code: _headings(table) for table in tables},
    }


def _figures(unit: Unit, year: int) -> dict[str, dict]:
    return {
        value.code: figure_json(value)
        for room in ROOMS
        for value in room.figures(unit=unit, year=year)
    }


def _headings(table: FigureTable) -> dict:
    return {
        "title": in_languages(table.title),
        "columns": [[key, in_languages(label)] for key, label in table.columns],
        "note": in_languages(table.note),
    }


def canonical(content: dict) -> str:
    """The one way to write a snapshot down, so that its hash means something."""
    return json.dumps(
        content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str
    )


def hash_of(content: dict) -> str:
    """The hash of the data; how its tables are headed is wording, not data."""
    content = {name: part for name, part in content.items() if name != "headings"}
    return hashlib.sha256(canonical(content).encode()).hexdigest()


@dataclass(frozen=True)
class Reading:
    """One figure of a snapshot beside that of the year before."""

    definition: FigureDef
    now: FigureValue
    before: FigureValue | None
    changed: bool = False

    @property
    def difference(self) -> Decimal | None:
        """Counts: this year in percent of last; shares: the difference in points."""
        if self.before is None or self.now.numerator is None or self.before.numerator is None:
            return None
        if self.definition.kind == "ratio":
            if self.now.percent is None or self.before.percent is None:
                return None
            return self.now.percent - self.before.percent
        if not self.before.numerator:
            return None
        share = Decimal(self.now.numerator) * 100 / Decimal(self.before.numerator)
        return share.quantize(Decimal("0.1"))


def value_of(stored: dict | None) -> FigureValue | None:
    """A stored value as rules and charts use it."""
    if stored is None:
        return None
    as_of = date.fromisoformat(stored["as_of"]) if stored.get("as_of") else None
    return FigureValue(stored["code"], stored["numerator"], stored["denominator"], as_of)


def readings(content: dict, *, drafted_with: dict | None = None) -> dict[str, Reading]:
    """Every figure of a snapshot; `changed` where the draft was written with another value."""
    drafted = (drafted_with or content)["figures"]
    return {
        code: Reading(
            definition=DEFINITIONS[code],
            now=value_of(stored),
            before=value_of(content["previous"].get(code)),
            changed=_numbers(drafted.get(code)) != _numbers(stored),
        )
        for code, stored in content["figures"].items()
        if code in DEFINITIONS
    }


def _numbers(stored: dict | None) -> tuple:
    return (stored["numerator"], stored["denominator"]) if stored else ()
