from datetime import date

import pytest

from cadres.models import Hat, Level
from rotation import selectors
from tests.factories.cadres import (
    AssignmentFactory,
    CadreFactory,
    SeatFactory,
    UnitFactory,
    since,
)
from tests.factories.planning import TermFactory
from tests.factories.rotation import MoveFactory
from tests.hats import actor

ON = date(2026, 5, 4)


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.mark.parametrize(
    ("hat", "sees"),
    [
        (Hat.ORG_OFFICER, True),
        (Hat.STANDING_MEMBER, True),
        (Hat.UNIT_HEAD, True),
        (Hat.UNIT_CLERK, False),
        (Hat.INSPECTOR, False),
        (Hat.SYS_ADMIN, False),
    ],
)
def test_moves_are_for_the_hats_that_have_the_class(unit, hat, sees):
    inside = MoveFactory(cadre__unit=unit)
    MoveFactory(to_seat__unit=unit)  # to a seat here, but of a person managed elsewhere

    seen = list(selectors.moves_for(actor(hat, over=unit)))

    assert seen == ([inside] if sees else [])


def test_nobody_sees_the_own_proposal(unit):
    move = MoveFactory()

    assert not selectors.moves_for(actor(Hat.CADRE, over=unit, cadre=move.cadre)).exists()


@pytest.mark.parametrize(
    ("left", "taken", "direction"),
    [
        ("province", "commune", "province_commune"),
        ("district", "district", "district_district"),
        ("commune", "province", "commune_province"),
        (None, "commune", ""),
    ],
)
def test_direction_comes_from_the_levels_of_the_units(left, taken, direction):
    to_seat = SeatFactory(unit__level=taken)
    from_seat = SeatFactory(unit__level=left) if left else None

    assert selectors.direction_of(from_seat, to_seat) == direction


@pytest.mark.parametrize(
    ("spans", "on", "terms"),
    [
        ([], date(2022, 1, 1), 1),
        ([(date(2016, 1, 1), None)], date(2018, 1, 1), 1),
        ([(date(2016, 1, 1), None)], date(2021, 1, 1), 2),
        ([(date(2016, 1, 1), None)], date(2026, 1, 1), 3),
        ([(date(2016, 1, 1), date(2019, 1, 1))], date(2026, 1, 1), 1),  # a term between
        ([(date(2016, 1, 1), date(2020, 6, 1))], date(2020, 6, 1), 2),
    ],
)
def test_terms_in_a_row(unit, spans, on, terms):
    for opens in (2015, 2020, 2025):
        TermFactory(
            level=Level.COMMUNE,
            opens_on=date(opens, 6, 1),
            closes_on=date(opens + 5, 6, 1),
        )
    cadre, seat = CadreFactory(unit=unit), SeatFactory(unit=unit)
    for start, until in spans:
        AssignmentFactory(
            cadre=cadre, seat=seat, held=since(start, until), exit="term_end" if until else ""
        )

    assert selectors.terms_in_a_row(cadre=cadre, seat=seat, on=on) == terms


def test_of_equal_seats_reappointment_means_the_one_held(unit):
    first = SeatFactory(unit=unit)
    second = SeatFactory(unit=unit, title=first.title)
    held = AssignmentFactory(seat=second)

    found = selectors.equal_seat_held(cadre=held.cadre, seat=first, on=ON)

    assert found == second
    assert selectors.equal_seat_held(cadre=CadreFactory(), seat=first, on=ON) is None


def test_work_is_what_is_to_decide_and_what_ends_soon(unit):
    head = actor(Hat.ORG_HEAD, over=unit)
    here = {"cadre__unit": unit}
    proposed = MoveFactory(**here)
    MoveFactory(**here, proposed_by=head.person)
    ends = MoveFactory(**here, rotation=True, expected_until=date(2026, 11, 4))
    MoveFactory(**here, rotation=True, expected_until=date(2026, 11, 5))
    MoveFactory(rotation=True, expected_until=date(2026, 6, 1))

    urls = [item.url for item in selectors.work_for(head, ON)]

    assert urls == [proposed.get_absolute_url(), ends.get_absolute_url()]
    assert not list(selectors.work_for(actor(Hat.ORG_OFFICER, over=unit), ON))
