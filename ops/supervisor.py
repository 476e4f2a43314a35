"""Keeps the parts of the portal running, and leaves nothing behind when it ends."""

import fcntl
import json
import os
import signal
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Self

from ops import kernel
from ops.bell import Bell
from ops.child import Child, Program, stop_orphan, stop_together
from ops.command import RUNNING, tail
from ops.places import Rooms
from ops.say import Trouble, line

MARK = "PORTAL_SUPERVISOR"
MOST_FAILURES = 4  # in a row, while somebody waits for a result


class AlreadyRuns(Trouble):
    """Another launcher holds this var/ directory."""


class Supervisor:
    """One per var/ directory: holds its lock, its children, and the bell they wake it with."""

    def __init__(self, var: Path) -> None:
        self.rooms = Rooms(var)
        self.bell = Bell()
        self.ranks: list[list[Child]] = []  # later ranks depend on earlier ones
        self.run_id = uuid.uuid4().hex
        self._lock: int | None = None

    @property
    def mark(self) -> dict[str, str]:
        """What every process we start carries in its environment, as a proof of origin."""
        return {MARK: f"{self.rooms.top}#{self.run_id}"}

    def __enter__(self) -> Self:
        self._take_lock()
        self.bell.__enter__()
        kernel.adopt_orphans()
        try:
            stop_leftovers(self.rooms)
            write_run(self.rooms, self.run_id)
        except BaseException:
            self._let_go()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.stop()
        finally:
            self._let_go()

    def _take_lock(self) -> None:
        path = self.rooms.run / "supervisor.lock"
        self._lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(self._lock, 100, 0).decode() or "?"
            os.close(self._lock)
            raise AlreadyRuns(
                f"The portal already runs here (process {holder.strip()}); "
                "stop it there with Ctrl-C first."
            ) from None
        os.ftruncate(self._lock, 0)
        os.pwrite(self._lock, f"{os.getpid()}\n".encode(), 0)

    def _let_go(self) -> None:
        self.bell.__exit__()
        if self._lock is not None:
            os.ftruncate(self._lock, 0)
            os.close(self._lock)

    def start(self, *programs: Program) -> list[Child]:
        """Start a rank of programs that depend on the ranks before."""
        rank: list[Child] = []
        self.ranks.append(rank)
        for program in programs:
            self.bell.require_silence()
            child = Child(program, self.rooms.run)
            rank.append(child)
            child.begin()
        return rank

    def wait_until(
        self, child: Child, ready: Callable[[], bool], *, seconds: float = 60.0
    ) -> None:
        """Wait for a part to answer; give up with the end of its log after some tries."""
        end = time.monotonic() + seconds
        while not ready():
            self.bell.require_silence()
            self.tend()
            if child.starts > 4 or time.monotonic() > end:
                program = child.program
                why = f"ended with {child.ended}" if child.ended else "does not answer"
                raise Trouble(f"{program.name} {why}; see {program.log}:\n{tail(program.log)}")
            self.bell.wait(0.03)

    def tend(self) -> float:
        """Start again what has died; the seconds until there is something to do."""
        pause = 2.0
        for child in (child for rank in self.ranks for child in rank):
            if child.pid and not child.alive():
                delay = child.postpone()
                line(f"  {child.program.name} ended ({child.ended}); "
                     f"starting it again in {delay:.1f} s")  # fmt: skip
            if not child.pid:
                left = child.due - time.monotonic()
                if left <= 0:
                    self._again(child)
                else:
                    pause = min(pause, left)
        self._reap_adopted()
        return pause

    def insist(self) -> None:
        """Tend, but give up on a part that dies again and again: waiting would be in vain."""
        self.tend()
        for child in (child for rank in self.ranks for child in rank):
            if child.failures > MOST_FAILURES:
                program = child.program
                raise Trouble(
                    f"{program.name} ends again and again ({child.ended}); "
                    f"see {program.log}:\n{tail(program.log)}"
                )

    def _again(self, child: Child) -> None:
        try:
            child.begin()
        except (Trouble, OSError) as trouble:
            line(f"  {child.program.name}: {trouble}")
            child.postpone()

    def _reap_adopted(self) -> None:
        """Bury grandchildren whose own parent died; our children are buried by themselves."""
        ours = {child.pid for rank in self.ranks for child in rank} | RUNNING
        while True:
            try:
                dead = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                return
            if dead is None or dead.si_pid in ours:
                return
            os.waitpid(dead.si_pid, 0)

    def serve(self) -> None:
        """Watch over everything until somebody asks us to end."""
        while not self.bell.rung:
            self.bell.wait(self.tend())

    def stop(self) -> None:
        """Stop every rank, the last first, then whatever they left beneath us."""
        for rank in reversed(self.ranks):
            stop_together(rank, self.bell)
        self.ranks.clear()
        for number in (signal.SIGTERM, signal.SIGKILL):
            for pid in kernel.descendants(os.getpid()):
                try:
                    os.kill(pid, number)
                except ProcessLookupError:
                    continue
            end = time.monotonic() + 3
            while kernel.descendants(os.getpid()) and time.monotonic() < end:
                self._reap_adopted()
                time.sleep(0.02)


def write_run(rooms: Rooms, run_id: str) -> None:
    """Keep the names of the runs, so that the next one knows its predecessors."""
    path = rooms.run / "runs"
    known = path.read_text(encoding="ascii").split()[-9:] if path.exists() else []
    path.write_text("\n".join([*known, run_id]) + "\n", encoding="ascii")


def servers_last(record: Path) -> tuple[bool, str]:
    return record.stem in {"postgres", "valkey"}, record.stem


def stop_leftovers(rooms: Rooms) -> None:
    """Stop what a killed supervisor left running: only what is provably ours.

    The records prove leaders by number, start time, command and boot; the mark in the
    environment, which only our children carry, proves what the leaders had started.
    """
    for record in sorted(rooms.run.glob("*.json"), key=servers_last):
        try:
            known = kernel.Identity(**json.loads(record.read_text(encoding="utf-8")))
        except (ValueError, TypeError):
            record.unlink()
            continue
        if kernel.identity(known.pid) == known:
            line(f"  stopping {record.stem} of an earlier run (process {known.pid})")
            if record.stem == "postgres":  # it writes everything down before it ends
                stop_orphan(known, signal.SIGINT, patience=30)
            else:
                stop_orphan(known, signal.SIGTERM, patience=5)
        record.unlink()
    runs = rooms.run / "runs"
    known_runs = runs.read_text(encoding="ascii").split() if runs.exists() else []
    marks = [f"{MARK}={rooms.top}#{run}" for run in known_runs]
    for pid in kernel.processes():
        if pid == os.getpid() or not any(kernel.carries(pid, mark) for mark in marks):
            continue
        known = kernel.identity(pid)
        if known:
            line(f"  stopping process {pid} of an earlier run")
            stop_orphan(known, signal.SIGTERM, patience=5)
