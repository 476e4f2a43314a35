"""The rules of records and posts: who may take which seat when, and who is a local person."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from governance.findings import rule
from governance.regulation import Law
from governance.text import Text, say


@dataclass(frozen=True)
class CadresLaw(Law):
    """The parameters of records and posts in force on one day."""

    book = Path(__file__).parents[1] / "regulation.toml"

    local_basis: tuple[str, ...]
    override_reason_length: int
    decision_required: bool
    head_not_local_target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """Where somebody comes from, as paths of localities ("" when outside the province)."""

    origin: str = ""
    birthplace: str = ""
    upbringing: str = ""


def is_local(places: PlaceFacts, territory: str, law: CadresLaw) -> bool:
    """Family origin, birthplace or upbringing lies in the territory of the post's unit."""
    return any(
        getattr(places, basis).startswith(territory)
        for basis in law.local_basis
        if getattr(places, basis)
    )


@dataclass(frozen=True, slots=True)
class AssignmentFacts:
    """All a rule may look at when somebody takes or leaves a seat; days are half-open."""

    from_day: date
    seat_from: date
    seat_until: date | None
    unit_until: date | None
    in_service: bool
    has_decision: bool
    decided_on: date | None = None


@rule("CADRE-01", enforces="decision_required")
def post_rests_on_a_decision(facts: AssignmentFacts, law: CadresLaw) -> Text | None:
    """A post is taken only on a written decision."""
    if law.decision_required and not facts.has_decision:
        return say("No decision is named. Record the decision first, then name it here.")
    return None


@rule("CADRE-02")
def seat_exists_on_that_day(facts: AssignmentFacts, law: CadresLaw) -> Text | None:
    """A seat can be taken only while it and its unit exist."""
    ends = [day for day in (facts.seat_until, facts.unit_until) if day]
    if facts.from_day < facts.seat_from:
        return say(
            "The seat exists from {first} on. Choose that day or a later one.",
            first=facts.seat_from,
        )
    if ends and facts.from_day >= min(ends):
        return say(
            "The seat exists only until {last}. Choose a seat of the successor unit.",
            last=min(ends),
        )
    return None


@rule("CADRE-03")
def cadre_is_in_service(facts: AssignmentFacts, law: CadresLaw) -> Text | None:
    """Only a cadre in service takes a post."""
    if not facts.in_service:
        return say("This cadre is not in service. Correct the status first if that is wrong.")
    return None


@rule("CADRE-04", enforces="decision_required")
def decision_is_not_after_its_effect(facts: AssignmentFacts, law: CadresLaw) -> Text | None:
    """A decision is signed no later than the day it takes effect."""
    if facts.decided_on and facts.decided_on > facts.from_day:
        return say(
            "The decision of {signed} is later than the first day {first}. Check both dates.",
            signed=facts.decided_on,
            first=facts.from_day,
        )
    return None


@dataclass(frozen=True, slots=True)
class OverrideFacts:
    """What a decided local status rests on."""

    reason: str
    title_group: str


@rule("CADRE-05", enforces="override_reason_length")
def override_gives_its_reason(facts: OverrideFacts, law: CadresLaw) -> Text | None:
    """A decided local status says why the record misleads."""
    if len(facts.reason.strip()) < law.override_reason_length:
        return say(
            "The reason has {given} characters; at least {needed} are needed.",
            given=len(facts.reason.strip()),
            needed=law.override_reason_length,
        )
    return None


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """What stands in the way of closing units."""

    held_seats: int
    successors: int


@rule("CADRE-06")
def nobody_is_left_in_a_closing_unit(facts: ClosingFacts, law: CadresLaw) -> Text | None:
    """A unit closes only when nobody holds a seat in it any more."""
    if facts.held_seats:
        return say(
            "{seats} seats are still held on that day. End those assignments or move their"
            " holders first.",
            seats=facts.held_seats,
        )
    return None


@rule("CADRE-07")
def closing_unit_has_a_successor(facts: ClosingFacts, law: CadresLaw) -> Text | None:
    """Every closing unit names who takes over from it."""
    if not facts.successors:
        return say("Name at least one unit that takes over.")
    return None


ASSIGNMENT = (
    post_rests_on_a_decision,
    seat_exists_on_that_day,
    cadre_is_in_service,
    decision_is_not_after_its_effect,
)
OVERRIDE = (override_gives_its_reason,)
CLOSING = (nobody_is_left_in_a_closing_unit, closing_unit_has_a_successor)
RULES = (*ASSIGNMENT, *OVERRIDE, *CLOSING)
