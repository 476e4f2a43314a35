"""Promises the whole code base makes, checked once for all of it."""

import ast
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.management import call_command
from django.db import connection, models

from config import celery_app
from governance.checks import our_models, watched_models
from governance.database import deletable_tables
from governance.records import ActorManager, EditableRecord, Record
from governance.rulebook import charts_of, rooms, rules_of
from governance.selectors import books
from governance.verification import mechanism

ROOT = Path(__file__).parent.parent
OURS = [model for model in our_models() if model._meta.managed]
RECORDS = [model for model in OURS if issubclass(model, Record)]
ALL_RULES = [(room, rule) for room, module in rooms() for rule in rules_of(module)]
label = "{0._meta.label}".format


def service_functions():
    """Every function of the rooms' services, by name, with the module it stands in."""
    for room in settings.APPS:
        modules = [ROOT / room / "services.py", *(ROOT / room / "services").glob("*.py")]
        for path in (p for p in modules if p.exists()):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef):
                    yield path, node


def names_called(node):
    return {
        ast.unparse(n.func).rpartition(".")[2] for n in ast.walk(node) if isinstance(n, ast.Call)
    }


def told_in_the_trail(functions):
    """Names of functions that call `audit.record`, themselves or through another service."""
    told = {"record"}
    while True:
        more = {node.name for _, node in functions if names_called(node) & told} - told
        if not more:
            return told
        told |= more


def is_use_case(node):
    atomic = any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list)
    return atomic and not node.name.startswith("_")


@pytest.mark.parametrize("model", OURS, ids=label)
def test_choices_are_also_database_constraints(model):
    constrained = str([getattr(c, "condition", None) for c in model._meta.constraints])
    with_choices = [
        f.name for f in model._meta.local_fields if f.choices and not isinstance(f, ArrayField)
    ]

    assert [name for name in with_choices if f"'{name}__in'" not in constrained] == []


@pytest.mark.parametrize("model", OURS, ids=label)
def test_nothing_cascades_away(model):
    assert {
        field.name: field.remote_field.on_delete.__name__
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
        and field.remote_field.on_delete not in {models.PROTECT, models.RESTRICT}
    } == {}


@pytest.mark.parametrize("model", RECORDS, ids=label)
def test_records_have_uuids_and_a_manager_that_wants_an_actor(model):
    assert isinstance(model._meta.pk, models.UUIDField)
    assert isinstance(model._default_manager, ActorManager)
    assert not isinstance(model._base_manager, ActorManager)


@pytest.mark.parametrize("model", OURS, ids=label)
def test_constraints_are_sentences_of_their_model(model):
    names = [constraint.name for constraint in model._meta.constraints]

    assert [name for name in names if name.count("_") < 2 or name != name.lower()] == []


def test_models_declare_their_data_classes():
    call_command("check", stdout=StringIO(), stderr=StringIO())


def test_every_record_is_watched_and_every_version_guarded():
    with connection.cursor() as cursor:
        assert [*mechanism.trigger_flaws(cursor), *mechanism.function_flaws(cursor)] == []


def test_every_seal_in_the_database_is_declared_by_its_model():
    """So that the verifier misses it when somebody drops it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger "
            "WHERE tgname IN ('sealed', 'frozen') ORDER BY 1"
        )
        held = cursor.fetchall()

    assert held == sorted((m._meta.db_table, m.GUARD) for m in RECORDS if m.GUARD)


def test_only_machinery_is_exempt_from_the_trail():
    """The explicit list: rows a job rewrites by the second, the log of readings, figures,
    and snapshots named by their hash."""
    exempt = {m._meta.db_table for m in RECORDS} - {m._meta.db_table for m in watched_models()}

    assert exempt <= {
        "cadres_qualitysnapshot",
        "cadres_recordreading",
        "cadres_clockdue",  # dates computed again every night from watched rows
        "cadres_recordscore",
        "portal_batchitem",
        "portal_importrow",
        "portal_job",
        "portal_jobasker",
        "portal_jobfile",
        "portal_packageerror",
        "reports_snapshot",
    }
    assert [m._meta.label for m in RECORDS if m.UNWATCHED and issubclass(m, EditableRecord)] == []


def test_what_may_be_deleted_is_no_personnel_record():
    tables = {m._meta.db_table: m._meta.app_label for m in OURS}

    assert {tables[t] for t in deletable_tables() if t in tables} <= {"portal"}


def test_every_use_case_takes_its_actor_and_is_told_in_the_trail():
    functions = list(service_functions())
    told = told_in_the_trail(functions)
    silent = {
        f"{path.relative_to(ROOT)}: {node.name}"
        for path, node in functions
        if is_use_case(node)
        and (node.name not in told or "by" not in {a.arg for a in node.args.kwonlyargs})
    }

    assert sorted(silent) == []


def test_migrations_are_complete():
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


@pytest.mark.parametrize("document", ["rulebook", "states"])
def test_generated_documents_are_up_to_date(document):
    call_command(document, "--check")


def test_rule_codes_are_unique_and_every_rule_cites_a_known_entry():
    codes = [rule.code for _, rule in ALL_RULES]

    assert sorted({code for code in codes if codes.count(code) > 1}) == []
    assert [
        rule.code
        for room, rule in ALL_RULES
        if rule.enforces and rule.enforces not in books().get(room, {})
    ] == []
    assert [rule.code for _, rule in ALL_RULES if not rule.statement.endswith(".")] == []


def test_every_rule_and_chart_of_a_room_is_listed():
    from governance.findings import Rule  # noqa: PLC0415 -- only this test asks for the type
    from governance.states import StateChart  # noqa: PLC0415

    for room, module in rooms():
        found = vars(module).values()
        own = {each.code for each in found if isinstance(each, Rule)}
        charts = {each.name for each in found if isinstance(each, StateChart)}
        assert {rule.code for rule in rules_of(module)} >= own, room
        assert {chart.name for chart in charts_of(module)} >= charts, room


def test_every_task_sent_is_registered():
    celery_app.loader.import_default_modules()
    sent = {
        node.args[0].value
        for room in settings.APPS
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] in {"send_task", "after_commit"}
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }

    assert sent <= set(celery_app.tasks)
