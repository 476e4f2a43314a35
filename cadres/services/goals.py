"""Use cases about yearly goals, work contracted from them, and who answers for each."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from cadres import access
from cadres.models import (
    Cadre,
    CadreStatus,
    Duty,
    Goal,
    Responsibility,
    ResponsibilityRole,
    Unit,
    WorkItem,
)
from cadres.rules import goals as rules
from cadres.selectors.goals import works_in_locality_of
from governance import audit
from governance.actor import Actor
from governance.findings import enforce
from governance.periods import period
from governance.records import save_changes


@transaction.atomic
def set_goal(*, unit: Unit, by: Actor, on: date, **fields) -> Goal:
    """Set a goal of a unit for a year (giao chỉ tiêu)."""
    access.require(by, access.EDIT, access.PROPOSE, over=unit)
    goal = Goal(unit=unit, **fields)
    _enforce_goal(goal, on)
    goal.full_clean()
    audit.record(
        by=by, action="cadres.set_goal", subject=goal, unit_path=unit.path, basis=goal.source
    )
    goal.save(force_insert=True)
    return goal


@transaction.atomic
def amend_goal(*, goal: Goal, version: int, changes: dict, by: Actor, on: date) -> Goal:
    """Correct a goal, or count what was achieved by a day."""
    access.require(by, access.EDIT, access.PROPOSE, over=goal.unit)
    wanted = Goal(
        **{
            f.attname: getattr(goal, f.attname)
            for f in Goal._meta.concrete_fields
            if f.name != "id"
        }
    )
    wanted.pk = goal.pk
    for name, value in changes.items():
        setattr(wanted, name, value)
    _enforce_goal(wanted, on)
    audit.record(by=by, action="cadres.amend_goal", subject=goal, unit_path=goal.unit.path)
    return save_changes(goal, expected_version=version, changes=changes)


@transaction.atomic
def contract_work(*, goal: Goal, by: Actor, on: date, **fields) -> WorkItem:
    """Contract a product from a goal (giao khoán): what, how much, by when."""
    access.require(by, access.EDIT, access.PROPOSE, over=goal.unit)
    # Two people may contract work from one goal at once; the lock gives each a number.
    Goal.objects.select_for_update(no_key=True).get(pk=goal.pk)
    item = WorkItem(goal=goal, ordinal=goal.items.count() + 1, **fields)
    item.full_clean()
    audit.record(by=by, action="cadres.contract_work", subject=item, unit_path=goal.unit.path)
    item.save(force_insert=True)
    return item


@transaction.atomic
def count_delivery(
    *, item: WorkItem, version: int, delivered: Decimal, delivered_on: date, by: Actor, on: date
) -> WorkItem:
    """Count what was delivered of contracted work by a day."""
    access.require(by, access.EDIT, access.PROPOSE, over=item.goal.unit)
    audit.record(
        by=by, action="cadres.count_delivery", subject=item, unit_path=item.goal.unit.path
    )
    changes = {"delivered": delivered, "delivered_on": delivered_on}
    return save_changes(item, expected_version=version, changes=changes)


@transaction.atomic
def give_responsibility(
    *,
    goal: Goal,
    cadre: Cadre,
    role: str,
    from_day: date,
    basis: str,
    by: Actor,
    on: date,
    item: WorkItem | None = None,
    weight: Decimal = Decimal(100),
) -> Responsibility:
    """Let somebody answer for a goal, or for one piece of its work, from a day on."""
    access.require(by, access.EDIT, access.PROPOSE, over=goal.unit)
    # Two heads may name an owner at once; the lock lets the rule speak to the second.
    Goal.objects.select_for_update(no_key=True).get(pk=goal.pk)
    held = period(from_day)
    owners = goal.responsibilities.filter(
        item=item, role=ResponsibilityRole.OWNER, held__overlap=held
    )
    facts = rules.OwnerFacts(
        role=role,
        in_service=cadre.status == CadreStatus.ACTIVE,
        holds_post_there=works_in_locality_of(cadre, goal.unit, from_day),
        has_owner=owners.exists(),
        from_day=from_day,
        year=goal.year,
    )
    enforce(rules.OWNER, facts, rules.GoalsLaw.on(on))
    given = Responsibility(
        goal=goal, item=item, cadre=cadre, role=role, weight=weight, held=held, basis=basis
    )
    given.full_clean()
    what = {"action": "cadres.give_responsibility", "subject": given, "basis": basis}
    audit.record(by=by, unit_path=goal.unit.path, **what)
    given.save(force_insert=True)
    return given


@transaction.atomic
def end_responsibility(
    *, responsibility: Responsibility, version: int, last_day_exclusive: date, by: Actor, on: date
) -> Responsibility:
    """Let somebody no longer answer from a day on; what was answered for until then stays."""
    unit = responsibility.goal.unit
    access.require(by, access.EDIT, access.PROPOSE, over=unit)
    audit.record(
        by=by, action="cadres.end_responsibility", subject=responsibility, unit_path=unit.path
    )
    held = period(responsibility.held.lower, last_day_exclusive)
    return save_changes(responsibility, expected_version=version, changes={"held": held})


@transaction.atomic
def write_duty(*, since: date, by: Actor, on: date, **fields) -> Duty:
    """Write down what a regulation makes the holders of a title answer for."""
    access.require_over_a_tree(by, access.EDIT)
    duty = Duty(valid=period(since), **fields)
    duty.full_clean()
    audit.record(by=by, action="cadres.write_duty", subject=duty, basis=duty.source)
    duty.save(force_insert=True)
    return duty


@transaction.atomic
def end_duty(*, duty: Duty, version: int, last_day_exclusive: date, by: Actor, on: date) -> Duty:
    """End a written responsibility, because its regulation is replaced."""
    access.require_over_a_tree(by, access.EDIT)
    audit.record(by=by, action="cadres.end_duty", subject=duty, basis=duty.source)
    valid = period(duty.valid.lower, last_day_exclusive)
    return save_changes(duty, expected_version=version, changes={"valid": valid})


def _enforce_goal(goal: Goal, on: date) -> None:
    # Two clerks may set goals at once; the lock makes the sum of weights true.
    Unit.objects.select_for_update(no_key=True).get(pk=goal.unit_id)
    others = Goal.objects.filter(unit=goal.unit_id, year=goal.year).exclude(pk=goal.pk)
    parent = goal.parent
    facts = rules.GoalFacts(
        year=goal.year,
        due=goal.due,
        weight=goal.weight,
        other_weights=others.aggregate(sum=Sum("weight"))["sum"] or Decimal(0),
        parent_year=parent.year if parent else None,
        parent_is_above=parent is None or goal.unit.path.startswith(parent.unit.path),
    )
    enforce(rules.GOAL, facts, rules.GoalsLaw.on(on))
