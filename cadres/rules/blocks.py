"""What discipline bars somebody from, until when, under which regime: all of them, with sources.

Three regimes overlap (DOMAIN 9.6): Regulation 377 of the Party, the law on cadres and civil
servants, and matters still pending. Every one is computed; the longest is what counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from cadres.rules.discipline import Form
from governance.dates import add_months
from governance.findings import rule
from governance.regulation import Law
from governance.text import Text, say

BOOK = Path(__file__).parents[1] / "regulation.toml"


class Barred(StrEnum):
    """What a block keeps somebody from."""

    PLANNING = "planning"
    HIGHER_POST = "higher_post"
    ANY_POST = "any_post"
    TRAINING = "training"
    MOVES = "moves"


class Regime(StrEnum):
    """Which body of rules a block comes from."""

    PARTY_377 = "party_377"  # months before appointment to a higher post
    IN_EFFECT = "in_effect"  # as long as the measure has effect
    STATE_LAW = "state_law"  # the law on cadres and civil servants
    PENDING = "pending"  # under review, investigation, prosecution, trial


# Whoever is barred from the second is barred from the first too.
INCLUDED = {Barred.HIGHER_POST: (Barred.ANY_POST,)}
BARRED_WHILE_PENDING = (Barred.PLANNING, Barred.ANY_POST, Barred.TRAINING, Barred.MOVES)
BARRED_BY_LAW = (Barred.PLANNING, Barred.HIGHER_POST, Barred.TRAINING)
GRAVITY = {
    Form.REPRIMAND: "reprimand",
    Form.WARNING: "warning",
    Form.SALARY: "warning",
    Form.DEMOTION: "dismissal",
    Form.DISMISSAL: "dismissal",
    Form.REMOVAL: "dismissal",
    Form.FORCED_OUT: "dismissal",
    Form.EXPULSION: "dismissal",
}


@dataclass(frozen=True)
class BlockLaw(Law):
    """The parameters of career blocks in force on one day."""

    book = BOOK

    promo_block_reprimand: int
    promo_block_warning: int
    promo_block_dismissal: int
    law_block_reprimand: int
    law_block_warning: int
    law_block_dismissal: int
    planning_waits_for_expiry: bool
    pending_bars: bool
    override_reason_length: int


@dataclass(frozen=True, slots=True)
class Block:
    """One regime's answer: what is barred, from when, until when (None: no end), and why."""

    what: Barred
    regime: Regime
    since: date
    until: date | None
    parameter: str
    months: int | None = None

    @property
    def lasts(self) -> date:
        return self.until or date.max


def blocks_following(
    *, side: str, form: str, effective_from: date, expires_on: date | None, law: BlockLaw
) -> list[Block]:
    """Every block that follows from a measure, by the law of the day it takes effect."""
    form = Form(form)
    gravity = GRAVITY[form]
    found = []
    promo = f"promo_block_{gravity}"
    if months := getattr(law, promo):
        until = add_months(effective_from, months)
        found.append(
            Block(Barred.HIGHER_POST, Regime.PARTY_377, effective_from, until, promo, months)
        )
    if law.planning_waits_for_expiry:
        found.append(
            Block(Barred.PLANNING, Regime.IN_EFFECT, effective_from, expires_on,
                  "planning_waits_for_expiry")
        )  # fmt: skip
    by_law = f"law_block_{gravity}"
    if side == "admin" and (months := getattr(law, by_law)):
        until = add_months(effective_from, months)
        found += [
            Block(what, Regime.STATE_LAW, effective_from, until, by_law, months)
            for what in BARRED_BY_LAW
        ]
    return found


def blocks_while_pending(since: date, law: BlockLaw) -> list[Block]:
    """What is barred while a matter is under review, investigation, prosecution or trial."""
    if not law.pending_bars:
        return []
    return [
        Block(what, Regime.PENDING, since, None, "pending_bars") for what in BARRED_WHILE_PENDING
    ]


def covering(what: str) -> tuple[str, ...]:
    """The kinds of block that keep somebody from this."""
    what = Barred(what)
    return (what, *INCLUDED.get(what, ()))


def longest(blocks: Iterable[Block], what: str) -> Block | None:
    """Of several blocks of the same thing the one that lasts longest."""
    fitting = [block for block in blocks if block.what in covering(what)]
    return max(fitting, key=lambda block: block.lasts, default=None)


