from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from cadres.models import Assignment, Hat, Level
from governance.actor import acting
from governance.findings import Refused
from governance.models import AuditEvent
from governance.records import Conflict
from planning.models import EntryState, TermTrack
from rotation import services
from rotation.models import Move, MoveState
from tests.factories.cadres import (
    AssignmentFactory,
    CadreFactory,
    DecisionFactory,
    SeatFactory,
    UnitFactory,
    since,
)
from tests.factories.careers import CareerBlockFactory
from tests.factories.planning import PlanEntryFactory, TermFactory
from tests.factories.rotation import MoveFactory
from tests.hats import actor

ON = date(2026, 5, 4)
EFFECT = date(2026, 5, 1)
UNTIL = date(2029, 5, 1)


def codes(refusal):
    return [finding.code for finding in refusal.value.findings]


def propose(cadre, seat, by, kind="appointment", **values):
    values = {"effective_on": EFFECT, **values}
    return services.propose_move(cadre=cadre, kind=kind, to_seat=seat, by=by, on=ON, **values)


def decide(move, by, version=1, issued_on=EFFECT):
    decision = DecisionFactory(issued_on=issued_on, issuer=move.cadre.managing_unit)
    return services.decide_move(move=move, version=version, decision=decision, by=by, on=ON)


def posts(cadre):
    return [
        (a.seat, a.held.lower, a.held.upper, a.kind, a.entry, a.exit, a.is_principal)
        for a in Assignment.objects.filter(cadre=cadre).order_by("held")
    ]


# -- proposing ------------------------------------------------------------------------


def test_propose_keeps_what_is_left_and_the_direction(cadre, held, seat, officer):
    move = propose(cadre, seat, officer)

    assert list(Move.objects.all()) == [move]
    assert (move.state, move.from_seat) == (MoveState.PROPOSED, held.seat)
    assert (move.direction, move.proposed_by) == ("province_commune", officer.person)
    assert Assignment.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    told = AuditEvent.objects.filter(action="rotation.propose_move", op="I")
    assert [event.actor for event in told] == [officer.account_id]


def test_a_rotation_gives_all_reasons_at_once_and_writes_nothing(unit, seat, officer):
    old = CadreFactory(unit=unit, near_retirement=True)
    AssignmentFactory(seat=seat)

    with pytest.raises(Refused) as refusal:
        propose(old, seat, officer, "rotation", expected_until=date(2029, 4, 30))

    assert codes(refusal) == ["ROT-01", "ROT-02", "ROT-03", "ROT-05"]
    assert "65-QĐ/TW" in refusal.value.findings[0].source
    assert not Move.objects.exists()


def test_BLOCK_01_and_03_bar_moves_but_not_re_appointment(cadre, held, seat, officer):
    CareerBlockFactory(cadre=cadre, pending=True, barred=since(date(2020, 1, 1)))
    CareerBlockFactory(cadre=cadre, pending=True, what="moves", barred=since(date(2020, 1, 1)))

    with pytest.raises(Refused) as refusal:
        propose(cadre, seat, officer, "transfer")
    assert codes(refusal) == ["BLOCK-03"]
    with pytest.raises(Refused) as refusal:
        propose(cadre, seat, officer)
    assert codes(refusal) == ["BLOCK-01"]
    assert not Move.objects.exists()

    assert propose(cadre, held.seat, officer, "reappointment")


def test_a_rotation_rests_on_planning(cadre, held, seat, officer):
    entry = PlanEntryFactory(cadre=cadre, approved=True)

    move = propose(cadre, seat, officer, "rotation", expected_until=UNTIL, plan_entry=entry)

    assert (move.plan_entry, move.expected_until) == (entry, UNTIL)


def test_somebody_elses_planning_entry_is_no_basis(cadre, held, seat, officer):
    entry = PlanEntryFactory(approved=True)

    with pytest.raises(Refused) as refusal:
        propose(cadre, seat, officer, plan_entry=entry)

    assert codes(refusal) == ["ROT-11"]


