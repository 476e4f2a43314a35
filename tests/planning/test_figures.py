"""Figures of planning: who is counted on the day, and where there is no denominator."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadres.models import Level, TitleGroup
from planning import figures
from tests.factories.cadres import CadreFactory, SeatFactory, TitleFactory, UnitFactory, since
from tests.factories.planning import PlanEntryFactory


@pytest.fixture
def province():
    return UnitFactory(province=True)


@pytest.fixture
def commune(province):
    return UnitFactory(parent=province)


def in_force(unit, born="1985-06-15", title=None, **values):
    """An entry in force since April 2026 for a seat of its own in the unit."""
    seat = SeatFactory(unit=unit, title=title or TitleFactory())
    return PlanEntryFactory(
        unit=unit, title=seat.title, cadre__born=born, **{"approved": True, **values}
    )


def values(unit, year=2026):
    return {value.code: value for value in figures.figures(unit=unit, year=year)}


def test_every_figure_is_defined_once_and_in_order(province):
    codes = [definition.code for definition in figures.DEFINITIONS]

    assert list(values(province)) == codes


def test_without_rows_shares_have_no_percent(province):
    assert {value.percent for value in values(province).values()} == {None}


def test_entries_count_by_post_and_people_once(province, commune):
    entry = in_force(commune)
    in_force(commune, cadre=entry.cadre)
    in_force(UnitFactory())
    PlanEntryFactory(unit=commune)

    found = values(province)

    assert (found["planning.entries"].numerator, found["planning.people"].numerator) == (2, 1)


def test_structure_three_of_twelve_women_meet_the_goal(commune):
    for number in range(12):
        in_force(commune, cadre__woman=number < 3)

    women = values(commune)["planning.women"]
    [young, row] = figures.structure_table(commune, date(2026, 12, 31)).rows

    assert (women.numerator, women.denominator, str(women.percent)) == (3, 12, "25.00")
    assert (row["percent"], row["target"], row["met"]) == ("25.00", 25, True)
    assert "377-QĐ/TW" in row["source"]["vi"]
    assert (young["part"], young["met"]) == (0, False)


@pytest.mark.parametrize(
    ("born", "age_group"),
    [
        ("1986-12-31", "to_40"),
        ("1986-12-30", "to_50"),
        ("1976-12-31", "to_50"),
        ("1976-12-30", "over_50"),
        ("1986", "to_50"),  # only the year is known: read as its first day
    ],
)
def test_age_groups_at_the_end_of_the_year(commune, born, age_group):
    in_force(commune, born=born)

    [row] = figures.entries_table(commune, date(2026, 12, 31)).rows

    assert {name for name in ("to_40", "to_50", "over_50") if row[name]} == {age_group}


@pytest.mark.parametrize(("born", "young"), [("1987-01-01", 1), ("1986-12-31", 0)])
def test_the_young_are_younger_than_forty(commune, born, young):
    in_force(commune, born=born)

    assert values(commune)["planning.young"].numerator == young


def test_posts_without_successor_and_overfull_posts(province, commune):
    entry = in_force(commune)
    for _each in range(3):
        PlanEntryFactory(unit=commune, title=entry.title, term=entry.term, approved=True)
    SeatFactory(unit=commune)  # nobody is planned for it
    SeatFactory(unit=commune, title__specialist=True)  # no leading post
    SeatFactory(unit=commune, valid=since(until=date(2020, 1, 1)))  # no longer a post

    found = values(province)

    with_successor = found["planning.posts_with_successor"]
    assert (with_successor.numerator, with_successor.denominator) == (1, 2)
    assert found["planning.posts_without_successor"].numerator == 1
    assert found["planning.posts_overfull"].numerator == 1


def test_two_seats_of_one_title_are_one_post(commune):
    title = TitleFactory(group=TitleGroup.DEPUTY_HEAD)
    SeatFactory.create_batch(2, unit=commune, title=title)

    assert values(commune)["planning.posts_without_successor"].numerator == 1


def test_what_came_and_went_in_the_year(commune):
    in_force(commune)
    in_force(commune, state="out", out_on=date(2026, 10, 1), out_reason="over_age")
    in_force(commune, state="appointed", out_on=date(2026, 10, 1))
    PlanEntryFactory(unit=commune, state="out", out_on=date(2026, 5, 1), out_reason="own_wish")

    found = values(commune)

    assert found["planning.entries"].numerator == 1
    assert (found["planning.entered"].numerator, found["planning.left"].numerator) == (3, 1)
    assert values(commune, 2027)["planning.entered"].numerator == 0


def test_the_past_does_not_change_when_an_entry_ends(commune):
    in_force(
        commune,
        in_force_from=date(2024, 4, 1),
        proposed_on=date(2024, 1, 1),
        state="out",
        out_on=date(2026, 1, 1),
        out_reason="over_age",
    )

    counts = [values(commune, year)["planning.entries"].numerator for year in (2023, 2024, 2026)]

    assert counts == [0, 1, 0]


def test_the_table_goes_by_level_and_group(province, commune):
    in_force(commune)
    in_force(commune)
    in_force(province, title=TitleFactory(level=Level.PROVINCE, group=TitleGroup.HEAD))
    SeatFactory(unit=commune)

    rows = figures.entries_table(province, date(2026, 12, 31)).rows

    assert [
        (row["level"]["en"], row["group"]["en"], row["total"], row["posts"], row["per_post"])
        for row in rows
    ] == [("province", "head", 1, 1, "1.00"), ("commune", "secretary", 2, 3, "0.67")]


@pytest.mark.parametrize("rows", [1, 20])
def test_figures_ask_the_same_number_of_questions(commune, rows):
    for _each in range(rows):
        in_force(commune, cadre=CadreFactory(unit=commune))

    figures.figures(unit=commune, year=2026)  # the law's amendments are read once
    with CaptureQueriesContext(connection) as asked:
        figures.figures(unit=commune, year=2026)
        figures.tables(unit=commune, year=2026)

    assert len(asked) == 8
