"""An independent reader of the audit trail: it shares no code with what writes it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.db import connection, transaction

from governance.verification import chain, mechanism, state

FLAWS_TOLD = 50


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that is not as the trail says; `place` is where to look first."""

    kind: str
    place: str
    detail: str


@dataclass(frozen=True, slots=True)
class Outcome:
    events: int
    flaws: tuple[Flaw, ...]

    @property
    def is_clean(self) -> bool:
        return not self.flaws


def verify(*, anchors: Path | None = None, key: bytes = b"") -> Outcome:
    """Compare chain, anchors, rows and triggers with one another; change nothing."""
    alone = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if alone:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        for setting in state.IMAGE_SETTINGS:
            cursor.execute(f"SET LOCAL {setting}")
        walk = chain.Walk(cursor)
        flaws = tuple(islice(_flaws(cursor, walk, anchors, key), FLAWS_TOLD))
        transaction.set_rollback(True)  # the settings above end here, even inside a test
    return Outcome(events=walk.events, flaws=flaws)


def _flaws(cursor, walk: chain.Walk, anchors: Path | None, key: bytes) -> Iterator[Flaw]:
    found = [("chain", walk.flaws())]
    if anchors is not None:
        found.append(("anchor", chain.anchor_flaws(cursor, anchors, key)))
    found += [("row", state.flaws(cursor)), ("mechanism", mechanism.flaws(cursor))]
    for kind, flaws in found:
        for place, detail in flaws:
            yield Flaw(kind, place, detail)