@pytest.mark.parametrize(
    ("case", "day", "refused"),
    [
        ("", date(2024, 3, 1), ["ROT-02"]),
        ("nonlocal", date(2024, 3, 1), []),
        ("nonlocal", date(2025, 7, 1), ["ROT-02"]),
    ],
)
def test_sixty_months_were_enough_for_special_heads(unit, seat, officer, case, day, refused):
    cadre = CadreFactory(unit=unit, born="1970-01-01")  # retires in January 2032
    PlanEntryFactory(
        cadre=cadre, approved=True, in_force_from=date(2024, 1, 1), proposed_on=date(2023, 12, 1)
    )
    move = {"effective_on": day, "expected_until": date(2029, 1, 1), "special_case": case}

    if not refused:
        assert propose(cadre, seat, officer, "rotation", **move).special_case == case
        return
    with pytest.raises(Refused) as refusal:
        propose(cadre, seat, officer, "rotation", **move)
    assert codes(refusal) == refused


@pytest.mark.parametrize(
    ("held_from", "refused"),
    [(date(2022, 1, 1), False), (date(2020, 6, 1), False), (date(2019, 6, 1), True)],
)
def test_two_terms_in_a_row_are_enough_for_a_head(cadre, seat, officer, held_from, refused):
    for opens in (2015, 2020, 2025):
        TermFactory(
            track=TermTrack.PARTY,
            level=Level.COMMUNE,
            opens_on=date(opens, 6, 1),
            closes_on=date(opens + 5, 6, 1),
        )
    AssignmentFactory(cadre=cadre, seat=seat, held=since(held_from))

    if not refused:
        assert propose(cadre, seat, officer, "reappointment")
        return
    with pytest.raises(Refused) as refusal:
        propose(cadre, seat, officer, "reappointment")
    assert codes(refusal) == ["ROT-04"]


def test_a_seat_promised_from_a_later_day_is_not_vacant(cadre, held, seat, officer):
    AssignmentFactory(seat=seat, held=since(date(2026, 6, 1)))

    with pytest.raises(Refused) as refusal:
        propose(cadre, seat, officer)

    assert codes(refusal) == ["ROT-05"]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(1, 1, 1), "ROT-13"),
        (date(2002, 1, 24), "ROT-13"),
        (date(2027, 5, 5), "ROT-08"),
        (date(9999, 12, 31), "ROT-08"),
    ],
)
def test_wild_dates_are_refused_in_words(cadre, seat, officer, day, code):
    with pytest.raises(Refused) as refusal:
        propose(cadre, seat, officer, "rotation", effective_on=day, expected_until=day)

    assert codes(refusal) == [code]


def test_a_return_is_not_proposed(cadre, held, seat, officer):
    with pytest.raises(Refused) as refusal:
        propose(cadre, seat, officer, "return")

    assert codes(refusal) == ["ROT-12"]


def test_only_a_rotation_has_an_expected_end(cadre, held, seat, officer):
    with pytest.raises(ValidationError):
        propose(cadre, seat, officer, expected_until=UNTIL)

    assert not Move.objects.exists()


@pytest.mark.parametrize("hat", [Hat.UNIT_CLERK, Hat.ORG_HEAD, Hat.INSPECTOR])
def test_other_hats_do_not_propose(unit, cadre, seat, hat):
    with pytest.raises(PermissionDenied):
        propose(cadre, seat, actor(hat, over=unit))


def test_moves_go_by_the_managing_unit(unit, seat, officer):
    managed_elsewhere = CadreFactory(unit=unit, managing_unit=UnitFactory())

    with pytest.raises(PermissionDenied):
        propose(managed_elsewhere, seat, officer)


# -- deciding -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "exit", "entry", "held_as"),
    [
        ("appointment", "promoted", "appointed", "primary"),
        ("transfer", "transfer", "transferred", "primary"),
    ],
)
def test_deciding_moves_the_person(cadre, held, seat, officer, head, kind, exit, entry, held_as):
    move = decide(propose(cadre, seat, officer, kind), head)

    assert (move.state, move.decided_by, move.version) == (MoveState.DECIDED, head.person, 2)
    first = held.held.lower
    assert posts(cadre) == [
        (held.seat, first, EFFECT, "primary", "appointed", exit, True),
        (seat, EFFECT, None, held_as, entry, "", True),
    ]


