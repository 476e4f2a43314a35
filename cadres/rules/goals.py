"""The rules of yearly goals and of who answers for them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from governance.findings import rule
from governance.regulation import Law
from governance.text import Text, say


@dataclass(frozen=True)
class GoalsLaw(Law):
    """The parameters of goals and responsibility in force on one day."""

    book = Path(__file__).parents[1] / "regulation.toml"

    goal_weights_total: int


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """A goal beside the others of its unit and year, and the one it serves."""

    year: int
    due: date
    weight: Decimal
    other_weights: Decimal
    parent_year: int | None = None
    parent_is_above: bool = True


@rule("POST-07", enforces="goal_weights_total")
def weights_fit_into_the_whole(facts: GoalFacts, law: GoalsLaw) -> Text | None:
    """The weights of a unit's goals of one year do not exceed the whole."""
    if facts.weight + facts.other_weights > law.goal_weights_total:
        return say(
            "The other goals of this year weigh {others} %; with {weight} % they exceed"
            " {whole} %. Lower a weight first.",
            others=facts.other_weights,
            weight=facts.weight,
            whole=law.goal_weights_total,
        )
    return None


@rule("POST-08")
def goal_is_due_in_its_year(facts: GoalFacts, law: Law | None) -> Text | None:
    """A goal is due within its year, or in the January that follows."""
    if not date(facts.year, 1, 1) <= facts.due <= date(facts.year + 1, 1, 31):
        return say("The goal is of {year}: it is due in that year.", year=str(facts.year))
    return None


@rule("POST-09")
def goal_serves_one_above(facts: GoalFacts, law: Law | None) -> Text | None:
    """A goal serves one of the same year, of its own unit or of a unit above."""
    if facts.parent_year is not None and facts.parent_year != facts.year:
        return say("The goal it serves is of {year}.", year=str(facts.parent_year))
    if not facts.parent_is_above:
        return say("The goal it serves belongs to a unit that is not above this one.")
    return None


@dataclass(frozen=True, slots=True)
class OwnerFacts:
    """Somebody who is to answer for a goal or a piece of work."""

    role: str
    in_service: bool
    holds_post_there: bool
    has_owner: bool
    from_day: date
    year: int


@rule("POST-10")
def one_person_answers(facts: OwnerFacts, law: Law | None) -> Text | None:
    """Exactly one person answers for a goal or a piece of work at a time."""
    if facts.role == "owner" and facts.has_owner:
        return say("Somebody answers for this already. End that responsibility first.")
    return None


@rule("POST-11")
def owner_is_at_work_there(facts: OwnerFacts, law: Law | None) -> Text | None:
    """Who takes a responsibility is in service and holds a post in the goal's locality."""
    if not facts.in_service:
        return say("This cadre is not in service.")
    if not facts.holds_post_there:
        return say(
            "This cadre holds no post in this unit, beneath it or above it on {day}.",
            day=facts.from_day,
        )
    return None


@rule("POST-12")
def responsibility_lies_in_the_year(facts: OwnerFacts, law: Law | None) -> Text | None:
    """A responsibility for a goal begins within the goal's year."""
    if facts.from_day.year != facts.year:
        return say("The goal is of {year}: begin within that year.", year=str(facts.year))
    return None


GOAL = (weights_fit_into_the_whole, goal_is_due_in_its_year, goal_serves_one_above)
OWNER = (one_person_answers, owner_is_at_work_there, responsibility_lies_in_the_year)
RULES = (*GOAL, *OWNER)
CHARTS = ()
