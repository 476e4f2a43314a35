"""Figures of evaluation: who is counted, and where there is no denominator."""

from cadres.models import TitleGroup
from evaluation import figures
from evaluation.models import WorkClass
from tests.factories.cadres import CadreFactory, SeatFactory, UnitFactory
from tests.factories.evaluation import UnitClassFactory, YearlyClassFactory


def values(unit, year=2025):
    return {value.code: value for value in figures.figures(unit=unit, year=year)}


def classed(unit, *classes, **more):
    for work_class in classes:
        score = None if work_class == "KXL" else 80
        reason = {"KXL": "leave", "KHT": "tasks"}.get(work_class, "")
        YearlyClassFactory(
            cadre=CadreFactory(unit=unit),
            decided=True,
            work_class=work_class,
            score=score,
            reason=reason,
            **more,
        )


def test_every_figure_is_defined_once_and_in_order():
    codes = [definition.code for definition in figures.DEFINITIONS]

    assert list(values(UnitFactory())) == codes


def test_without_rows_shares_have_no_percent():
    assert {value.percent for value in values(UnitFactory()).values()} == {None}


def test_people_are_counted_by_class_in_the_subtree_only():
    province = UnitFactory(province=True)
    commune = UnitFactory(parent=province)
    classed(commune, "HTXS", "HTT", "HTT", "HT", "KHT", "KXL")
    classed(UnitFactory(), "HTXS")
    classed(commune, "HTT", year=2024)
    YearlyClassFactory(cadre=CadreFactory(unit=commune))

    found = values(province)

    assert found["evaluation.classed"].numerator == 5
    assert str(found["evaluation.people.htt"].percent) == "40.00"
    left_out = found["evaluation.not_classified"]
    assert (left_out.numerator, left_out.denominator) == (1, 6)
    assert str(found["evaluation.excellent_per_good"].percent) == "50.00"


def test_units_over_their_cap_are_counted():
    province = UnitFactory(province=True)
    over, within = UnitFactory(parent=province), UnitFactory(parent=province)
    classed(over, "HTXS", *["HTT"] * 4)
    classed(within, "HTXS", *["HTT"] * 5)
    classed(UnitFactory(parent=province), "HTXS", "HTXS")

    value = values(province)["evaluation.units_over_cap"]

    assert (value.numerator, value.denominator) == (1, 2)


def test_heads_above_their_unit_are_counted():
    unit = UnitFactory()
    seat = SeatFactory(unit=unit)
    UnitClassFactory(unit=unit, work_class=WorkClass.HTT)
    classed(unit, "HTT", seat=seat, title_group=TitleGroup.SECRETARY)
    classed(unit, "HTXS", seat=SeatFactory(unit=unit), title_group=TitleGroup.PEOPLES_CHAIR)
    classed(unit, "HTXS", seat=SeatFactory(unit=unit))

    value = values(unit)["evaluation.heads_above_unit"]

    assert (value.numerator, value.denominator) == (1, 2)


def test_tables_cover_five_years_and_are_json():
    unit = UnitFactory()
    classed(unit, "HTXS", "HTT", "HTT", "KXL")
    tables = {table.code: table for table in figures.tables(unit=unit, year=2025)}

    people = tables["evaluation.people_by_year"].rows
    assert [row["year"] for row in people] == [2021, 2022, 2023, 2024, 2025]
    assert people[-1] == {
        "year": 2025,
        "classed": 3,
        "HTXS": 1,
        "HTT": 2,
        "HT": 0,
        "KHT": 0,
        "KXL": 1,
        "excellent_pct": "33.33",
    }
    assert tables["evaluation.not_classified_by_reason"].rows[-1]["leave"] == 1


def test_figures_take_few_queries(django_assert_num_queries):
    unit = UnitFactory()
    with django_assert_num_queries(5):  # one reads the amendments of the law
        figures.figures(unit=unit, year=2025)
