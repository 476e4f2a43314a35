"""What people do about moves: one function per use case, one transaction each."""

from datetime import date

from django.db import transaction

from cadres import access
from cadres.models import (
    Assignment,
    AssignmentKind,
    BarredFrom,
    Cadre,
    Decision,
    Entry,
    Exit,
    KinStage,
    Seat,
)
from cadres.rules import blocks
from cadres.selectors.blocks import block_facts, rise_facts
from cadres.services.assignments import assign, end_assignment
from cadres.services.kin import Filling, heed_kin
from governance import audit
from governance.actor import Actor
from governance.classes import DataClass
from governance.findings import enforce
from governance.records import save_changes
from governance.rules import TwoPersons, second_person_is_another
from planning.models import EntryState, PlanEntry
from planning.services import note_appointment
from recruitment.models import Result
from rotation import rules, selectors
from rotation.models import UNDER_WAY, Move, MoveKind, MoveState, Placement

# How a move is carried out: how the old post is left, how the new one is entered and held.
# A concurrent post leaves nothing and is not the principal one.
CARRYING_OUT = {
    MoveKind.APPOINTMENT: (Exit.PROMOTED, Entry.APPOINTED, AssignmentKind.PRIMARY),
    MoveKind.REAPPOINTMENT: (Exit.TERM_END, Entry.REAPPOINTED, AssignmentKind.PRIMARY),
    MoveKind.TRANSFER: (Exit.TRANSFER, Entry.TRANSFERRED, AssignmentKind.PRIMARY),
    MoveKind.ROTATION: (Exit.ROTATED_OUT, Entry.ROTATED, AssignmentKind.ROTATION),
    MoveKind.CONCURRENT: ("", Entry.APPOINTED, AssignmentKind.CONCURRENT),
}


@transaction.atomic
def propose_move(
    *,
    cadre: Cadre,
    kind: str,
    to_seat: Seat,
    effective_on: date,
    expected_until: date | None = None,
    special_case: str = "",
    plan_entry: PlanEntry | None = None,
    exam_result: Result | None = None,
    kin_reason: str = "",
    by: Actor,
    on: date,
) -> Move:
    """Propose that a cadre takes a seat (đề nghị điều động, luân chuyển, bổ nhiệm).

    Where a relative holds a related post, going on needs a reason; it holds for the decision too.
    """
    require(by, access.PROPOSE, cadre=cadre)
    # Two officers may promise the same seat or person at once; the locks let one come after.
    Seat.objects.select_for_update(no_key=True).get(pk=to_seat.pk)
    cadre = Cadre.objects.select_for_update(no_key=True).get(pk=cadre.pk)
    move = Move(
        cadre=cadre, kind=kind, to_seat=to_seat, effective_on=effective_on,
        expected_until=expected_until, special_case=special_case, plan_entry=plan_entry,
        exam_result=exam_result, proposed_on=on, proposed_by=by.person, proposed_by_name=by.name,
    )  # fmt: skip
    left = selectors.post_left(cadre=cadre, kind=kind, to_seat=to_seat, on=effective_on)
    move.from_seat = left.seat if left else None
    law = enforce_law(move, on)
    filling = Filling.of(cadre, to_seat, effective_on, KinStage.MOVE)
    heed_kin(filling, reason=kin_reason, by=by, on=on)
    move.direction = selectors.direction_of(move.from_seat, to_seat)
    move.law_versions = law.versions()
    move.full_clean()
    tell(move, "propose_move", by, basis=law.cite("must_be_planned"))
    move.save(force_insert=True)
    return move