def promo_block_until(
    *, side: str, form: str, effective_from: date, expires_on: date | None = None
) -> date | None:
    """Until when a measure bars appointment to a higher post; nothing where it does not."""
    law = BlockLaw.on(effective_from)
    found = blocks_following(
        side=side, form=form, effective_from=effective_from, expires_on=expires_on, law=law
    )
    block = longest(found, Barred.HIGHER_POST)
    return block.until if block else None


@dataclass(frozen=True, slots=True)
class BlockFacts:
    """The longest block in force of what is intended, on the day it would happen."""

    since: date | None = None
    until: date | None = None
    source: str = ""
    goes_higher: bool = True
    by_any_post: bool = False

    @property
    def is_barred(self) -> bool:
        return self.since is not None


def barred_text(facts: BlockFacts, what: Text) -> Text:
    """Which rule bars, since when, until when, and what to do."""
    if not facts.source:  # whoever asks may not know of discipline
        return say(
            "{what} is not possible on that day, for a reason that you may not read. Ask the"
            " organisation board.",
            what=what,
        )
    source = Text(facts.source)
    if facts.until is None:
        return say(
            "{what} is barred since {since} until the matter is closed ({source}). Wait for its"
            " end, or have the competent level record an exception.",
            what=what,
            since=facts.since,
            source=source,
        )
    return say(
        "{what} is barred from {since} until {until} ({source}). Choose {until} or a later day,"
        " or have the competent level record an exception.",
        what=what,
        since=facts.since,
        until=facts.until,
        source=source,
    )


@rule("BLOCK-01")
def nobody_under_a_block_rises(facts: BlockFacts, law: Law | None) -> Text | None:
    """Nobody is appointed to a higher post while a career block is in force."""
    if facts.is_barred and (facts.goes_higher or facts.by_any_post):
        return barred_text(facts, say("Appointment to this post"))
    return None


@rule("BLOCK-02")
def nobody_under_a_block_is_planned(facts: BlockFacts, law: Law | None) -> Text | None:
    """Nobody is planned while discipline or a pending matter bars it."""
    return barred_text(facts, say("Planning")) if facts.is_barred else None


@rule("BLOCK-03")
def nobody_under_a_block_is_moved(facts: BlockFacts, law: Law | None) -> Text | None:
    """Nobody is transferred, rotated or seconded while a pending matter bars it."""
    return barred_text(facts, say("A move")) if facts.is_barred else None


@rule("BLOCK-04")
def nobody_under_a_block_is_sent_to_training(facts: BlockFacts, law: Law | None) -> Text | None:
    """Nobody is sent to training while discipline or a pending matter bars it."""
    return barred_text(facts, say("Training")) if facts.is_barred else None


@dataclass(frozen=True, slots=True)
class ExceptionFacts:
    """What an exception from a block, or its lifting, rests on."""

    reason: str
    decided_on: date
    first_day: date
    is_own: bool = False


@rule("BLOCK-05", enforces="override_reason_length")
def exception_gives_its_reason(facts: ExceptionFacts, law: BlockLaw) -> Text | None:
    """An exception from a block says why the competent level decided it."""
    given = len(facts.reason.strip())
    if given < law.override_reason_length:
        return say(
            "The reason has {given} characters; at least {needed} are needed.",
            given=given,
            needed=law.override_reason_length,
        )
    return None


@rule("BLOCK-06")
def exception_begins_with_its_decision(facts: ExceptionFacts, law: BlockLaw) -> Text | None:
    """An exception holds from the day of its decision at the earliest."""
    if facts.first_day < facts.decided_on:
        return say("The decision is of {day}; the exception cannot begin before it.",
                   day=facts.decided_on)  # fmt: skip
    return None


@rule("BLOCK-07")
def exception_is_given_by_another(facts: ExceptionFacts, law: BlockLaw) -> Text | None:
    """Nobody gives an exception to himself."""
    if facts.is_own:
        return say("This is your own record. Another person decides the exception.")
    return None


APPOINTMENT = (nobody_under_a_block_rises,)
PLANNING = (nobody_under_a_block_is_planned,)
MOVING = (nobody_under_a_block_is_moved,)
TRAINING = (nobody_under_a_block_is_sent_to_training,)
EXCEPTION = (
    exception_gives_its_reason,
    exception_begins_with_its_decision,
    exception_is_given_by_another,
)
RULES = (*APPOINTMENT, *PLANNING, *MOVING, *TRAINING, *EXCEPTION)
