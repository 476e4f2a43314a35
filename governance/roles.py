"""Create the database roles and give each exactly its rights; run it after every migration."""

from django.db import connection, transaction
from psycopg2 import sql

from governance import audit
from governance.actor import system_actor
from governance.database import RoleNames, deletable_tables, password_of, role_names
from governance.sql import shipped

WRITER_TIMEOUTS = {"web": "30s", "worker": "0"}
OURS = """
    SELECT c.oid::regclass::text, c.relkind FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('public', 'audit') AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
      AND NOT EXISTS (
        SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('e', 'a', 'i'))
"""
OUR_FUNCTIONS = """
    SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname IN ('public', 'audit')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""


def secure() -> list[str]:
    """Bring roles, ownership and rights to the shipped state; tell what was done."""
    told = []
    names = role_names()
    with transaction.atomic(), connection.cursor() as cursor:
        # Two runs at once would trip over the same catalogue rows.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('secure_database'))")
        cursor.execute(shipped("audit"))
        cursor.execute(shipped("guard"))
        told.append("the functions of the audit trail are those shipped")
        told += rebaseline_changed_tables(cursor)
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        (is_superuser,) = cursor.fetchone()
        create_roles(cursor, names, is_superuser)
        if is_superuser:
            give_to_owner(cursor, names.owner)
            told.append(f"{names.owner} owns the tables and functions")
        else:
            told.append(
                "not a superuser: tables stay with their owner, replication is not granted"
            )
        grant_to_writers(cursor, names)
        told.append(f"{names.web} and {names.worker} read, add and change; they do not remove")
        grant_to_backup(cursor, names, is_superuser)
    return told


def rebaseline_changed_tables(cursor) -> list[str]:
    """A migration that changed columns changed every row's image: seal the rows as they are."""
    cursor.execute(
        "SELECT w.tbl FROM audit.watched w JOIN pg_class c ON c.relname = w.tbl "
        "AND c.relnamespace = 'public'::regnamespace "
        "WHERE w.columns <> audit.columns_of(c.oid) ORDER BY 1"
    )
    changed = [table for (table,) in cursor.fetchall()]
    if changed:
        audit.attribute(by=system_actor("migration"), action="audit.columns_changed")
    for table in changed:
        cursor.execute("SELECT audit.baseline(%s::regclass)", [f'"{table}"'])
    return [f"{table}: columns changed, rows sealed as they are" for table in changed]


def create_roles(cursor, names: RoleNames, is_superuser: bool) -> None:
    for part in ("owner", "web", "worker", "backup"):
        role = getattr(names, part)
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if not cursor.fetchone():
            cursor.execute(_sql("CREATE ROLE {} LOGIN NOINHERIT", role))
        if password := password_of(part):
            cursor.execute(_sql("ALTER ROLE {} PASSWORD {}", role, literal=password))
        if is_superuser:
            flags = "NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB"
            flags += " REPLICATION INHERIT" if part == "backup" else " NOREPLICATION"
            cursor.execute(_sql(f"ALTER ROLE {{}} {flags}", role))
    for part, limit in WRITER_TIMEOUTS.items():
        cursor.execute(
            _sql("ALTER ROLE {} SET statement_timeout = {}", getattr(names, part), literal=limit)
        )
        cursor.execute(
            _sql(
                "ALTER ROLE {} SET idle_in_transaction_session_timeout = '60s'",
                getattr(names, part),
            )
        )


def give_to_owner(cursor, owner: str) -> None:
    """Functions that write the trail then run as the owner, not as a superuser."""
    kinds = {"v": "VIEW", "m": "MATERIALIZED VIEW", "S": "SEQUENCE"}
    cursor.execute(OURS)
    for name, kind in cursor.fetchall():
        cursor.execute(_sql(f"ALTER {kinds.get(kind, 'TABLE')} {name} OWNER TO {{}}", owner))
    cursor.execute(OUR_FUNCTIONS)
    for (function,) in cursor.fetchall():
        cursor.execute(_sql(f"ALTER ROUTINE {function} OWNER TO {{}}", owner))
    cursor.execute(_sql("ALTER SCHEMA audit OWNER TO {}", owner))
    cursor.execute(_sql("GRANT USAGE, CREATE ON SCHEMA public TO {}", owner))


def grant_to_writers(cursor, names: RoleNames) -> None:
    cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    cursor.execute("REVOKE ALL ON ALL TABLES IN SCHEMA audit FROM PUBLIC")
    for role in names.writers:
        for statement in (
            "REVOKE ALL ON ALL TABLES IN SCHEMA public, audit FROM {}",
            "GRANT USAGE ON SCHEMA public, audit TO {}",
            "GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO {}",
            "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}",
            "GRANT SELECT ON audit.event, audit.watched TO {}",
            "REVOKE INSERT, UPDATE ON django_migrations FROM {}",
        ):
            cursor.execute(_sql(statement, role))
        for table in deletable_tables():
            cursor.execute("SELECT to_regclass(%s)", [table])
            if cursor.fetchone()[0]:
                cursor.execute(_sql(f"GRANT DELETE ON {table} TO {{}}", role))


def grant_to_backup(cursor, names: RoleNames, is_superuser: bool) -> None:
    cursor.execute(_sql("ALTER ROLE {} SET default_transaction_read_only = on", names.backup))
    if is_superuser:
        cursor.execute(_sql("GRANT pg_read_all_data TO {}", names.backup))


def _sql(statement: str, role: str, literal: str | None = None):
    values = [sql.Identifier(role)] + ([sql.Literal(literal)] if literal is not None else [])
    return sql.SQL(statement).format(*values).as_string(connection.connection)
