"""Questions about the payroll ledger: what is assigned, who is there, what room is left.

Present are the people whose principal post on the day lies in a unit the entry covers: its own,
and those beneath it that have no entry of their own for the category.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models.functions import Length

from cadres.models import CATEGORY_OF, Cadre, QuotaCategory, QuotaEntry, Unit
from governance.actor import Actor

# One statement for one unit, a page of a list and the whole province.
STANDING = """
WITH entry AS (
    SELECT e.id, e.category, b.path FROM cadres_quotaentry e
    JOIN cadres_unit b ON b.id = e.unit_id
    WHERE e.valid @> %(on)s::date AND b.path LIKE %(beneath)s
), cover AS (
    SELECT DISTINCT ON (u.id, entry.category) u.id AS unit_id, entry.id, entry.category
    FROM cadres_unit u
    CROSS JOIN LATERAL string_to_array(u.path, '/') AS steps
    CROSS JOIN LATERAL generate_series(2, cardinality(steps) - 1) AS deep
    JOIN entry ON entry.path = array_to_string(steps[1:deep], '/') || '/'
    WHERE u.path LIKE %(beneath)s AND u.valid @> %(on)s::date
    ORDER BY u.id, entry.category, deep DESC
)
SELECT cover.id, count(*) FROM cover
JOIN cadres_seat s ON s.unit_id = cover.unit_id
JOIN cadres_assignment a ON a.seat_id = s.id AND a.is_principal AND a.held @> %(on)s::date
JOIN cadres_cadre c ON c.id = a.cadre_id
JOIN unnest(%(legal)s::text[], %(categories)s::text[]) AS counted (legal, category)
    ON counted.legal = c.legal_category AND counted.category = cover.category
WHERE %(wanted)s::uuid[] IS NULL OR cover.id = ANY(%(wanted)s::uuid[])
GROUP BY cover.id
"""


@dataclass(frozen=True, slots=True)
class Headroom:
    """Assigned, present, vacant, over; `assigned` is None where no quota is known."""

    assigned: int | None
    present: int

    @property
    def vacant(self) -> int:
        return max((self.assigned or 0) - self.present, 0)

    @property
    def over(self) -> int:
        return max(self.present - self.assigned, 0) if self.assigned is not None else 0


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the ledger with its headroom on a day."""

    entry: QuotaEntry
    room: Headroom


def in_force(on: date):
    """The entries in force on a day, with their unit and decision."""
    return QuotaEntry.objects.filter(valid__contains=on).select_related("unit", "decision")


def present_by_entry(
    on: date, *, beneath: str = "/", wanted: Iterable[UUID] | None = None
) -> dict[UUID, int]:
    """How many people stand on each entry of a subtree on a day; one question."""
    params = {
        "on": on,
        "beneath": f"{beneath}%",
        "legal": [str(legal) for legal in CATEGORY_OF],
        "categories": [str(category) for category in CATEGORY_OF.values()],
        "wanted": None if wanted is None else [str(key) for key in wanted],
    }
    with connection.cursor() as cursor:
        cursor.execute(STANDING, params)
        return dict(cursor.fetchall())


def standing(entries: Iterable[QuotaEntry], on: date) -> list[Line]:
    """Headroom of each entry; one question for all of them."""
    entries = list(entries)
    if not entries:
        return []
    beneath = common_path([entry.unit.path for entry in entries])
    present = present_by_entry(on, beneath=beneath, wanted=[entry.pk for entry in entries])
    return [Line(entry, Headroom(entry.number, present.get(entry.pk, 0))) for entry in entries]


def common_path(paths: list[str]) -> str:
    """The longest path that is above all of these."""
    first, last = min(paths), max(paths)
    same = next((at for at, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), None)
    shared = first if same is None else first[:same]
    return shared[: shared.rindex("/") + 1]


def bearing(unit: Unit, category: str, on: date) -> QuotaEntry | None:
    """The entry a person of a category in this unit stands on: the nearest one upwards."""
    return (
        in_force(on)
        .filter(category=category, unit__path__in=above(unit.path))
        .order_by(Length("unit__path").desc())
        .first()
    )


def above(path: str) -> list[str]:
    """The path of a unit and of everything above it."""
    return [path[: at + 1] for at, sign in enumerate(path) if sign == "/" and at]


def ledger(unit: Unit, on: date) -> list[Line]:
    """The lines that govern a unit, one for each category, its own or those of a unit above."""
    found = in_force(on).filter(unit__path__in=above(unit.path))
    nearest = {e.category: e for e in found.order_by(Length("unit__path"))}
    return standing([nearest[c] for c in QuotaCategory.values if c in nearest], on)


def headroom(unit: Unit, on: date) -> Headroom:
    """Over all categories: what the unit may have, has, and could still take."""
    return summed(ledger(unit, on))


def headroom_beneath(unit: Unit, on: date) -> dict[str, Headroom]:
    """By category, the unit and everything beneath it, each entry counted once."""
    entries = list(in_force(on).filter(unit__path__startswith=unit.path))
    present = present_by_entry(on, beneath=unit.path)
    lines = [Line(e, Headroom(e.number, present.get(e.pk, 0))) for e in entries]
    return {
        category: summed([line for line in lines if line.entry.category == category])
        for category in QuotaCategory.values
    }


def summed(lines: list[Line]) -> Headroom:
    """Several lines as one; a vacancy here does not cover a surplus there, so look at each."""
    assigned = [line.room.assigned for line in lines]
    return Headroom(sum(assigned) if assigned else None, sum(line.room.present for line in lines))


def room_for(cadre: Cadre, unit: Unit, on: date) -> Line | None:
    """The line a cadre would stand on in a unit; nothing for who stands on no ledger."""
    category = CATEGORY_OF.get(cadre.legal_category)
    entry = bearing(unit, category, on) if category else None
    return standing([entry], on)[0] if entry else None


def history(unit: Unit) -> list[QuotaEntry]:
    """Every number the unit was ever assigned, the latest first."""
    return list(unit.quotas.select_related("decision").order_by("category", "-valid"))


def entries_for(actor: Actor, on: date):
    """The lines of a day an actor may see."""
    return in_force(on).filter(pk__in=QuotaEntry.objects.visible_to(actor).values("pk"))


def unit_page(unit: Unit, on: date) -> dict:
    """What the ledger page of a unit shows: its lines, the sums beneath it, its history."""
    beneath = headroom_beneath(unit, on)
    return {
        "lines": ledger(unit, on),
        "beneath": [
            (QuotaCategory(category).label, room)
            for category, room in beneath.items()
            if room.assigned is not None
        ],
        "history": history(unit),
    }
