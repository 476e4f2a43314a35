import pytest
from django.urls import reverse
from django.utils import timezone

from rotation.models import Move
from tests.factories.cadres import CadreFactory, SeatFactory, UnitFactory
from tests.factories.rotation import MoveFactory

MOVES = "/api/moves/"


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def officer(client_of, unit):
    return client_of("ORG_OFFICER", over=unit)


def post(client, unit, **values):
    body = {
        "cadre": str(CadreFactory(unit=unit).pk),
        "kind": "appointment",
        "to_seat": str(SeatFactory(unit=unit).pk),
        "effective_on": timezone.localdate().isoformat(),
        **values,
    }
    return client.post(MOVES, body, content_type="application/json")


def test_moves_are_proposed(officer, unit):
    answer = post(officer, unit)

    assert answer.status_code == 201, answer.json()
    assert answer.json()["id"] == str(Move.objects.get().pk)


def test_a_refusal_carries_code_and_source(officer, unit):
    answer = post(officer, unit, kind="rotation", expected_until="2099-01-01")

    assert answer.status_code == 422
    [finding] = answer.json()["findings"]
    assert finding["code"] == "ROT-01"
    assert "65-QĐ/TW" in finding["source"]
    assert not Move.objects.exists()


@pytest.mark.parametrize(
    "values",
    [{"effective_on": "x"}, {"kind": "x"}, {"cadre": "x"}, {"to_seat": None}, {"kind": ["a"]}],
)
def test_nonsense_is_a_mistake_at_the_field(officer, unit, values):
    answer = post(officer, unit, **values)

    assert answer.status_code == 400
    assert answer.json().keys() == values.keys()


def test_moves_outside_the_scope_do_not_exist(officer, unit):
    inside = MoveFactory(cadre__unit=unit)
    outside = MoveFactory(to_seat__unit=unit)

    listed = officer.get(MOVES).json()["results"]

    assert [row["id"] for row in listed] == [str(inside.pk)]
    assert officer.get(f"{MOVES}{inside.pk}/").status_code == 200
    assert officer.get(f"{MOVES}{outside.pk}/").status_code == 404


QUERIES = 4


@pytest.mark.parametrize("rows", [1, 50])
def test_moves_ask_the_same_number_of_questions(
    officer, unit, rows, django_assert_max_num_queries
):
    MoveFactory.create_batch(rows, cadre__unit=unit)
    officer.get(MOVES)

    with django_assert_max_num_queries(8) as asked:
        officer.get(MOVES)

    assert len(asked) == QUERIES


def test_strangers_reach_nothing(client):
    assert client.get(MOVES).status_code in {302, 403}
    assert client.get(reverse("rotation:moves")).status_code == 302
