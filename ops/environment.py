"""What the portal's processes are told: addresses, secrets, directories, libraries."""

import os
import secrets
from urllib.parse import quote, urlsplit, urlunsplit

from ops.native import native_environment
from ops.places import Rooms

ROLES = {"web": "cadre_web", "worker": "cadre_worker"}


def secret(rooms: Rooms, name: str) -> str:
    """A secret of this var/ directory: made once, readable by its owner only."""
    path = rooms.secrets / name
    if not path.exists():
        beside = path.with_suffix(".tmp")
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(48))
        beside.replace(path)
    return path.read_text(encoding="ascii").strip()


def base_environment(rooms: Rooms, mode: str) -> dict[str, str]:
    """The environment common to everything that runs Django."""
    return {
        **os.environ,
        **native_environment(),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PORTAL_MODE": mode,
        "PORTAL_VAR": str(rooms.top),
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
    }


def role_url(owner_url: str, role: str, password: str = "") -> str:
    """The owner's address with another role's name, and its password if it needs one."""
    parts = urlsplit(owner_url)
    host = parts.netloc.rpartition("@")[2]
    login = role + (":" + quote(password, safe="") if password else "")
    return urlunsplit(parts._replace(netloc=f"{login}@{host}"))


def with_database(
    base: dict[str, str], rooms: Rooms, owner_url: str, redis_url: str, *, embedded: bool
) -> dict[str, dict[str, str]]:
    """One environment each for setup (the owner), web and worker (their own roles)."""
    passwords = {role: "" if embedded else secret(rooms, role) for role in ROLES.values()}
    shared = {**base, "REDIS_URL": redis_url, "SECRET_KEY": secret(rooms, "secret_key")}
    setup = {
        **shared,
        "DATABASE_URL": owner_url,
        "DATABASE_OWNER_URL": owner_url,
        "PORTAL_PROCESS": "setup",
        **{
            f"{role.upper()}_PASSWORD_FILE": str(rooms.secrets / role)
            for role, password in passwords.items()
            if password
        },
    }
    environments = {"setup": setup}
    for process, role in ROLES.items():
        environments[process] = {
            **shared,
            "DATABASE_URL": role_url(owner_url, role, passwords[role]),
            "PORTAL_PROCESS": process,
        }
        environments[process].pop("DATABASE_OWNER_URL", None)
    return environments
