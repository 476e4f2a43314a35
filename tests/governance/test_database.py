"""The database roles: what they may do, and the refusal to start with too much."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from governance import audit
from governance.database import excessive_rights, refuse_unsafe_role, role_names
from governance.models import AuditEvent
from governance.roles import secure
from tests.factories.governance import CollectiveDecisionFactory, an_actor


@pytest.fixture
def secured(settings):
    """Roles of their own for this test database; they vanish with the transaction."""
    settings.DATABASE_ROLE_PREFIX = f"test_{connection.settings_dict['NAME'][-12:]}"
    secure()
    return role_names()


def as_role(role, statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'SET LOCAL ROLE "{role}"')
        cursor.execute(statement)
        rows = cursor.fetchall() if cursor.description else []
        cursor.execute("RESET ROLE")
    return rows


def test_the_roles_have_exactly_their_rights_and_securing_again_changes_nothing(secured, capsys):
    secure()
    call_command("check_database")

    with connection.cursor() as cursor:
        assert [*excessive_rights(cursor, secured.web)] == []
        assert [*excessive_rights(cursor, secured.worker)] == []
    assert capsys.readouterr().out.count("has exactly its rights") == 2


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM governance_amendment",
        "TRUNCATE governance_amendment",
        "INSERT INTO audit.event SELECT * FROM audit.event LIMIT 0",
        "UPDATE audit.event SET op = 'N'",
        "DELETE FROM audit.event",
        "INSERT INTO audit.spoken DEFAULT VALUES",
        "ALTER TABLE governance_amendment DISABLE TRIGGER audit_watch",
        "SET LOCAL session_replication_role = 'replica'",
        "CREATE TABLE public.loot (n int)",
        "SELECT audit.append('', '', 'N', NULL, NULL, '', '', '', '', '', '', '', '')",
        "SELECT audit.baseline('governance_amendment')",
        "SELECT audit.unwatch('governance_amendment')",
        "UPDATE django_migrations SET name = ''",
        "DROP FUNCTION audit.write() CASCADE",
    ],
)
def test_the_web_is_refused_by_the_database(secured, statement):
    with pytest.raises(DatabaseError, match=r"permission denied|must be (able|owner)"):
        as_role(secured.web, statement)


def test_the_web_writes_and_its_changes_reach_the_trail(secured):
    audit.record(by=an_actor(1), action="test.web")
    decision = CollectiveDecisionFactory()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'SET LOCAL ROLE "{secured.web}"')
        audit.record(by=an_actor(2), action="test.web_again")
        decision.minutes, decision.version = "changed", 2
        decision.save()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        assert AuditEvent.objects.filter(op="U").get().actor_name == "Officer 2"
        cursor.execute("RESET ROLE")


def test_the_backup_role_reads_and_nothing_else(secured):
    assert as_role(secured.backup, "SELECT count(*) FROM governance_amendment") == [(0,)]
    with pytest.raises(DatabaseError, match="permission denied"):
        as_role(secured.backup, "UPDATE governance_amendment SET source = ''")


@pytest.mark.parametrize("process", ["web", "worker"])
def test_web_and_worker_refuse_to_start_as_superuser(settings, process):
    settings.PROCESS = process

    with pytest.raises(ImproperlyConfigured) as refusal:
        refuse_unsafe_role()

    assert str(refusal.value).startswith(f"The {process} process refuses to run as database role")
    assert "which is a superuser" in str(refusal.value)


def test_set_up_may_run_as_owner(settings):
    settings.PROCESS = "setup"
    refuse_unsafe_role()


def test_an_owner_or_a_role_with_delete_is_unsafe(secured):
    with connection.cursor() as cursor:
        assert "owns audit.event" in [*excessive_rights(cursor, secured.owner)]
        cursor.execute(f'GRANT DELETE ON governance_amendment TO "{secured.web}"')
        assert [*excessive_rights(cursor, secured.web)] == ["may delete from governance_amendment"]
    with pytest.raises(CommandError, match="secure_database"):
        call_command("check_database")
