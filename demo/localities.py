"""The real administrative units of Quảng Ninh and who succeeded whom, read from demo/data."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
DISTRICT_KINDS = frozenset({"thanh_pho", "thi_xa", "huyen"})
OPENED = date(2016, 1, 1)
STREAMLINED = date(2025, 3, 1)  # departments and Party boards of the province were merged
TWO_TIERS = date(2025, 7, 1)  # the districts ended


@dataclass(frozen=True)
class Locality:
    """One administrative unit (đơn vị hành chính) in one period of its life."""

    code: str
    since: date
    until: date | None
    kind: str
    parent_code: str
    name_vi: str
    name_en: str
    name_ar: str
    confidence: str

    @property
    def key(self) -> tuple[str, date]:
        return (self.code, self.since)

    @property
    def level(self) -> str:
        if self.kind == "tinh":
            return "province"
        return "district" if self.kind in DISTRICT_KINDS else "commune"

    @property
    def proper_name(self) -> str:
        """The name without its generic word: «Phường Hồng Gai» → «Hồng Gai»."""
        generic = 2 if self.kind in {"thanh_pho", "thi_xa", "thi_tran", "dac_khu"} else 1
        return self.name_vi.split(" ", generic)[-1]

    def exists_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Succession:
    """What became of a unit that ended (đơn vị kế tiếp)."""

    old: tuple[str, date]
    new: tuple[str, date]
    kind: str
    on: date
    instrument: str
    confidence: str


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def localities() -> tuple[Locality, ...]:
    """Every unit and period, province first, in the order of the official codes."""
    return tuple(
        Locality(
            code=row["code"],
            since=date.fromisoformat(row["valid_from"]),
            until=_day(row["valid_to"]),
            kind=row["kind"],
            parent_code=row["parent_code"],
            name_vi=row["name_vi"],
            name_en=row["name_en"],
            name_ar=row["name_ar"],
            confidence=row["confidence"],
        )
        for row in _rows("quang_ninh_units.csv")
    )


@cache
def successions() -> tuple[Succession, ...]:
    """Every step from an ended unit to a unit that took it over."""
    return tuple(
        Succession(
            old=(row["old_code"], date.fromisoformat(row["old_from"])),
            new=(row["new_code"], date.fromisoformat(row["new_from"])),
            kind=row["kind"],
            on=date.fromisoformat(row["on"]),
            instrument=row["instrument"],
            confidence=row["confidence"],
        )
        for row in _rows("quang_ninh_successions.csv")
    )


@cache
def by_key() -> dict[tuple[str, date], Locality]:
    return {unit.key: unit for unit in localities()}


@cache
def _periods() -> dict[str, tuple[Locality, ...]]:
    periods: dict[str, list[Locality]] = {}
    for unit in localities():
        periods.setdefault(unit.code, []).append(unit)
    return {code: tuple(units) for code, units in periods.items()}


def locality_at(code: str, day: date) -> Locality | None:
    """The unit that bears this code on a day."""
    return next((unit for unit in _periods().get(code, ()) if unit.exists_on(day)), None)


def parent_of(unit: Locality) -> Locality | None:
    """The superior unit at the time the unit began."""
    return locality_at(unit.parent_code, unit.since) if unit.parent_code else None


def localities_at(day: date, level: str) -> list[Locality]:
    """The units of one level that exist on a day."""
    return [unit for unit in localities() if unit.level == level and unit.exists_on(day)]


@cache
def main_successor(key: tuple[str, date]) -> tuple[str, date] | None:
    """The first successor of an ended unit: where its seats and people mostly go."""
    found = [step for step in successions() if step.old == key]
    found.sort(key=lambda step: (step.kind == "PART", step.new[0] != key[0], step.new))
    return found[0].new if found else None
