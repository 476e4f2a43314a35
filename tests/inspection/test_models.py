from datetime import date

import pytest
from django.db import IntegrityError, transaction

from inspection.models import InspectionState, RecommendationState
from inspection.rules import INSPECTION, RECOMMENDATION
from tests.factories.inspection import (
    FindingFactory,
    InspectionFactory,
    ProgrammeFactory,
    RecommendationFactory,
)


def refused_by(constraint: str, make):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make()
    assert constraint in str(error.value)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("inspection_ends_after_it_starts", {"ends_on": date(2026, 3, 31)}),
        ("inspection_planned_ones_belong_to_a_programme", {"kind": "planned"}),
        ("inspection_conclusion_has_its_day", {"state": "concluded"}),
        ("inspection_conclusion_has_its_day", {"state": "closed"}),
        ("inspection_has_a_topic", {"topics": []}),
        ("inspection_kind_is_known", {"kind": "secret"}),
        ("inspection_state_is_known", {"state": "lost"}),
    ],
)
def test_the_database_refuses_inspections(constraint, values):
    refused_by(constraint, lambda: InspectionFactory(**values))


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("recommendation_state_is_known", {"state": "gone"}),
        ("recommendation_is_verified_by_another", {"reported_by": "a", "verified_by": "a"}),
        ("recommendation_settled_has_its_day_and_verifier", {"state": "done"}),
        (
            "recommendation_settled_has_its_day_and_verifier",
            {"state": "waived", "settled_on": date(2026, 5, 1)},
        ),
        ("recommendation_settled_has_its_day_and_verifier", {"state": "done", "verified_by": "b"}),
    ],
)
def test_the_database_refuses_recommendations(constraint, values):
    refused_by(constraint, lambda: RecommendationFactory(**values))


def test_one_programme_a_year_and_body():
    programme = ProgrammeFactory()

    ProgrammeFactory(unit=programme.unit, year=2027)
    refused_by("programme_is_one_a_year_and_body", lambda: ProgrammeFactory(unit=programme.unit))
    refused_by("programme_year_is_plausible", lambda: ProgrammeFactory(year=1999))


def test_the_number_of_a_finding_is_its_own():
    finding = FindingFactory()

    refused_by(
        "finding_number_is_unique",
        lambda: FindingFactory(inspection=finding.inspection, ordinal=finding.ordinal),
    )
    refused_by("finding_topic_is_known", lambda: FindingFactory(topic="weather"))
    refused_by("finding_severity_is_known", lambda: FindingFactory(severity="mild"))


@pytest.mark.parametrize(
    ("state", "day", "days"),
    [
        ("open", date(2026, 6, 30), 0),
        ("open", date(2026, 7, 1), 1),
        ("partly", date(2026, 7, 31), 31),
        ("reported", date(2026, 7, 1), 1),
        ("done", date(2026, 12, 31), 0),
        ("waived", date(2026, 12, 31), 0),
    ],
)
def test_days_overdue(state, day, days):
    row = RecommendationFactory.build(
        state=state, finding=FindingFactory.build(), owner=None, due_on=date(2026, 6, 30)
    )

    assert row.days_overdue(day) == days


def test_the_charts_know_exactly_the_stored_states():
    assert set(INSPECTION.states) == set(InspectionState.values)
    assert set(RECOMMENDATION.states) == set(RecommendationState.values)
