"""The trail as the database writes it, at commit."""

import threading

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from governance import audit
from governance.actor import NoActor, acting, current_actor, system_actor
from governance.models import Amendment, AuditEvent, CollectiveDecision
from governance.records import Conflict, save_changes
from tests.factories.governance import AmendmentFactory, CollectiveDecisionFactory, an_actor

ALICE, BOB = an_actor(1), an_actor(2)


def written_now():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def events(**wanted):
    return AuditEvent.objects.filter(**wanted).order_by("seq")


def test_a_row_change_and_the_use_case_are_told_with_their_actor():
    amendment = AmendmentFactory()
    audit.record(
        by=ALICE,
        action="test.enter",
        subject=amendment,
        unit_path="/22/1/",
        reason="because",
        basis="Law 1",
        changes={"value": [None, "3/4"]},
    )
    Amendment.objects.filter(pk=amendment.pk).update(confirmed_by_name="x")
    written_now()

    change = events(tbl="governance_amendment", op="U").get()
    note = events(op="N", action="test.enter").get()
    assert (change.actor, change.actor_name, change.hat) == (
        ALICE.account_id,
        "Officer 1",
        "ORG_OFFICER",
    )
    assert (change.action, change.reason, change.basis) == ("test.enter", "because", "Law 1")
    assert (change.old["confirmed_by_name"], change.new["confirmed_by_name"]) == ("", "x")
    assert (note.tbl, note.pk_text) == ("governance_amendment", str(amendment.pk))
    assert note.new == {"value": [None, "3/4"]}
    assert note.unit_path == "/22/1/"


def test_what_one_actor_changed_is_never_told_under_the_next():
    with transaction.atomic():
        audit.record(by=ALICE, action="test.first")
        AmendmentFactory()
        audit.record(by=BOB, action="test.second")
        CollectiveDecisionFactory()
    written_now()

    assert events(tbl="governance_amendment", op="I").get().actor_name == "Officer 1"
    assert events(tbl="governance_collectivedecision", op="I").get().actor_name == "Officer 2"


def test_two_actions_of_one_actor_are_both_named():
    audit.record(by=ALICE, action="test.first")
    audit.record(by=ALICE, action="test.second")
    AmendmentFactory()
    written_now()

    assert events(op="I").get().action == "test.first + test.second"
    assert list(events(op="N").values_list("action", flat=True)) == ["test.first", "test.second"]


@pytest.mark.django_db(transaction=True)
def test_a_change_without_context_is_refused_at_commit():
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.action', '', false)")

    with pytest.raises(DatabaseError, match=r"no audit context: row .* of governance_amendment"):
        AmendmentFactory()

    assert not Amendment.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="in the transaction that does it"):
        audit.record(by=ALICE, action="test.loose")


@pytest.mark.django_db(transaction=True)
def test_the_context_ends_with_its_transaction():
    with audit.changes(by=ALICE, action="test.one"):
        AmendmentFactory()
    with audit.changes(by=BOB, action="test.two"):
        CollectiveDecisionFactory()

    assert list(events(op="I").values_list("actor_name", flat=True))[-2:] == [
        "Officer 1",
        "Officer 2",
    ]


@pytest.mark.django_db(transaction=True)
def test_a_long_import_does_not_hold_up_others():
    with audit.changes(by=ALICE, action="test.import"):
        AmendmentFactory.create_batch(20)
        quick = threading.Thread(target=_save_one)
        quick.start()
        quick.join(timeout=5)
        assert not quick.is_alive()

    assert list(events(tbl="governance_collectivedecision")) != []


def _save_one():
    with acting(BOB), audit.changes(by=BOB, action="test.quick"):
        CollectiveDecisionFactory()
    connection.close()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit.event SET op = 'N'", "DELETE FROM audit.event", "TRUNCATE audit.event"],
)
def test_the_trail_takes_no_change(statement):
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_versions_rise_by_one():
    decision = CollectiveDecisionFactory()

    with pytest.raises(IntegrityError, match="must rise from 1 to 2"):
        CollectiveDecision.objects.filter(pk=decision.pk).update(minutes="x")


def test_save_changes_shows_both_values_to_the_second_editor():
    decision = CollectiveDecisionFactory()
    save_changes(decision, expected_version=1, changes={"minutes": "hers"})

    with pytest.raises(Conflict) as conflict:
        save_changes(decision, expected_version=1, changes={"minutes": "his", "convened": 30})

    label = CollectiveDecision._meta.get_field("minutes").verbose_name
    assert conflict.value.rows() == [("minutes", label, "hers", "his")]
    decision.refresh_from_db()
    assert (decision.minutes, decision.version) == ("hers", 2)


def test_nothing_is_read_while_nobody_acts():
    from contextvars import Context  # noqa: PLC0415 -- a context without the fixture's actor

    def ask():
        with pytest.raises(NoActor):
            Amendment.objects.count()
        assert list(Amendment.objects.none()) == []
        assert Amendment._base_manager.count() == 0

    Context().run(ask)
    with acting(ALICE):
        assert current_actor() is ALICE


def test_the_trail_is_shown_by_unit_and_values_by_class():
    audit.record(by=ALICE, action="test.enter", unit_path="/22/1/")
    CollectiveDecisionFactory(minutes="secret")
    written_now()
    inside = an_actor(3, hat="AUDITOR", path="/22/1/")
    beside = an_actor(4, hat="AUDITOR", path="/22/2/")
    unclassed = an_actor(5, hat="AUDITOR", path="/22/", classes=frozenset({"basic"}))

    assert AuditEvent.objects.visible_to(inside).filter(op="I").count() == 1
    assert AuditEvent.objects.visible_to(beside).count() == 0
    assert AuditEvent.objects.visible_to(unclassed).count() == 0
    event = events(op="I").get()
    label = CollectiveDecision._meta.get_field("minutes").verbose_name
    assert (label, None, "secret") in event.changed_fields(frozenset({"planning"}))
    assert (label, "•••", "•••") in event.changed_fields(frozenset({"basic"}))


def test_system_actor_has_no_person():
    assert system_actor("night run").person == ""
    assert ALICE.person == f"account:{ALICE.account_id}"
