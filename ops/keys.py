"""The secret files that docker-compose.yml mounts: made once, never overwritten."""

import os
import secrets
from pathlib import Path

from ops.environment import role_url
from ops.places import ROOT
from ops.say import line

OWNER = "postgresql://portal@postgres/portal"


def make_keys(folder: Path = ROOT / "secrets") -> int:
    """Write what is missing; only the folder's owner can reach the files.

    Compose mounts each file as it is, and the containers run as other users: so the folder is
    closed and the files in it are readable.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    _write(folder / "secret_key", secrets.token_urlsafe(64))
    passwords = {
        role: _write(folder / f"{role}_password", secrets.token_urlsafe(32))
        for role in ("owner", "web", "worker", "backup")
    }
    logins = {"owner": "portal", "web": "cadre_web", "worker": "cadre_worker"}
    for role, login in logins.items():
        _write(folder / f"{role}_url", role_url(OWNER, login, passwords[role]))
    line(f"The secrets are in {folder}; keep a copy of them away from this machine.")
    return 0


def _write(path: Path, text: str) -> str:
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o444)
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(text)
        path.chmod(0o444)
    return path.read_text(encoding="ascii").strip()
