"""Questions about the organisation on a day. Nothing here writes."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q

from cadres.models import Assignment, Seat, Unit, UnitRecord, covered_paths
from governance.actor import Actor
from governance.classes import DataClass


def units_for(actor: Actor):
    """The units an actor may see."""
    return Unit.objects.visible_to(actor)


def find_units(units, text: str):
    """The units that somebody means by a name, a code or an official code."""
    return units.filter(
        Q(code__iexact=text) | Q(official_code=text) | Q(name_vi__icontains=text)
    ).order_by("path")


@dataclass(frozen=True, slots=True)
class Node:
    """One unit in the tree of a day, under the name it had then."""

    id: UUID
    name: str
    kind: str
    official_code: str
    has_children: bool
    children: tuple["Node", ...] = ()


def roots(actor: Actor) -> list[Unit]:
    """Where the tree of this actor begins: the highest units the grants cover."""
    if actor.is_system:
        return list(Unit.objects.filter(parent=None))
    return list(
        Unit.objects.filter(path__in=covered_paths(actor, DataClass.BASIC)).order_by("path")
    )


def branches(*, of: Unit, on: date, depth: int = 2) -> tuple[Node, ...]:
    """The units beneath one on a day, `depth` levels down; one query for each level."""
    return _branches([of.pk], on, depth).get(of.pk, ())


def _branches(parents: list[UUID], on: date, depth: int) -> dict[UUID, tuple[Node, ...]]:
    if not depth or not parents:
        return {}
    beneath = UnitRecord.objects.filter(parent=OuterRef("unit"), valid__contains=on)
    records = list(
        UnitRecord.objects.filter(parent__in=parents, valid__contains=on)
        .annotate(has_children=Exists(beneath))
        .select_related("unit")
        .order_by("unit__block", "unit__path")
    )
    deeper = _branches([r.unit_id for r in records if r.has_children], on, depth - 1)
    found: dict[UUID, list[Node]] = {}
    for record in records:
        node = Node(
            id=record.unit_id,
            name=record.name,
            kind=record.get_kind_display(),
            official_code=record.unit.official_code,
            has_children=record.has_children,
            children=deeper.get(record.unit_id, ()),
        )
        found.setdefault(record.parent_id, []).append(node)
    return {parent: tuple(nodes) for parent, nodes in found.items()}


def record_on(unit: Unit, on: date) -> UnitRecord | None:
    """What the unit was called, of what kind and beneath whom, on a day."""
    return unit.records.filter(valid__contains=on).select_related("parent").first()


def seats_on(unit: Unit, on: date) -> list[Seat]:
    """The seats of a unit on a day, each with `holders` of that day (two queries)."""
    held = (
        Assignment.objects.filter(held__contains=on)
        .select_related("cadre", "decision")
        .order_by("-is_principal", "cadre__sort_key")
    )
    return list(
        Seat.objects.filter(unit=unit, valid__contains=on)
        .select_related("title")
        .prefetch_related(Prefetch("assignments", held, to_attr="holders"))
        .order_by("title__precedence", "ordinal")
    )


def top_on(actor: Actor, *days: date | None) -> list[Unit]:
    """Where the chart of this actor may begin: the highest units that exist on one of the days."""
    tops = roots(actor)
    alive = [unit for unit in tops if any(day in unit.valid for day in days if day)]
    return alive or tops


def ancestors_of(unit: Unit, actor: Actor) -> list[Unit]:
    """The units above one that the actor may see, the highest first."""
    paths = [unit.path[: at + 1] for at, sign in enumerate(unit.path) if sign == "/" and at]
    return list(units_for(actor).filter(path__in=paths[:-1]).order_by("path"))
