"""Use cases about seats held: taking one, leaving it, deciding a disputed local status."""

from datetime import date

from django.db import transaction

from cadres import access, rules
from cadres.models import (
    Assignment,
    AssignmentKind,
    Cadre,
    CadreStatus,
    Decision,
    Entry,
    KinStage,
    LocalOverride,
    Seat,
    Unit,
)
from cadres.rules import blocks
from cadres.selectors.blocks import rise_facts
from cadres.services import quota
from cadres.services.kin import Filling, heed_kin, keep_conflicts
from governance import audit
from governance.actor import Actor
from governance.classes import DataClass
from governance.findings import Finding, Refused, check, enforce
from governance.periods import period
from governance.records import save_changes


def assignment_facts(
    *, cadre: Cadre, seat: Seat, from_day: date, decision: Decision | None
) -> rules.AssignmentFacts:
    """What the rules of taking a seat look at."""
    return rules.AssignmentFacts(
        from_day=from_day,
        seat_from=seat.valid.lower,
        seat_until=seat.valid.upper,
        unit_until=seat.unit.valid.upper,
        in_service=cadre.status == CadreStatus.ACTIVE,
        has_decision=decision is not None,
        decided_on=decision.issued_on if decision else None,
    )


@transaction.atomic
def assign(
    *,
    cadre: Cadre,
    seat: Seat,
    from_day: date,
    by: Actor,
    on: date,
    kind: AssignmentKind = AssignmentKind.PRIMARY,
    is_principal: bool = True,
    entry: Entry = Entry.APPOINTED,
    decision: Decision | None = None,
    leave: quota.Leave | None = None,
    kin_reason: str | None = "",
) -> Assignment:
    """Let a cadre take a seat from a day on, by a decision (bổ nhiệm, điều động…).

    A principal post takes a place of the payroll; beyond the quota it needs leave from above.
    Where a relative holds a related post, going on needs a reason; none: nobody is asked.
    """
    access.require(by, access.EDIT, access.APPROVE, over=seat.unit)
    # Two officers may fill the same seat at once; the lock lets the constraint speak to one.
    Seat.objects.select_for_update(no_key=True).get(pk=seat.pk)
    facts = assignment_facts(cadre=cadre, seat=seat, from_day=from_day, decision=decision)
    against = check(rules.ASSIGNMENT, facts, rules.CadresLaw.on(on))
    barred = rise_facts(cadre=cadre, seat=seat, on=from_day, entry=entry)
    against += check(blocks.APPOINTMENT, barred)
    room = quota.room_needed(seat.unit, cadre, from_day, leave) if is_principal else None
    refuse_all(against + (room.against(on) if room else []))
    if kin_reason is not None:
        filling = Filling.of(cadre, seat, from_day, KinStage.ASSIGNMENT)
        heed_kin(filling, reason=kin_reason, by=by, on=on)
    how = {"kind": kind, "is_principal": is_principal, "entry": entry, "decision": decision}
    assignment = Assignment(cadre=cadre, seat=seat, held=period(from_day), **how)
    assignment.full_clean()
    _tell("cadres.assign", assignment, decision, by)
    assignment.save()
    if room and leave and room.facts.goes_over:
        quota.note_waiver(assignment=assignment, room=room, leave=leave)
    keep_conflicts(by=by, on=on, of=[cadre.pk])
    return assignment


def _tell(action: str, assignment: Assignment, decision: Decision | None, by: Actor) -> None:
    unit, basis = assignment.seat.unit, str(decision or "")
    audit.record(by=by, action=action, subject=assignment, unit_path=unit.path, basis=basis)


def refuse_all(against: list[Finding]) -> None:
    """All reasons at once: those of the post, of the person and of the payroll."""
    if against:
        raise Refused(against)


@transaction.atomic
def end_assignment(
    *,
    assignment: Assignment,
    last_day_exclusive: date,
    exit: str,
    by: Actor,
    on: date,
    decision: Decision | None = None,
) -> Assignment:
    """Let the holder leave a seat: the given day is the first one no longer held."""
    access.require(by, access.EDIT, access.APPROVE, over=assignment.seat.unit)
    _tell("cadres.end_assignment", assignment, decision, by)
    changed = save_changes(
        assignment,
        expected_version=assignment.version,
        changes={
            "held": period(assignment.held.lower, last_day_exclusive),
            "exit": exit,
            "exit_decision": decision,
        },
    )
    keep_conflicts(by=by, on=on, of=[assignment.cadre_id])
    return changed


@transaction.atomic
def decide_local_status(
    *, assignment: Assignment, is_local: bool, reason: str, decision: Decision, by: Actor, on: date
) -> LocalOverride:
    """Record that the competent level decided whether the holder is a local person."""
    unit: Unit = assignment.seat.unit
    access.require(by, access.APPROVE, over=unit, data_class=DataClass.PERSONAL)
    facts = rules.OverrideFacts(reason=reason, title_group=assignment.seat.title.group)
    enforce(rules.OVERRIDE, facts, rules.CadresLaw.on(on))
    override = LocalOverride(
        assignment=assignment, is_local=is_local, reason=reason, decision=decision
    )
    override.full_clean()
    audit.record(
        by=by,
        action="cadres.decide_local_status",
        subject=override,
        unit_path=unit.path,
        reason=reason,
        basis=str(decision),
    )
    override.save()
    return override