def test_deciding_a_rotation_sets_it_going(cadre, held, seat, officer, head):
    entry = PlanEntryFactory(cadre=cadre, approved=True)
    rotation = {"expected_until": UNTIL, "plan_entry": entry}

    move = decide(propose(cadre, seat, officer, "rotation", **rotation), head)

    assert move.state == MoveState.IN_PROGRESS
    assert posts(cadre)[1] == (seat, EFFECT, None, "rotation", "rotated", "", True)


def test_a_concurrent_post_leaves_nothing(cadre, held, seat, officer, head):
    decide(propose(cadre, seat, officer, "concurrent"), head)

    assert posts(cadre) == [
        (held.seat, held.held.lower, None, "primary", "appointed", "", True),
        (seat, EFFECT, None, "concurrent", "appointed", "", False),
    ]


def test_reappointment_begins_the_same_seat_anew(cadre, held, officer, head):
    decide(propose(cadre, held.seat, officer, "reappointment"), head)

    assert posts(cadre) == [
        (held.seat, held.held.lower, EFFECT, "primary", "appointed", "term_end", True),
        (held.seat, EFFECT, None, "primary", "reappointed", "", True),
    ]


def test_appointment_to_the_post_planned_fulfils_the_entry(cadre, held, seat, officer, head):
    entry = PlanEntryFactory(cadre=cadre, approved=True, title=seat.title, unit=seat.unit)

    decide(propose(cadre, seat, officer, plan_entry=entry), head)

    entry.refresh_from_db()
    assert (entry.state, entry.out_on) == (EntryState.APPOINTED, EFFECT)


def test_nobody_decides_the_own_proposal(cadre, held, seat, head):
    move = MoveFactory(cadre=cadre, to_seat=seat, proposed_by=head.person, effective_on=EFFECT)

    with pytest.raises(Refused) as refusal:
        decide(move, head)

    assert codes(refusal) == ["GOV-04"]
    assert Move.objects.get().state == MoveState.PROPOSED
    assert len(posts(cadre)) == 1


def test_a_seat_filled_meanwhile_stops_the_decision(cadre, held, seat, officer, head):
    move = propose(cadre, seat, officer)
    AssignmentFactory(seat=seat, held=since(EFFECT))

    with pytest.raises(Refused) as refusal:
        decide(move, head)

    assert codes(refusal) == ["ROT-05"]
    assert len(posts(cadre)) == 1


def test_a_decision_signed_late_undoes_everything(cadre, held, seat, officer, head):
    move = propose(cadre, seat, officer)

    with pytest.raises(Refused) as refusal:
        decide(move, head, issued_on=date(2026, 5, 2))

    assert codes(refusal) == ["CADRE-04"]
    assert Move.objects.get().state == MoveState.PROPOSED
    assert len(posts(cadre)) == 1


def test_the_second_of_two_deciders_meets_a_conflict(cadre, held, seat, officer, head):
    move = propose(cadre, seat, officer)
    services.cancel_move(move=Move.objects.get(), version=1, by=officer, on=ON)

    with pytest.raises(Conflict):
        decide(move, head)

    assert len(posts(cadre)) == 1


def test_a_dropped_proposal_stays_dropped(cadre, held, seat, officer, head):
    move = services.cancel_move(move=propose(cadre, seat, officer), version=1, by=officer, on=ON)

    with pytest.raises(Refused):
        decide(move, head, version=2)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_one_seat_is_given_once_when_deciders_race():
    unit = UnitFactory(province=True)
    officer, head = (actor(hat, over=unit) for hat in (Hat.ORG_OFFICER, Hat.ORG_HEAD))
    seat = SeatFactory(unit=unit)
    moves = [propose(CadreFactory(unit=unit), seat, officer) for _ in range(4)]
    decision = DecisionFactory(issued_on=EFFECT, issuer=unit)

    def attempt(move):
        try:
            with acting(head):
                services.decide_move(move=move, version=1, decision=decision, by=head, on=ON)
        except Refused as refusal:
            return [finding.code for finding in refusal.findings]
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as deciders:
        answers = list(deciders.map(attempt, moves))

    assert answers.count(["ROT-05"]) == 3
    assert Assignment.objects.filter(seat=seat).count() == 1
    assert Move.objects.filter(state=MoveState.DECIDED).count() == 1
