"""``make check``, ``make fix`` and ``make test``; the tests get servers of their own."""

import os
import shlex
import shutil
import tempfile
from pathlib import Path

from ops import bootstrap, services
from ops.bell import Bell
from ops.command import run
from ops.environment import base_environment
from ops.places import PYTHON, VENV
from ops.say import Trouble, line, warn
from ops.supervisor import Supervisor

FONTS = VENV / "static-build"
LINTERS = {
    "ruff check": ["ruff", "check", "."],
    "ruff format --check": ["ruff", "format", "--check", "."],
    "lint-imports": ["lint-imports", "--no-logo"],
}


def check() -> int:
    """Run every check, also after one has failed, and say at the end which did."""
    with Bell() as bell, tempfile.TemporaryDirectory(prefix="portal-check-") as top:
        bootstrap.prepare("dev", bell)
        environment = {**os.environ, "PORTAL_VAR": top, "PORTAL_MODE": "development"}
        failed = []
        for name, argv in LINTERS.items():
            line(f"· {name}")
            if run([VENV / "bin" / argv[0], *argv[1:]], bell=bell, env=environment):
                failed.append(name)
        if run([PYTHON, "-m", "ops.inside", "check"], bell=bell, env=environment):
            failed.append("manage.py")
    if failed:
        warn("make check failed: " + ", ".join(failed))
        return 1
    line("make check passed")
    return 0


def fix() -> int:
    """Let ruff repair and format what it can."""
    with Bell() as bell:
        bootstrap.prepare("dev", bell)
        ruff = VENV / "bin" / "ruff"
        run([ruff, "check", "--fix", "."], bell=bell)
        return run([ruff, "format", "."], bell=bell)


def test() -> int:
    """Run the whole test suite on servers that are thrown away afterwards."""
    arguments = shlex.split(os.environ.get("ARGS", ""))
    with Bell() as bell:
        bootstrap.prepare("dev", bell)
    with tempfile.TemporaryDirectory(prefix="portal-test-") as top:
        os.chmod(top, 0o755)  # the servers' user must be able to walk through
        with Supervisor(Path(top)) as boss:
            chosen = services.start(boss, durable=False)
            environment = _environment(boss, chosen)
            _build_static(boss, environment)
            argv = [PYTHON, "-m", "pytest", "-n", "2", "--dist", "worksteal", *arguments]
            return run(argv, bell=boss.bell, env=environment)


def _build_static(boss: Supervisor, environment: dict[str, str]) -> None:
    """Messages and fonts; the fonts of the run before are taken over, if they still fit."""
    here = boss.rooms.top / "static-build"
    if FONTS.exists():
        shutil.copytree(FONTS, here)
    build = [PYTHON, "-m", "ops.inside", "build_texts_and_fonts"]
    if run(build, bell=boss.bell, env=environment):
        raise Trouble("The static files could not be built; the reason is above.")
    shutil.copytree(here, FONTS, dirs_exist_ok=True)


def _environment(boss: Supervisor, chosen: services.Services) -> dict[str, str]:
    environment = {
        **base_environment(boss.rooms, "development"),
        "DATABASE_URL": chosen.database_url,
        "REDIS_URL": chosen.redis_url,
        "DJANGO_SETTINGS_MODULE": "config.settings_test",
    }
    if chosen.home:
        environment["PGBIN"] = str(chosen.home.postgres)
    return environment
