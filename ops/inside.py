"""Django commands run one after the other in one process of .venv, each with its time."""

import hashlib
import io
import logging
import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import django
from django.conf import settings
from django.core.management import CommandError, call_command

from ops.places import ROOT
from ops.say import line, step, warn

STATIC_SOURCES = ("static/**/*", "locale/**/*.po", "requirements/run.lock")

# What packages bring and no page of ours uses; compressing it took most of the time.
UNUSED_STATIC = ["rest_framework", "ht*-4*", "htmx-2-compat*", "hx-*"]


def prepare() -> int:
    """Make a database and a var/ directory ready to serve the demo province."""
    release()
    with step("Loading the demo province"):
        call_command("load_demo")
    accounts = Path(settings.VAR) / "run" / "accounts.txt"
    with accounts.open("w", encoding="utf-8") as out:
        call_command("demo_accounts", stdout=out)
    return 0


def release() -> int:
    """What every new version needs before it serves: tables, roles, static files."""
    with step("Bringing the database tables up to date"):
        call_command("migrate", interactive=False, verbosity=0)
    with step("Setting the database roles and their rights"):
        call_command("secure_database", stdout=io.StringIO())
    return build_static()


def prepare_bench() -> int:
    """The same with 200,000 cadres, or as many as PEOPLE says."""
    release()
    people = int(os.environ.get("PEOPLE") or 200_000)
    with step(f"Loading a province of {people:,} cadres"):
        call_command("load_demo", people=people)
    call_command("demo_accounts", stdout=io.StringIO())
    return 0


def build_static() -> int:
    """Everything that browsers get; built again only after changes."""
    stamp = Path(settings.VAR) / "static.stamp"
    now = _static_fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == now:
        return 0
    build_texts_and_fonts()
    with step("Compressing the static files"):
        call_command(
            "collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED_STATIC
        )
    stamp.write_text(now, encoding="ascii")
    return 0


def build_texts_and_fonts() -> int:
    """What is made from sources of ours before anything is collected."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    with step("Compiling the translations and cutting the fonts"):
        call_command("messages", compile=True, stdout=io.StringIO())
        call_command("build_static", stdout=io.StringIO())
    return 0


def check() -> int:
    """What must be in step with the code: migrations, rule book, states, texts, colours."""
    warnings.filterwarnings("ignore", message="Got an error checking a consistent migration")
    checks: tuple[tuple[str, Callable[[], object]], ...] = (
        ("check", lambda: call_command("check")),
        ("makemigrations --check", lambda: call_command("makemigrations", check_changes=True,
                                                        dry_run=True, verbosity=1)),
        ("rulebook --check", lambda: call_command("rulebook", "--check")),
        ("states --check", lambda: call_command("states", "--check")),
        ("messages --check", lambda: call_command("messages", "--check")),
        ("contrast --check", lambda: call_command("contrast", "--check")),
    )  # fmt: skip
    return sum(_fails(name, one) for name, one in checks)


def _fails(name: str, one: Callable[[], object]) -> bool:
    line(f"· manage.py {name}")
    try:
        one()
    except CommandError as error:
        warn(f"  FAILED manage.py {name}: {error}")
        return True
    except SystemExit as end:
        if end.code:
            warn(f"  FAILED manage.py {name}")
        return bool(end.code)
    return False


def _static_fingerprint() -> str:
    digest = hashlib.sha256(str(settings.STATIC_ROOT).encode())
    for pattern in STATIC_SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file():
                digest.update(str(path).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    work = {
        "prepare": prepare,
        "prepare_bench": prepare_bench,
        "release": release,
        "build_static": build_static,
        "build_texts_and_fonts": build_texts_and_fonts,
        "check": check,
    }
    try:
        sys.exit(work[sys.argv[1]]())
    except CommandError as error:
        sys.exit(f"  {error}")
