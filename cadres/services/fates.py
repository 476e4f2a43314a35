"""Use cases about the people of closing units: where each goes on (phương án bố trí)."""

from datetime import date

from django.db import connection, transaction

from cadres import access
from cadres.models import (
    STANDING_IN,
    Outcome,
    Placement,
    PlannedSeat,
    Reorganisation,
    ReorganisationState,
    Seat,
)
from cadres.rules import reorganisation as rules
from cadres.selectors.closing import FATES, LEAVING, closing_ids
from governance import audit
from governance.actor import Actor
from governance.findings import enforce
from governance.records import save_changes

# What was decided by hand stays, unless its unit was taken out of the plan or its person left.
FORGET_WHAT_WAS_TAKEN_OUT = """
UPDATE cadres_placement p SET by_hand = false, version = p.version + 1
WHERE p.reorganisation_id = %(plan)s AND p.by_hand AND EXISTS (
    SELECT FROM cadres_plannedunit u JOIN cadres_reorganisationstep st ON st.id = u.step_id
    WHERE u.id = p.planned_unit_id AND st.dropped)
"""
DROP_WHO_LEFT = (
    LEAVING
    + """
UPDATE cadres_placement p SET dropped = true, version = p.version + 1
WHERE p.reorganisation_id = %(plan)s AND NOT p.dropped
  AND NOT EXISTS (SELECT FROM leaving l WHERE l.id = p.assignment_id)
"""
)
# Seats given up first, so that two people may change places in one stroke.
DROP_WHO_MOVES_ON = (
    FATES
    + """
UPDATE cadres_placement p SET dropped = true, version = p.version + 1
WHERE p.reorganisation_id = %(plan)s AND NOT p.by_hand AND NOT p.dropped AND p.outcome = 'seat'
  AND NOT EXISTS (SELECT FROM fate f WHERE f.assignment_id = p.assignment_id
                  AND coalesce(f.seat_id, f.planned_seat_id)
                    = coalesce(p.seat_id, p.planned_seat_id))
"""
)
PLACE = (
    FATES
    + """
INSERT INTO cadres_placement AS p (id, version, reorganisation_id, assignment_id, outcome, kind,
    unit_id, planned_unit_id, seat_id, planned_seat_id, entry, exit, tier, by_hand, dropped)
SELECT gen_random_uuid(), 1, %(plan)s, f.assignment_id, f.outcome, f.kind,
       CASE WHEN NOT f.planned THEN f.unit_id END, CASE WHEN f.planned THEN f.unit_id END,
       f.seat_id, f.planned_seat_id, 'transferred', 'unit_dissolved', '', false, false
FROM fate f
ON CONFLICT (reorganisation_id, assignment_id) DO UPDATE SET
    outcome = excluded.outcome, kind = excluded.kind, unit_id = excluded.unit_id,
    planned_unit_id = excluded.planned_unit_id, seat_id = excluded.seat_id,
    planned_seat_id = excluded.planned_seat_id, dropped = false, version = p.version + 1
WHERE (p.outcome, p.kind, p.unit_id, p.planned_unit_id, p.seat_id, p.planned_seat_id, p.dropped)
    IS DISTINCT FROM (excluded.outcome, excluded.kind, excluded.unit_id,
        excluded.planned_unit_id, excluded.seat_id, excluded.planned_seat_id, false)
"""
)


@transaction.atomic
def work_out_fates(*, plan: Reorganisation, by: Actor, on: date) -> None:
    """Say of everybody in the closing units where the person goes on; decisions by hand stay."""
    access.require(by, access.PROPOSE, access.APPROVE, over=plan.unit)
    audit.record(
        by=by,
        action="cadres.work_out_fates",
        subject=plan,
        unit_path=plan.unit.path,
        basis=plan.instrument,
    )
    with connection.cursor() as cursor:
        for statement in (FORGET_WHAT_WAS_TAKEN_OUT, DROP_WHO_LEFT, DROP_WHO_MOVES_ON, PLACE):
            cursor.execute(statement, {"plan": plan.pk, "day": plan.effective_on})


@transaction.atomic
def place_person(
    *, placement: Placement, version: int, seat: Seat | PlannedSeat, by: Actor, on: date
) -> Placement:
    """Decide in which seat somebody of a closing unit goes on."""
    plan = _changeable(placement.reorganisation, by)
    planned = isinstance(seat, PlannedSeat)
    enforce(rules.PLACING, _seat_facts(plan, seat))
    return _decide(
        placement,
        version,
        by,
        outcome=Outcome.SEAT,
        unit=None if planned else seat.unit,
        planned_unit=seat.unit if planned else None,
        seat=None if planned else seat,
        planned_seat=seat if planned else None,
    )


@transaction.atomic
def let_wait(*, placement: Placement, version: int, by: Actor, on: date) -> Placement:
    """Leave somebody without a seat, employed by the unit that takes over."""
    _changeable(placement.reorganisation, by)
    return _decide(placement, version, by, outcome=Outcome.WAITS, seat=None, planned_seat=None)


@transaction.atomic
def undo_by_hand(*, placement: Placement, version: int, by: Actor, on: date) -> Placement:
    """Let the portal work out again what was decided by hand."""
    plan = _changeable(placement.reorganisation, by)
    audit.record(by=by, action="cadres.undo_by_hand", subject=placement, unit_path=plan.unit.path)
    save_changes(placement, expected_version=version, changes={"by_hand": False})
    work_out_fates(plan=plan, by=by, on=on)
    placement.refresh_from_db()
    return placement


def _changeable(plan: Reorganisation, by: Actor) -> Reorganisation:
    """The plan, locked: people are placed until the day, also after it was approved."""
    access.require(by, access.PROPOSE, over=plan.unit)
    plan = Reorganisation.objects.select_for_update(no_key=True).get(pk=plan.pk)
    if plan.state in (ReorganisationState.EFFECTIVE, ReorganisationState.CANCELLED):
        rules.REORGANISATION_CHART.require(plan.state, ReorganisationState.DRAFT)
    return plan


def _decide(placement: Placement, version: int, by: Actor, **changes) -> Placement:
    plan = placement.reorganisation
    audit.record(
        by=by,
        action="cadres.place_person",
        subject=placement,
        unit_path=plan.unit.path,
        basis=plan.instrument,
    )
    return save_changes(placement, expected_version=version, changes={**changes, "by_hand": True})


def _seat_facts(plan: Reorganisation, seat: Seat | PlannedSeat) -> rules.PlaceInSeatFacts:
    if isinstance(seat, PlannedSeat):
        return rules.PlaceInSeatFacts(plan.effective_on, None, plan.effective_on)
    held = seat.assignments.exclude(kind__in=STANDING_IN).filter(held__contains=plan.effective_on)
    holder = held.select_related("cadre").first()
    return rules.PlaceInSeatFacts(
        seat_from=seat.valid.lower,
        seat_until=seat.valid.upper,
        day=plan.effective_on,
        holder=holder.cadre.full_name if holder else "",
        in_closing_unit=seat.unit_id in closing_ids(plan),
    )
