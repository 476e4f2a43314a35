"""HTML to PDF, as the rest of the portal asks for it; the work happens in the render server."""

import atexit
import os
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass

from django.conf import settings

from portal.documents import wire
from portal.documents.fonts import write_fonts_conf

LIMITS = {
    "seconds": 300,
    "cpu_seconds": 240,
    "memory_bytes": 3 << 29,  # 1.5 GiB of address space
    "file_bytes": 200_000_000,
}


class RenderFailed(Exception):
    """No PDF came of it; ``permanent`` says that trying again would end the same way."""

    def __init__(self, reason: str, *, permanent: bool):
        super().__init__(reason)
        self.permanent = permanent


@dataclass(frozen=True)
class Rendered:
    """A PDF and what it cost."""

    content: bytes
    cpu_seconds: float
    peak_mb: int
    seconds: float


def render_pdf(html, *, lang, title, variant="pdf/ua-1", assets=None, limits=None) -> bytes:
    """The PDF of a page of HTML, or of several that follow each other."""
    return render(
        html, lang=lang, title=title, variant=variant, assets=assets, limits=limits
    ).content


def render(html, *, lang, title, variant="pdf/ua-1", assets=None, limits=None) -> Rendered:
    """Like render_pdf, with the processor seconds and the memory the child used."""
    parts = [html] if isinstance(html, str) else list(html)
    head, body = wire.pack([str(part) for part in parts], assets or {})
    head |= {"lang": lang, "title": str(title), "variant": variant}
    head["limits"] = {**LIMITS, **getattr(settings, "RENDER_LIMITS", {}), **(limits or {})}
    result, content = _server().ask(head, body)
    if "error" in result:
        raise RenderFailed(result["error"], permanent=result["permanent"])
    return Rendered(content, result["cpu_seconds"], result["peak_mb"], result["seconds"])


class RenderServer:
    """This process's own render server, started at first use and again if it died."""

    def __init__(self):
        self._lock = threading.Lock()
        self._process = None
        self._end = None
        self.owner = os.getpid()

    def ask(self, head: dict, body: bytes) -> tuple[dict, bytes]:
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                self.start()
            try:
                wire.send(self._end, head, body)
                answer = wire.receive(self._end)
            except OSError:
                answer = None
            if answer is None:
                self.stop()
                raise RenderFailed("the render server went away", permanent=False)
            return answer

    def start(self) -> None:
        self.stop()
        conf = write_fonts_conf(settings.VAR / "fonts", settings.BASE_DIR / ".venv" / "native")
        self._end, theirs = socket.socketpair()
        environment = {
            "FONTCONFIG_FILE": str(conf),
            "PYTHONPATH": str(settings.BASE_DIR),
            "PATH": os.environ.get("PATH", ""),
            "LANG": "C.UTF-8",
            "LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", ""),
        }
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "portal.documents.server", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env=environment,
                cwd="/",
            )
        if wire.receive(self._end) is None:
            self.stop()
            raise RenderFailed(
                "The PDF engine does not start; are libpango-1.0-0, libpangoft2-1.0-0 and "
                "libharfbuzz-subset0 installed?",
                permanent=False,
            )

    def stop(self) -> None:
        if self._end is not None:
            self._end.close()
            self._end = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


_current = None
_starting = threading.Lock()


def _server() -> RenderServer:
    """The server of this very process; a forked child must not share its parent's socket."""
    global _current
    with _starting:
        if _current is None or _current.owner != os.getpid():
            _current = RenderServer()
            atexit.register(_current.stop)
        return _current
