"""Measures, blocks and exceptions that the database itself refuses, past every use case."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.factories.cadres import DecisionFactory, since
from tests.factories.careers import (
    BlockExceptionFactory,
    CareerBlockFactory,
    DisciplineMeasureFactory,
)

DAY, ON = date(2025, 11, 1), date(2026, 1, 15)


def refused(factory, **wrong):
    with pytest.raises((IntegrityError, DatabaseError)) as error, transaction.atomic():
        factory(**wrong)
    return str(error.value)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("measure_form_belongs_to_its_side", {"side": "front"}),
        ("measure_form_belongs_to_its_side", {"form": "talk"}),
        ("measure_category_is_known", {"category": "x"}),
        ("measure_form_belongs_to_its_side", {"form": "forced_out"}),
        ("measure_form_belongs_to_its_side", {"form": "expulsion", "admin": True}),
        ("measure_ends_after_it_takes_effect", {"expires_on": DAY}),
        ("measure_without_end_takes_away_post_or_membership", {"expires_on": None}),
        ("measure_ended_early_says_how_and_why", {"ended_on": ON}),
        ("measure_ended_early_says_how_and_why", {"end": "revoked"}),
        ("measure_says_what_for", {"violation": " "}),
    ],
)
def test_the_database_refuses_a_measure(name, wrong):
    assert name in refused(DisciplineMeasureFactory, **wrong)


def test_the_database_refuses_an_unknown_end():
    wrong = {"end": "x", "ended_on": ON, "end_decision": DecisionFactory()}

    assert "measure_end_is_known" in refused(DisciplineMeasureFactory, **wrong)


def test_the_database_refuses_a_decision_twice_and_a_party_measure_that_follows():
    measure = DisciplineMeasureFactory()
    twice = {"cadre": measure.cadre, "decision": measure.decision}

    assert "measure_one_form_by_one_decision" in refused(DisciplineMeasureFactory, **twice)
    assert "measure_following_a_party_one_is_administrative" in refused(
        DisciplineMeasureFactory, cadre=measure.cadre, follows=measure
    )


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("career_block_what_is_known", {"what": "x"}),
        ("career_block_regime_is_known", {"regime": "x"}),
        ("career_block_has_a_first_day", {"barred": since(DAY, DAY)}),
        ("career_block_comes_from_a_measure_or_a_matter", {"measure": None}),
        ("career_block_comes_from_a_measure_or_a_matter", {"pending": True, "matter": ""}),
        ("career_block_names_its_source", {"source": " "}),
        ("career_block_lifted_says_why", {"lifted_on": ON}),
        ("career_block_lifted_says_why", {"lifted_on": ON, "lift_reason": "too short"}),
    ],
)
def test_the_database_refuses_a_block(name, wrong):
    assert name in refused(CareerBlockFactory, **wrong)


def test_the_database_refuses_a_block_twice():
    block = CareerBlockFactory()
    pending = CareerBlockFactory(pending=True)
    again = {"cadre": block.cadre, "measure": block.measure}

    assert "career_block_once_for_each_origin" in refused(CareerBlockFactory, **again)
    assert "career_block_once_while_pending" in refused(
        CareerBlockFactory, cadre=pending.cadre, pending=True
    )


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("block_exception_what_is_known", {"what": "x"}),
        ("block_exception_has_first_and_last_day", {"allowed": since(DAY)}),
        ("block_exception_has_a_reason", {"reason": "short"}),
    ],
)
def test_the_database_refuses_an_exception(name, wrong):
    assert name in refused(BlockExceptionFactory, **wrong)


def test_the_database_refuses_two_exceptions_at_a_time():
    first = BlockExceptionFactory()

    assert "block_exception_once_at_a_time" in refused(BlockExceptionFactory, cadre=first.cadre)


@pytest.mark.parametrize(
    ("factory", "changes"),
    [
        (DisciplineMeasureFactory, {"form": "warning"}),
        (DisciplineMeasureFactory, {"expires_on": date(2026, 1, 1)}),
        (CareerBlockFactory, {"barred": since(DAY, date(2026, 1, 1))}),
        (BlockExceptionFactory, {"allowed": since(DAY, date(2030, 1, 1))}),
    ],
)
def test_rows_of_discipline_are_frozen(factory, changes):
    row = factory()
    with pytest.raises(DatabaseError, match="is frozen"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**changes)
    with pytest.raises(DatabaseError, match="kept for ever"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).delete()
