"""The launcher with real servers and real signals: recovers from anything, leaves nothing."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress

from ops import kernel
from tests.ops.conftest import Launcher, eventually

KEEP = "CREATE TABLE kept AS SELECT 42 AS number"


def test_postgres_killed_comes_back_with_every_committed_row(launcher: Launcher) -> None:
    launcher.start()
    launcher.sql(KEEP)
    killed = launcher.pid_of("postgres")
    os.kill(killed, signal.SIGKILL)
    eventually(lambda: launcher.pid_of("postgres") != killed)
    eventually(lambda: launcher.sql("SELECT number FROM kept") == [(42,)])


def test_web_and_valkey_killed_are_started_again(launcher: Launcher) -> None:
    launcher.start()
    before = {name: launcher.pid_of(name) for name in ("web", "valkey")}
    for pid in before.values():
        os.kill(pid, signal.SIGKILL)
    eventually(lambda: all(launcher.pid_of(name) != pid for name, pid in before.items()))
    eventually(lambda: socket.create_connection(("127.0.0.1", launcher.port)).close() is None)


def test_after_the_death_of_the_launcher_the_next_one_takes_over(launcher: Launcher) -> None:
    launcher.start()
    launcher.sql(KEEP)
    family = launcher.family()
    assert len(family) > 3
    launcher.signal(signal.SIGKILL)
    launcher.start()
    assert launcher.sql("SELECT number FROM kept") == [(42,)]
    assert not [one for one in family if kernel.identity(one.pid) == one]


def test_everything_killed_at_once_loses_nothing(launcher: Launcher) -> None:
    launcher.start()
    launcher.sql(KEEP)
    assert launcher.process
    for pid in [launcher.process.pid, *(one.pid for one in launcher.family())]:
        with suppress(ProcessLookupError):  # gone with the launcher, the first killed
            os.kill(pid, signal.SIGKILL)
    launcher.process.communicate(timeout=60)
    launcher.start()
    assert launcher.sql("SELECT number FROM kept") == [(42,)]


def test_stale_pid_file_that_names_a_stranger_is_overcome(launcher: Launcher) -> None:
    launcher.start()
    launcher.sql(KEEP)
    pid_file = launcher.top / "embedded" / "pg" / "postmaster.pid"
    living = pid_file.read_text(encoding="utf-8")
    launcher.signal(signal.SIGTERM)
    stranger = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        pid_file.write_text(
            "\n".join([str(stranger.pid), *living.splitlines()[1:]]), encoding="utf-8"
        )
        launcher.start()
        assert launcher.sql("SELECT number FROM kept") == [(42,)]
        assert stranger.poll() is None
    finally:
        stranger.communicate(b"\n", timeout=10)


def test_stale_record_that_names_a_stranger_harms_nobody(launcher: Launcher) -> None:
    stranger = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        run = launcher.top / "run"
        run.mkdir()
        (run / "web.json").write_text(
            f'{{"pid": {stranger.pid}, "started": 1, "command": "granian", "boot": "x"}}',
            encoding="utf-8",
        )
        (run / "worker.json").write_text("{half", encoding="utf-8")
        launcher.start()
        assert stranger.poll() is None
    finally:
        stranger.communicate(b"\n", timeout=10)


def test_ctrl_c_stops_what_it_started_and_nothing_else(launcher: Launcher) -> None:
    bystander = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        launcher.start()
        family = launcher.family()
        assert "stopped" in launcher.signal(signal.SIGINT)
        assert launcher.process is not None
        assert launcher.process.returncode == 0
        assert not [one for one in family if kernel.identity(one.pid) == one]
        assert bystander.poll() is None
        assert not list((launcher.top / "run").glob("*.json"))
    finally:
        bystander.communicate(b"\n", timeout=10)


def test_taken_port_is_one_sentence_and_nothing_starts(launcher: Launcher) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", launcher.port))
        other.listen()
        said = launcher.refusal()
    assert said.startswith(f"Port {launcher.port} is not free")
    assert said.count("\n") == 1
    assert not (launcher.top / "embedded").exists()


def test_second_launcher_is_one_sentence_and_disturbs_nothing(launcher: Launcher) -> None:
    launcher.start()
    family = launcher.family()
    said = launcher.refusal()
    assert said.startswith(f"The portal already runs here (process {launcher.process.pid})")
    assert said.count("\n") == 1
    assert launcher.family() == family


def test_part_that_cannot_start_is_not_waited_for(launcher: Launcher) -> None:
    said = launcher.refusal("depend_on_broken")
    assert "worker ends again and again (exit code 3); see " in said
    assert said.rstrip().endswith("no such broker")
