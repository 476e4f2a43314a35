"""A list asks the database the same number of questions for few rows and for fifty."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from tests.authz.conftest import ALL_HATS, FOREIGN
from tests.authz.lists import API_LISTS, LISTS, list_pages
from tests.authz.table import ACCESS
from tests.world import addresses

MOST = 12
APART = r"(RELEASE )?SAVEPOINT|UPDATE .portal_session"  # a session is seen once a minute
PATHS = [*LISTS, *API_LISTS]


def test_every_list_is_measured():
    get_resolver().url_patterns  # noqa: B018 -- loads every view and with it every list
    assert set(list_pages()) == set(LISTS)
    assert {name for name, _words in addresses() if name.endswith("-list")} == set(API_LISTS)


def path_of(worlds, key) -> tuple[str, str]:
    if key in API_LISTS:
        return reverse(key), API_LISTS[key][0]
    name, words, hat, _maker = LISTS[key]
    return reverse(name, args=worlds.own.words(words)), hat


def asked(worlds, key) -> tuple[int, int]:
    """(questions asked, rows shown), the second time: the first may fill what is kept."""
    path, hat = path_of(worlds, key)
    worlds.ask(hat, "GET", path)
    with CaptureQueriesContext(
        connection,
    ) as questions:
        response = worlds.clients[hat].get(path)
    assert response.status_code == 200
    said = [q for q in questions if not re.match(APART, q["sql"])]
    if path.startswith("/api/"):
        return len(said), len(response.json()["results"])
    return len(said), len(response.context["list"].page.rows)


@pytest.mark.parametrize("key", PATHS)
def test_fifty_rows_ask_no_more_than_few(key, worlds):
    few, _rows = asked(worlds, key)
    maker = (API_LISTS.get(key) or LISTS.get(key))[-1]
    for number in range(50):
        maker(worlds.own, number)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    many, rows = asked(worlds, key)
    assert rows == 50
    assert many == few <= MOST


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("key", LISTS)
def test_an_export_holds_nothing_of_another_province(key, kind, worlds):
    path, reader = path_of(worlds, key)
    for hat in ALL_HATS if kind == "csv" else [reader]:
        if key in LISTS and hat in ACCESS[LISTS[key][0]].everywhere:
            continue
        response = worlds.ask(hat, "GET", f"{path}?export={kind}")
        assert response.status_code in ({200} if hat == reader else {200, 403, 404})
        assert FOREIGN.encode() not in response.told
