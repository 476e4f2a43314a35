"""The links of the chain, recomputed in Python from the stored columns."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from governance.anchors import BrokenAnchor, read_anchors

PAGE = 20_000
NOTHING_BEFORE = b"\0" * 32
COLUMNS = """seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), xid, tbl, pk,
    op, old::text, new::text, actor::text, actor_name, hat, action, reason, basis,
    request_id::text, unit_path, prev, h"""
IMAGES = {6, 7}  # positions of old and new: JSON text as PostgreSQL writes it


def canonical(columns: tuple) -> str:
    """The text that was hashed: a JSON array in PostgreSQL's spacing."""
    told = []
    for position, value in enumerate(columns):
        if position in IMAGES:
            told.append("null" if value is None else value)
        else:
            told.append(json.dumps(value, ensure_ascii=False))
    return f"[{', '.join(told)}]"


class Walk:
    """One pass over the chain, counting its events."""

    def __init__(self, cursor):
        self.cursor = cursor
        self.events = 0

    def pages(self) -> Iterator[list[tuple]]:
        last = None
        while True:
            self.cursor.execute(
                f"SELECT {COLUMNS} FROM audit.event WHERE %s::bigint IS NULL OR seq > %s "
                f"ORDER BY seq LIMIT {PAGE}",
                [last, last],
            )
            rows = self.cursor.fetchall()
            if not rows:
                return
            last = rows[-1][0]
            yield rows

    def flaws(self) -> Iterator[tuple[str, str]]:
        """Gaps, broken links and events whose content does not give their hash."""
        expected, before = 1, NOTHING_BEFORE
        for rows in self.pages():
            for *columns, prev, h in rows:
                self.events += 1
                place = f"event {columns[0]}"
                if columns[0] != expected:
                    yield place, f"events {expected} to {columns[0] - 1} are missing"
                elif bytes(prev) != before:
                    yield place, "does not link to the event before"
                text = canonical(tuple(columns)).encode()
                if hashlib.sha256(bytes(prev) + text).digest() != bytes(h):
                    yield place, "its content does not give its hash"
                expected, before = columns[0] + 1, bytes(h)


def anchor_flaws(cursor, path: Path, key: bytes) -> Iterator[tuple[str, str]]:
    """What the anchors saw and the chain no longer shows."""
    try:
        for anchor in read_anchors(path, key):
            cursor.execute("SELECT encode(h, 'hex') FROM audit.event WHERE seq = %s", [anchor.seq])
            row = cursor.fetchone()
            if row is None:
                yield f"event {anchor.seq}", "was anchored and is gone: the chain was cut"
            elif row[0] != anchor.h:
                yield f"event {anchor.seq}", "is not the event that was anchored"
    except BrokenAnchor as error:
        yield "anchor file", str(error)
    except OSError as error:
        yield "anchor file", f"cannot be read: {error.strerror}"
