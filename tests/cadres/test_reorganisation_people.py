"""The people of closing units: where each goes on, and who decides it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cadres.models import (
    Assignment,
    Cadre,
    Outcome,
    QuotaEntry,
    Seat,
    Unit,
)
from cadres.services import carrying_out, fates
from cadres.services import reorganisation_steps as steps
from tests.factories.cadres import AssignmentFactory, DecisionFactory, SeatFactory
from tests.factories.reorganisation import DAY, PREPARED, Land, carried_out, merged, scheduled

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def land():
    return Land()


def test_staff_move_with_their_seats_into_the_body_of_the_same_ending(land):
    one, two = (land.locality(f"1000{n}", f"xã {n}", people=3) for n in (1, 2))

    carried_out(merged(land, one, two), land)

    seats = Seat.objects.filter(unit__code="20000.VP")
    assert sorted(seats.values_list("ordinal", flat=True)) == [1, 2, 3, 4]
    assert all(seat.assignments.get().held.lower == DAY for seat in seats)


def test_who_leads_is_not_decided_by_accident(land):
    """Two secretaries and one seat: both wait, employed by the new committee."""
    one, two = land.locality("10001", "xã Một"), land.locality("10002", "xã Hai")

    plan = carried_out(merged(land, one, two), land)

    assert [p.outcome for p in plan.placements.all()] == [Outcome.WAITS, Outcome.WAITS]
    assert not Assignment.objects.filter(held__contains=DAY).exists()
    assert set(Cadre.objects.values_list("employing_unit__code", flat=True)) == {"20000.CU"}


def test_a_leader_without_rival_goes_on_in_the_same_title(land):
    one, two = land.locality("10001", "xã Một"), land.locality("10002", "xã Hai", people=0)

    carried_out(merged(land, one, two), land)

    held = Assignment.objects.get(held__contains=DAY)
    assert (held.seat.unit.code, held.seat.title) == ("20000.CU", land.secretary)


def test_the_leader_of_the_new_unit_is_chosen_by_hand(land):
    one, two = land.locality("10001", "xã Một"), land.locality("10002", "xã Hai")
    plan = merged(land, one, two)
    today = {"by": land.officer, "on": PREPARED}
    fates.work_out_fates(plan=plan, **today)
    chosen = plan.placements.get(assignment__seat__unit__code="10002.CU")
    seat = chosen.planned_unit.seats.get()

    fates.place_person(placement=chosen, version=chosen.version, seat=seat, **today)
    carried_out(plan, land)

    held = Assignment.objects.get(held__contains=DAY)
    assert (held.cadre_id, held.seat_id) == (chosen.assignment.cadre_id, seat.pk)
    other = plan.placements.exclude(pk=chosen.pk).get()
    assert other.outcome == Outcome.WAITS


def test_one_seat_is_not_given_to_two(land):
    one, two = land.locality("10001", "xã Một"), land.locality("10002", "xã Hai")
    plan = merged(land, one, two)
    today = {"by": land.officer, "on": PREPARED}
    fates.work_out_fates(plan=plan, **today)
    first, second = plan.placements.all()
    seat = first.planned_unit.seats.get()
    fates.place_person(placement=first, version=first.version, seat=seat, **today)

    with pytest.raises(ValidationError, match="Somebody else"):
        fates.place_person(placement=second, version=second.version, seat=seat, **today)


def test_a_person_who_comes_after_the_approval_is_not_left_behind(land):
    one, two = land.locality("10001", "xã Một"), land.locality("10002", "xã Hai")
    plan = scheduled(merged(land, one, two), land)
    late = land.holder(SeatFactory(unit=Unit.objects.get(code="10001.VP"), title=land.staff))

    carrying_out.carry_out_reorganisation(plan=plan, by=land.head, on=DAY)

    late.cadre.refresh_from_db()
    assert late.cadre.employing_unit.code == "20000.VP"


def test_the_file_of_a_retired_person_goes_to_the_successor(land):
    one = land.locality("10001", "xã Một")
    cadre = land.holder(
        SeatFactory(unit=Unit.objects.get(code="10001.CU"), title=land.staff)
    ).cadre
    Assignment.objects.filter(cadre=cadre).update(
        held=("2016-01-01", "2020-01-01"), exit="retirement", version=2
    )
    Cadre.objects.filter(pk=cadre.pk).update(
        status="retired", status_on=date(2020, 1, 1), version=2
    )

    carried_out(merged(land, one), land)

    cadre.refresh_from_db()
    assert cadre.managing_unit.code == "20000.CU"
    assert (cadre.employing_unit.code, cadre.status) == ("10001.CU", "retired")


def test_a_concurrent_post_ends_and_its_holder_stays(land):
    one = land.locality("10001", "xã Một")
    holder = Cadre.objects.get(employing_unit__code="10001.CU")
    other = SeatFactory(unit=Unit.objects.get(code="10001.VP"), title=land.secretary)
    AssignmentFactory(cadre=holder, seat=other, is_principal=False, kind="concurrent")
    plan = merged(land, one)
    fates.work_out_fates(plan=plan, by=land.officer, on=PREPARED)

    found = plan.placements.get(assignment__seat=other)

    assert found.outcome in (Outcome.SEAT, Outcome.ENDS)
    carried_out(plan, land)
    held = Assignment.objects.filter(cadre=holder, held__contains=DAY, is_principal=True)
    assert held.count() == 1


def test_payroll_places_go_along_with_the_work(land):
    one, two = land.locality("10001", "xã Một"), land.locality("10002", "xã Hai")
    third = land.locality("10003", "xã Ba", people=0)
    paper = DecisionFactory(issuer=land.province)
    since = ("2016-01-01", None)
    for unit, number in ((one, 20), (two, 15), (third, 30)):
        make_quota(unit, number, since, paper)
    plan = land.draft()
    today = {"by": land.officer, "on": PREPARED}
    steps.merge(plan=plan, whole=[one, two], into=third, **today)

    carried_out(plan, land)

    there = third.quotas.order_by("valid").values_list("number", flat=True)
    assert list(there) == [30, 65]
    assert {q.valid.upper for q in (*one.quotas.all(), *two.quotas.all())} == {DAY}


def make_quota(unit, number, valid, decision):
    return QuotaEntry.objects.create(
        unit=unit, category="civil", number=number, valid=valid, decision=decision
    )
