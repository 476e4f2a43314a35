"""The bodies and seats of units to be founded: after the pattern of a unit that is there."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count

from cadres.models import PlannedSeat, PlannedUnit, Seat, TitleGroup, Unit


def copy_bodies(planned: PlannedUnit, *, like: Unit, on: date) -> list[PlannedUnit]:
    """Plan beneath a unit the bodies another one has on a day, with their leading seats.

    Staff bring their own seats along. A body is named after its unit as the pattern's bodies are.
    """
    made: dict = {like.pk: planned}
    bodies = Unit.objects.filter(path__startswith=like.path, valid__contains=on)
    for body in bodies.exclude(pk=like.pk).order_by("path"):
        above = made.get(body.parent_id)
        if above is None or not body.code.startswith(like.code):
            continue
        made[body.pk] = PlannedUnit(
            step=planned.step,
            code=planned.code + body.code.removeprefix(like.code),
            kind=body.kind,
            level=planned.level,
            block=body.block,
            planned_parent=above,
            **{n: _named(getattr(body, n), like, planned, n) for n in NAMES},
        )
    founded = [unit for unit in made.values() if unit is not planned]
    plan_units(founded)
    leading = (
        Seat.objects.filter(unit__in=made, valid__contains=on)
        .exclude(title__group=TitleGroup.SPECIALIST)
        .values("unit", "title")
        .annotate(n=Count("pk"))
        .order_by("unit", "title")
    )
    plan_seats(
        PlannedSeat(unit=made[row["unit"]], title_id=row["title"], ordinal=ordinal)
        for row in leading
        for ordinal in range(1, row["n"] + 1)
    )
    return founded


NAMES = ("name_vi", "name_en", "name_ar")


def plan_units(units: Iterable[PlannedUnit]) -> None:
    """Write many planned units at once; whoever comes first may stand above those after."""
    units = list(units)
    for unit in units:
        unit.clean_fields(exclude=["step", "parent", "planned_parent"])
    PlannedUnit.objects.bulk_create(units)


def plan_seats(seats: Iterable[PlannedSeat]) -> None:
    PlannedSeat.objects.bulk_create(seats, batch_size=2_000)


def _named(name: str, like: Unit, planned: PlannedUnit, which: str) -> str:
    old, new = getattr(like, which), getattr(planned, which)
    small = [text[:1].lower() + text[1:] for text in (old, new)]
    proper = [text.split(" ", 1)[-1] for text in (old, new)]
    for before, after in ((old, new), small, proper):
        if before and before in name:
            return name.replace(before, after)
    return f"{name} ({new})"[:200]
