"""Figures of reports and dashboards: their definitions and values, language-neutral."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

CENT = Decimal("0.01")


def percent_of(part: int, whole: int) -> Decimal | None:
    """A share in percent, two decimals, half up; nothing where there is no denominator."""
    if not whole:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class FigureDef:
    """What a number means, and over whom it is counted."""

    code: str
    label: Any  # lazily translated
    definition: Any
    population: Any
    kind: Literal["count", "ratio", "percent_only", "days"]
    source_param: str = ""


@dataclass(frozen=True, slots=True)
class FigureValue:
    """A number on a day: a count, or a part of a whole."""

    code: str
    numerator: int | None
    denominator: int | None = None
    as_of: date | None = None

    @property
    def percent(self) -> Decimal | None:
        if self.numerator is None or not self.denominator:
            return None
        return percent_of(self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Rows of figures under translated headings; the values fit into JSON."""

    code: str
    title: Any
    columns: tuple[tuple[str, Any], ...]
    rows: tuple[dict, ...]
    note: Any = ""

    def as_json(self) -> dict:
        """The table without its headings, as a snapshot keeps it."""
        return {
            "code": self.code,
            "columns": [key for key, _ in self.columns],
            "rows": list(self.rows),
        }


def figure_json(value: FigureValue) -> dict:
    """A value as a snapshot keeps it."""
    return {**asdict(value), "as_of": value.as_of.isoformat() if value.as_of else None}
