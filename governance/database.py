"""The database roles of the portal: what each may do, and the refusal to start with too much."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

# Tables whose rows are not records: the only ones the portal may delete from.
DELETABLE = ("axes_accessattempt", "axes_accesslog", "axes_accessfailurelog", "django_session")
SPOKEN_BY_ALL = "audit.said, audit.attribute, audit.write_now, audit.require_context, audit.note"


@dataclass(frozen=True, slots=True)
class RoleNames:
    owner: str
    web: str
    worker: str
    backup: str

    @property
    def writers(self) -> tuple[str, str]:
        return self.web, self.worker


def role_names() -> RoleNames:
    prefix = getattr(settings, "DATABASE_ROLE_PREFIX", "cadre")
    return RoleNames(*(f"{prefix}_{part}" for part in ("owner", "web", "worker", "backup")))


def deletable_tables() -> tuple[str, ...]:
    """The explicit short list, with what the composition root adds to it."""
    return tuple(sorted({*DELETABLE, *getattr(settings, "DELETABLE_TABLES", ())}))


def excessive_rights(cursor, role: str) -> Iterator[str]:
    """What a role of the web or the worker may do and must not."""
    cursor.execute(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles "
        "WHERE rolname = %s",
        [role],
    )
    row = cursor.fetchone()
    if row is None:
        return
    told = ("is a superuser", "bypasses row security", "creates roles", "creates databases")
    yield from (text for held, text in zip(row, told, strict=True) if held)
    if row[0]:
        return
    for table, owned, written, deleted, emptied in _table_rights(cursor, role):
        if owned:
            yield f"owns {table}"
        if written:
            yield f"may write {table}"
        if deleted:
            yield f"may delete from {table}"
        if emptied:
            yield f"may truncate {table}"
    cursor.execute(
        "SELECT n FROM unnest(ARRAY['public', 'audit']) n "
        "JOIN pg_namespace ON nspname = n WHERE has_schema_privilege(%s, n, 'CREATE')",
        [role],
    )
    yield from (f"may create objects in schema {name}" for (name,) in cursor.fetchall())


def _table_rights(cursor, role: str) -> list[tuple]:
    cursor.execute(
        """
        SELECT * FROM (
            SELECT c.oid::regclass::text, pg_has_role(%(role)s, c.relowner, 'MEMBER') AS owned,
                n.nspname = 'audit'
                    AND has_table_privilege(%(role)s, c.oid, 'INSERT, UPDATE') AS written,
                has_table_privilege(%(role)s, c.oid, 'DELETE')
                    AND NOT c.relname = ANY (%(deletable)s) AS deleted,
                has_table_privilege(%(role)s, c.oid, 'TRUNCATE') AS emptied
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname IN ('public', 'audit') AND c.relkind IN ('r', 'p')
        ) rights WHERE owned OR written OR deleted OR emptied ORDER BY 1
        """,
        {"role": role, "deletable": list(deletable_tables())},
    )
    return cursor.fetchall()


def refuse_unsafe_role() -> None:
    """Stop the web or the worker when its database role could bypass the portal's guarantees."""
    process = getattr(settings, "PROCESS", "setup")
    if process not in {"web", "worker"}:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (role,) = cursor.fetchone()
        reason = next(excessive_rights(cursor, role), None)
    if not connection.in_atomic_block:
        connection.close()  # the processes forked from this one open their own
    if reason:
        names = role_names()
        raise ImproperlyConfigured(
            f"The {process} process refuses to run as database role “{role}”, which {reason}: "
            f"run manage.py secure_database and use role “{getattr(names, process)}”."
        )


def password_of(role_part: str) -> str:
    """A role's password from CADRE_WEB_PASSWORD or the file CADRE_WEB_PASSWORD_FILE names."""
    name = f"CADRE_{role_part.upper()}_PASSWORD"
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, "")
