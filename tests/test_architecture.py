"""The shape of the code base, kept by machine."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).parent.parent
ROOMS = ["config", *settings.APPS, "ops"]
MODULES = sorted(
    path
    for room in ROOMS
    for path in (ROOT / room).rglob("*.py")
    if "migrations" not in path.parts
)
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_VIEW = 400, 40, 25
# Inline imports have a reason beside them; session-wide identity would leak behind a pooler.
FORBIDDEN = {
    r"\bdate\.today\(\)": "the clock is read at entrances, with localdate()",
    r"on_delete\s*=\s*(models\.)?CASCADE|models\.CASCADE": "nothing cascades away",
    r"SET app\.": "identity ends with its transaction",
    r"select_for_update\((?!no_key=True|of=\([^)]*\), no_key=True|no_key=True, )": (
        "FOR UPDATE waits for other people's foreign key checks: use no_key=True"
    ),
    r"@receiver\(|post_save|pre_save|m2m_changed": "no Django signals",
}


def relative(path):
    return str(path.relative_to(ROOT))


def functions_of(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def longest_allowed(function, path):
    """A view only loads, asks one use case and answers."""
    takes_request = [a.arg for a in function.args.args[:1]] == ["request"]
    in_views = "views" in path.parts or path.name == "views.py"
    return LONGEST_VIEW if takes_request and in_views else LONGEST_FUNCTION


@pytest.mark.parametrize("path", [*MODULES, *TESTS], ids=relative)
def test_modules_and_functions_stay_readable(path):
    length = path.read_text(encoding="utf-8").count("\n")
    assert length <= LONGEST_MODULE
    assert [
        f"{f.name}: {f.end_lineno - f.lineno + 1}"
        for f in functions_of(path)
        if f.end_lineno - f.lineno >= longest_allowed(f, path)
    ] == []


@pytest.mark.parametrize("path", [p for p in MODULES if "ops" not in p.parts], ids=relative)
def test_what_the_house_refuses(path):
    source = path.read_text(encoding="utf-8")

    assert [why for pattern, why in FORBIDDEN.items() if re.search(pattern, source)] == []


def test_every_template_is_used():
    sources = [*MODULES, *TEMPLATES]
    code = {path: path.read_text(encoding="utf-8") for path in sources}
    names = {relative(path).removeprefix("templates/"): path for path in TEMPLATES}
    # A view may choose among the pages of one folder: f"portal/errors/{status}.html".
    unused = [
        name
        for name, path in names.items()
        if not any(
            name in text or f"{name.rpartition('/')[0]}/{{" in text
            for source, text in code.items()
            if source != path
        )
    ]

    assert unused == []


def test_templates_carry_no_inline_code_and_stay_short():
    inline = re.compile(r"<style|\sstyle=|<script(?![^>]*\bsrc=)|\son[a-z]+=\"", re.IGNORECASE)
    pages = [p for p in TEMPLATES if "_documents" not in p.parts and "pdf" not in p.parts]
    sizes = {relative(p): p.read_text(encoding="utf-8").count("\n") for p in TEMPLATES}

    assert [relative(p) for p in pages if inline.search(p.read_text(encoding="utf-8"))] == []
    assert {name: size for name, size in sizes.items() if size > 150} == {}


def test_imports_respect_the_layers():
    command = Path(sys.executable).with_name("lint-imports")
    outcome = subprocess.run([command], cwd=ROOT, capture_output=True, text=True)

    assert outcome.returncode == 0, outcome.stdout


def test_governance_knows_no_room_and_no_web_page():
    """Import contracts see modules; this sees the web framework too."""
    web = re.compile(r"from django\.(http|shortcuts|template|views)|import rest_framework")
    kernel = [p for p in MODULES if p.relative_to(ROOT).parts[0] == "governance"]

    assert [relative(p) for p in kernel if web.search(p.read_text(encoding="utf-8"))] == []


def test_no_machine_of_ours_is_named():
    """Paths of the machine this was written on have no place in the repository."""
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    suspects = re.compile(r"/wor" r"k/(main|shared)|/tmp/bri" r"ef")
    texts = [
        ROOT / n for n in tracked if n.endswith((".py", ".md", ".html", ".toml", ".yml", ".sh"))
    ]

    assert [
        relative(p) for p in texts if p.exists() and suspects.search(p.read_text(encoding="utf-8"))
    ] == []
