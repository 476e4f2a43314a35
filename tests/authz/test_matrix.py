"""Every address × every hat × own, foreign and missing rows, from the URL table itself."""

import re
import uuid

import pytest
from django.urls import reverse

from tests.authz.conftest import ALL_HATS, FOREIGN, NO_HAT, OWN, rows_written
from tests.authz.table import ACCESS, Access
from tests.world import addresses

ADDRESSES = dict(addresses())


def case_name(name: str, access: Access) -> str:
    """The same name in every process: the address, and the word it is asked with."""
    return "-".join([name, *(word for word in access.words.values() if isinstance(word, str))])


CASES = [
    pytest.param(name, access, id=case_name(name, access))
    for name, entry in ACCESS.items()
    for access in (entry if isinstance(entry, list) else [entry])
    if name in ADDRESSES
]
# Two answers may differ by the token, masked anew in each, and by the minute of printing.
TOKEN = re.compile(rb"\b[A-Za-z0-9]{64}\b|\d\d/\d\d/\d{4} \d\d:\d\d(?=</span>)")
REFUSED = {403, 404}


def test_every_address_has_an_entry():
    assert set(ADDRESSES) == set(ACCESS)


def test_every_hat_opens_something_that_others_do_not_and_none_everything():
    for hat in ALL_HATS:
        closed = [p.values[0] for p in CASES if hat not in p.values[1].hats]
        assert closed, hat


class Row:
    """Which row an address names: one of a world, or one that never was."""

    def __init__(self, worlds, name: str, access: Access):
        self.worlds, self.name, self.access = worlds, name, access
        self.own_rows = {**worlds.own.known(), **access.rows, **access.mine}

    @property
    def names_rows(self) -> bool:
        return any(self._is_row(word) for word in ADDRESSES[self.name])

    def _is_row(self, word: str) -> bool:
        return word not in self.access.words and word in self.own_rows and word != "year"

    def path(self, world, hat) -> str:
        """The address over rows of a world; of nobody's when the world is None."""
        words = {word: self._value(word, world, hat) for word in ADDRESSES[self.name]}
        return reverse(self.name, kwargs=words)

    def _value(self, word: str, world, hat):
        if word in self.access.words:
            value = self.access.words[word]
            return value(self.worlds) if callable(value) else value
        if self._is_row(word) and world is None:
            return 2**40 if word == "seq" else uuid.uuid4()
        if word in self.access.mine:
            return self.access.mine[word](self.worlds, world, hat)
        if word in self.access.rows:
            return self.access.rows[word](world)
        return (world or self.worlds.own).known()[word]()


def body_of(access: Access) -> dict:
    return {"version": 1, **access.body}


def plain(response) -> bytes:
    """An answer without its tokens and without the address that was asked."""
    told = TOKEN.sub(b"", response.told)
    return told.replace(response.request["PATH_INFO"].encode(), b"PATH")


@pytest.mark.parametrize(("name", "access"), CASES)
def test_own_rows_answer_exactly_the_hats_of_the_table(name, access, worlds):
    row = Row(worlds, name, access)
    for method in access.methods:
        answered, saw = set(), set()
        for hat in ALL_HATS:
            path = row.path(worlds.own, hat)
            before = rows_written()
            response = worlds.ask(hat, method, path, body_of(access))
            status = response.status_code
            assert status < 500, (hat, method)
            assert status not in {400, 405}, (hat, method)
            if status in REFUSED:
                assert rows_written() == before, (hat, method, "wrote although refused")
            else:
                answered.add(hat)
            if hat not in access.everywhere:
                assert FOREIGN.encode() not in response.told, (hat, method)
            if OWN.encode() in response.told and status == 200:
                saw.add(hat)
        assert answered == access.hats, method
        if method == "GET":
            assert saw >= access.sees
            if access.sees:
                assert NO_HAT in access.sees or NO_HAT not in saw


@pytest.mark.parametrize(("name", "access"), CASES)
def test_foreign_rows_are_as_unknown_as_rows_that_never_were(name, access, worlds):
    row = Row(worlds, name, access)
    if not row.names_rows:
        return
    for method in access.methods:
        for hat in ALL_HATS:
            if hat in access.everywhere:
                continue
            before = rows_written()
            foreign = worlds.ask(hat, method, row.path(worlds.foreign, hat), body_of(access))
            missing = worlds.ask(hat, method, row.path(None, hat), body_of(access))
            expected = {404} if hat in access.hats else REFUSED
            assert foreign.status_code in expected, (hat, method)
            assert missing.status_code == foreign.status_code, (hat, method)
            assert plain(foreign) == plain(missing), (hat, method)
            assert FOREIGN.encode() not in foreign.told, (hat, method)
            assert rows_written() == before, (hat, method)


@pytest.mark.parametrize(("name", "access"), CASES)
def test_nobody_is_asked_to_sign_in(name, access, worlds):
    row = Row(worlds, name, access)
    for method in access.methods:
        for world in (worlds.own, None):
            path = row.path(world, ALL_HATS[0])
            before = rows_written()
            response = worlds.ask(None, method, path, body_of(access))
            if access.public:
                assert response.status_code in {200, 302, 422}
            elif path.startswith("/api/"):
                assert response.status_code == 403
            else:
                assert response.status_code == 302
                assert response.url.startswith(reverse("portal:sign_in") + "?next=")
            assert rows_written() == before
            assert OWN.encode() not in response.told
