"""A launcher in a process of its own, with a var/ directory that is thrown away."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
import pytest

from ops import kernel
from ops.places import ROOT


class Launcher:
    """Starts tests.ops.serve, knows what it started, and can be treated badly."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.port = free_port()
        self.process: subprocess.Popen[str] | None = None
        self.address = ""

    def launch(self, work: str = "serve") -> "subprocess.Popen[str]":
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "REDIS_URL", "PORTAL_VAR"}
        }
        return subprocess.Popen(
            [sys.executable, "-m", "tests.ops.serve", str(self.top), str(self.port), work],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def start(self) -> None:
        self.process = self.launch()
        said = []
        for row in self.process.stdout or ():
            said.append(row)
            if row.startswith("ready "):
                self.address = row.split()[1]
                return
        raise AssertionError("the launcher did not become ready:\n" + "".join(said))

    def refusal(self, work: str = "serve") -> str:
        """What a start says that must not succeed."""
        process = self.launch(work)
        said, _ = process.communicate(timeout=60)
        assert process.returncode == 1
        return said

    def signal(self, number: signal.Signals) -> str:
        """Send a signal and return what the launcher said until its end."""
        assert self.process is not None
        self.process.send_signal(number)
        said, _ = self.process.communicate(timeout=60)
        return said

    def pid_of(self, name: str) -> int:
        record = self.top / "run" / f"{name}.json"
        text = record.read_text(encoding="utf-8")
        return int(text.split('"pid": ')[1].split(",")[0])

    def family(self) -> list[kernel.Identity]:
        assert self.process is not None
        known = (kernel.identity(pid) for pid in kernel.descendants(self.process.pid))
        return [one for one in known if one]

    def sql(self, statement: str) -> list[tuple]:
        connection = psycopg2.connect(self.address)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def eventually(claim: Callable[[], object], seconds: float = 30.0) -> None:
    """Wait until a claim holds and raises nothing of what a starting server answers."""
    end = time.monotonic() + seconds
    while True:
        try:
            if claim():
                return
        except (psycopg2.Error, OSError):
            pass
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.05)


@pytest.fixture
def launcher() -> Iterator[Launcher]:
    top = Path(tempfile.mkdtemp(prefix="portal-ops-"))
    top.chmod(0o755)
    one = Launcher(top)
    yield one
    if one.process and one.process.poll() is None:
        one.signal(signal.SIGTERM)
    if one.process and one.process.stdout:
        one.process.stdout.close()
    shutil.rmtree(top, ignore_errors=True)
