"""List pages: all state in the URL, order, pages, and a sentence for what makes no sense."""

import re

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.lists import keyset
from tests.factories.portal import AccountFactory
from tests.portal.people import (
    NEVER,
    ask,
    link,
    names_in,
    text_of,
)


# -- pages and order -----------------------------------------------------------------
def test_pages_walk_forwards_and_back(people):
    first = ask("?size=25")
    second = ask(link(first, "next"))
    third = ask(link(second, "next"))
    again = ask(link(ask(link(third, "prev")), "prev"))

    everyone = [f"P{n:02d}" for n in range(60)]
    assert names_in(first) + names_in(second) + names_in(third) == everyone
    assert link(third, "next") == ""
    assert names_in(again) == names_in(first)
    assert link(again, "prev") == ""


def test_the_head_says_how_it_is_sorted(people):
    answer = text_of(ask("?sort=-place"))
    assert 'aria-sort="descending"><a href="/people/?sort=place"' in answer
    assert answer.count("aria-sort") == 1


def test_empties_come_last_whichever_way(people):
    up, down = ask("?sort=grade&size=100"), ask("?sort=-grade&size=100")
    empty = {f"P{n:02d}" for n in range(0, 60, 4)}
    assert set(names_in(up)[-15:]) == set(names_in(down)[-15:]) == empty


def test_htmx_gets_the_rows_alone(people):
    rows = ask("?q=P0&unit=", hx_target="rows", hx_request="true")
    assert rows.status_code == 422  # "unit" is no filter of this list
    rows = ask("?q=P0&name=", hx_target="rows", hx_request="true")
    assert "<html" not in text_of(rows)
    assert rows["HX-Push-Url"] == "/people/?q=P0"
    assert "HX-Target" in rows["Vary"]
    assert len(names_in(rows)) == 10


@pytest.mark.parametrize("size", [1, 50])
def test_as_many_queries_for_one_row_as_for_fifty(people, size):
    people.filter(pk__in=people.order_by("pk")[size:].values("pk")).delete()
    account = AccountFactory()
    with CaptureQueriesContext(connection) as queries:
        ask("?size=50&sort=place", account=account)
    assert len(queries) == 3  # rows, count, saved views


# -- what makes no sense is said, with 400 -----------------------------------------------
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?sort=password", "cannot be sorted that way"),
        ("?sort=place__path", "cannot be sorted that way"),
        ("?cols=name,secret", "no such column"),
        ("?size=1000", "may have 25, 50, 100 rows"),
        ("?size=%D9%A5%D9%A0", "may have"),
        ("?export=exe", "xlsx or csv"),
        ("?after=abc", "This place in the list is not known"),
        ("?after=a&before=b", "not both"),
        ("?place__path=/b/", "no filter “place__path”"),
        ("?active=perhaps", "Select a valid choice"),
        ("?plan=x", "Select a valid choice"),
        ("?grade=99999999999999999999", "less than or equal"),
        ("?since=31/02/2020", "Enter a valid date"),
        ("?place=77", "Unknown unit."),
        (f"?place={NEVER}", "Unknown unit."),
        ("?place=Nowhere", "Unknown unit."),
        ("?view=mine", "opened by its link"),
        ("?q=" + "x" * 201, "at most 200 characters"),
        ("?q=a%00b", "Null characters"),
        ("?name=a%00b", "Null characters"),
    ],
    ids=lambda value: value[:20],
)
def test_nonsense_is_told_with_400(people, query, sentence):
    answer = ask(query)
    assert answer.status_code == 400
    assert sentence in text_of(answer)
    assert names_in(answer) == []
    assert len(answer.content) < 100_000


def test_ten_megabytes_are_refused_before_anything_reads_them(client):
    client.force_login(AccountFactory())
    assert client.get("/inbox/?kind=" + "x" * 10_000_000).status_code == 414


NAMES = [
    "q",
    "sort",
    "cols",
    "size",
    "after",
    "before",
    "export",
    "view",
    "name",
    "plan",
    "place",
    "grade",
    "since",
    "active",
    "x",
]


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=30), max_size=4))
@settings(
    max_examples=80,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_query_is_a_server_error(people, given_state):
    request = RequestFactory().get("/people/", given_state)
    assert ask("?" + request.META["QUERY_STRING"]).status_code in (200, 302, 400)


def test_the_place_is_not_in_the_link_to_pass_on(people):
    answer = text_of(ask(link(ask("?size=25&sort=place"), "next")))
    copied = re.search(r'href="([^"]*)" data-copy', answer)[1]
    assert copied == "/people/?size=25&sort=place&cols=name%2Cplace%2Cgrade%2Csince"


def test_a_count_stops_at_ten_thousand(people, monkeypatch):
    monkeypatch.setattr("portal.lists.face.MOST_COUNTED", 20)
    assert "More than 20 rows" in text_of(ask())


def test_a_cursor_of_another_order_is_refused(people):
    place = keyset.write_cursor(["P01", 2], order="people:-name:name1,pk1")
    assert ask(f"?after={place}").status_code == 400
    assert ask(f"?sort=-name&after={place}").status_code == 200
