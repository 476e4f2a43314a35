"""A small portal for the tests of the launcher: the real servers and a web server."""

import sys
from pathlib import Path

from ops import services
from ops.child import Program
from ops.cli import guarded
from ops.demo import require_port
from ops.say import line
from ops.supervisor import Supervisor


def serve(top: Path, port: int) -> int:
    with Supervisor(top) as boss:
        require_port(port)
        chosen = services.start(boss)
        web = Program(
            name="web",
            argv=(sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"),
            env={"PATH": "/usr/bin:/bin", **boss.mark},
            cwd=top,
            log=boss.rooms.log / "web.log",
        )
        boss.start(web)
        line(f"ready {chosen.database_url}")
        boss.serve()
    line("stopped")
    return 0


def depend_on_broken(top: Path, _port: int) -> int:
    """Wait for something that a part, which cannot even start, should do."""
    with Supervisor(top) as boss:
        broken = Program(
            name="worker",
            argv=(sys.executable, "-c", "import sys; print('no such broker'); sys.exit(3)"),
            env={},
            cwd=top,
            log=boss.rooms.log / "worker.log",
        )
        boss.start(broken)
        while True:
            boss.insist()
            boss.bell.wait(0.1)


if __name__ == "__main__":
    work = {"serve": serve, "depend_on_broken": depend_on_broken}[sys.argv[3]]
    sys.exit(guarded(lambda: work(Path(sys.argv[1]), int(sys.argv[2]))))
