"""The files of the portal, each under the hash of its bytes: whole there, or not there."""

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

PIECE = 1 << 20


@dataclass(frozen=True)
class Kept:
    """A file that is safely on disk."""

    sha256: str
    size: int
    content_type: str
    name: str


def folder() -> Path:
    return settings.VAR / "files"


def path_of(sha256: str) -> Path:
    return folder() / sha256[:2] / sha256


def temporary(job_id, fence: int, number: int) -> Path:
    """Where a job writes before the file has its name; the collector knows the prefix."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o750)
    return folder() / f".tmp-{job_id}-{fence}-{number}"


def keep(
    source: bytes | Path, *, temporary: Path, name: str, content_type: str, held: bool = False
) -> Kept:
    """Write, flush, read back, rename to the hash, flush the folder: in this order only.

    Held: within the transaction that will name it, so that no collector takes it before.
    """
    if isinstance(source, Path):
        if source != temporary:
            shutil.copyfile(source, temporary)
    else:
        temporary.write_bytes(source)
    with temporary.open("rb+") as written:
        os.fsync(written.fileno())
        digest = hashlib.sha256()
        size = 0
        while piece := written.read(PIECE):
            digest.update(piece)
            size += len(piece)
    if not size:
        temporary.unlink()
        raise ValueError("an empty file is no result")
    if isinstance(source, bytes) and hashlib.sha256(source).digest() != digest.digest():
        raise OSError("the disk gave back other bytes than were written")
    if held:
        hold(digest.hexdigest())
    final = path_of(digest.hexdigest())
    final.parent.mkdir(exist_ok=True, mode=0o750)
    temporary.replace(final)
    for place in (final.parent, final.parent.parent):
        _flush(place)
    return Kept(digest.hexdigest(), size, content_type, name)


def hold(sha256: str) -> None:
    """Until this transaction ends nobody removes a file or row of this hash."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))", [sha256])


def may_remove(sha256: str) -> bool:
    """Whether nobody holds this hash; nobody will until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [sha256])
        return cursor.fetchone()[0]


def _flush(place: Path) -> None:
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