@transaction.atomic
def decide_move(
    *, move: Move, version: int, decision: Decision, kin_reason: str = "", by: Actor, on: date
) -> Move:
    """Decide a move proposed by somebody else, and carry it out on the seats."""
    require(by, access.APPROVE, cadre=move.cadre)
    rules.MOVE_CHART.require(move.state, MoveState.DECIDED)
    enforce([second_person_is_another], TwoPersons(move.proposed_by, by.person))
    Seat.objects.select_for_update(no_key=True).get(pk=move.to_seat_id)
    enforce_law(move, on)  # the records may have changed since it was proposed
    running = move.kind == MoveKind.ROTATION and move.effective_on <= on
    tell(move, "decide_move", by, basis=str(decision))
    changes = {
        "state": MoveState.IN_PROGRESS if running else MoveState.DECIDED,
        "decision": decision,
        "decided_by": by.person,
        "decided_by_name": by.name,
    }
    save_changes(move, expected_version=version, changes=changes)
    carry_out(move, kin_reason=kin_reason, by=by, on=on)
    return move


def carry_out(move: Move, *, kin_reason: str, by: Actor, on: date) -> None:
    """Leave the old post, take the new one, and close the planning entry that is fulfilled."""
    exit, entry, kind = CARRYING_OUT[move.kind]
    left = selectors.post_left(
        cadre=move.cadre, kind=move.kind, to_seat=move.to_seat, on=move.effective_on
    )
    signed = {"by": by, "on": on, "decision": move.decision}
    if left and exit:
        end_assignment(assignment=left, last_day_exclusive=move.effective_on, exit=exit, **signed)
    assign(
        cadre=move.cadre,
        seat=move.to_seat,
        from_day=move.effective_on,
        kind=kind,
        is_principal=left is None or (bool(exit) and left.is_principal),
        entry=Entry.EXAM if move.exam_result_id else entry,
        kin_reason=kin_reason,
        **signed,
    )
    if move.kind == MoveKind.APPOINTMENT and fulfils(move):
        note_appointment(entry=move.plan_entry, appointed_on=move.effective_on, by=by, on=on)


def fulfils(move: Move) -> bool:
    """Does the move bring its person to the very post of the planning entry it serves?"""
    entry = move.plan_entry
    return (
        entry is not None
        and entry.state == EntryState.APPROVED
        and (entry.title_id, entry.unit_id) == (move.to_seat.title_id, move.to_seat.unit_id)
    )


@transaction.atomic
def cancel_move(*, move: Move, version: int, by: Actor, on: date) -> Move:
    """Drop a proposal before it is decided."""
    access.require(
        by,
        access.PROPOSE,
        access.APPROVE,
        over=move.cadre.managing_unit,
        data_class=DataClass.PLANNING,
    )
    rules.MOVE_CHART.require(move.state, MoveState.CANCELLED)
    tell(move, "cancel_move", by)
    return save_changes(move, expected_version=version, changes={"state": MoveState.CANCELLED})


@transaction.atomic
def record_return(
    *,
    move: Move,
    version: int,
    ended_on: date,
    placement: str,
    decision: Decision,
    to_seat: Seat | None = None,
    reason: str = "",
    by: Actor,
    on: date,
) -> Move:
    """End a rotation (kết thúc luân chuyển): who returns takes a seat, who stays keeps his.

    Returns the rotation; the way back is a move of its own, decided by the same paper.
    """
    require(by, access.APPROVE, cadre=move.cadre)
    rules.MOVE_CHART.require(move.state, MoveState.ENDED)
    enforce([second_person_is_another], TwoPersons(move.proposed_by, by.person))
    facts = rules.ReturnFacts(move.effective_on, ended_on, today=on, reason=reason)
    enforce(rules.RETURN, facts, rules.RotationLaw.on(move.effective_on))
    stays = placement == Placement.STAY
    enforce(rules.PLACEMENT, rules.PlacementFacts(stays=stays, has_seat=to_seat is not None))
    tell(move, "record_return", by, reason=reason, basis=str(decision))
    changes = {
        "state": MoveState.ENDED,
        "ended_on": ended_on,
        "placement": placement,
        "end_reason": reason,
    }
    save_changes(move, expected_version=version, changes=changes)
    if to_seat is not None:
        go_back(move, to_seat=to_seat, decision=decision, by=by, on=on)
    return move


