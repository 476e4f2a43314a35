"""The rules of reorganising: when a plan may be approved, and when it may be carried out."""

from dataclasses import dataclass
from datetime import date

from governance.findings import rule
from governance.states import StateChart
from governance.text import Text, say

LONGEST_NOTICE = 5  # years ahead that a reorganisation may be dated
MOST_NAMED = 3  # units named in a refusal; the rest are counted

REORGANISATION_CHART = StateChart(
    name="Reorganisation",
    moves={
        "draft": ("submitted", "cancelled"),
        "submitted": ("draft", "scheduled", "cancelled"),
        "scheduled": ("effective", "cancelled"),
        "effective": (),
        "cancelled": (),
    },
    initial="draft",
    final=("effective", "cancelled"),
)


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """All the rules look at in a plan; names of units, so that a refusal can say which.

    `selectors.reorganisation.plan_facts` fills it by set-based questions.
    """

    effective_on: date
    today: date
    instrument: str
    steps: int
    incomplete_steps: tuple[str, ...] = ()
    closing_without_successor: tuple[str, ...] = ()
    named_twice: tuple[str, ...] = ()
    not_there: tuple[str, ...] = ()
    codes_taken: tuple[str, ...] = ()
    official_codes_taken: tuple[str, ...] = ()
    beneath_themselves: tuple[str, ...] = ()
    closing_superiors: tuple[str, ...] = ()
    begins_too_late: tuple[str, ...] = ()
    left_beneath: tuple[str, ...] = ()
    people_without_unit: int = 0
    names_unchanged: tuple[str, ...] = ()


def some(names: tuple[str, ...]) -> str:
    """The first names, and how many more there are."""
    told = ", ".join(names[:MOST_NAMED])
    return f"{told} (+{len(names) - MOST_NAMED})" if len(names) > MOST_NAMED else told


@rule("ORG-01")
def plan_has_a_step(facts: PlanFacts, law) -> Text | None:
    """A reorganisation changes at least one unit."""
    if not facts.steps:
        return say("The plan is empty. Add a step: what happens to which unit.")
    return None


@rule("ORG-02")
def plan_names_its_instrument(facts: PlanFacts, law) -> Text | None:
    """A reorganisation rests on a resolution or decision."""
    if not facts.instrument.strip():
        return say("Write the number of the resolution or decision that orders it.")
    return None


@rule("ORG-03")
def day_is_not_in_the_past(facts: PlanFacts, law) -> Text | None:
    """A reorganisation is approved no later than the day it takes effect."""
    if facts.effective_on < facts.today:
        return say(
            "The day {day} has passed. Choose today or a later day.", day=facts.effective_on
        )
    if facts.effective_on.year > facts.today.year + LONGEST_NOTICE:
        return say(
            "The day {day} is more than {years} years ahead. Check the year.",
            day=facts.effective_on,
            years=LONGEST_NOTICE,
        )
    return None


@rule("ORG-04")
def steps_are_complete(facts: PlanFacts, law) -> Text | None:
    """A merge names what is merged into what, a split at least two parts."""
    if facts.incomplete_steps:
        return say(
            "Incomplete: {steps}. A merge needs an old unit and one that takes over; a split"
            " needs two that take over, or one beside the old unit that goes on.",
            steps=some(facts.incomplete_steps),
        )
    return None


@rule("ORG-05")
def closing_unit_names_who_takes_over(facts: PlanFacts, law) -> Text | None:
    """A unit that closes has a successor; without people and seats a reason is enough."""
    if facts.closing_without_successor:
        return say(
            "Nobody takes over from: {units}. Name the unit that receives the people and the"
            " files, or give a reason if the unit is empty.",
            units=some(facts.closing_without_successor),
        )
    return None


@rule("ORG-06")
def unit_has_one_fate(facts: PlanFacts, law) -> Text | None:
    """A unit closes once, and what closes neither changes nor takes over."""
    if facts.named_twice:
        return say(
            "Named with two fates: {units}. Take one of the steps out; a unit that is divided"
            " between several is taken over in part by each.",
            units=some(facts.named_twice),
        )
    return None


@rule("ORG-07")
def units_exist_on_the_day(facts: PlanFacts, law) -> Text | None:
    """Only units that exist on the day are reorganised or take over."""
    if facts.not_there:
        return say(
            "Not existing on {day}: {units}. Choose the units that exist then.",
            day=facts.effective_on,
            units=some(facts.not_there),
        )
    return None


