"""The portal's own processes: web, worker and beat."""

import os
import signal

from ops.child import Program
from ops.places import PYTHON, ROOT
from ops.say import line
from ops.supervisor import Supervisor

Environments = dict[str, dict[str, str]]


def web(boss: Supervisor, environments: Environments, port: int) -> Program:
    options = {
        "interface": "wsgi",
        "host": "127.0.0.1",
        "port": str(port),
        "workers": "2",
        "blocking-threads": "4",
        "workers-kill-timeout": "5",
        "log-level": "warning",
    }
    argv = [part for name, value in options.items() for part in (f"--{name}", value)]
    return Program(
        name="web",
        argv=(str(PYTHON), "-m", "granian", *argv, "config.wsgi:application"),
        env={**environments["web"], "PUBLIC_ADDRESS": f"http://127.0.0.1:{port}"},
        cwd=ROOT,
        log=boss.rooms.log / "web.log",
    )


def worker(boss: Supervisor, environments: Environments) -> Program:
    return _celery(
        boss, environments, "worker", *pool(), "--without-mingle", "--without-gossip",
    )  # fmt: skip


def pool() -> tuple[str, ...]:
    """Two processes; one without a pool where /dev/shm, which the pool locks with, is closed."""
    if os.access("/dev/shm", os.W_OK | os.X_OK):
        return ("--pool", "prefork", "--concurrency", "2")
    line("  /dev/shm is not writable here: the worker does one report at a time")
    return ("--pool", "solo")


def beat(boss: Supervisor, environments: Environments) -> Program:
    return _celery(
        boss, environments, "beat", "--schedule", str(boss.rooms.run / "beat-schedule"),
        "--pidfile=",
    )  # fmt: skip


def everything(boss: Supervisor, environments: Environments, port: int) -> list[Program]:
    return [
        web(boss, environments, port),
        worker(boss, environments),
        beat(boss, environments),
    ]


def _celery(boss: Supervisor, environments: Environments, name: str, *options: str) -> Program:
    """Asked to end, a worker finishes its task for a while, then gives it back to the queue."""
    return Program(
        name=name,
        argv=(str(PYTHON), "-m", "celery", "-A", "config", name, "-l", "info", *options),
        env=environments["worker"],
        cwd=ROOT,
        log=boss.rooms.log / f"{name}.log",
        stop=((signal.SIGTERM, 5.0), (signal.SIGQUIT, 3.0)),
        on_orphan=signal.SIGQUIT if name == "worker" else signal.SIGTERM,
    )
