"""What Linux tells about processes, and the two promises we ask of it."""

import ctypes
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
LIBC = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Identity:
    """A process beyond doubt: a recycled number has another start time or command."""

    pid: int
    started: int
    command: str
    boot: str


def boot() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the state on; nothing when the process is gone."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.rpartition(")")[2].split()


def identity(pid: int) -> Identity | None:
    """Who runs under this number now; a dead process waiting for its parent is nobody."""
    fields = _stat(pid)
    if not fields or fields[0] in "ZX":
        return None
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return None
    text = command.rstrip(b"\0").replace(b"\0", b" ").decode(errors="replace")
    return Identity(pid, int(fields[19]), text, boot())


def processes() -> Iterator[int]:
    return (int(entry) for entry in os.listdir("/proc") if entry.isdigit())


def descendants(ancestor: int) -> list[int]:
    """Every living process beneath one, nearest first."""
    parents = {pid: int(fields[1]) for pid in processes() if (fields := _stat(pid))}
    found, edge = [], [ancestor]
    while edge:
        edge = [pid for pid, parent in parents.items() if parent in edge]
        found += edge
    return found


def working_in(directory: Path) -> list[int]:
    """The living processes whose working directory this is, as far as we may see."""
    found = []
    for pid in processes():
        try:
            if os.readlink(f"/proc/{pid}/cwd") == str(directory) and identity(pid):
                found.append(pid)
        except OSError:
            continue
    return sorted(found)


def carries(pid: int, mark: str) -> bool:
    """Whether a process was started with this line in its environment."""
    try:
        return mark.encode() in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return False


def adopt_orphans() -> None:
    """Become the parent of grandchildren whose parent dies, so that none escapes."""
    LIBC.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def dies_with_parent(number: signal.Signals) -> Callable[[], None]:
    """What a child does before it becomes its program: receive a signal when we die."""
    parent = os.getpid()

    def promise() -> None:
        LIBC.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
        if os.getppid() != parent:  # we died before the promise was made
            os._exit(1)

    return promise


def signal_group(leader: int, number: signal.Signals) -> None:
    """Signal a child's process group; only while its leader is ours and not yet reaped."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, number)
