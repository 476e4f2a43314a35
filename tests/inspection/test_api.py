import pytest
from django.utils import timezone

from inspection.models import Inspection
from tests.factories.cadres import UnitFactory
from tests.factories.inspection import InspectionFactory, RecommendationFactory

INSPECTIONS, RECOMMENDATIONS = "/api/inspections/", "/api/recommendations/"


@pytest.fixture
def inspector(client_of, province):
    return client_of("INSPECTOR", over=province)


def post(client, here, **values):
    today = timezone.localdate().isoformat()
    body = {
        "code": "KT2026-001",
        "kind": "surprise",
        "topics": ["planning"],
        "led_by": str(here["led_by"].pk),
        "unit": str(here["unit"].pk),
        "starts_on": today,
        "ends_on": today,
        **values,
    }
    return client.post(INSPECTIONS, body, content_type="application/json")


def test_inspections_are_planned(inspector, here):
    answer = post(inspector, here, state="closed", conclusion="x")

    assert answer.status_code == 201, answer.json()
    stored = Inspection.objects.get()
    assert (stored.state, stored.conclusion) == ("planned", "")


def test_a_constraint_answers_422_in_its_sentence(inspector, here):
    answer = post(inspector, here, kind="planned")

    assert answer.status_code == 422
    assert answer.json()["findings"][0]["message"]
    assert not Inspection.objects.exists()


@pytest.mark.parametrize(
    "values",
    [{"topics": []}, {"topics": ["x"]}, {"kind": "x"}, {"starts_on": "x"}, {"unit": "x"}],
)
def test_nonsense_is_a_mistake_at_the_field(inspector, here, values):
    answer = post(inspector, here, **values)

    assert answer.status_code == 400
    assert answer.json().keys() == values.keys()


def test_units_outside_the_scope_are_unknown(inspector, here):
    answer = post(inspector, here, unit=str(UnitFactory().pk), led_by=str(UnitFactory().pk))

    assert answer.status_code == 400
    assert answer.json().keys() == {"unit", "led_by"}


def test_only_the_scope_is_listed(inspector, here):
    inside = RecommendationFactory(finding__inspection=InspectionFactory(**here, concluded=True))
    outside = RecommendationFactory()

    for address, row, hidden in (
        (RECOMMENDATIONS, inside, outside),
        (INSPECTIONS, inside.finding.inspection, outside.finding.inspection),
    ):
        listed = inspector.get(address).json()["results"]
        assert [each["id"] for each in listed] == [str(row.pk)]
        assert inspector.get(f"{address}{row.pk}/").status_code == 200
        assert inspector.get(f"{address}{hidden.pk}/").status_code == 404


def test_a_surprise_is_no_news_to_its_unit(client_of, here):
    surprise = InspectionFactory(**here)
    unit = client_of("ORG_HEAD", over=here["unit"])

    assert unit.get(INSPECTIONS).json()["results"] == []
    assert unit.get(f"{INSPECTIONS}{surprise.pk}/").status_code == 404


@pytest.mark.parametrize("address", [INSPECTIONS, RECOMMENDATIONS])
@pytest.mark.parametrize("rows", [1, 50])
def test_rows_ask_the_same_number_of_questions(
    inspector, here, address, rows, django_assert_max_num_queries
):
    for _each in range(rows):
        RecommendationFactory(finding__inspection=InspectionFactory(**here, concluded=True))
    inspector.get(address)

    with django_assert_max_num_queries(8) as asked:
        inspector.get(address)

    assert len(asked) == 4


def test_strangers_reach_nothing(client):
    assert client.get(INSPECTIONS).status_code in {302, 403}
    assert client.post(RECOMMENDATIONS, {}).status_code in {302, 403}
