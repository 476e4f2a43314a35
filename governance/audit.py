"""The audit trail has one door: `record`, called inside the use case's transaction.

Row triggers write every change at commit; `record` says who did it, why and on what basis.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

from governance.actor import Actor


def record(
    *,
    by: Actor,
    action: str,
    subject: models.Model | None = None,
    unit_path: str = "",
    reason: str = "",
    basis: str = "",
    changes: dict[str, Any] | None = None,
) -> None:
    """Name what this transaction does; its row changes are attributed to this actor and action."""
    attribute(by=by, action=action, unit_path=unit_path, reason=reason, basis=basis)
    table = subject._meta.db_table if subject is not None else ""
    key = str(subject.pk) if subject is not None else ""
    told = json.dumps(changes or {}, cls=ExactEncoder)
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit.note(%s, %s, %s::jsonb)", [table, key, told])


def attribute(
    *, by: Actor, action: str, unit_path: str = "", reason: str = "", basis: str = ""
) -> None:
    """Set the context the triggers read; it ends with the transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError(f"{action!r} must be recorded in the transaction that does it")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit.attribute(%s, %s, %s, %s, %s, %s, %s, %s)",
            [
                _text(by.account_id),
                by.name,
                by.hat,
                action,
                reason,
                basis,
                _text(by.request_id),
                unit_path,
            ],
        )


@contextmanager
def changes(*, by: Actor, action: str, reason: str = "", basis: str = "") -> Iterator[None]:
    """A transaction with its context set first, for loaders, jobs and tests."""
    with transaction.atomic():
        record(by=by, action=action, reason=reason, basis=basis)
        yield


@contextmanager
def bulk_load(
    *, by: Actor, action: str, tables: Iterable[str], reason: str = ""
) -> Iterator[None]:
    """Let the owner write millions of rows under one baseline per table instead of an event each.

    The row triggers of these tables sleep inside this transaction only; a failure undoes that too.
    """
    tables = [connection.ops.quote_name(table) for table in tables]
    with transaction.atomic(), connection.cursor() as cursor:
        record(by=by, action=action, reason=reason, changes={"tables": tables})
        cursor.execute("SELECT audit.write_now()")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER audit_watch")
        yield
        # A table with foreign key checks still to come could not be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER audit_watch")
            cursor.execute("SELECT audit.baseline(%s::regclass)", [table])
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


class ExactEncoder(DjangoJSONEncoder):
    """Anything Django's encoder does not know is told as text: a trail never fails on a value."""

    def default(self, o: Any) -> Any:
        try:
            return super().default(o)
        except TypeError:
            return str(o)


def _text(value: Any) -> str:
    return str(value) if value else ""
