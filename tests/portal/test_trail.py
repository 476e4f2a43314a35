"""The page of one event of the audit trail."""

import pytest
from django.db import connection
from django.urls import reverse

from governance import audit
from governance.models import AuditEvent
from tests.factories.cadres import CadreFactory, UnitFactory
from tests.factories.governance import an_actor


@pytest.fixture
def unit():
    return UnitFactory()


def written(unit, **values) -> AuditEvent:
    """The event of a cadre registered by somebody of this unit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    audit.record(by=an_actor(1), action="test.register", unit_path=unit.path, reason="Đối chiếu")
    cadre = CadreFactory(unit=unit, **values)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return AuditEvent.objects.get(op="I", pk_text=str(cadre.pk))


def address(seq: int) -> str:
    return reverse("portal:audit_event", args=[seq])


def test_an_event_shows_who_why_and_what_changed(client_of, unit):
    event = written(unit, full_name="Tên Không Được Lộ")
    auditor = client_of("AUDITOR", over=unit)

    page = auditor.get(address(event.seq))

    text = page.content.decode()
    assert page.status_code == 200
    assert "Đối chiếu" in text
    assert "test.register" in text
    assert "•••" in text
    assert "Tên Không Được Lộ" not in text  # the auditor holds no class of personnel data
    assert address(event.seq) in auditor.get(reverse("portal:audit_trail")).content.decode()


def test_events_of_other_units_do_not_exist(client_of, unit):
    event = written(unit)
    beside = client_of("AUDITOR", over=UnitFactory())

    assert beside.get(address(event.seq)).status_code == 404


@pytest.mark.parametrize("seq", [0, 2**62, 10**30])
def test_numbers_that_never_were(client_of, unit, seq):
    assert client_of("AUDITOR", over=unit).get(address(seq)).status_code == 404


@pytest.mark.parametrize("hat", ["CADRE", "ORG_HEAD", "INSPECTOR"])
def test_an_event_is_not_for_every_hat(client_of, unit, hat):
    event = written(unit)

    assert client_of(hat, over=unit).get(address(event.seq)).status_code == 403


@pytest.mark.parametrize(("table", "found"), [("cadres_cadre", True), ("cadres_seat", False)])
def test_the_trail_is_filtered_by_kind_of_record(client_of, unit, table, found):
    event = written(unit)
    auditor = client_of("AUDITOR", over=unit)

    text = auditor.get(reverse("portal:audit_trail"), {"tbl": table}).content.decode()

    assert (address(event.seq) in text) == found
