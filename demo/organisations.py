"""Which bodies a locality has, with their seats by norm, in each shape of the province."""

import csv
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from demo.localities import DATA, OPENED, TWO_TIERS, localities


@dataclass(frozen=True)
class Body:
    """A body of a locality as the norm describes it; «{}» in a name stands for the locality."""

    shape: str
    suffix: str
    kind: str
    block: str
    above: str
    seats: tuple[tuple[str, int], ...]
    staff: int
    staff_title: str
    since: date
    until: date | None
    becomes: str
    vi: str
    en: str
    ar: str


@cache
def _book() -> tuple[Body, ...]:
    with (DATA / "bodies.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_body(row) for row in csv.DictReader(file))


def _body(row: dict[str, str]) -> Body:
    seats = (seat.split(":") for seat in row["seats"].split())
    return Body(
        shape=row["shape"],
        suffix=row["suffix"],
        kind=row["kind"],
        block=row["block"],
        above=row["above"],
        seats=tuple((title, int(number)) for title, number in seats),
        staff=int(row["staff"]),
        staff_title=row["staff_title"],
        since=date.fromisoformat(row["since"]) if row["since"] else OPENED,
        until=date.fromisoformat(row["until"]) if row["until"] else None,
        becomes=row["becomes"],
        vi=row["name_vi"],
        en=row["name_en"],
        ar=row["name_ar"],
    )


def bodies_of(level: str, since: date) -> tuple[Body, ...]:
    """The bodies of a locality of a level that began on a day."""
    shape = "commune-2025" if level == "commune" and since >= TWO_TIERS else level
    found = tuple(body for body in _book() if body.shape == shape)
    return found + _of_former_districts() if level == "province" else found


@cache
def _of_former_districts() -> tuple[Body, ...]:
    """Since 2025 the province runs what the districts had: health centres and upper schools."""
    patterns = [body for body in _book() if body.shape == "province-of-district"]
    districts = [u for u in localities() if u.level == "district" and u.until == TWO_TIERS]
    return tuple(
        replace(
            body,
            suffix=body.suffix + unit.code,
            vi=body.vi.format(unit.proper_name),
            en=body.en.format(unit.proper_name),
            ar=body.ar.format(unit.proper_name),
        )
        for body in patterns
        for unit in districts
        if unit.proper_name != "Đông Triều" or unit.kind == "thanh_pho"
    )
