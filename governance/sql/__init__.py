"""SQL the rooms attach in their migrations; the functions themselves are in the ``.sql`` files here."""

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
