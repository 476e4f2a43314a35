"""The triggers and functions that write the trail: present, enabled always, as shipped."""

import re
from collections.abc import Iterator

from governance.checks import versioned_tables, watched_models
from governance.database import excessive_rights, role_names
from governance.sql import shipped

FUNCTION = re.compile(
    r"CREATE OR REPLACE FUNCTION ([a-z_.]+)\((?:(?!\$\$).)*?AS \$\$(.*?)\$\$", re.DOTALL
)
FIXED = {
    (
        "audit.event",
        "append_only",
    ): "CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE "
    "ON audit.event FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse()",
    ("audit.spoken", "note_written"): "CREATE CONSTRAINT TRIGGER note_written AFTER INSERT "
    "ON audit.spoken DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
    "EXECUTE FUNCTION audit.write_note()",
}


def flaws(cursor) -> Iterator[tuple[str, str]]:
    yield from function_flaws(cursor)
    yield from trigger_flaws(cursor)
    for role in role_names().writers:
        for detail in excessive_rights(cursor, role):
            yield f"role {role}", detail


def function_flaws(cursor) -> Iterator[tuple[str, str]]:
    cursor.execute(
        "SELECT CASE nspname WHEN 'public' THEN '' ELSE nspname || '.' END || proname, prosrc "
        "FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
        "WHERE nspname = 'audit' OR nspname = 'public' AND proname LIKE 'governance\\_%%'",
        [],
    )
    there = dict(cursor.fetchall())
    ours = dict(FUNCTION.findall(shipped("audit") + shipped("guard")))
    for name, body in ours.items():
        if name not in there:
            yield f"function {name}", "is missing"
        elif there[name].strip() != body.strip():
            yield f"function {name}", "is not the one that was shipped"
    for name in sorted(there.keys() - ours.keys()):
        yield f"function {name}", "was not shipped"


def trigger_flaws(cursor) -> Iterator[tuple[str, str]]:
    cursor.execute(
        "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), tgenabled "
        "FROM pg_trigger WHERE NOT tgisinternal"
        " AND tgname IN ('audit_watch', 'version_rises', 'append_only', 'note_written',"
        " 'sealed', 'frozen')"
    )
    there = {(t.replace('"', ""), name): (text, on) for t, name, text, on in cursor.fetchall()}
    for place, expected in expected_triggers().items():
        text, _enabled = there.get(place, ("", ""))
        told = f"trigger {place[1]} of {place[0]}"
        if not text:
            yield told, "is missing"
        elif not text.endswith(expected):
            yield told, "is not the one that was shipped"
    for place, (_text, enabled) in there.items():
        if enabled != "A":
            yield f"trigger {place[1]} of {place[0]}", "is not enabled always"


def expected_triggers() -> dict[tuple[str, str], str]:
    expected = dict(FIXED)
    versioned = versioned_tables()
    for model in watched_models():
        table = model._meta.db_table
        expected[table, "audit_watch"] = (
            f"CREATE CONSTRAINT TRIGGER audit_watch AFTER INSERT OR DELETE OR UPDATE ON "
            f"public.{table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
            f"EXECUTE FUNCTION audit.write('{model._meta.pk.column}')"
        )
        if model.GUARD:
            expected[table, model.GUARD] = ""  # its condition is the migration's
        if table in versioned:
            expected[table, "version_rises"] = (
                f"CREATE TRIGGER version_rises BEFORE UPDATE ON public.{table} "
                f"FOR EACH ROW EXECUTE FUNCTION audit.next_version()"
            )
    return expected
