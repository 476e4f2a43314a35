"""Makes .venv and installs the pinned, hashed packages; does nothing when nothing changed."""

import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ops import native
from ops.bell import Bell
from ops.command import output, run, tail
from ops.places import PYTHON, ROOT, VENV, require_space
from ops.say import Trouble, line, step, warn

STAMP = VENV / "portal-packages.json"
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


def prepare(lock: str, bell: Bell) -> None:
    """Everything the machine needs for ``demo`` or ``dev`` (tests and checks)."""
    if sys.platform != "linux":
        raise Trouble("The launcher runs on Linux; elsewhere use docker-compose.yml.")
    require_space(ROOT)
    with _alone():
        _packages(lock, bell)
        native.prepare(for_tests=lock == "dev", bell=bell)


@contextmanager
def _alone() -> Iterator[None]:
    """One set-up at a time in this directory."""
    try:
        guard = (ROOT / ".setup.lock").open("w")
    except PermissionError:
        raise Trouble(
            f"{ROOT} belongs to another user; run as that user or clone the repository anew."
        ) from None
    with guard:
        try:
            fcntl.flock(guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            line("· Waiting for another set-up in this directory")
            fcntl.flock(guard, fcntl.LOCK_EX)
        yield


def fingerprint(lock: str) -> str:
    """What must be installed, and on which Python."""
    text = (ROOT / "requirements" / f"{lock}.lock").read_bytes()
    return hashlib.sha256(text).hexdigest()


def _packages(lock: str, bell: Bell) -> None:
    known = _stamp() if _usable() else {}
    # The test packages contain the demo's: whoever has run the tests needs no second set.
    if any(known.get(one) == fingerprint(one) for one in {lock, "dev"}):
        return
    if not _usable():
        with step("Making the Python environment .venv"):
            _make_environment(bell)
    with step("Installing the Python packages (one to two minutes when the network is slow)"):
        _install(lock, bell)
    STAMP.write_text(json.dumps({**known, lock: fingerprint(lock)}), encoding="utf-8")


def _stamp() -> dict[str, str]:
    try:
        return json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _usable() -> bool:
    """Whether .venv has a Python that runs and is new enough."""
    check = "import sys, pip; print(sys.version_info >= (3, 11))"
    return PYTHON.exists() and output([PYTHON, "-c", check]).strip() == "True"


def _make_environment(bell: Bell) -> None:
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        raise Trouble("Python's venv module is missing; install it with: apt install python3-venv")
    log = _log()
    if run([sys.executable, "-m", "venv", "--clear", VENV], bell=bell, log=log):
        shutil.rmtree(VENV, ignore_errors=True)
        raise Trouble(
            "Python could not make .venv; on Debian and Ubuntu install python3-venv "
            f"(apt install python3-venv):\n{tail(log)}"
        )


def _install(lock: str, bell: Bell) -> None:
    """With uv in seconds; with pip where uv finds no packages (it does not read pip.conf)."""
    STAMP.unlink(missing_ok=True)
    requirements = ROOT / "requirements" / f"{lock}.lock"
    environment, log = _network_environment(), _log()
    told = {"bell": bell, "env": environment, "log": log}
    pip = [PYTHON, "-m", "pip", "install", "--require-hashes", "--progress-bar", "off"]
    if not run([*pip, "-r", ROOT / "requirements" / "boot.lock"], doing="fetching uv", **told):
        uv = [VENV / "bin" / "uv", "pip", "install", "--require-hashes", "--python", PYTHON]
        if not run([*uv, "-r", requirements], doing="uv is installing", **told):
            return
    warn("  uv could not install the packages; trying pip, which takes about two minutes")
    if run([*pip, "-r", requirements], doing="pip is installing", **told):
        raise Trouble(f"The Python packages could not be installed; see {log}:\n{tail(log)}")


def _network_environment() -> dict[str, str]:
    """Tools that bring certificates of their own are told about the machine's."""
    told = dict(os.environ)
    if CERTIFICATES.exists():
        told.setdefault("SSL_CERT_FILE", str(CERTIFICATES))
    return told


def _log() -> Path:
    log = ROOT / "var" / "log" / "setup.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    return log
