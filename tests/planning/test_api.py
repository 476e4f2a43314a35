import pytest
from django.urls import reverse

from planning.models import PlanEntry
from tests.factories.cadres import CadreFactory, SeatFactory, UnitFactory
from tests.factories.planning import PlanEntryFactory, TermFactory

ENTRIES = "/api/planning-entries/"


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def officer(client_of, unit):
    return client_of("ORG_OFFICER", over=unit)


def post(client, unit, **values):
    seat = SeatFactory(unit=unit)
    cadre = CadreFactory(unit=unit, **values)
    body = {
        "cadre": str(cadre.pk),
        "title": str(seat.title.pk),
        "unit": str(unit.pk),
        "term": str(TermFactory().pk),
    }
    return client.post(ENTRIES, body, content_type="application/json")


def test_entries_are_proposed(officer, unit):
    answer = post(officer, unit)

    assert answer.status_code == 201, answer.json()
    assert answer.json()["id"] == str(PlanEntry.objects.get().pk)


def test_a_refusal_carries_code_and_source(officer, unit):
    answer = post(officer, unit, near_retirement=True)

    assert answer.status_code == 422
    [finding] = answer.json()["findings"]
    assert finding["code"] == "PLAN-01"
    assert "377-QĐ/TW" in finding["source"]
    assert not PlanEntry.objects.exists()


def test_an_unknown_cadre_is_a_mistake_at_the_field(officer, unit):
    stranger = CadreFactory()
    body = {"cadre": str(stranger.pk)}

    answer = officer.post(ENTRIES, body, content_type="application/json")

    assert answer.status_code == 400
    assert "cadre" in answer.json()


def test_entries_outside_the_scope_do_not_exist(officer, unit):
    inside = PlanEntryFactory(cadre__unit=unit)
    outside = PlanEntryFactory(unit=unit)

    listed = officer.get(ENTRIES).json()["results"]

    assert [row["id"] for row in listed] == [str(inside.pk)]
    assert officer.get(f"{ENTRIES}{inside.pk}/").status_code == 200
    assert officer.get(f"{ENTRIES}{outside.pk}/").status_code == 404


@pytest.mark.parametrize("rows", [1, 50])
def test_entries_ask_the_same_number_of_questions(
    officer, unit, rows, django_assert_max_num_queries
):
    PlanEntryFactory.create_batch(rows, cadre__unit=unit)
    officer.get(ENTRIES)

    with django_assert_max_num_queries(8) as asked:
        officer.get(ENTRIES)

    assert len(asked) == QUERIES


QUERIES = 4


def test_terms_are_for_everybody_who_signs_in(officer, client):
    term = TermFactory()

    assert [row["code"] for row in officer.get("/api/terms/").json()["results"]] == [term.code]


def test_strangers_reach_nothing(client):
    assert client.get(ENTRIES).status_code in {302, 403}
    assert client.get(reverse("planning:entries")).status_code == 302
