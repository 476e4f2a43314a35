"""The rules of job positions: who draws one up, appraises and approves it, and what it needs."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from governance.findings import rule
from governance.regulation import Law
from governance.states import StateChart
from governance.text import Text, say

POSITION_CHART = StateChart(
    name="Job position",
    moves={
        "draft": ("appraised",),
        "appraised": ("approved", "draft"),
        "approved": ("in_force", "draft"),
        "in_force": ("superseded",),
        "superseded": (),
    },
    initial="draft",
    final=("superseded",),
)
# Ranks of civil servants, lowest first: a larger number is a higher rank.
RANK_ORDER = {"01.005": 1, "01.004": 2, "01.003": 3, "01.002": 4, "01.001": 5}


@dataclass(frozen=True)
class PositionsLaw(Law):
    """The parameters of job positions in force on one day."""

    book = Path(__file__).parents[1] / "regulation.toml"

    jobpos_approve_deadline: date
    jobpos_rank_existing_deadline: date
    jobpos_frame_least: int


def rank_is_lower(held: str, wanted: str) -> bool | None:
    """Is the rank held below the one wanted? None where one of them is not a known rank."""
    if held not in RANK_ORDER or wanted not in RANK_ORDER:
        return None
    return RANK_ORDER[held] < RANK_ORDER[wanted]


def ranks_below(wanted: str) -> tuple[str, ...]:
    """The ranks lower than one, for a report that asks the database."""
    return tuple(
        code for code in RANK_ORDER if wanted in RANK_ORDER and rank_is_lower(code, wanted)
    )


@dataclass(frozen=True, slots=True)
class PositionFacts:
    """What a position has when it is laid before those who appraise it."""

    description: str
    frame_lines: int
    group: str
    rank: str


@rule("POST-01", enforces="jobpos_frame_least")
def position_is_described(facts: PositionFacts, law: PositionsLaw) -> Text | None:
    """A position is appraised once it has a description and its competency frame."""
    if not facts.description.strip():
        return say("Write the job description first.")
    if facts.frame_lines < law.jobpos_frame_least:
        return say(
            "The competency frame has {lines} lines; at least {least} are needed.",
            lines=facts.frame_lines,
            least=law.jobpos_frame_least,
        )
    return None


@dataclass(frozen=True, slots=True)
class ThreePersons:
    """Who drew a position up, who appraised it and who acts now, as persons."""

    drafted_by: str
    appraised_by: str
    now: str


@rule("POST-02")
def each_step_is_another_person(facts: ThreePersons, law: Law | None) -> Text | None:
    """Who draws up, who appraises and who approves a position are three persons."""
    if not facts.now:
        return say("A person must do this; the system cannot.")
    if facts.now == facts.drafted_by:
        return say("You drew this position up. Another person takes this step.")
    if facts.now == facts.appraised_by:
        return say("You appraised this position. A third person approves it.")
    return None


@dataclass(frozen=True, slots=True)
class ForceFacts:
    """When a position is to be in force, and what came before."""

    from_day: date
    decided_on: date
    before_from: date | None


@rule("POST-03")
def position_begins_after_its_decision(facts: ForceFacts, law: Law | None) -> Text | None:
    """A position is in force from its decision's day at the earliest, after the one before."""
    if facts.from_day < facts.decided_on:
        return say(
            "The decision is of {signed}; the position cannot be in force from {first}.",
            signed=facts.decided_on,
            first=facts.from_day,
        )
    if facts.before_from and facts.from_day <= facts.before_from:
        return say(
            "The revision before is in force from {before}. Choose a later day.",
            before=facts.before_from,
        )
    return None


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """A seat and the position it is to be of."""

    unit_kind: str
    unit_level: str
    position_kind: str
    position_level: str
    position_from: date | None
    position_until: date | None
    on: date


@rule("POST-04")
def seat_fits_its_position(facts: SeatFacts, law: Law | None) -> Text | None:
    """A seat is of a position in force on that day for its kind of unit and level."""
    starts, ends = facts.position_from, facts.position_until
    if starts is None or facts.on < starts or (ends and facts.on >= ends):
        return say("This position is not in force on {day}.", day=facts.on)
    if (facts.unit_kind, facts.unit_level) != (facts.position_kind, facts.position_level):
        return say("This position is for another kind of unit. Choose one of the seat's unit.")
    return None


TO_APPRAISE = (position_is_described,)
STEP = (each_step_is_another_person,)
INTO_FORCE = (position_begins_after_its_decision,)
SEAT = (seat_fits_its_position,)
RULES = (*TO_APPRAISE, *STEP, *INTO_FORCE, *SEAT)
CHARTS = (POSITION_CHART,)
