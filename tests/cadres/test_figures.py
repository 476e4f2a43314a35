"""Figures of records: the golden ones of the domain, and the rule against its SQL."""

from datetime import date

import pytest

from cadres import figures, rules
from cadres.models import AssignmentKind, Exit, LocalOverride, UnitSuccession
from governance.figure import percent_of
from tests.factories.cadres import (
    AssignmentFactory,
    CadreFactory,
    DecisionFactory,
    SeatFactory,
    TitleFactory,
    UnitFactory,
    since,
)

ON = date(2023, 12, 31)


@pytest.fixture
def province():
    return UnitFactory(province=True)


def commune_with_secretary(province, *, title, held=None, kind="primary", **places):
    """A commune whose committee's secretary comes from these places."""
    commune = UnitFactory(parent=province)
    committee = UnitFactory(committee=True, parent=commune)
    places = {name: commune if place == "here" else place for name, place in places.items()}
    cadre = CadreFactory(unit=committee, **places)
    return AssignmentFactory(
        cadre=cadre,
        seat=SeatFactory(unit=committee, title=title),
        held=held or since(date(2020, 7, 1)),
        kind=kind,
        exit=Exit.TRANSFER if held and held.upper else "",
    )


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(168, 177, "94.92"), (12, 13, "92.31"), (0, 0, "None"), (3, 12, "25.00")],
)
def test_shares_are_rounded_half_up_and_nothing_has_no_share(part, whole, percent):
    assert str(percent_of(part, whole)) == percent


def test_the_figure_counts_who_is_not_from_there(province):
    title = TitleFactory()
    for places in (
        {},
        {"origin_unit": "here"},
        {"birthplace_unit": "here"},
        {"raised_unit": "here"},
        {"origin_unit": UnitFactory(parent=province)},
        {"origin_unit": province},
    ):
        commune_with_secretary(province, title=title, **places)

    figure = figures.nonlocal_secretaries(unit=province, on=ON, level="commune")

    assert (figure.numerator, figure.denominator) == (3, 6)


def test_the_sql_answers_as_the_rule_does(province):
    title = TitleFactory()
    neighbour = UnitFactory(parent=province)
    for origin in (None, "here", neighbour):
        for birthplace in (None, "here", province):
            commune_with_secretary(
                province, title=title, origin_unit=origin, birthplace_unit=birthplace
            )
    law = rules.CadresLaw.on(ON)

    rows = figures.secretaries(unit=province, on=ON, level="commune").select_related(
        "cadre__origin_unit", "cadre__birthplace_unit", "cadre__raised_unit"
    )

    def path(unit):
        return unit.path if unit else ""

    by_rule = {
        row.pk: rules.is_local(
            rules.PlaceFacts(
                path(row.cadre.origin_unit),
                path(row.cadre.birthplace_unit),
                path(row.cadre.raised_unit),
            ),
            row.territory,
            law,
        )
        for row in rows
    }
    assert {row.pk: row.local for row in rows} == by_rule
    assert set(by_rule.values()) == {True, False}


def test_posts_not_filled_by_right_do_not_count(province):
    title = TitleFactory()
    commune_with_secretary(province, title=title, kind=AssignmentKind.ACTING)
    commune_with_secretary(province, title=title, held=since(date(2020, 1, 1), ON))
    commune_with_secretary(province, title=title, held=since(date(2024, 1, 1)))
    SeatFactory(unit=UnitFactory(committee=True, parent=UnitFactory(parent=province)), title=title)

    figure = figures.nonlocal_secretaries(unit=province, on=ON, level="commune")

    assert (figure.numerator, figure.denominator, figure.percent) == (0, 0, None)


def test_a_decided_answer_goes_before_the_computed_one(province):
    held = commune_with_secretary(province, title=TitleFactory(), origin_unit="here")
    LocalOverride.objects.create(
        assignment=held,
        is_local=False,
        reason="Rời địa phương từ nhỏ, không còn thân nhân",
        decision=DecisionFactory(),
    )

    figure = figures.nonlocal_secretaries(unit=province, on=ON, level="commune")

    assert (figure.numerator, figure.denominator) == (1, 1)


def test_who_comes_from_a_commune_that_was_taken_over_is_from_its_successor(province):
    old = UnitFactory(parent=province)
    held = commune_with_secretary(province, title=TitleFactory(), origin_unit=old)
    new = held.seat.unit.parent
    assert figures.nonlocal_secretaries(unit=province, on=ON, level="commune").numerator == 1

    UnitSuccession.objects.create(
        old=old, new=new, kind="part", on=date(2020, 1, 1), instrument="NQ"
    )

    assert figures.nonlocal_secretaries(unit=province, on=ON, level="commune").numerator == 0


def test_the_exceptions_are_named(province):
    title = TitleFactory()
    commune_with_secretary(province, title=title)
    local = commune_with_secretary(province, title=title, origin_unit="here")

    named = figures.local_secretaries(unit=province, on=ON, level="commune")

    assert [row.cadre for row in named] == [local.cadre]


def test_localities_are_counted_as_they_stood(province):
    UnitFactory(parent=province, valid=since(date(2020, 1, 1), date(2025, 7, 1)))
    UnitFactory(parent=province, valid=since(date(2025, 7, 1)))
    UnitFactory(committee=True, parent=province)

    counts = [
        figures.units_at(on=day, level="commune", unit=province)
        for day in (date(2019, 12, 31), date(2025, 6, 30), date(2025, 7, 1))
    ]

    assert counts == [0, 1, 1]


def test_a_person_with_two_posts_is_one_person_and_two_seats(province):
    held = AssignmentFactory(cadre=CadreFactory(unit=province, woman=True))
    AssignmentFactory(cadre=held.cadre, is_principal=False, kind="cum")
    SeatFactory(unit=province)

    values = {v.code: v for v in figures.figures(unit=province, year=2023)}

    assert values["cadres.people"].numerator == 1
    assert (values["cadres.women"].numerator, values["cadres.women"].denominator) == (1, 1)
    filled = values["cadres.seats.filled"]
    assert (filled.numerator, filled.denominator) == (2, 3)


def test_every_figure_is_defined_and_every_definition_counted(province):
    counted = {value.code for value in figures.figures(unit=province, year=2023)}

    assert counted == {definition.code for definition in figures.DEFINITIONS}


def test_figures_take_the_same_questions_for_one_and_for_many(province, django_assert_num_queries):
    title = TitleFactory()
    commune_with_secretary(province, title=title)
    figures.figures(unit=province, year=2023)  # the law in force is read once
    with django_assert_num_queries(13) as few:
        figures.figures(unit=province, year=2023)
    for _each in range(20):
        commune_with_secretary(province, title=title)

    with django_assert_num_queries(len(few)):
        figures.figures(unit=province, year=2023)


def test_tables_name_every_column_they_fill(province):
    commune_with_secretary(province, title=TitleFactory(), origin_unit="here")

    for table in figures.tables(unit=province, year=2023):
        keys = {key for key, _label in table.columns}
        assert all(keys <= set(row) for row in table.rows), table.code
