"""Figures of moves: what took effect in the year, what runs on its last day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rotation import figures
from tests.factories.cadres import AssignmentFactory, SeatFactory, UnitFactory
from tests.factories.planning import PlanEntryFactory
from tests.factories.rotation import MoveFactory


@pytest.fixture
def province():
    return UnitFactory(province=True)


@pytest.fixture
def commune(province):
    return UnitFactory(parent=province)


def values(unit, year=2024):
    return {value.code: value for value in figures.figures(unit=unit, year=year)}


def pair(value):
    return value.numerator, value.denominator


def test_every_figure_is_defined_once_and_in_order(province):
    codes = [definition.code for definition in figures.DEFINITIONS]

    assert list(values(province)) == codes


def test_without_rows_shares_have_no_percent(province):
    assert {value.percent for value in values(province).values()} == {None}


def test_moves_of_the_year_by_kind_in_the_subtree_only(province, commune):
    here = {"to_seat__unit": commune, "decided": True}
    MoveFactory(**here, cadre__woman=True)
    MoveFactory(**here, kind="transfer")
    MoveFactory(**here, kind="transfer", effective_on=date(2024, 12, 31))
    MoveFactory(**here, effective_on=date(2023, 12, 31))
    MoveFactory(**here, effective_on=date(2025, 1, 1))
    MoveFactory(to_seat__unit=commune)  # only proposed
    MoveFactory(to_seat__unit=commune, state="cancelled")
    MoveFactory(decided=True)  # elsewhere

    found = values(province)

    assert pair(found["rotation.moves"]) == (3, None)
    assert pair(found["rotation.women"]) == (1, 3)
    assert pair(found["rotation.kind.appointment"]) == (1, 3)
    assert pair(found["rotation.kind.transfer"]) == (2, 3)
    assert str(found["rotation.kind.transfer"].percent) == "66.67"
    assert pair(found["rotation.kind.rotation"]) == (0, 3)


def test_rotations_that_serve_planning(commune):
    entry = PlanEntryFactory(approved=True)
    MoveFactory(rotation=True, to_seat__unit=commune, cadre=entry.cadre, plan_entry=entry)
    MoveFactory(rotation=True, to_seat__unit=commune)

    assert pair(values(commune)["rotation.planned"]) == (1, 2)


def ended(unit, on):
    MoveFactory(rotation=True, to_seat__unit=unit, state="ended", placement="back", ended_on=on)


def test_running_due_and_ended_early(commune):
    for day in (date(2027, 2, 28), date(2027, 3, 1), date(2027, 12, 31), date(2028, 1, 1)):
        ended(commune, day)
    MoveFactory(rotation=True, to_seat__unit=commune)
    MoveFactory(rotation=True, to_seat__unit=commune, expected_until=date(2028, 1, 1))

    found = values(commune, 2027)

    assert pair(found["rotation.in_progress"]) == (3, None)
    assert pair(found["rotation.due"]) == (2, 3)
    assert pair(found["rotation.ended"]) == (3, None)
    assert pair(found["rotation.ended_early"]) == (1, 3)
    assert str(found["rotation.ended_early"].percent) == "33.33"


def test_directions_leave_appointments_aside(commune):
    here = {"to_seat__unit": commune}
    MoveFactory(**here, rotation=True, direction="province_commune", cadre__woman=True)
    MoveFactory(**here, decided=True, kind="transfer", direction="province_commune")
    MoveFactory(**here, decided=True, kind="transfer", direction="commune_commune")
    MoveFactory(**here, decided=True, direction="province_commune")

    rows = figures.directions_table(commune, 2024).rows

    assert [(row["direction"]["en"], row["total"], row["women"]) for row in rows] == [
        ("province to commune", 2, 1),
        ("between communes", 1, 0),
    ]


def test_secretaries_who_are_not_local_people_by_level(commune):
    body = UnitFactory(committee=True, parent=commune)
    AssignmentFactory(seat=SeatFactory(unit=body))
    AssignmentFactory(
        cadre__origin_unit=commune, seat=SeatFactory(unit=UnitFactory(parent=commune))
    )

    [row] = figures.heads_table(commune, date(2024, 12, 31)).rows

    assert (row["level"]["en"], row["outside"], row["filled"]) == ("commune", 1, 2)
    assert row["percent"] == "50.00"


@pytest.mark.parametrize("rows", [1, 20])
def test_figures_ask_the_same_number_of_questions(commune, rows):
    for _each in range(rows):
        MoveFactory(rotation=True, to_seat__unit=commune)

    figures.figures(unit=commune, year=2024)  # the law's amendments are read once
    with CaptureQueriesContext(connection) as asked:
        figures.figures(unit=commune, year=2024)
        figures.tables(unit=commune, year=2024)

    assert len(asked) == 8
