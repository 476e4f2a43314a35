"""Where things are: the repository, the virtual environment and the data directory."""

import os
from dataclasses import dataclass
from pathlib import Path

from ops.say import Trouble

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
NATIVE = VENV / "native"  # system libraries unpacked without root
PYTHON = VENV / "bin" / "python"
NEEDED_SPACE = 1024**3


def var() -> Path:
    """The directory of everything that is made while running."""
    return Path(os.environ.get("PORTAL_VAR") or ROOT / "var").absolute()


def site_packages() -> Path:
    found = sorted(VENV.glob("lib/python3.*/site-packages"))
    if not found:
        raise Trouble("The Python packages are missing; run make setup.")
    return found[-1]


@dataclass(frozen=True)
class Rooms:
    """The directories beneath var/, made on first use."""

    top: Path

    def room(self, name: str, mode: int = 0o755) -> Path:
        path = self.top / name
        try:
            path.mkdir(parents=True, exist_ok=True, mode=mode)
            if not os.access(path, os.W_OK):
                raise PermissionError(path)
        except PermissionError:
            raise Trouble(
                f"{self.top} belongs to another user; run as that user or remove it first."
            ) from None
        return path

    @property
    def run(self) -> Path:
        return self.room("run")

    @property
    def log(self) -> Path:
        return self.room("log")

    @property
    def secrets(self) -> Path:
        return self.room("secrets", 0o700)


def require_space(*paths: Path, needed: int = NEEDED_SPACE) -> None:
    """Refuse to begin on a disk that will be full half-way."""
    for path in paths:
        while not path.exists():
            path = path.parent
        room = os.statvfs(path)
        free = room.f_bavail * room.f_frsize
        if free < needed:
            raise Trouble(
                f"The disk of {path} has {free // 2**20} MiB free, "
                f"but {needed // 2**20} MiB are needed."
            )
