"""Every place that looks past the scope of the actor is known by name; a new one fails here."""

import ast
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
ENTRANCES = ("views", "forms", "api", "lists")

# Where rows are read by the manager that knows no actor: module → functions.
PAST_THE_MANAGER = {
    "governance/records.py": {"save_changes"},  # the row whose version moves on
    "cadres/access.py": {"grants_of"},  # finds out who acts
    "cadres/models/scoping.py": {"ScopedQuerySet._beneath"},  # is the scope
    "demo/province.py": {"is_there"},
    "evaluation/models/yearly_class.py": {"YearlyClassQuerySet.listed_for"},  # is the scope
    # Figures of a whole subtree: the caller has asked for the right to report on it.
    "evaluation/figures.py": {"_units_table", "decided_classes", "units_by_class"},
    "recruitment/figures.py": {"candidates_of", "exam_posts"},
    "inspection/selectors/__init__.py": {"next_code"},  # numbers are once in the whole portal
    # The caller narrowed the records; this reads the province's name, or all of one record.
    "cadres/selectors/dossier.py": {"dossiers"},
    "cadres/selectors/duplicates.py": {"counts_of"},
    "cadres/services/duplicates.py": {"_move_rows", "revived", "undo_facts"},
    "portal/uploads/services.py": {"unreferenced"},  # is a file named by any row at all
    "reports/selectors.py": {"is_genuine"},  # the public check: yes or no
}
# Who acts as the portal itself, besides commands.
AS_THE_PORTAL = {
    "governance/roles.py",
    "portal/jobs/running.py",
    "portal/jobs/sweeping.py",
    "portal/tasks.py",
    "cadres/tasks.py",
    "demo/accounts.py",
    "demo/bench/forms.py",
    "demo/reorganisations.py",
    "demo/province.py",
    "rotation/tasks.py",
    "reports/tasks.py",
    "reports/views/reports.py",  # the public check of a code, signed in or not
}
# Entrances that name rows without asking who looks: module → why that is no hole.
WITHOUT_VISIBLE_TO = {
    "portal/views/accounts.py": 2,  # the own sessions
    "portal/lists/export_job.py": 1,  # the account that asked for the export
    "portal/lists/memory.py": 3,  # the own saved views, and those shared with the hat
    "portal/views/law.py": 1,  # the law is everybody's
    "portal/views/uploads.py": 1,  # the owning record is asked in the next line
    "cadres/forms/standard_checks.py": 1,  # titles are a catalogue
    "cadres/forms/standards.py": 3,  # titles again
    "cadres/forms/unit_names.py": 1,  # units planned by the plan at hand
    "cadres/lists/imports.py": 1,  # the rows of an own batch
    "cadres/lists/standard_people.py": 2,  # standards are everybody's; rows of the scoped list
    "cadres/views/proposals.py": 1,  # the own record
    "cadres/views/standards.py": 2,  # standards are everybody's
    "recruitment/views.py": 1,  # narrowed in the line below
    "recruitment/forms.py": 1,  # titles are a catalogue
    "reports/views/dashboard.py": 1,  # the units of the own grants
}


def modules():
    """The code of the apps with its address; migrations arrange tables, not rows of people."""
    for app in settings.APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if "/migrations/" not in name:
                yield name, ast.parse(path.read_text(encoding="utf-8"))


def functions(tree, prefix=""):
    """(name, node) of every function, methods with their class."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef):
            yield from functions(node, f"{node.name}.")
        elif isinstance(node, ast.FunctionDef):
            yield prefix + node.name, node


def names_in(node) -> set[str]:
    return {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)} | {
        n.id for n in ast.walk(node) if isinstance(n, ast.Name)
    }


def test_the_manager_without_actor_is_used_in_known_places_only():
    found = {}
    for module, tree in modules():
        using = {name for name, node in functions(tree) if "_base_manager" in names_in(node)}
        if using or "_base_manager" in names_in(tree):
            found[module] = using
    assert found == PAST_THE_MANAGER


def test_the_portal_acts_itself_in_known_places_only():
    found = {module for module, tree in modules() if "system_actor" in names_in(tree)}
    commands = {module for module in found if "/management/commands/" in module}
    assert found - commands == AS_THE_PORTAL


def names_rows(statement) -> bool:
    """Does it begin from the rows of a model, narrowed neither by actor nor to a scoped list?"""
    used = names_in(statement)
    looked_up = "get_object_or_404" in used or "objects" in used
    models = {n.value.id for n in ast.walk(statement) if is_rows(n)}
    given = {
        n.args[0].id
        for n in ast.walk(statement)
        if isinstance(n, ast.Call)
        and getattr(n.func, "id", "") == "get_object_or_404"
        and isinstance(n.args[0], ast.Name)
        and n.args[0].id[0].isupper()
    }
    return looked_up and bool(models | given) and not used & {"visible_to", "search_cadres"}


def is_rows(node) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and node.attr == "objects"
        and isinstance(node.value, ast.Name)
    )


def simple_statements(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.Return | ast.Expr | ast.AnnAssign):
            yield node


def test_entrances_ask_who_looks():
    found = {}
    for module, tree in modules():
        inside = module.split("/")[1].removesuffix(".py")
        if inside in ENTRANCES:
            # An empty queryset tells the API its model; `get_queryset` asks who looks.
            asked = [
                s for s in simple_statements(tree) if names_rows(s) and "none" not in names_in(s)
            ]
            if asked:
                found[module] = len(asked)
    assert found == WITHOUT_VISIBLE_TO
