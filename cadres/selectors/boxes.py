"""What stands in the boxes of the organisation chart: seats, holders, badges, numbers."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cadres.figures.secretaries import secretaries
from cadres.models import (
    STANDING_IN,
    Assignment,
    AssignmentKind,
    Seat,
    TitleGroup,
    Unit,
    covered_paths,
)
from cadres.selectors import clocks, quota
from cadres.selectors.norms import DEPUTY_GROUPS, deputy_norms
from governance.actor import current_actor
from governance.classes import DataClass

LEADING = ~Q(title__group=TitleGroup.SPECIALIST)
NOBODY = UUID(int=0)
BESIDE = (AssignmentKind.CONCURRENT, AssignmentKind.CUM)


@dataclass(slots=True)
class Holder:
    """Who holds a seat, and the words (with a tone) that stand beside the name."""

    id: UUID
    name: str
    url: str
    kind: str
    since: date
    badges: list[tuple[Any, str]] = field(default_factory=list)


@dataclass(slots=True)
class SeatLine:
    """A seat of a box; `change` is new, gone or holder, `before` who held it on the other day."""

    id: UUID
    title: str
    group: str
    label: str
    holders: list[Holder]
    change: str = ""
    before: str = ""

    @property
    def is_vacant(self) -> bool:
        return all(holder.kind in STANDING_IN for holder in self.holders)


@dataclass(slots=True)
class Box:
    """A unit of the chart under the name of the day."""

    id: UUID
    name: str
    kind: str
    kind_code: str
    level: str
    block: str
    path: str
    has_children: bool
    is_there: bool = True
    parent: UUID | None = None
    children: tuple["Box", ...] = ()
    is_open: bool = False
    change: str = ""
    was: str = ""
    seats: list[SeatLine] = field(default_factory=list)
    staff: tuple[int, int] | None = None  # (filled, seats) of specialists
    beneath: tuple[int, int] | None = None  # (leading seats, vacant) with everything beneath
    over: int = 0  # people beyond the payroll quota
    deputies_over: int = 0  # deputies beyond the norm


def fill(boxes: list[Box], *, within: Unit, on: date, against: date | None) -> None:
    """Everything that stands in the boxes; the same number of questions for one and a thousand."""
    there = [box for box in boxes if box.is_there]
    ids = [box.id for box in there]
    seats = seats_of(ids, on)
    former = seats_of(ids, against) if against else {}
    staff = staff_of(ids, on)
    beneath = leading_beneath(within.path, on)
    over = over_quota(ids, on)
    norms = deputy_norms(on)
    for box in there:
        box.seats = seats.get(box.id, [])
        if against and not box.change:
            compare(box, former.get(box.id, []))
        box.staff = staff.get(box.id)
        box.over = over.get(box.id, 0)
        box.beneath = summed(box.path, beneath)
        most = norms.get((box.level, box.kind_code), ("", None))[1]
        if most is not None:
            deputies = sum(len(s.holders) for s in box.seats if s.group in DEPUTY_GROUPS)
            box.deputies_over = max(deputies - most, 0)
    put_badges([s for box in there for s in box.seats if s.change != "gone"], ids, within, on)


def seats_of(units: list[UUID], day: date) -> dict[UUID, list[SeatLine]]:
    """The leading seats of the units on a day with their holders; two questions."""
    lines: dict[UUID, SeatLine] = {}
    found: dict[UUID, list[SeatLine]] = defaultdict(list)
    rows = (
        Seat.objects.filter(LEADING, unit__in=units, valid__contains=day)
        .select_related("title")
        .order_by("title__precedence", "title__code", "ordinal")
    )
    for seat in rows:
        lines[seat.pk] = SeatLine(seat.pk, seat.title.name, seat.title.group, seat.label, [])
        found[seat.unit_id].append(lines[seat.pk])
    address = reverse("cadres:cadre", args=[NOBODY])  # asked once, not for each holder
    held = (
        Assignment.objects.filter(held__contains=day, seat__in=list(lines))
        .select_related("cadre")
        .only("seat", "kind", "held", "cadre__full_name")
        .order_by("-is_principal", "held")
    )
    for row in held:
        cadre, url = row.cadre, address.replace(str(NOBODY), str(row.cadre_id))
        lines[row.seat_id].holders.append(
            Holder(cadre.pk, cadre.full_name, url, row.kind, row.held.lower)
        )
    return found


def compare(box: Box, former: list[SeatLine]) -> None:
    """Mark seats that are new, gone, or in other hands than on the other day."""
    before = {seat.id: seat for seat in former}
    for seat in box.seats:
        old = before.pop(seat.id, None)
        if old is None:
            seat.change = "new"
        elif {h.id for h in old.holders} != {h.id for h in seat.holders}:
            seat.change = "holder"
            seat.before = ", ".join(h.name for h in old.holders) or _("vacant")
    for seat in before.values():
        seat.change = "gone"
        seat.before = ", ".join(h.name for h in seat.holders) or _("vacant")
        seat.holders = []
        box.seats.append(seat)


def staff_of(units: list[UUID], day: date) -> dict[UUID, tuple[int, int]]:
    """Seats of specialists: filled, and how many there are."""
    held = Assignment.objects.filter(seat=OuterRef("pk"), held__contains=day)
    rows = (
        Seat.objects.filter(~LEADING, unit__in=units, valid__contains=day)
        .order_by()
        .annotate(taken=Exists(held))
        .values("unit")
        .annotate(seats=Count("pk"), filled=Count("pk", filter=Q(taken=True)))
    )
    return {row["unit"]: (row["filled"], row["seats"]) for row in rows}


def leading_beneath(path: str, day: date) -> dict[str, tuple[int, int]]:
    """Leading seats and vacant ones by the path of their unit, for a whole subtree."""
    held = Assignment.objects.filter(seat=OuterRef("pk"), held__contains=day)
    rows = (
        Seat.objects.filter(LEADING, unit__path__startswith=path, valid__contains=day)
        .order_by()
        .annotate(taken=Exists(held.exclude(kind__in=STANDING_IN)))
        .values("unit__path")
        .annotate(seats=Count("pk"), vacant=Count("pk", filter=Q(taken=False)))
    )
    return {row["unit__path"]: (row["seats"], row["vacant"]) for row in rows}


def summed(path: str, counts: dict[str, tuple[int, int]]) -> tuple[int, int]:
    found = [numbers for each, numbers in counts.items() if each.startswith(path)]
    return sum(seats for seats, _v in found), sum(vacant for _s, vacant in found)


def over_quota(units: list[UUID], day: date) -> dict[UUID, int]:
    """People beyond the number assigned, by unit; two questions."""
    over: dict[UUID, int] = defaultdict(int)
    for line in quota.standing(quota.in_force(day).filter(unit__in=units), day):
        over[line.entry.unit_id] += line.room.over
    return over


def put_badges(seats: list[SeatLine], units: list[UUID], within: Unit, on: date) -> None:
    """Acting, concurrent, not local, and the clocks that the reader may know of."""
    holders = [holder for seat in seats for holder in seat.holders]
    words, due = clocks.badge_words(), clocks.badges_for({h.id for h in holders}, on)
    outside = outsiders(units, within, on)
    names = dict(AssignmentKind.choices)
    for seat in seats:
        for holder in seat.holders:
            if holder.kind in STANDING_IN:
                holder.badges.append((names[holder.kind], "warn"))
            elif holder.kind in BESIDE:
                holder.badges.append((_("concurrent"), "info"))
            elif holder.kind != AssignmentKind.PRIMARY:
                holder.badges.append((names[holder.kind], "info"))
            if (seat.id, holder.id) in outside:
                holder.badges.append((_("not local"), ""))
            holder.badges += [words[code] for code in words if code in due.get(holder.id, ())]


def outsiders(units: list[UUID], within: Unit, on: date) -> set[tuple[UUID, UUID]]:
    """(seat, cadre) of secretaries from elsewhere, for whom origins are open to the reader."""
    actor = current_actor()
    paths = covered_paths(actor, DataClass.PERSONAL)
    rows = secretaries(unit=within, on=on).filter(seat__unit__in=units, local=False)
    return {
        (seat, cadre)
        for seat, cadre, path in rows.values_list("seat", "cadre", "seat__unit__path")
        if actor.is_system or any(path.startswith(each) for each in paths)
    }