@rule("ORG-08")
def codes_are_free(facts: PlanFacts, law) -> Text | None:
    """A founded unit has a code of its own, and an official code that no other bears then."""
    if taken := (*facts.codes_taken, *facts.official_codes_taken):
        return say("These codes are taken: {codes}. Choose others.", codes=some(taken))
    return None


@rule("ORG-09")
def superior_is_not_beneath_itself(facts: PlanFacts, law) -> Text | None:
    """A unit's superior is neither the unit itself nor beneath it, and does not close."""
    if facts.beneath_themselves:
        return say(
            "These would stand beneath themselves: {units}. Choose another superior.",
            units=some(facts.beneath_themselves),
        )
    if facts.closing_superiors:
        return say(
            "These would stand beneath a unit that closes: {units}. Choose another superior.",
            units=some(facts.closing_superiors),
        )
    return None


@rule("ORG-10")
def nothing_begins_in_a_closing_unit(facts: PlanFacts, law) -> Text | None:
    """Nothing begins in a closing unit on the day or later."""
    if facts.begins_too_late:
        return say(
            "From {day} on something is to begin in: {units}. End or move those posts first.",
            day=facts.effective_on,
            units=some(facts.begins_too_late),
        )
    return None


@rule("ORG-11")
def localities_beneath_go_somewhere(facts: PlanFacts, law) -> Text | None:
    """A locality beneath a closing unit closes too or gets another superior."""
    if facts.left_beneath:
        return say(
            "Left beneath a unit that closes: {units}. Merge, divide or abolish them too, or"
            " give them another superior.",
            units=some(facts.left_beneath),
        )
    return None


@rule("ORG-12")
def nobody_is_lost(facts: PlanFacts, law) -> Text | None:
    """A unit is abolished only when each of its people has a unit to go to."""
    if facts.people_without_unit:
        return say(
            "{people} people would have no unit to go to. Name a unit that takes over.",
            people=facts.people_without_unit,
        )
    return None


@rule("ORG-13")
def name_really_changes(facts: PlanFacts, law) -> Text | None:
    """A renamed unit gets another name or kind, a moved one another superior."""
    if facts.names_unchanged:
        return say(
            "Nothing would change for: {units}. Write the new name or superior, or take the"
            " step out.",
            units=some(facts.names_unchanged),
        )
    return None


@dataclass(frozen=True, slots=True)
class DayFacts:
    """When somebody wants to carry it out."""

    effective_on: date
    today: date


@rule("ORG-14")
def its_day_has_come(facts: DayFacts, law) -> Text | None:
    """A reorganisation is carried out on its day or later."""
    if facts.today < facts.effective_on:
        return say(
            "It takes effect on {day}. It is carried out by itself in that night.",
            day=facts.effective_on,
        )
    return None


@dataclass(frozen=True, slots=True)
class PlaceInSeatFacts:
    """A person of a closing unit and the seat chosen for the person."""

    seat_from: date
    seat_until: date | None
    day: date
    holder: str = ""
    in_closing_unit: bool = False


@rule("ORG-15")
def chosen_seat_is_free_on_the_day(facts: PlaceInSeatFacts, law) -> Text | None:
    """A person is placed in a seat that exists and is free on the day."""
    if facts.in_closing_unit:
        return say("This seat closes too. Choose a seat of a unit that goes on.")
    if facts.seat_from > facts.day or (facts.seat_until and facts.seat_until <= facts.day):
        return say("The seat does not exist on {day}. Choose another one.", day=facts.day)
    if facts.holder:
        return say("The seat is held by {holder}. Choose a free one.", holder=facts.holder)
    return None


PLAN = (
    plan_has_a_step,
    plan_names_its_instrument,
    steps_are_complete,
    closing_unit_names_who_takes_over,
    unit_has_one_fate,
    units_exist_on_the_day,
    codes_are_free,
    superior_is_not_beneath_itself,
    nothing_begins_in_a_closing_unit,
    localities_beneath_go_somewhere,
    name_really_changes,
    nobody_is_lost,
)
APPROVAL = (day_is_not_in_the_past, *PLAN)
CARRYING_OUT = (its_day_has_come,)
PLACING = (chosen_seat_is_free_on_the_day,)
RULES = (*APPROVAL, *CARRYING_OUT, *PLACING)
CHARTS = (REORGANISATION_CHART,)
