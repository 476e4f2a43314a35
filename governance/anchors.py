"""Anchors of the audit chain: kept on another machine, they show a cut tail or a recomputed chain.

Each line signs the end of the chain and the line before, with a key the database does not hold.
"""

import hmac
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Anchor:
    seq: int
    h: str
    count: int
    at: str
    signature: str = ""

    def signed(self, key: bytes, before: str) -> str:
        told = json.dumps([before, self.seq, self.h, self.count, self.at])
        return hmac.new(key, told.encode(), "sha256").hexdigest()


class BrokenAnchor(ValueError):
    """A line of the anchor file that its key did not sign."""


def read_anchors(path: Path, key: bytes) -> Iterator[Anchor]:
    """The anchors of a file, oldest first; raise at the first one that was tampered with."""
    before = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            anchor = Anchor(**json.loads(line))
        except (ValueError, TypeError) as error:
            raise BrokenAnchor(f"line {number} cannot be read") from error
        if not hmac.compare_digest(anchor.signature, anchor.signed(key, before)):
            raise BrokenAnchor(f"line {number} (event {anchor.seq}) has a wrong signature")
        before = anchor.signature
        yield anchor


def append_anchor(path: Path, key: bytes, anchor: Anchor) -> Anchor:
    """Sign an anchor and add it as a line."""
    before = ""
    if path.exists():
        for known in read_anchors(path, key):
            before = known.signature
    signed = Anchor(**{**asdict(anchor), "signature": anchor.signed(key, before)})
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(signed)) + "\n")
    return signed
