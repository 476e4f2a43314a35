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
    from portal.documents import engine  # noqa: PLC0415 -- slow import, after FONTCONFIG_FILE

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
        while (request := wire.receive(client)) is not None:
            head, body = request
            answer(client, head, body)


def leave_network() -> None:
    """Give up the network where the kernel lets us; the deny-all fetcher is the first wall."""
    if libc.unshare(CLONE_NEWNET) != 0:
        libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)


def answer(client: socket.socket, head: dict, body: bytes) -> None:
    """Render in a child, wait for it or kill it, and send what came of it."""
    with tempfile.TemporaryFile() as out:
        started = time.monotonic()
        pid = os.fork()
        if pid == 0:
            run_child(head, body, out)
        killed, usage, status = wait_for(pid, client, head["limits"]["seconds"])
        result = {
            "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 3),
            "peak_mb": round(usage.ru_maxrss / 1024),
            "seconds": round(time.monotonic() - started, 3),
        }
        out.seek(0)
        content = out.read()
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0:
        wire.send(client, result, content)
    elif os.WIFEXITED(status) and os.WEXITSTATUS(status) == 3:
        reason = content.decode("utf-8", "replace")
        wire.send(client, {**result, "error": reason, "permanent": True}, b"")
    else:
        reason = killed or f"the renderer ended with status {status}"
        wire.send(client, {**result, "error": reason, "permanent": False}, b"")


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


def run_child(head: dict, body: bytes, out) -> None:
    """The child: limits first, then render and check; never returns."""
    from portal.documents import checks, engine  # noqa: PLC0415 -- loaded by the warmed parent

    code = 4
    try:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        limits = head["limits"]
        resource.setrlimit(resource.RLIMIT_CPU, (limits["cpu_seconds"],) * 2)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limits["file_bytes"],) * 2)
        resource.setrlimit(resource.RLIMIT_AS, (limits["memory_bytes"],) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        try:
            parts, assets = wire.unpack(head, body)
            content = engine.render(
                engine.Order(parts, head["lang"], head["title"], head["variant"], assets)
            )
            checks.require_sound(content, tagged="ua" in head["variant"])
            code = 0
        except MemoryError:
            raise
        except Exception as error:
            content, code = f"{type(error).__name__}: {error}"[:2000].encode(), 3
        out.write(content)
        out.flush()
    except BaseException:
        code = 4
    finally:
        os._exit(code)


if __name__ == "__main__":
    main(int(sys.argv[1]))
