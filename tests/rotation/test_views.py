"""The pages of moves, as hats inside and outside the scope meet them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cadres.models import Assignment
from rotation.models import Move
from tests.factories.cadres import CadreFactory, SeatFactory, UnitFactory
from tests.factories.planning import PlanEntryFactory
from tests.factories.rotation import MoveFactory


@pytest.fixture
def unit():
    return UnitFactory(name_vi="Xã Bình Liêu")


@pytest.fixture
def officer(client_of, unit):
    return client_of("ORG_OFFICER", over=unit)


@pytest.fixture
def head(client_of, unit):
    return client_of("ORG_HEAD", over=unit)


def move_in(unit, **values):
    return MoveFactory(cadre__unit=unit, to_seat__unit=unit, **values)


def day(days: int = 0) -> str:
    return f"{timezone.localdate() + timedelta(days=days):%d/%m/%Y}"


def state_of(move) -> str:
    return Move.objects.get(pk=move.pk).state


# -- list -----------------------------------------------------------------------------


def test_the_list_shows_the_scope_only(officer, unit):
    move_in(unit, cadre__full_name="Lê Thị Trong")
    MoveFactory(cadre__full_name="Người Ngoài Phạm Vi", to_seat__unit=unit)

    page = officer.get(reverse("rotation:moves"))

    text = page.content.decode()
    assert page.status_code == 200
    assert "Lê Thị Trong" in text
    assert "Người Ngoài Phạm Vi" not in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "le thi trong"}, True),
        ({"year": "2024"}, True),
        ({"kind": "rotation"}, False),
        ({"kind": "appointment", "group": "secretary"}, True),
        ({"direction": "province_commune"}, True),
        ({"direction": "commune_commune"}, False),
        ({"state": "proposed"}, True),
        ({"unit": "Bình Liêu"}, True),
    ],
)
def test_the_list_is_searched_and_filtered(officer, unit, query, found):
    move_in(unit, cadre__full_name="Lê Thị Trong", direction="province_commune")

    page = officer.get(reverse("rotation:moves"), query)

    assert page.status_code == 200
    assert ("Lê Thị Trong" in page.content.decode()) == found


@pytest.mark.parametrize("query", [{"year": "99999999999"}, {"kind": "x"}, {"x": "1"}])
def test_a_wrong_address_is_told(officer, query):
    assert officer.get(reverse("rotation:moves"), query).status_code == 400


QUERIES = 7


@pytest.mark.parametrize("rows", [1, 50])
def test_the_list_asks_the_same_number_of_questions(
    officer, unit, rows, django_assert_max_num_queries
):
    for _each in range(rows):
        move_in(unit)
    officer.get(reverse("rotation:moves"))

    with django_assert_max_num_queries(12) as asked:
        officer.get(reverse("rotation:moves"))

    assert len(asked) == QUERIES


@pytest.mark.parametrize("sort", ["name", "-name", "effective"])
def test_the_list_is_sorted_and_taken_along(officer, unit, sort):
    move_in(unit, cadre__full_name="Lê Thị Trong")

    query = {"sort": sort, "export": "csv"}
    file = officer.get(reverse("rotation:moves"), query)

    assert "Lê Thị Trong" in file.content.decode("utf-8-sig")


# -- one move -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["move", "decide", "end"])
def test_pages_of_moves_outside_the_scope_do_not_exist(head, unit, name):
    outside = MoveFactory(to_seat__unit=unit)

    assert head.get(reverse(f"rotation:{name}", args=[outside.pk])).status_code == 404


def test_a_proposal_outside_the_scope_cannot_be_dropped(officer, unit):
    outside = MoveFactory(to_seat__unit=unit)

    answer = officer.post(reverse("rotation:cancel", args=[outside.pk]), {"version": 1})

    assert answer.status_code == 404
    assert state_of(outside) == "proposed"


@pytest.mark.parametrize(
    ("values", "offered"),
    [({}, "decide"), ({"rotation": True}, "end"), ({"decided": True}, "")],
)
def test_who_approves_is_offered_the_next_step(head, unit, values, offered):
    move = move_in(unit, **values)

    text = head.get(move.get_absolute_url()).content.decode()

    links = {name: reverse(f"rotation:{name}", args=[move.pk]) for name in ("decide", "end")}
    assert [name for name, link in links.items() if link in text] == [offered] * bool(offered)


def test_a_clerk_sees_no_moves(client_of, unit):
    move = move_in(unit)
    clerk = client_of("UNIT_CLERK", over=unit)

    assert clerk.get(move.get_absolute_url()).status_code == 404
    assert clerk.get(reverse("rotation:propose")).status_code == 403


# -- proposing ------------------------------------------------------------------------


def proposal(unit, **values):
    cadre = values.pop("cadre", None) or CadreFactory(unit=unit)
    return {
        "cadre": cadre.pk,
        "kind": "appointment",
        "to_seat": SeatFactory(unit=unit).pk,
        "effective_on": day(),
        **values,
    }


def test_proposing_leads_to_the_move(officer, unit):
    answer = officer.post(reverse("rotation:propose"), proposal(unit))

    assert answer.url == Move.objects.get().get_absolute_url()


def test_a_rotation_serves_a_planning_entry(officer, unit):
    entry = PlanEntryFactory(cadre__unit=unit, approved=True)
    rotation = {"kind": "rotation", "expected_until": day(1100), "plan_entry": entry.pk}

    officer.post(reverse("rotation:propose"), proposal(unit, cadre=entry.cadre, **rotation))

    assert Move.objects.get().plan_entry == entry


def test_a_refusal_shows_the_reason_and_its_source(officer, unit):
    page = officer.post(
        reverse("rotation:propose"), proposal(unit, kind="rotation", expected_until=day(1100))
    )

    assert page.status_code == 422
    assert "65-QĐ/TW" in page.content.decode()
    assert not Move.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"effective_on": "01/01/0001"},
        {"effective_on": "31/12/9999", "kind": "rotation", "expected_until": "31/12/9999"},
        {"effective_on": "29/02/2026"},
        {"kind": "return"},
        {"kind": "x"},
        {"to_seat": "không có ghế này"},
        {"cadre": "\u0000"},
        {"special_case": "x" * 10_000},
    ],
)
def test_nonsense_is_told(officer, unit, values):
    page = officer.post(reverse("rotation:propose"), {**proposal(unit), **values})

    assert page.status_code == 422
    assert not Move.objects.exists()


def test_people_and_seats_outside_the_scope_are_unknown(officer, unit):
    outside = {"cadre": CadreFactory(), "to_seat": SeatFactory().pk}

    page = officer.post(reverse("rotation:propose"), proposal(unit, **outside))

    assert page.context["form"].errors.keys() == {"cadre", "to_seat"}


# -- deciding and ending --------------------------------------------------------------


def signed(**values):
    return {"decision_number": "12-QĐ/TU", "decided_on": day(), "version": 1, **values}


def test_deciding_fills_the_seat(head, unit):
    move = move_in(unit, effective_on=timezone.localdate())

    answer = head.post(reverse("rotation:decide", args=[move.pk]), signed())

    assert answer.url == move.get_absolute_url()
    assert state_of(move) == "decided"
    assert Assignment.objects.get().seat == move.to_seat


def test_an_old_version_meets_a_conflict(head, unit):
    move = move_in(unit, effective_on=timezone.localdate(), version=2)

    page = head.post(reverse("rotation:decide", args=[move.pk]), signed())

    assert page.status_code == 409
    assert state_of(move) == "proposed"
    assert not Assignment.objects.exists()


def test_a_decision_later_than_its_effect_is_refused_and_undone(head, unit):
    move = move_in(unit)

    page = head.post(reverse("rotation:decide", args=[move.pk]), signed())

    assert page.status_code == 422
    assert state_of(move) == "proposed"


def test_an_officer_is_not_let_in_to_decide(officer, unit):
    move = move_in(unit)
    address = reverse("rotation:decide", args=[move.pk])

    assert officer.get(address).status_code == 403
    assert officer.post(address, signed()).status_code == 403


def test_a_proposal_is_dropped(officer, unit):
    move = move_in(unit)

    officer.post(reverse("rotation:cancel", args=[move.pk]), {"version": 1})

    assert state_of(move) == "cancelled"


def test_dropping_what_is_decided_is_refused_in_words(officer, unit):
    move = move_in(unit, decided=True)

    page = officer.post(reverse("rotation:cancel", args=[move.pk]), {"version": 1})

    assert page.status_code == 422
    assert state_of(move) == "decided"


def test_a_rotation_ends(head, unit):
    move = move_in(unit, rotation=True)
    values = signed(ended_on=day(), placement="stay", reason="Sức khỏe")

    assert head.get(reverse("rotation:end", args=[move.pk])).status_code == 200
    head.post(reverse("rotation:end", args=[move.pk]), values)

    assert state_of(move) == "ended"


@pytest.mark.parametrize("ended_on", ["01/01/0001", "31/12/9999", "x"])
def test_wild_ends_are_told(head, unit, ended_on):
    move = move_in(unit, rotation=True)
    values = signed(ended_on=ended_on, placement="stay")

    page = head.post(reverse("rotation:end", args=[move.pk]), values)

    assert page.status_code == 422
    assert state_of(move) == "in_progress"
