"""Use cases that put steps into a plan: rename, merge, split, abolish, change of superior."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from cadres.models import (
    PlannedSuccession,
    PlannedUnit,
    Reorganisation,
    ReorganisationStep,
    StepKind,
    Unit,
    UnitSuccession,
)
from cadres.services.founding import copy_bodies
from cadres.services.reorganisation import open_plan, tell
from governance.actor import Actor

Kind = UnitSuccession.Kind


@dataclass(frozen=True)
class Founding:
    """A unit to be founded; `like` is an existing one whose bodies and seats it shall have."""

    code: str
    names: dict[str, str]
    kind: str
    level: str
    block: str
    parent: Unit | PlannedUnit
    official_code: str = ""
    like: Unit | None = None
    identifier: UUID = field(default_factory=uuid4)


@transaction.atomic
def rename(
    *,
    plan: Reorganisation,
    unit: Unit,
    names: dict[str, str],
    by: Actor,
    on: date,
    kind: str = "",
    with_bodies: bool = True,
) -> ReorganisationStep:
    """Give a unit another name or kind; its bodies, named after it, follow."""
    step = _step(plan, StepKind.RENAME, [unit], by)
    _change(step, unit, kind=kind if kind != unit.kind else "", **names)
    for body in _named_after(unit, plan.effective_on) if with_bodies else ():
        _change(step, body, **{n: _renamed(body, unit, names, n) for n in names})
    return step


@transaction.atomic
def change_superior(
    *, plan: Reorganisation, unit: Unit, superior: Unit | PlannedUnit, by: Actor, on: date
) -> ReorganisationStep:
    """Put a unit, with all that is beneath it, under another one."""
    step = _step(plan, StepKind.SUPERIOR, [unit, superior], by)
    _change(step, unit, **_above(superior))
    return step


@transaction.atomic
def merge(
    *,
    plan: Reorganisation,
    whole: Iterable[Unit],
    by: Actor,
    on: date,
    partly: Iterable[Unit] = (),
    into: Unit | None = None,
    found: Founding | None = None,
    old_goes_on: bool = False,
    kind: str = Kind.MERGE,
) -> ReorganisationStep:
    """Let units, or parts of them, become one: an existing unit or one to be founded."""
    whole, partly = list(whole), list(partly)
    step = _step(plan, StepKind.MERGE, [*whole, *partly, into], by, old_goes_on=old_goes_on)
    successor = _found(step, found, plan) if found else into
    _succeed(step, whole, [successor], kind)
    _succeed(step, partly, [successor], Kind.PART)
    return step


@transaction.atomic
def split(
    *,
    plan: Reorganisation,
    old: Unit,
    by: Actor,
    on: date,
    into: Iterable[Unit] = (),
    found: Iterable[Founding] = (),
    old_goes_on: bool = False,
) -> ReorganisationStep:
    """Divide a unit between others; it may go on with the rest."""
    into = list(into)
    step = _step(plan, StepKind.SPLIT, [old, *into], by, old_goes_on=old_goes_on)
    successors = [*into, *(_found(step, each, plan) for each in found)]
    _succeed(step, [old], successors, Kind.SPLIT)
    return step


@transaction.atomic
def abolish(
    *,
    plan: Reorganisation,
    units: Iterable[Unit],
    by: Actor,
    on: date,
    successors: Iterable[Unit | PlannedUnit] = (),
    reason: str = "",
    kind: str = Kind.DISSOLVE,
) -> ReorganisationStep:
    """Close units; their people and files go to whoever is named, a level's end names several."""
    units, successors = list(units), list(successors)
    step = _step(plan, StepKind.ABOLISH, [*units, *successors], by, reason=reason)
    _succeed(step, units, successors or [None], kind)
    return step


def _step(plan: Reorganisation, kind: str, units: list, by: Actor, **more) -> ReorganisationStep:
    plan = open_plan(plan, by)
    for unit in units:
        if isinstance(unit, Unit) and not unit.path.startswith(plan.unit.path):
            raise PermissionDenied(
                _("%(unit)s is not beneath %(top)s, within which this plan stays.")
                % {"unit": unit, "top": plan.unit}
            )
    last = plan.steps.aggregate(last=Max("ordinal"))["last"] or 0
    step = ReorganisationStep(reorganisation=plan, ordinal=last + 1, kind=kind, **more)
    step.full_clean()
    tell(plan, "add_reorganisation_step", by, step=[None, str(step)])
    step.save(force_insert=True)
    return step


def _above(superior: Unit | PlannedUnit | None) -> dict:
    if isinstance(superior, PlannedUnit):
        return {"planned_parent": superior}
    return {"parent": superior}


def _found(step: ReorganisationStep, founding: Founding, plan: Reorganisation) -> PlannedUnit:
    names = founding.names
    planned = PlannedUnit(
        id=founding.identifier,
        step=step,
        code=founding.code,
        official_code=founding.official_code,
        kind=founding.kind,
        level=founding.level,
        block=founding.block,
        name_vi=names["name_vi"],
        name_en=names.get("name_en") or names["name_vi"],
        name_ar=names.get("name_ar") or names["name_vi"],
        **_above(founding.parent),
    )
    planned.full_clean()
    planned.save(force_insert=True)
    if founding.like:
        copy_bodies(planned, like=founding.like, on=plan.effective_on)
    return planned


def _change(step: ReorganisationStep, unit: Unit, **changes) -> None:
    planned = PlannedUnit(step=step, unit=unit, **changes)
    planned.full_clean()
    planned.save(force_insert=True)


def _succeed(step: ReorganisationStep, olds: list, successors: list, kind: str) -> None:
    if same := set(olds) & set(successors):
        raise ValidationError(
            _("%(unit)s cannot succeed itself.") % {"unit": ", ".join(map(str, same))}
        )
    PlannedSuccession.objects.bulk_create(
        PlannedSuccession(
            step=step,
            old=old,
            kind=kind,
            **{"planned" if isinstance(successor, PlannedUnit) else "new": successor},
        )
        for old in dict.fromkeys(olds)
        for successor in dict.fromkeys(successors)
    )


def _named_after(unit: Unit, on: date):
    """The units beneath that bear the unit's name in their own."""
    beneath = Unit.objects.filter(path__startswith=unit.path, valid__contains=on)
    return beneath.exclude(pk=unit.pk).filter(name_vi__icontains=unit.name_vi)


def _renamed(body: Unit, unit: Unit, names: dict[str, str], name: str) -> str:
    old, new = getattr(unit, name), names[name]
    if not old or not new:
        return ""
    before = getattr(body, name)
    small = [(text[:1].lower() + text[1:]) for text in (old, new)]
    after = before.replace(*small).replace(old, new)
    return after if after != before else ""
