"""Tampering as a superuser, and how it is found."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from governance import audit
from governance.verification import verify
from tests.factories.governance import AmendmentFactory, CollectiveDecisionFactory, an_actor

pytestmark = pytest.mark.django_db(transaction=True)
ALICE = an_actor(1)


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else None


def behind_the_trail(statement, table="audit.event", trigger="append_only"):
    """What a database administrator can do: put a trigger to sleep, change, wake it."""
    with transaction.atomic():
        sql(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
        sql(statement)
        sql("SET CONSTRAINTS ALL IMMEDIATE")
        sql(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}")


@pytest.fixture
def trail(_arranged_by_the_system):
    """A trail of its own with a few honest changes."""
    behind_the_trail("DELETE FROM audit.event")
    with audit.changes(by=ALICE, action="test.first", reason='“quoted” \\ \n and "more"'):
        AmendmentFactory.create_batch(3)
        decision = CollectiveDecisionFactory()
    with audit.changes(by=ALICE, action="test.second"):
        decision.minutes, decision.version = "Biên bản số 13", 2
        decision.save()
    return decision


@pytest.fixture
def key_file(tmp_path):
    path = tmp_path / "key"
    path.write_bytes(b"a key the database does not hold")
    return path


@pytest.fixture
def anchors(trail, tmp_path, key_file):
    path = tmp_path / "anchors"
    call_command("anchor_audit", path, key_file=key_file, stdout=StringIO())
    return path


def flaws(**options):
    """What is wrong; whether every table of the house is watched is asked in test_consistency."""
    found = [(flaw.kind, flaw.place, flaw.detail) for flaw in verify(**options).flaws]
    return [f for f in found if f[0] != "mechanism" or "governance" in f[1] or "audit." in f[1]]


def test_an_honest_trail_passes(trail, anchors, key_file):
    assert flaws(anchors=anchors, key=key_file.read_bytes()) == []
    assert verify().events == 7


def test_an_event_altered_by_hand_is_found(trail):
    behind_the_trail("UPDATE audit.event SET actor_name = 'somebody else' WHERE seq = 3")

    assert flaws() == [("chain", "event 3", "its content does not give its hash")]


def test_a_deleted_event_is_found(trail):
    behind_the_trail("DELETE FROM audit.event WHERE seq = 2")

    assert flaws()[0] == ("chain", "event 3", "events 2 to 2 are missing")


def test_a_row_altered_with_its_trigger_asleep_is_found(trail):
    behind_the_trail(
        "UPDATE governance_collectivedecision SET convened = 31, version = 3",
        "governance_collectivedecision",
        "audit_watch",
    )

    assert flaws() == [
        (
            "row",
            f"governance_collectivedecision {trail.pk}",
            "differs from its last image (event 7)",
        )
    ]


@pytest.mark.parametrize(
    ("statement", "detail"),
    [
        ("DELETE FROM governance_collectivedecision", "is gone without a trace (event 7)"),
        (
            "INSERT INTO governance_amendment SELECT gen_random_uuid(), parameter, scope, value, "
            "since, source, confidence, entered_by, entered_by_name, entered_on, confirmed_by, "
            "confirmed_by_name, confirmed_on FROM governance_amendment LIMIT 1",
            "has no image in the trail",
        ),
    ],
)
def test_rows_removed_or_planted_are_found(trail, statement, detail):
    table = "governance_amendment" if "INSERT" in statement else "governance_collectivedecision"
    behind_the_trail(statement, table, "audit_watch")

    assert [found[2] for found in flaws()] == [detail]


def test_a_cut_tail_is_found_by_the_anchors(trail, anchors, key_file):
    behind_the_trail("DELETE FROM audit.event WHERE seq = 7")
    sql("ALTER TABLE governance_collectivedecision DISABLE TRIGGER version_rises")
    behind_the_trail(
        "UPDATE governance_collectivedecision SET minutes = 'Minutes 12/BB', version = 1",
        "governance_collectivedecision",
        "audit_watch",
    )
    sql("ALTER TABLE governance_collectivedecision ENABLE ALWAYS TRIGGER version_rises")

    assert flaws() == []
    assert flaws(anchors=anchors, key=key_file.read_bytes()) == [
        ("anchor", "event 7", "was anchored and is gone: the chain was cut")
    ]


RECOMPUTE = """
DO $$ DECLARE e audit.event; before bytea := decode(repeat('00', 32), 'hex'); BEGIN
    SET LOCAL TimeZone = 'UTC';
    FOR e IN SELECT * FROM audit.event ORDER BY seq LOOP
        e.h := sha256(before || convert_to(jsonb_build_array(e.seq,
            to_char(e.at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.xid, e.tbl, e.pk, e.op, e.old, e.new,
            e.actor, e.actor_name, e.hat, e.action, e.reason, e.basis, e.request_id, e.unit_path
        )::text, 'UTF8'));
        UPDATE audit.event SET prev = before, h = e.h WHERE seq = e.seq;
        before := e.h;
    END LOOP;
END $$
"""


def test_a_recomputed_chain_is_found_by_the_anchors(trail, anchors, key_file):
    behind_the_trail("UPDATE audit.event SET reason = 'another reason' WHERE op = 'N'")
    behind_the_trail(RECOMPUTE)

    assert flaws() == []
    assert flaws(anchors=anchors, key=key_file.read_bytes()) == [
        ("anchor", "event 7", "is not the event that was anchored")
    ]


def test_an_edited_anchor_file_is_found(trail, anchors, key_file):
    anchors.write_text(anchors.read_text().replace('"count": 7', '"count": 6'))

    assert [place for _, place, _ in flaws(anchors=anchors, key=key_file.read_bytes())] == [
        "anchor file"
    ]
    with pytest.raises(CommandError, match="changed by hand"):
        call_command("anchor_audit", anchors, key_file=key_file)


def test_a_trigger_left_asleep_and_a_changed_function_are_found(trail):
    sql("ALTER TABLE governance_amendment DISABLE TRIGGER audit_watch")
    body = "RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
    (shipped,) = sql("SELECT pg_get_functiondef('audit.next_version'::regproc)")[0]
    sql(f"CREATE OR REPLACE FUNCTION audit.next_version() {body}")
    try:
        assert flaws() == [
            ("mechanism", "function audit.next_version", "is not the one that was shipped"),
            ("mechanism", "trigger audit_watch of governance_amendment", "is not enabled always"),
        ]
    finally:
        sql(shipped)
        sql("ALTER TABLE governance_amendment ENABLE ALWAYS TRIGGER audit_watch")


def test_the_command_says_the_first_bad_place_and_fails(trail, capsys):
    call_command("verify_audit")
    behind_the_trail("DELETE FROM audit.event WHERE seq = 2")
    with pytest.raises(SystemExit) as stopped:
        call_command("verify_audit", "--json")

    clean, told = capsys.readouterr().out.splitlines()
    assert "7 events" in clean
    assert clean.endswith("all agree")
    assert stopped.value.code == 1
    assert json.loads(told)["flaws"][0]["place"] == "event 3"


TABLE = "governance_collectivedecision"
COPY = f"""
    INSERT INTO {TABLE} SELECT (jsonb_populate_record(t, jsonb_build_object(
        'id', gen_random_uuid(), 'subject', 'Loaded ' || n))).*
    FROM {TABLE} t, generate_series(1, %s) n
"""


@pytest.fixture
def loaded(trail):
    with audit.bulk_load(by=ALICE, action="test.load", tables=[TABLE]):
        sql(COPY, 1500)
    return [
        key for (key,) in sql(f"SELECT id FROM {TABLE} WHERE subject LIKE 'Loaded%%' ORDER BY id")
    ]


def test_a_bulk_load_is_one_baseline_that_later_changes_do_not_break(loaded):
    change = f"UPDATE {TABLE} SET minutes = minutes || '!', version = version + 1 WHERE id = %s"
    with audit.changes(by=ALICE, action="test.after"):
        sql(change, loaded[0])
        sql(f"DELETE FROM {TABLE} WHERE id = %s", loaded[1])
        CollectiveDecisionFactory()
        sql(change, loaded[0])

    assert flaws() == []
    # The head and sixteen buckets, not 1,500 events.
    assert sql("SELECT count(*) FROM audit.event WHERE op = 'B'") == [(17,)]


@pytest.mark.parametrize(
    ("statement", "detail"),
    [
        ("UPDATE {} SET minutes = 'forged', version = version + 1 WHERE id = '{}'", "rows differ"),
        ("DELETE FROM {} WHERE id = '{}'", " now"),
    ],
)
def test_a_row_of_a_baseline_altered_by_hand_is_found(loaded, statement, detail):
    behind_the_trail(statement.format(TABLE, loaded[7]), TABLE, "audit_watch")

    (found,) = flaws()
    assert found[1].startswith(f"{TABLE} bucket:")
    assert found[2].endswith(detail)


def test_a_failed_bulk_load_leaves_the_triggers_awake(trail):
    def fail():
        with audit.bulk_load(by=ALICE, action="test.load", tables=[TABLE]):
            sql(COPY, 10)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert flaws() == []


def test_a_table_whose_columns_changed_is_sealed_anew(trail):
    from governance.roles import rebaseline_changed_tables  # noqa: PLC0415

    sql("ALTER TABLE governance_amendment ADD COLUMN extra text DEFAULT ''")
    try:
        assert {detail for *_, detail in flaws()} != set()
        with connection.cursor() as cursor, audit.changes(by=ALICE, action="test.migrate"):
            sealed = rebaseline_changed_tables(cursor)
            assert "governance_amendment: columns changed, rows sealed as they are" in sealed
        assert flaws() == []
    finally:
        sql("ALTER TABLE governance_amendment DROP COLUMN extra")
        sql(
            "UPDATE audit.watched SET columns = audit.columns_of('governance_amendment') "
            "WHERE tbl = 'governance_amendment'"
        )


def test_of_a_password_the_trail_keeps_only_that_it_changed(trail):
    from portal.models import Account  # noqa: PLC0415 -- the one table with a password

    with audit.changes(by=ALICE, action="test.account"):
        Account.objects.create(username="lan", display_name="Lan", password="argon2$secret")
        sql("SELECT audit.baseline('portal_account')")

    assert sql("SELECT count(*) FROM audit.event WHERE new::text LIKE '%secret%'") == [(0,)]
    assert flaws() == []


def test_a_dropped_seal_is_found(trail):
    sql("ALTER TRIGGER sealed ON governance_collectivedecision RENAME TO gone")
    try:
        assert flaws() == [
            ("mechanism", "trigger sealed of governance_collectivedecision", "is missing")
        ]
    finally:
        sql("ALTER TRIGGER gone ON governance_collectivedecision RENAME TO sealed")
