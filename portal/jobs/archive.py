"""The results of a batch as one ZIP, a piece at a time: never whole in memory or on disk."""

import zipfile
from collections.abc import Iterator

from portal.jobs import store

PIECE = 1 << 18
MADE = (2000, 1, 1, 0, 0, 0)  # a fixed time, so that the same files give the same bytes


class Outbox:
    """A file that remembers only what has not been sent yet."""

    def __init__(self):
        self._pieces: list[bytes] = []
        self._at = 0

    def write(self, data) -> int:
        self._pieces.append(bytes(data))
        self._at += len(data)
        return len(data)

    def tell(self) -> int:
        return self._at

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        taken, self._pieces = b"".join(self._pieces), []
        return taken


def zip_of(files) -> Iterator[bytes]:
    """The bytes of a ZIP of these job files; PDFs are packed already, so they are only stored."""
    out, used = Outbox(), set()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for file in files:
            entry = zipfile.ZipInfo(unused_name(file.name, used), MADE)
            entry.file_size = file.stored.size
            entry.external_attr = 0o644 << 16
            with (
                store.path_of(file.stored.sha256).open("rb") as source,
                archive.open(entry, "w", force_zip64=file.stored.size > 1 << 31) as target,
            ):
                while piece := source.read(PIECE):
                    target.write(piece)
                    yield out.take()
            yield out.take()
    yield out.take()


def unused_name(name: str, used: set[str]) -> str:
    stem, _dot, extension = name.rpartition(".")
    result, number = name, 1
    while result in used:
        number += 1
        result = f"{stem}-{number}.{extension}"
    used.add(result)
    return result
