"""The two embedded servers as programs: PostgreSQL and Valkey, on Unix sockets only."""

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from ops import kernel
from ops.bell import Bell
from ops.child import Child, Program
from ops.command import run, tail
from ops.home import Home
from ops.say import Trouble

BARE = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": "/"}
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def initialise(home: Home, log: Path, bell: Bell, *, durable: bool = True) -> None:
    """Make the database cluster once; a half-made one is thrown away and made again."""
    half = home.base / "pg.half"
    if home.data.exists() and not half.exists():
        return
    half.touch()
    shutil.rmtree(home.data, ignore_errors=True)
    home.own(home.data)
    argv = [
        home.postgres / "initdb", "-D", home.data, "-U", "portal", "--auth=trust",
        "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums",
    ]  # fmt: skip
    if not durable:
        argv.append("--no-sync")
    if run(argv, bell=bell, env=BARE, cwd=Path("/"), log=log, user=home.user):
        raise Trouble(f"The database could not be made; see {log}:\n{tail(log)}")
    half.unlink()


def postgres(home: Home, log: Path, mark: dict[str, str], *, durable: bool = True) -> Program:
    """PostgreSQL in the foreground, so that its end is noticed at once."""
    settings = [
        "listen_addresses=",
        f"unix_socket_directories={home.sockets}",
        "unix_socket_permissions=0700",
        "shared_buffers=128MB",
        "max_connections=100",
        "jit=off",
        *(() if durable else QUICK),
    ]
    options = [part for setting in settings for part in ("-c", setting)]
    return Program(
        name="postgres",
        argv=(str(home.postgres / "postgres"), "-D", str(home.data), *options),
        env={**BARE, **mark},
        cwd=Path("/"),
        log=log,
        user=home.user,
        stop=((signal.SIGINT, 20.0), (signal.SIGQUIT, 5.0)),  # fast, then immediate
        on_orphan=signal.SIGINT,
        before=lambda: clear_stale_postgres(home),
    )


def valkey(home: Home, log: Path, mark: dict[str, str]) -> Program:
    """Valkey (Redis) that writes every command to disk within a second."""
    data = home.own(home.base / "valkey")
    options = {
        "port": "0",
        "unixsocket": str(home.redis_socket),
        "unixsocketperm": "700",
        "dir": str(data),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
    }
    argv = [part for name, value in options.items() for part in (f"--{name}", value)]
    return Program(
        name="valkey",
        argv=(str(home.valkey), *argv),
        env={**BARE, **mark},
        cwd=Path("/"),
        log=log,
        user=home.user,
        before=lambda: home.redis_socket.unlink(missing_ok=True),
    )


def clear_stale_postgres(home: Home, patience: float = 10.0) -> None:
    """Let the backends of a dead server end, then remove a pid file that names a stranger.

    A pid file whose process is gone stays: PostgreSQL itself checks with its help that no
    old backend is still attached to the data.
    """
    end = time.monotonic() + patience
    while users := kernel.working_in(home.data):
        if time.monotonic() > end:
            raise Trouble(
                f"PostgreSQL process {users[0]} uses {home.data} but was not started by this "
                f"launcher; stop it (kill {users[0]}) and try again."
            )
        time.sleep(0.05)
    for holder in (home.data / "postmaster.pid", *home.sockets.glob(".s.PGSQL.*.lock")):
        try:
            pid = int(holder.read_text(encoding="utf-8").split()[0])
        except (FileNotFoundError, ValueError, IndexError):
            pid = 0
        if not pid or Path(f"/proc/{pid}").exists():  # a stranger, or dead but not buried
            holder.unlink(missing_ok=True)


def postgres_ready(home: Home, child: Child) -> bool:
    """What pg_ctl looks at: the last line of the pid file, written by this very process."""
    try:
        lines = (home.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    return len(lines) >= 8 and lines[0] == str(child.pid) and lines[7].strip() == "ready"


def valkey_ready(home: Home) -> bool:
    """Whether the server answers, its data loaded."""
    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(1)
            line.connect(str(home.redis_socket))
            line.sendall(b"PING\r\n")
            return line.recv(5) == b"+PONG"
    except OSError:
        return False


def sql(home: Home, statement: str, *, database: str = "postgres") -> str:
    """Run one statement as the cluster's owner; used only to make databases."""
    done = subprocess.run(
        [str(home.postgres / "psql"), "-h", str(home.sockets), "-U", "portal", "-d", database,
         "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", statement],
        env={**os.environ, **BARE}, capture_output=True, text=True, check=False,
        start_new_session=True,
    )  # fmt: skip
    if done.returncode:
        raise Trouble(f"PostgreSQL refused: {done.stderr.strip()}")
    return done.stdout.strip()


def create_database(home: Home, name: str) -> None:
    """Make the portal's database when it is not there yet."""
    for attempt in range(20):
        try:
            if not sql(home, f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
                sql(home, f'CREATE DATABASE "{name}"')
            return
        except Trouble:
            if attempt == 19:
                raise
            time.sleep(0.1)
