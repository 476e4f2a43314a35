"""Job positions: what the database promises, the road into force, seats, the list and pages."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from cadres.models import JobPosition, PositionState, SeatPosition
from cadres.services import positions
from governance.findings import Refused
from tests import hats
from tests.factories.cadres import DecisionFactory, SeatFactory, TitleFactory, UnitFactory, since
from tests.factories.posts import (
    CompetencyFactory,
    JobPositionFactory,
    PositionCompetencyFactory,
    SeatPositionFactory,
)

ON, JULY = date(2026, 11, 20), date(2026, 7, 1)


def refused(name: str):
    return pytest.raises(IntegrityError, match=name)


@pytest.fixture
def province():
    return UnitFactory(province=True)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("position_in_force_has_a_period", {"in_force": True, "valid": None}),
        ("position_in_force_has_a_period", {"valid": since()}),
        ("position_is_appraised_by_another_person", {"appraised_by": "account:1"}),
        ("position_is_approved_by_a_third_person", {"approved_by": "account:1"}),
        ("position_approval_rests_on_a_decision", {"state": "approved"}),
        ("position_share_is_a_percentage", {"ratio": 101}),
        ("position_has_seats", {"seats": 0}),
        ("position_rank_is_known", {"rank": "99.99"}),
    ],
)
def test_the_database_refuses_a_position_that_cannot_be(constraint, fields):
    with refused(constraint), transaction.atomic():
        JobPositionFactory(**fields)


def test_one_revision_is_in_force_at_a_time_and_numbered_once():
    JobPositionFactory(in_force=True, code="VT1", valid=since(date(2016, 1, 1), JULY))
    JobPositionFactory(in_force=True, code="VT1", revision=2, valid=since(JULY))
    with refused("position_one_revision_in_force_at_a_time"), transaction.atomic():
        JobPositionFactory(in_force=True, code="VT1", revision=3, valid=since(ON))
    with refused("position_revision_is_numbered_once"), transaction.atomic():
        JobPositionFactory(code="VT1", revision=2)


def test_a_seat_is_of_one_position_at_a_time():
    link = SeatPositionFactory(valid=since(date(2020, 1, 1), JULY))
    SeatPositionFactory(seat=link.seat, valid=since(JULY))
    with refused("seat_is_of_one_position_at_a_time"), transaction.atomic():
        SeatPositionFactory(seat=link.seat, valid=since(ON))


def test_a_frame_names_a_competency_once_at_a_level_of_five():
    line = PositionCompetencyFactory()
    with refused("frame_names_a_competency_once"), transaction.atomic():
        PositionCompetencyFactory(position=line.position, competency=line.competency)
    with refused("frame_level_is_none_to_five"), transaction.atomic():
        PositionCompetencyFactory(level=6)


def test_three_persons_bring_a_position_into_force(province):
    officer, head = (hats.actor(hat, over=province) for hat in ("ORG_OFFICER", "ORG_HEAD"))
    third = hats.actor("STANDING_MEMBER", over=province)
    before = JobPositionFactory(in_force=True, code="VT9")
    draft = positions.revise_position(position=before, by=officer, on=ON)
    positions.amend_position(position=draft, version=1, changes={"seats": 2}, by=officer, on=ON)
    with pytest.raises(Refused, match="at least 3"):
        positions.appraise_position(position=draft, version=2, by=head, on=ON)
    for level in (3, 4, 5):
        positions.demand_competency(
            position=draft, competency=CompetencyFactory(), level=level, by=officer, on=ON
        )

    positions.appraise_position(position=draft, version=2, by=head, on=ON)
    decision = DecisionFactory(issuer=province, issued_on=JULY)
    with pytest.raises(Refused, match="third person"):
        positions.approve_position(position=draft, version=3, decision=decision, by=head, on=ON)
    positions.approve_position(position=draft, version=3, decision=decision, by=third, on=ON)
    positions.put_position_in_force(position=draft, version=4, from_day=ON, by=third, on=ON)

    before.refresh_from_db()
    assert (draft.state, draft.revision, draft.valid.lower) == (PositionState.IN_FORCE, 2, ON)
    assert (before.state, before.valid.upper) == (PositionState.SUPERSEDED, ON)
    with pytest.raises(Refused):
        positions.amend_position(
            position=draft, version=5, changes={"seats": 3}, by=officer, on=ON
        )


def test_who_drew_a_position_up_does_not_appraise_it(province):
    officer = hats.actor("ORG_OFFICER", over=province)
    position = JobPositionFactory(drafted_by=officer.person)

    with pytest.raises(Refused, match="Another person"):
        positions.appraise_position(position=position, version=1, by=officer, on=ON)

    position.refresh_from_db()
    assert (position.state, position.version) == (PositionState.DRAFT, 1)


def test_a_returned_position_is_a_draft_again(province):
    head = hats.actor("ORG_HEAD", over=province)
    position = JobPositionFactory(state="appraised", appraised_by="account:2")

    positions.return_position(position=position, version=1, reason="Thiếu khung", by=head, on=ON)

    assert (position.state, position.appraised_by) == (PositionState.DRAFT, "")


def test_a_commune_clerk_does_not_keep_the_catalogue(province):
    clerk = hats.actor("UNIT_CLERK", over=UnitFactory(parent=province))

    with pytest.raises(PermissionDenied):
        positions.draw_up_position(code="X", by=clerk, on=ON)

    assert not JobPosition.objects.exists()


def test_a_seat_changes_its_position_on_a_day(province):
    officer = hats.actor("ORG_OFFICER", over=province)
    seat = SeatFactory(unit=UnitFactory(parent=province), title=TitleFactory())
    old = SeatPositionFactory(seat=seat)
    new = JobPositionFactory(in_force=True)

    positions.link_seat(seat=seat, position=new, from_day=JULY, by=officer, on=ON)

    old.refresh_from_db()
    assert old.valid.upper == JULY
    assert SeatPosition.objects.get(seat=seat, valid__contains=JULY).position == new


@pytest.mark.parametrize("wrong", [{"level": "province"}, {"unit_kind": "so"}])
def test_a_seat_takes_no_position_of_another_kind_of_unit(province, wrong):
    officer = hats.actor("ORG_OFFICER", over=province)
    seat = SeatFactory(unit=UnitFactory(parent=province))

    with pytest.raises(Refused, match="another kind"):
        positions.link_seat(
            seat=seat,
            position=JobPositionFactory(in_force=True, **wrong),
            from_day=JULY,
            by=officer,
            on=ON,
        )

    assert not SeatPosition.objects.exists()