def go_back(move: Move, *, to_seat: Seat, decision: Decision, by: Actor, on: date) -> Move:
    """Leave the seat rotated to and take another; the return is kept as a move."""
    back = Move(
        cadre=move.cadre,
        kind=MoveKind.RETURN,
        from_seat=move.to_seat,
        to_seat=to_seat,
        direction=selectors.direction_of(move.to_seat, to_seat),
        effective_on=move.ended_on,
        returns=move,
        state=MoveState.DECIDED,
        decision=decision,
        proposed_on=on,
        decided_by=by.person,
        decided_by_name=by.name,
    )
    Seat.objects.select_for_update(no_key=True).get(pk=to_seat.pk)
    back.law_versions = enforce_law(back, on, asked=rules.WAY_BACK).versions()
    back.full_clean()
    back.save(force_insert=True)
    signed = {"by": by, "on": on, "decision": decision}
    held = Assignment.objects.filter(
        cadre=move.cadre, seat=move.to_seat, held__contains=move.ended_on
    ).first()
    if held:
        end_assignment(
            assignment=held, last_day_exclusive=move.ended_on, exit=Exit.ROTATED_OUT, **signed
        )
    principal = selectors.principal_post(cadre=move.cadre, on=move.ended_on) is None
    assign(
        cadre=move.cadre,
        seat=to_seat,
        from_day=move.ended_on,
        entry=Entry.TRANSFERRED,
        is_principal=principal,
        kin_reason=None,  # a way back is not barred; what meets there is found
        **signed,
    )
    return back


@transaction.atomic
def keep_time(*, by: Actor, on: date) -> int:
    """Let the rotations that have begun run, and those whose time is over be due."""
    audit.record(by=by, action="rotation.keep_time")
    rotations = Move.objects.filter(kind=MoveKind.ROTATION, state__in=UNDER_WAY)
    begun = rotations.filter(state=MoveState.DECIDED, effective_on__lte=on)
    over = rotations.filter(state=MoveState.IN_PROGRESS, expected_until__lte=on)
    moved = 0
    for waiting, state in ((begun, MoveState.IN_PROGRESS), (over, MoveState.DUE)):
        for move in waiting.order_by("pk"):
            save_changes(move, expected_version=move.version, changes={"state": state})
            moved += 1
    return moved


def enforce_law(move: Move, on: date, asked=rules.MOVE) -> rules.RotationLaw:
    """Ask the rules of moving on the day of effect, and give the law they were asked under."""
    facts = selectors.move_facts(
        cadre=move.cadre,
        kind=move.kind,
        to_seat=move.to_seat,
        from_seat=move.from_seat,
        effective_on=move.effective_on,
        expected_until=move.expected_until,
        today=on,
        plan_entry=move.plan_entry,
        exam_result=move.exam_result,
    )
    enforce(rules.DATED, facts)
    enforce_blocks(move)
    law = selectors.law_of(move.effective_on, move.special_case)
    enforce(asked, facts, law)
    return law


def enforce_blocks(move: Move) -> None:
    """Whoever is barred neither rises nor, while a matter is pending, moves at all."""
    cadre, on = move.cadre, move.effective_on
    if move.kind in (MoveKind.TRANSFER, MoveKind.ROTATION):
        enforce(blocks.MOVING, block_facts(cadre=cadre, what=BarredFrom.MOVES, on=on))
    if move.kind != MoveKind.REAPPOINTMENT:
        enforce(blocks.APPOINTMENT, rise_facts(cadre=cadre, seat=move.to_seat, on=on))


def require(by: Actor, verb: str, *, cadre: Cadre) -> None:
    """Moves go by the unit that manages the person."""
    access.require(by, verb, over=cadre.managing_unit, data_class=DataClass.PLANNING)


def tell(move: Move, action: str, by: Actor, *, reason: str = "", basis: str = "") -> None:
    audit.record(
        by=by,
        action=f"rotation.{action}",
        subject=move,
        unit_path=move.cadre.managing_unit.path,
        reason=reason,
        basis=basis,
    )
