"""Sessions as rows: the key changes with the rights, the row keeps its owner."""

from portal.models import Session
from portal.sessions import SessionStore


def test_the_key_of_a_session_that_is_kept_can_change():
    session = SessionStore()
    session["hat"] = "UNIT_CLERK"
    session.save()
    before = session.session_key
    session.cycle_key()
    session.save()
    row = Session.objects.get()
    assert row.session_key == session.session_key != before
    assert session["hat"] == "UNIT_CLERK"
