"""The organisation chart of a day: units with their seats inside, and what changed since another.

A constant number of questions however many boxes are shown; the boxes themselves are in `boxes`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from cadres.models import Block, Unit, UnitRecord
from cadres.selectors.boxes import Box, fill

DEEPEST = 6
MOST_OPENED = 400
# In the order in which the system is described; the localities beneath come last.
BLOCKS = (Block.PARTY, Block.GOVERNMENT, Block.FRONT, Block.SERVICE, Block.TERRITORY)


@dataclass(frozen=True, slots=True)
class Chart:
    """The shown part: its root with everything opened beneath it."""

    root: Box
    on: date
    against: date | None

    def boxes(self) -> list[Box]:
        return list(walked(self.root))

    @property
    def changed(self) -> int:
        """Units and seats that are not as they were on the other day."""
        boxes = self.boxes()
        return sum(bool(box.change) for box in boxes) + sum(
            bool(seat.change) for box in boxes for seat in box.seats
        )


def walked(box: Box) -> Iterable[Box]:
    yield box
    for child in box.children:
        yield from walked(child)


def chart(
    *,
    unit: Unit,
    on: date,
    against: date | None = None,
    depth: int = 1,
    opened: Iterable[UUID] = (),
) -> Chart:
    """A unit, `depth` levels beneath it, and the branches that were opened."""
    opened = set(list(opened)[:MOST_OPENED])
    root = root_box(unit, on, against)
    below = levels(unit.pk, on, against, depth, opened)
    boxes = [root, *(box for found in below.values() for box in found)]
    fill(boxes, within=unit, on=on, against=against)
    return Chart(grown(root, below), on, against)


def grown(box: Box, below: dict[UUID, list[Box]]) -> Box:
    """The box with the branches that were read beneath it."""
    if box.id not in below or box.change in ("gone", "left"):
        return box
    box.children = tuple(grown(child, below) for child in below[box.id])
    box.is_open = True
    return box


def root_box(unit: Unit, on: date, against: date | None) -> Box:
    records = list(unit.records.filter(valid__contains=on))
    record = records[0] if records else unit
    before = unit.records.filter(valid__contains=against).first() if against else None
    box = boxed(unit, record, has_children=True, is_there=bool(records))
    if against:
        marked(box, record if records else None, before, unit, on, against)
    return box


def levels(
    root: UUID, on: date, against: date | None, depth: int, opened: set[UUID]
) -> dict[UUID, list[Box]]:
    """Boxes by the unit above them; two questions a level with a comparison, one without."""
    found: dict[UUID, list[Box]] = {}
    parents, level = [root], 0
    while parents and level < DEEPEST:
        level += 1
        now = records_beneath(parents, on, on, against)
        before = records_beneath(parents, against, on, against) if against else []
        shown = []
        for box in paired(now, before, on, against):
            found.setdefault(box.parent, []).append(box)
            if box.has_children and (level < depth or box.id in opened):
                shown.append(box.id)
        for parent in parents:
            found.setdefault(parent, [])
        parents = shown
    return found


def records_beneath(parents: list[UUID], day: date, on: date, against: date | None):
    beneath = UnitRecord.objects.filter(parent=OuterRef("unit"))
    there = Exists(beneath.filter(valid__contains=on))
    if against:
        there |= Exists(beneath.filter(valid__contains=against))
    return list(
        UnitRecord.objects.filter(parent__in=parents, valid__contains=day)
        .annotate(has_children=there)
        .select_related("unit")
    )


def paired(now, before, on: date, against: date | None) -> list[Box]:
    """The units of the day, then those that were there only on the other day."""
    former = {(record.unit_id, record.parent_id): record for record in before}
    boxes = []
    for record in now:
        box = boxed(record.unit, record, has_children=record.has_children)
        box.parent = record.parent_id
        if against:
            old = former.pop((record.unit_id, record.parent_id), None)
            marked(box, record, old, record.unit, on, against)
        boxes.append(box)
    for record in former.values():
        box = boxed(record.unit, record, has_children=False, is_there=False)
        box.parent = record.parent_id
        marked(box, None, record, record.unit, on, against)
        boxes.append(box)
    return sorted(boxes, key=lambda box: (BLOCKS.index(box.block), not box.is_there, box.path))


def boxed(unit: Unit, record, *, has_children: bool, is_there: bool = True) -> Box:
    return Box(
        id=unit.pk,
        name=record.name,
        kind=record.get_kind_display(),
        kind_code=record.kind,
        level=unit.level,
        block=unit.block,
        path=unit.path,
        has_children=has_children,
        is_there=is_there,
    )


def marked(box: Box, now, before, unit: Unit, on: date, against: date) -> None:
    """Say of a box what became of it between the two days."""
    if now and before:
        if now.name_vi != before.name_vi:
            box.change, box.was = "renamed", before.name
    elif now:
        box.change = "moved" if against in unit.valid else "new"
    else:
        box.change = "left" if on in unit.valid else "gone"


__all__ = ["Box", "Chart", "chart"]
