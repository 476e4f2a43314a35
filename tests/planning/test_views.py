"""The pages of planning, as hats inside and outside the scope meet them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from planning.models import EntryState, PlanEntry
from tests.factories.cadres import CadreFactory, SeatFactory, UnitFactory
from tests.factories.planning import PlanEntryFactory, TermFactory


@pytest.fixture
def unit():
    return UnitFactory(name_vi="Xã Bình Liêu")


@pytest.fixture
def officer(client_of, unit):
    return client_of("ORG_OFFICER", over=unit)


@pytest.fixture
def head(client_of, unit):
    return client_of("ORG_HEAD", over=unit)


def entry_in(unit, **values):
    seat = SeatFactory(unit=unit)
    return PlanEntryFactory(cadre__unit=unit, title=seat.title, unit=unit, **values)


def today() -> str:
    return f"{timezone.localdate():%d/%m/%Y}"


def state_of(entry) -> str:
    return PlanEntry.objects.get(pk=entry.pk).state


# -- list -----------------------------------------------------------------------------


def test_the_list_shows_the_scope_only(officer, unit):
    PlanEntryFactory(cadre__unit=unit, cadre__full_name="Lê Thị Trong")
    PlanEntryFactory(cadre__full_name="Người Ngoài Phạm Vi")

    page = officer.get(reverse("planning:entries"))

    text = page.content.decode()
    assert page.status_code == 200
    assert "Lê Thị Trong" in text
    assert "Người Ngoài Phạm Vi" not in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "le thi trong"}, True),
        ({"q": "tran"}, False),
        ({"state": "approved"}, True),
        ({"state": "proposed"}, False),
        ({"level": "commune", "group": "secretary"}, True),
        ({"term": "NK-MAU"}, True),
        ({"unit": "Bình Liêu"}, True),
    ],
)
def test_the_list_is_searched_and_filtered(officer, unit, query, found):
    entry_in(unit, approved=True, cadre__full_name="Lê Thị Trong", term=TermFactory(code="NK-MAU"))

    page = officer.get(reverse("planning:entries"), query)

    assert page.status_code == 200
    assert ("Lê Thị Trong" in page.content.decode()) == found


@pytest.mark.parametrize("query", [{"state": "x"}, {"term": "x"}, {"x": "1"}, {"sort": "x"}])
def test_a_wrong_address_is_told(officer, query):
    assert officer.get(reverse("planning:entries"), query).status_code == 400


@pytest.mark.parametrize("rows", [1, 50])
def test_the_list_asks_the_same_number_of_questions(
    officer, unit, rows, django_assert_max_num_queries
):
    PlanEntryFactory.create_batch(rows, cadre__unit=unit)
    officer.get(reverse("planning:entries"))

    with django_assert_max_num_queries(12) as asked:
        officer.get(reverse("planning:entries"))

    assert len(asked) == QUERIES


QUERIES = 7


@pytest.mark.parametrize("sort", ["name", "-name", "title", "unit", "term", "proposed"])
def test_the_list_is_sorted(officer, unit, sort):
    PlanEntryFactory.create_batch(2, cadre__unit=unit)

    assert officer.get(reverse("planning:entries"), {"sort": sort}).status_code == 200


def test_the_list_is_taken_along(officer, unit):
    PlanEntryFactory(cadre__unit=unit, cadre__full_name="Lê Thị Trong")

    file = officer.get(reverse("planning:entries"), {"export": "csv"})

    assert "Lê Thị Trong" in file.content.decode("utf-8-sig")


# -- one entry ------------------------------------------------------------------------

PAGES = ("entry", "vote", "approve", "withdraw")


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_entries_outside_the_scope_do_not_exist(officer, unit, name):
    outside = PlanEntryFactory(unit=unit)

    assert officer.get(reverse(f"planning:{name}", args=[outside.pk])).status_code == 404


@pytest.mark.parametrize("name", ["screen", "submit"])
def test_steps_of_entries_outside_the_scope_do_not_exist(officer, unit, name):
    outside = PlanEntryFactory(unit=unit)

    assert officer.post(reverse(f"planning:{name}", args=[outside.pk])).status_code == 404


def test_an_entry_is_shown_with_its_vote(head, unit):
    entry = entry_in(unit, submitted=True)

    text = head.get(entry.get_absolute_url()).content.decode()

    assert "Minutes 12/BB" in text
    assert reverse("planning:approve", args=[entry.pk]) in text


def test_a_clerk_sees_no_planning(client_of, unit):
    entry = entry_in(unit)
    clerk = client_of("UNIT_CLERK", over=unit)

    assert clerk.get(entry.get_absolute_url()).status_code == 404
    assert clerk.get(reverse("planning:nominate")).status_code == 403


# -- proposing ------------------------------------------------------------------------


def proposal(unit, **values):
    seat = SeatFactory(unit=unit)
    cadre = values.pop("cadre", None) or CadreFactory(unit=unit)
    return {
        "cadre": cadre.pk,
        "post": seat.pk,
        "term": TermFactory().pk,
        **values,
    }


def test_proposing_leads_to_the_entry(officer, unit):
    answer = officer.post(reverse("planning:nominate"), proposal(unit))

    assert answer.url == PlanEntry.objects.get().get_absolute_url()


def test_proposing_shows_the_reason_and_its_source(officer, unit):
    old = CadreFactory(unit=unit, near_retirement=True)

    page = officer.post(reverse("planning:nominate"), proposal(unit, cadre=old))

    assert page.status_code == 422
    assert "377-QĐ/TW" in page.content.decode()
    assert not PlanEntry.objects.exists()


def test_proposing_somebody_outside_the_scope_is_a_mistake_at_the_field(officer, unit):
    page = officer.post(reverse("planning:nominate"), proposal(unit, cadre=CadreFactory()))

    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {"cadre"}
    assert not PlanEntry.objects.exists()


@pytest.mark.parametrize(
    "values", [{}, {"cadre": "\u0000"}, {"cadre": "x" * 300, "term": "1", "post": "<b>"}]
)
def test_nonsense_is_a_mistake_at_the_field(officer, values):
    assert officer.post(reverse("planning:nominate"), values).status_code in {200, 422}
    assert not PlanEntry.objects.exists()


# -- steps ----------------------------------------------------------------------------


def test_standards_are_confirmed_and_the_entry_submitted(officer, unit):
    entry = entry_in(unit)

    officer.post(reverse("planning:screen", args=[entry.pk]), {"version": 1})
    assert state_of(entry) == EntryState.SCREENED
    officer.post(
        reverse("planning:vote", args=[entry.pk]), {**VOTE, "held_on": today(), "version": 2}
    )
    assert state_of(entry) == EntryState.VOTED
    officer.post(reverse("planning:submit", args=[entry.pk]), {"version": 3})
    assert state_of(entry) == EntryState.SUBMITTED


VOTE = {
    "convened": 30,
    "present": 28,
    "issued": 28,
    "valid": 28,
    "invalid": 0,
    "votes_for": 20,
    "votes_against": 8,
    "minutes": "BB 12",
}


def test_a_step_out_of_turn_is_refused_in_words(officer, unit):
    entry = entry_in(unit)

    page = officer.post(reverse("planning:submit", args=[entry.pk]), {"version": 1})

    assert page.status_code == 422
    assert state_of(entry) == EntryState.PROPOSED


def test_totals_that_do_not_agree_are_refused(officer, unit):
    entry = entry_in(unit, screened=True)
    wrong = {**VOTE, "held_on": today(), "votes_for": 29, "version": 1}

    page = officer.post(reverse("planning:vote", args=[entry.pk]), wrong)

    assert page.status_code == 422
    assert state_of(entry) == EntryState.SCREENED


def approval(**values):
    return {
        "decision_number": "12-QĐ/TU",
        "decided_on": today(),
        "in_force_from": today(),
        "version": 1,
        **values,
    }


def test_approval_puts_entries_in_force_by_one_decision(head, unit):
    entries = [entry_in(unit, submitted=True) for _each in range(2)]

    for entry in entries:
        answer = head.post(reverse("planning:approve", args=[entry.pk]), approval())
        assert answer.url == entry.get_absolute_url()

    decided = set(PlanEntry.objects.values_list("state", "decision__number"))
    assert decided == {("approved", "12-QĐ/TU")}


def test_an_old_version_meets_a_conflict(head, unit):
    entry = entry_in(unit, submitted=True, version=2)

    page = head.post(reverse("planning:approve", args=[entry.pk]), approval())

    assert page.status_code == 409
    assert state_of(entry) == EntryState.SUBMITTED


def test_an_officer_is_not_let_in_to_approve(officer, unit):
    entry = entry_in(unit, submitted=True)
    address = reverse("planning:approve", args=[entry.pk])

    assert officer.get(address).status_code == 403
    assert officer.post(address, approval()).status_code == 403


def test_a_proposal_is_taken_out_without_a_decision(officer, unit):
    entry = entry_in(unit)
    address = reverse("planning:withdraw", args=[entry.pk])
    wish = {"reason": "own_wish", "out_on": today(), "version": 1}

    assert "decision_number" not in officer.get(address).context["form"].fields
    officer.post(address, wish)

    assert state_of(entry) == EntryState.OUT


def test_what_is_in_force_is_taken_out_by_a_decision(head, unit):
    entry = entry_in(unit, approved=True)
    address = reverse("planning:withdraw", args=[entry.pk])
    wish = {"reason": "own_wish", "out_on": today(), "version": 1}

    assert head.post(address, wish).status_code == 422
    head.post(address, {**wish, "decision_number": "13-QĐ/TU", "decided_on": today()})

    assert state_of(entry) == EntryState.OUT


@pytest.mark.parametrize("day", ["01/01/0001", "31/12/9999", "32/01/2026", "", "hôm nay"])
def test_wild_dates_are_told(head, unit, day):
    entry = entry_in(unit, submitted=True)

    page = head.post(
        reverse("planning:approve", args=[entry.pk]), approval(decided_on=day, in_force_from=day)
    )

    assert page.status_code == 422
    assert state_of(entry) == EntryState.SUBMITTED
