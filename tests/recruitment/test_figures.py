"""Figures of exams: who is counted."""

from datetime import date
from decimal import Decimal

from recruitment import figures
from recruitment.models import CandidateState, ExamState
from tests.factories.cadres import UnitFactory
from tests.factories.recruitment import (
    CandidateFactory,
    ExamFactory,
    ExamPostFactory,
    ResultFactory,
)


def numbers(unit, year=2025):
    found = figures.figures(unit=unit, year=year)
    return {value.code.partition(".")[2]: (value.numerator, value.denominator) for value in found}


def test_every_figure_is_defined_once_and_in_order():
    codes = [definition.code.partition(".")[2] for definition in figures.DEFINITIONS]

    assert list(numbers(UnitFactory())) == codes


def test_an_exam_is_counted_from_post_to_appointment():
    province = UnitFactory(province=True)
    commune = UnitFactory(parent=province)
    exam = ExamFactory(organising_unit=province, final=True)
    post = ExamPostFactory(exam=exam, unit=commune, quota=2)
    ExamPostFactory(exam=exam, unit=province)
    winner = CandidateFactory(
        post=post, state=CandidateState.APPOINTED, appointed_on=date(2026, 1, 5)
    )
    ResultFactory(candidate=winner, selected=True)
    ResultFactory(candidate=CandidateFactory(post=post), round_two=Decimal(49))
    ResultFactory(candidate=CandidateFactory(post=post), round_one=Decimal(49), round_two=None)
    CandidateFactory(post=post, state=CandidateState.REJECTED, rejection="Thiếu văn bằng")

    assert numbers(province) == {
        "exams_civil_service": (1, None),
        "exams_leadership": (0, None),
        "posts": (2, None),
        "candidates": (3, None),
        "round_one_passed": (2, 3),
        "round_two_passed": (1, 2),
        "selected": (1, 3),
        "appointed": (1, 1),
        "appointed_from_outside": (1, 1),
        "leaders_from_outside": (0, 0),
    }
    assert numbers(commune)["posts"] == (1, None)


def test_other_years_cancelled_exams_and_other_units_are_not_counted():
    unit = UnitFactory()
    ExamPostFactory(exam=ExamFactory(organising_unit=unit, state=ExamState.CANCELLED))
    ExamPostFactory(exam=ExamFactory(organising_unit=unit, held_on=date(2026, 1, 1)))
    ExamPostFactory()

    assert numbers(unit)["posts"] == (0, None)


def test_tables_cover_five_years():
    exam = ExamFactory(leadership=True, final=True)
    ResultFactory(candidate=CandidateFactory(post=ExamPostFactory(exam=exam)), selected=True)
    _, leadership = figures.tables(unit=exam.organising_unit, year=2025)

    assert [row["year"] for row in leadership.rows] == [2021, 2022, 2023, 2024, 2025]
    assert leadership.rows[-1] == {
        "year": 2025,
        "exams": 1,
        "posts": 1,
        "quota": 1,
        "candidates": 1,
        "selected": 1,
        "appointed": 0,
    }


def test_figures_take_few_queries(django_assert_num_queries):
    unit = UnitFactory()
    with django_assert_num_queries(3):  # one reads the amendments of the law
        figures.figures(unit=unit, year=2025)
