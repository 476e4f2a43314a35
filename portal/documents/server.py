"""The render server: a warmed process that forks one limited child per document.

Started by ``portal.documents.pdf`` with a socket; one request at a time; ends when the socket
closes. It holds no database connection, no secret and no thread, so a fork of it is safe,
and whatever a hostile document does happens in a child with nothing to steal.
"""

import ctypes
import gc
import os
import resource
import select
import signal
import socket
import sys
import tempfile
import time

from portal.documents import wire

GIBIBYTE = 1 << 30
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
PR_SET_PDEATHSIG = 1
libc = ctypes.CDLL(None, use_errno=True)


def main(fd: int) -> None:
    # Slow imports, possible only once FONTCONFIG_FILE is set; the children inherit them.
    from portal.documents import checks, engine  # noqa: F401, PLC0415

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for our parent; we see it leave
    for name in set(os.environ) - {"FONTCONFIG_FILE"}:
        del os.environ[name]
    engine.warm()
    leave_network()
    gc.collect()
    gc.freeze()
    gc.disable()
    with socket.socket(fileno=fd) as client:
        wire.send(client, {"ready": True}, b"")
        try:
            while (request := wire.receive(client)) is not None:
                answer(client, *request)
        except BrokenPipeError:
            return  # the asker is gone, and so is what this was for


def leave_network() -> None:
    """Give up the network where the kernel lets us; the deny-all fetcher is the first wall."""
    if libc.unshare(CLONE_NEWNET) != 0:
        libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)


def answer(client: socket.socket, head: dict, body: bytes) -> None:
    """Render in one child and check the file in a second, so that neither pays for the other."""
    started = time.monotonic()
    spent = Spent()
    with tempfile.TemporaryFile() as out:
        end = in_child(client, head, spent, lambda: keep(out, rendered(head, body)))
        if end is None:
            end = in_child(client, head, spent, lambda: check(head, out))
        out.seek(0)
        content = out.read() if end is None else b""
    result = {**vars(spent), "seconds": round(time.monotonic() - started, 3)}
    if end is not None:
        result |= {"error": end[0], "permanent": end[1]}
    wire.send(client, result, content)


class Spent:
    """What the children used together; the memory of the larger one."""

    def __init__(self):
        self.cpu_seconds, self.peak_mb = 0.0, 0

    def add(self, usage) -> None:
        self.cpu_seconds = round(self.cpu_seconds + usage.ru_utime + usage.ru_stime, 3)
        self.peak_mb = max(self.peak_mb, round(usage.ru_maxrss / 1024))


def in_child(client, head, spent: Spent, act) -> tuple[str, bool] | None:
    """Nothing when it went well, else (why not, whether it would go so again)."""
    with tempfile.TemporaryFile() as why:
        pid = os.fork()
        if pid == 0:
            run_limited(head["limits"], act, why)
        killed, usage, status = wait_for(pid, client, head["limits"]["seconds"])
        spent.add(usage)
        why.seek(0)
        reason = why.read().decode("utf-8", "replace")
    if not os.WIFEXITED(status) or os.WEXITSTATUS(status) not in (0, 3):
        return killed or f"the renderer ended with status {status}", False
    return (reason, True) if os.WEXITSTATUS(status) == 3 else None


def wait_for(pid: int, client: socket.socket, seconds: float):
    """(why we killed it or "", what it used, exit status); also ends when the asker is gone."""
    handle = os.pidfd_open(pid)
    try:
        ready, _, _ = select.select([handle, client], [], [], seconds)
        killed = ""
        if handle not in ready:
            killed = "the renderer took too long" if not ready else "nobody waits any more"
            os.kill(pid, signal.SIGKILL)
        _, status, usage = os.wait4(pid, 0)
    finally:
        os.close(handle)
    if os.WIFSIGNALED(status) and not killed:
        killed = {
            signal.SIGXCPU: "the renderer used too much processor time",
            signal.SIGKILL: "the renderer was killed (out of memory?)",
            signal.SIGXFSZ: "the document grew too large",
        }.get(os.WTERMSIG(status), f"the renderer died of signal {os.WTERMSIG(status)}")
    return killed, usage, status


def run_limited(limits: dict, act, why) -> None:
    """The child: limits first, then its one act; never returns."""
    code = 4
    try:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        resource.setrlimit(resource.RLIMIT_CPU, (limits["cpu_seconds"],) * 2)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limits["file_bytes"],) * 2)
        resource.setrlimit(resource.RLIMIT_AS, (limits["memory_bytes"],) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        act()
        code = 0
    except MemoryError:
        code = 4
    except Exception as error:
        why.write(f"{type(error).__name__}: {error}"[:2000].encode())
        why.flush()
        code = 3
    finally:
        os._exit(code)


def keep(out, content: bytes) -> None:
    out.write(content)
    out.flush()


def rendered(head: dict, body: bytes) -> bytes:
    from portal.documents import engine  # noqa: PLC0415 -- loaded by the warmed parent

    parts, assets = wire.unpack(head, body)
    return engine.render(engine.Order(parts, head["lang"], head["title"], head["variant"], assets))


def check(head: dict, out) -> None:
    from portal.documents import checks  # noqa: PLC0415 -- loaded by the warmed parent

    checks.require_sound(out, tagged="ua" in head["variant"])


if __name__ == "__main__":
    main(int(sys.argv[1]))
