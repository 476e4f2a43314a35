"""``make demo`` and ``make report``: from nothing to a served portal and a written report."""

import os
import re
import shutil
import socket
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from ops import bootstrap, parts, services
from ops.command import run, tail
from ops.environment import base_environment, with_database
from ops.home import data_dirs
from ops.places import PYTHON, ROOT, var
from ops.say import Trouble, line, step
from ops.supervisor import AlreadyRuns, Supervisor

REPORT = ("--unit", "22", "--year", "2023", "--lang", "vi", "--wait")
PDF = re.compile(r"\S+\.pdf\b")


def demo() -> int:
    """Serve the demo province until Ctrl-C."""
    began = time.monotonic()
    port = chosen_port()
    with Supervisor(var()) as boss:
        require_port(port)
        environments = set_up(boss)
        web, *_ = boss.start(*parts.everything(boss, environments, port))
        pdf = write_report(boss, environments)  # the web server gets ready meanwhile
        with step("Waiting for the portal to answer"):
            boss.wait_until(web, lambda: answers(port), seconds=90)
        line("")
        line(f"Report    {pdf}")
        line(f"Portal    http://127.0.0.1:{port}/")
        line((boss.rooms.run / "accounts.txt").read_text(encoding="utf-8").rstrip())
        line(f"Ready after {time.monotonic() - began:.0f} s. Ctrl-C stops everything.")
        boss.serve()
    line("Stopped; the data stay in var/ (make clean-demo removes them).")
    return 0


def report() -> int:
    """Write the province's report and end; a portal that runs already is asked for it."""
    began = time.monotonic()
    try:
        with Supervisor(var()) as boss:
            environments = set_up(boss)
            boss.start(parts.worker(boss, environments))
            pdf = write_report(boss, environments)
    except AlreadyRuns:
        pdf = ask_running()
    line(f"Report    {pdf}")
    line(f"Done after {time.monotonic() - began:.0f} s.")
    return 0


def set_up(boss: Supervisor) -> dict[str, dict[str, str]]:
    """Packages, servers, tables, roles, static files, demo data; the environments to use."""
    bootstrap.prepare("demo", boss.bell)
    chosen = services.start(boss)
    environments = environments_for(boss, chosen)
    prepare = [PYTHON, "-m", "ops.inside", "prepare"]
    if run(prepare, bell=boss.bell, env=environments["setup"], meanwhile=boss.tend):
        raise Trouble("The portal could not be prepared; the reason is above.")
    return environments


def environments_for(boss: Supervisor, chosen: services.Services) -> dict[str, dict[str, str]]:
    base = {**base_environment(boss.rooms, "demo"), **boss.mark}
    return with_database(
        base,
        boss.rooms,
        chosen.database_url,
        chosen.redis_url,
        embedded=chosen.own_database,
    )


def write_report(boss: Supervisor, environments: dict[str, dict[str, str]]) -> Path:
    """Have the worker make the province's annual inspection report; its path."""
    log = boss.rooms.log / "report.log"
    log.unlink(missing_ok=True)
    argv = [PYTHON, "manage.py", "make_report", *REPORT]
    with step("The worker makes the province's annual inspection report of 2023"):
        code = run(
            argv,
            bell=boss.bell,
            env=environments["web"],
            log=log,
            doing="the worker is at it",
            meanwhile=boss.insist,
        )
    found = PDF.findall(log.read_text(encoding="utf-8", errors="replace"))
    pdf = ROOT / found[-1] if found else None
    if code or not pdf or not is_pdf(pdf):
        raise Trouble(
            f"The report was not written; see {log} and {boss.rooms.log / 'worker.log'}:\n"
            f"{tail(log)}"
        )
    return pdf.relative_to(ROOT) if pdf.is_relative_to(ROOT) else pdf


def is_pdf(path: Path) -> bool:
    return path.is_file() and path.read_bytes()[:5] == b"%PDF-"


def ask_running() -> Path:
    """The report from the portal that another launcher serves, through its own worker."""
    boss = Supervisor(var())
    if not (boss.rooms.run / "worker.json").exists():
        raise AlreadyRuns("The portal is being started here by another make; wait for it.")
    line("· The portal runs already: asking it for the report")
    with boss.bell:
        return write_report(boss, environments_for(boss, services.locate(boss.rooms.top)))


def chosen_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Trouble(f"PORT is {text!r}, but a port is a number from 1 to 65535.")
    return int(text)


def require_port(port: int) -> None:
    """Refuse before anything starts when somebody else listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Trouble(
                f"Port {port} is not free ({error.strerror}); "
                f"stop what uses it or choose another: make demo PORT={port + 1}"
            ) from None


def answers(port: int) -> bool:
    """Whether the portal serves, with the database it needs."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as page:
            return page.status == 200
    except (URLError, OSError):
        return False


def clean() -> int:
    """Remove the demo: its data, its reports, its secrets; nothing that runs."""
    top = var()
    with Supervisor(top):
        for data in data_dirs(top):
            shutil.rmtree(data, ignore_errors=True)
    left = []
    for entry in sorted(top.iterdir()):
        shutil.rmtree(entry, ignore_errors=True) if entry.is_dir() else entry.unlink()
        if entry.exists():
            left.append(str(entry))
    if left:
        raise Trouble("These could not be removed (another user's?): " + ", ".join(left))
    top.rmdir()
    line("The demo is removed.")
    return 0
