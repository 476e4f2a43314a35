"""SQL the rooms attach in their migrations; the functions are in the ``.sql`` files here."""

from pathlib import Path

from django.db.migrations import RunSQL

HERE = Path(__file__).parent


def shipped(name: str) -> str:
    return (HERE / f"{name}.sql").read_text(encoding="utf-8")


def watch(*tables: str) -> RunSQL:
    """Migration operation: audit these tables, and hold their versions to steps of one."""
    return RunSQL(
        [f"SELECT audit.watch('{table}')" for table in tables],
        [f"SELECT audit.unwatch('{table}')" for table in reversed(tables)],
    )


def seal(table: str, *, when: str, free: tuple[str, ...] = ()) -> RunSQL:
    """Migration operation: a row for which `when` (SQL over OLD) holds changes only by request.

    The columns in `free` may still move, such as the state that leads onwards.
    """
    columns = ", ".join(f"'{column}'" for column in free)
    return RunSQL(
        [
            f"DROP TRIGGER IF EXISTS sealed ON {table}",
            f"CREATE TRIGGER sealed BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW"
            f" WHEN ({when}) EXECUTE FUNCTION governance_guard({columns})",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER sealed",
        ],
        f"DROP TRIGGER sealed ON {table}",
    )


def freeze(table: str, *, once: tuple[str, ...]) -> RunSQL:
    """Migration operation: rows never change, except the columns in `once`, filled once."""
    columns = ", ".join(f"'{column}'" for column in once)
    return RunSQL(
        [
            f"DROP TRIGGER IF EXISTS frozen ON {table}",
            f"CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION governance_freeze({columns})",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER frozen",
        ],
        f"DROP TRIGGER frozen ON {table}",
    )
