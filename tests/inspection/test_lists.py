"""The lists of inspections and recommendations: scope, filters, order, questions asked."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from inspection.models import Inspection
from tests.factories.inspection import InspectionFactory, RecommendationFactory
from tests.inspection.asked import owed

LISTS = ["inspections", "recommendations"]


@pytest.fixture
def inspector(client_of, province):
    return client_of("INSPECTOR", over=province)


def test_lists_show_the_scope_only(inspector, here):
    inside, outside = owed(here), RecommendationFactory(text="Việc ngoài phạm vi")

    inspections = inspector.get(reverse("inspection:inspections")).content.decode()
    recommendations = inspector.get(reverse("inspection:recommendations")).content.decode()

    assert inside.finding.inspection.code in inspections
    assert outside.finding.inspection.code not in inspections
    assert inside.text in recommendations
    assert outside.text not in recommendations


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "bình liêu"}, True),
        ({"q": "KT2026-999"}, False),
        ({"year": "2026"}, True),
        ({"kind": "sign"}, False),
        ({"state": "concluded"}, True),
        ({"topic": "planning"}, True),
        ({"topic": "records"}, False),
        ({"unit": "Bình Liêu"}, True),
        ({"sort": "-code"}, True),
        ({"sort": "starts"}, True),
    ],
)
def test_inspections_are_searched_and_filtered(inspector, here, query, found):
    inspection = InspectionFactory(**here, concluded=True)

    page = inspector.get(reverse("inspection:inspections"), query)

    assert page.status_code == 200
    assert (inspection.get_absolute_url() in page.content.decode()) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"overdue": "1"}, True),
        ({"overdue": "0"}, False),
        ({"state": "open"}, True),
        ({"state": "done"}, False),
        ({"owner": "Bình Liêu"}, True),
        ({"inspection": "KT2026-777"}, True),
        ({"due_until": "01/05/2026"}, True),
        ({"due_until": "30/04/2026"}, False),
        ({"q": "biên bản"}, True),
        ({"sort": "owner"}, True),
        ({"sort": "inspection"}, True),
    ],
)
def test_recommendations_are_searched_and_filtered(inspector, here, query, found):
    row = owed(here, due_on=date(2026, 5, 1))
    Inspection.objects.filter(pk=row.finding.inspection_id).update(code="KT2026-777", version=2)

    page = inspector.get(reverse("inspection:recommendations"), query)

    assert page.status_code == 200
    assert (row.get_absolute_url() in page.content.decode()) == found


@pytest.mark.parametrize(("days", "shown"), [(-3, True), (0, False), (1, False)])
def test_what_is_overdue_says_by_how_many_days(inspector, here, days, shown):
    owed(here, due_on=timezone.localdate() + timedelta(days=days))

    file = inspector.get(
        reverse("inspection:recommendations"), {"export": "csv", "cols": "text,overdue"}
    )

    assert ("3" in file.content.decode("utf-8-sig").splitlines()[-1]) == shown


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("query", [{"state": "x"}, {"x": "1"}, {"sort": "secret"}])
def test_a_wrong_address_is_told(inspector, name, query):
    assert inspector.get(reverse(f"inspection:{name}"), query).status_code == 400


@pytest.mark.parametrize("name", LISTS)
def test_a_hat_without_the_class_sees_no_rows(client_of, province, here, name):
    row = owed(here)
    clerk = client_of("UNIT_CLERK", over=province)

    text = clerk.get(reverse(f"inspection:{name}")).content.decode()

    assert row.text not in text
    assert row.finding.inspection.code not in text


QUERIES = {"inspections": 7, "recommendations": 6}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("rows", [1, 50])
def test_lists_ask_the_same_number_of_questions(
    inspector, here, name, rows, django_assert_max_num_queries
):
    for _each in range(rows):
        owed(here)
    inspector.get(reverse(f"inspection:{name}"))

    with django_assert_max_num_queries(15) as asked:
        inspector.get(reverse(f"inspection:{name}"))

    assert len(asked) == QUERIES[name]
