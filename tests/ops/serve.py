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


if __name__ == "__main__":
    sys.exit(guarded(lambda: serve(Path(sys.argv[1]), int(sys.argv[2]))))
