"""One supervised process: started in its own group, recorded, stopped whole."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ops import kernel
from ops.bell import Bell

LARGEST_LOG = 10 * 1024**2
STEADY = 30.0  # after so many seconds of life a failure counts as the first again
DELAYS = (0.1, 0.3, 0.6, 1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True)
class Program:
    """How to run a part of the portal, and how it likes to be asked to stop."""

    name: str
    argv: tuple[str, ...]
    env: dict[str, str]
    cwd: Path
    log: Path
    user: tuple[int, int] | None = None
    stop: tuple[tuple[signal.Signals, float], ...] = ((signal.SIGTERM, 8.0),)
    on_orphan: signal.Signals = signal.SIGTERM
    before: Callable[[], None] = lambda: None


@dataclass
class Child:
    """A running program; ``poll`` notices its end, ``begin`` starts it again."""

    program: Program
    run_dir: Path
    pid: int = 0
    began: float = 0.0
    failures: int = 0
    due: float = 0.0
    starts: int = 0
    ended: str = field(default="")

    @property
    def record(self) -> Path:
        return self.run_dir / f"{self.program.name}.json"

    def begin(self) -> None:
        program = self.program
        program.before()
        user = program.user
        dropped = {"user": user[0], "group": user[1], "extra_groups": []} if user else {}
        with open_log(program.log) as log:
            process = subprocess.Popen(
                program.argv,
                env=program.env,
                cwd=program.cwd,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=kernel.dies_with_parent(program.on_orphan),
                **dropped,
            )
        process.returncode = 0  # we reap by waitid; Popen must not
        self.pid, self.began, self.starts = process.pid, time.monotonic(), self.starts + 1
        write_record(self.record, self.pid)

    def alive(self) -> bool:
        """Whether it runs; when it has ended, its whole group is cleared and reaped."""
        if not self.pid:
            return False
        ended = os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if ended is None:
            return True
        # The unreaped leader still holds its number, so the group is certainly ours.
        kernel.signal_group(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        killed = ended.si_code in (os.CLD_KILLED, os.CLD_DUMPED)
        self.ended = f"signal {ended.si_status}" if killed else f"exit code {ended.si_status}"
        self.pid = 0
        self.record.unlink(missing_ok=True)
        return False

    def postpone(self) -> float:
        """Decide when to start again after an end: at once at first, then ever later."""
        if time.monotonic() - self.began > STEADY:
            self.failures = 0
        delay = DELAYS[min(self.failures, len(DELAYS) - 1)]
        self.failures += 1
        self.due = time.monotonic() + delay
        return delay


def open_log(path: Path):
    """Append to a log that starts anew when it has grown too large."""
    if path.exists() and path.stat().st_size > LARGEST_LOG:
        path.replace(path.with_suffix(".old.log"))
    return path.open("ab")


def write_record(path: Path, pid: int) -> None:
    """Write down who was started, so that a later run can prove what is its own."""
    known = kernel.identity(pid)
    if known is None:
        return
    beside = path.with_suffix(".tmp")
    beside.write_text(json.dumps(asdict(known)), encoding="utf-8")
    beside.replace(path)


def stop_together(children: list[Child], bell: Bell) -> None:
    """Ask a rank of processes to stop, wait for all, and insist where patience ends."""
    waiting = [child for child in children if child.alive()]
    stages = {child.program.name: list(child.program.stop) for child in waiting}
    deadline = dict.fromkeys(stages, 0.0)
    while waiting:
        now = time.monotonic()
        for child in waiting:
            name = child.program.name
            if bell.rung > 1:  # a second Ctrl-C: at once
                kernel.signal_group(child.pid, signal.SIGKILL)
            elif now >= deadline[name]:
                number, patience = stages[name].pop(0) if stages[name] else (signal.SIGKILL, 5.0)
                deadline[name] = now + patience
                os.kill(child.pid, number)
        bell.wait(0.1)
        waiting = [child for child in waiting if child.alive()]


def stop_orphan(known: kernel.Identity, first: signal.Signals, patience: float) -> None:
    """Stop a process of an earlier run, proved by number, start time and command."""
    for number in (first, signal.SIGKILL):
        if kernel.identity(known.pid) == known:
            os.kill(known.pid, number)
        end = time.monotonic() + patience
        while kernel.identity(known.pid) == known and time.monotonic() < end:
            time.sleep(0.05)
