"""Every test may use the database, except rule tests, which must not need one.

Tests arrange their rows as the system; use cases then act, and are audited, under their own actor.
"""

import pytest
from django.db import connection
from django.utils import translation

from governance import audit
from governance.actor import acting, system_actor
from tests import hats

ARRANGER = system_actor("test")


def pytest_collection_modifyitems(items):
    for item in items:
        if not item.path.name.startswith("test_rules") and not item.get_closest_marker(
            "django_db"
        ):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(autouse=True)
def _arranged_by_the_system(request):
    """Give factories an actor and an audit context, as every request, job and command has one."""
    marker = request.node.get_closest_marker("django_db")
    if marker is None:
        yield
        return
    request.getfixturevalue("db" if not marker.kwargs.get("transaction") else "transactional_db")
    with acting(ARRANGER):
        if connection.in_atomic_block:
            audit.attribute(by=ARRANGER, action="test.arrange")
            yield
            return
        # Rows committed one by one: only a test may leave the context on the session.
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.action', 'test.arrange', false)")
        yield
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.action', '', false)")
            forget_the_trail(cursor)


def forget_the_trail(cursor):
    """The rows of a committed test are truncated after it; their events must not outlive them."""
    cursor.execute("ALTER TABLE audit.event DISABLE TRIGGER append_only")
    cursor.execute("DELETE FROM audit.event")
    cursor.execute("ALTER TABLE audit.event ENABLE ALWAYS TRIGGER append_only")


@pytest.fixture
def client_of(client):
    """`client_of("ORG_OFFICER", over=unit)`: a browser signed in under that hat."""

    def signed_in(hat: str, *, over, classes=None, cadre=None):
        account = hats.account(hat, over=over, classes=classes, cadre=cadre)
        client.force_login(account, backend="portal.backends.AccountBackend")
        client.account = account
        return client

    return signed_in


@pytest.fixture
def english(settings):
    """Sentences as the code has them: for tests that ask for the words of a refusal."""
    settings.LANGUAGE_CODE, settings.LANGUAGES = "en", [("en", "English")]
    with translation.override("en"):
        yield
