"""Run one command to its end, or end it and all it started when we are asked to stop."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ops import kernel
from ops.bell import Bell
from ops.places import ROOT
from ops.say import line

EVERY = 10.0  # seconds between two signs of life of a long step
RUNNING: set[int] = set()  # children that are buried here and nowhere else


def run(
    argv: Sequence[str | Path],
    *,
    bell: Bell,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    log: Path | None = None,
    user: tuple[int, int] | None = None,
    doing: str = "",
    meanwhile: Callable[[], object] = lambda: None,
) -> int:
    """The exit code; with ``log`` the output goes there, and ``doing`` is said now and then."""
    target = log.open("ab") if log else None
    dropped = {"user": user[0], "group": user[1], "extra_groups": []} if user else {}
    try:
        process = subprocess.Popen(
            [str(part) for part in argv],
            env=env,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=target,
            stderr=subprocess.STDOUT if target else None,
            start_new_session=True,
            preexec_fn=kernel.dies_with_parent(signal.SIGTERM),
            **dropped,
        )
    finally:
        if target:
            target.close()
    RUNNING.add(process.pid)
    try:
        return _attend(process, bell, doing, meanwhile)
    finally:
        _clear(process)
        RUNNING.discard(process.pid)


def _attend(
    process: subprocess.Popen, bell: Bell, doing: str, meanwhile: Callable[[], object]
) -> int:
    began = told = time.monotonic()
    while not _ended(process.pid):
        bell.require_silence()
        meanwhile()
        bell.wait(0.5)
        now = time.monotonic()
        if doing and now - told >= EVERY:
            told = now
            line(f"  … {doing} ({now - began:.0f} s)")
    return process.wait()


def _ended(pid: int) -> bool:
    ended = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    if ended:
        kernel.signal_group(pid, signal.SIGKILL)  # what it left running in its group
    return ended is not None


def _clear(process: subprocess.Popen) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        end = time.monotonic() + 10
        while not _ended(process.pid) and time.monotonic() < end:
            time.sleep(0.05)
    finally:
        if process.returncode is None:
            kernel.signal_group(process.pid, signal.SIGKILL)
            process.wait()


def output(argv: Sequence[str | Path], env: Mapping[str, str] | None = None) -> str:
    """What a short command prints, or nothing when it fails."""
    done = subprocess.run(
        [str(part) for part in argv],
        env=env,
        capture_output=True,
        start_new_session=True,
        text=True,
        errors="replace",
        check=False,
    )
    return done.stdout if done.returncode == 0 else ""


def tail(log: Path, lines: int = 12) -> str:
    """The end of a log, for the person who must find out why something failed."""
    if not log.exists():
        return ""
    text = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join("    " + part for part in text[-lines:])
