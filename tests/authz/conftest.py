"""Two provinces side by side, built once for a module and rolled back after it."""

import io
import logging
import zipfile

import pytest
from django.db import connection, transaction
from django.test import Client, override_settings

from cadres.models import Hat
from governance import audit
from governance.actor import acting
from tests.conftest import ARRANGER
from tests.world import World

FOREIGN = "XKANARIEN7F3X"  # in every name and text of the other province
OWN = "XHEIMAT29AX"
NO_HAT = ""
ALL_HATS = [*Hat.values, NO_HAT]


class Worlds:
    """The own province, the foreign one, and a signed-in browser for each hat over the own."""

    def __init__(self):
        self.own, self.foreign = World(mark=OWN), World(mark=FOREIGN)
        self.clients: dict[str, Client] = {}
        self.made: dict = {}

    def build(self) -> None:
        self.own.everything()
        self.foreign.everything()
        for world in (self.own, self.foreign):
            for hat in ALL_HATS:
                client = Client(raise_request_exception=False)
                client.force_login(world.account(hat), backend="portal.backends.AccountBackend")
                if world is self.own:
                    self.clients[hat] = client

    def client(self, hat: str | None) -> Client:
        """A browser signed in under a hat; with None, one where nobody is signed in."""
        return Client(raise_request_exception=False) if hat is None else self.clients[hat]

    def ask(self, hat: str | None, method: str, path: str, data=None):
        """One request, and the world as if it had not been."""
        client = self.client(hat)
        cookies = client.cookies.copy()
        with transaction.atomic():
            if method == "GET":
                response = client.get(path)
            elif path.startswith("/api/"):
                response = client.post(path, data or {}, content_type="application/json")
            else:
                response = client.post(path, {"csrfmiddlewaretoken": "x", **(data or {})})
            response.told = content_of(response)
            transaction.set_rollback(True)
        client.cookies = cookies
        return response

    def personal(self, kind: str, world: World, hat: str):
        """What the account of a hat has for itself: made once."""
        key = (kind, world.mark, hat)
        if key not in self.made:
            self.made[key] = getattr(world, kind)(world.account(hat))
        return self.made[key]


def content_of(response) -> bytes:
    """The bytes of an answer; of a workbook or an archive, those of its parts."""
    told = b"".join(response.streaming_content) if response.streaming else response.content
    if told[:2] != b"PK":
        return told
    with zipfile.ZipFile(io.BytesIO(told)) as parts:
        return b"\n".join(parts.read(name) for name in parts.namelist())


def rows_written() -> int:
    """How many rows this transaction wrote by now, sessions apart."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)"
            " FROM pg_stat_xact_user_tables WHERE relname <> 'portal_session'"
        )
        return cursor.fetchone()[0]


@pytest.fixture(scope="module")
def worlds(django_db_setup, django_db_blocker, tmp_path_factory):
    """Everything below stands in one transaction; each test has a savepoint within it."""
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    with (
        django_db_blocker.unblock(),
        override_settings(VAR=tmp_path_factory.mktemp("var")),
        transaction.atomic(),
    ):
        with acting(ARRANGER):
            audit.attribute(by=ARRANGER, action="test.arrange")
            built = Worlds()
            built.build()
            make_personal_rows(built)
            built.own.tell_the_trail()
            built.foreign.tell_the_trail()
        with connection.cursor() as cursor:  # the trail is written now, not at every test's end
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        yield built
        transaction.set_rollback(True)


def make_personal_rows(worlds: Worlds) -> None:
    for world in (worlds.own, worlds.foreign):
        for hat in ALL_HATS:
            for kind in ("job", "done_job", "import_batch", "saved_view", "session"):
                worlds.personal(kind, world, hat)
