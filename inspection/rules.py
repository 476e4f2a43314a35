"""The rules of inspection: who checks, who is heard, who verifies."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from governance.findings import rule
from governance.regulation import Law
from governance.states import StateChart
from governance.text import Text, say


@dataclass(frozen=True)
class InspectionLaw(Law):
    """The parameters of inspection in force on one day."""

    book = Path(__file__).with_name("regulation.toml")

    team_minimum: int
    longest_days: int
    recommendation_default_days: int
    surprise_share_target: int
    subject_is_heard: bool
    verified_by_another: bool


INSPECTION = StateChart(
    name="Inspection",
    initial="planned",
    moves={
        "planned": ("decided", "cancelled"),
        "decided": ("field", "cancelled"),
        "field": ("explanation",),
        "explanation": ("concluded",),
        "concluded": ("follow_up", "closed"),
        "follow_up": ("closed",),
        "closed": (),
        "cancelled": (),
    },
    final=("closed", "cancelled"),
)
RECOMMENDATION = StateChart(
    name="Recommendation",
    initial="open",
    moves={
        "open": ("reported", "waived"),
        "reported": ("done", "partly", "open"),
        "partly": ("reported", "waived"),
        "done": (),
        "waived": (),
    },
    final=("done", "waived"),
)


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """What stands before an inspection is decided; days are inclusive."""

    team: int
    starts_on: date
    ends_on: date
    decided_on: date | None = None


@rule("INSP-01", enforces="team_minimum")
def team_is_large_enough(facts: DecisionFacts, law: InspectionLaw) -> Text | None:
    """An inspection team has enough members to check one another."""
    if facts.team < law.team_minimum:
        return say(
            "The team has {team} members; at least {needed} are needed. Add members first.",
            team=facts.team,
            needed=law.team_minimum,
        )
    return None


@rule("INSP-02", enforces="longest_days")
def inspection_keeps_to_its_time(facts: DecisionFacts, law: InspectionLaw) -> Text | None:
    """An inspection lasts no longer than the procedure allows."""
    days = (facts.ends_on - facts.starts_on).days + 1
    if days > law.longest_days:
        return say(
            "{days} days are planned; {allowed} are allowed. Shorten the period.",
            days=days,
            allowed=law.longest_days,
        )
    return None


@rule("INSP-05")
def decision_precedes_the_inspection(facts: DecisionFacts, law: InspectionLaw) -> Text | None:
    """The decision on an inspection is signed before the inspection begins."""
    if facts.decided_on and facts.decided_on > facts.starts_on:
        return say(
            "The decision is signed on {decided}, after the first day {first}. Move the"
            " inspection.",
            decided=facts.decided_on,
            first=facts.starts_on,
        )
    return None


@dataclass(frozen=True, slots=True)
class FieldFacts:
    """The day on which somebody acts, against the period decided."""

    today: date
    starts_on: date


@rule("INSP-06")
def field_work_waits_for_its_day(facts: FieldFacts, law: InspectionLaw | None) -> Text | None:
    """Field work does not begin before the first day decided."""
    if facts.today < facts.starts_on:
        return say("Field work begins on {first}. Wait for that day.", first=facts.starts_on)
    return None


@dataclass(frozen=True, slots=True)
class VerificationFacts:
    """Who reported a recommendation done, who verifies it (persons, not accounts), and how."""

    reported_by: str
    verified_by: str
    settled: bool = True
    remark: str = ""


@rule("INSP-03", enforces="verified_by_another")
def verifier_is_another_person(facts: VerificationFacts, law: InspectionLaw) -> Text | None:
    """Who reports a recommendation done does not verify it."""
    if law.verified_by_another and facts.reported_by == facts.verified_by:
        return say("You reported this yourself. Ask a colleague to verify it.")
    return None


@rule("INSP-07")
def remark_says_what_is_missing(facts: VerificationFacts, law: InspectionLaw) -> Text | None:
    """Who does not accept a report says what is missing."""
    if not facts.settled and not facts.remark.strip():
        return say("Say in the remark what is still missing.")
    return None


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """When the unit inspected answered a finding."""

    answered_on: date
    starts_on: date
    today: date


@rule("INSP-08")
def answer_has_its_day(facts: AnswerFacts, law: InspectionLaw | None) -> Text | None:
    """The unit answers after the inspection has begun, and no later than it is entered."""
    if not facts.starts_on <= facts.answered_on <= facts.today:
        return say(
            "The answer is dated {day}; it must lie between {first} and {today}.",
            day=facts.answered_on,
            first=facts.starts_on,
            today=facts.today,
        )
    return None


@dataclass(frozen=True, slots=True)
class DueFacts:
    """Until when a recommendation is to be carried out."""

    due_on: date
    today: date


@rule("INSP-09")
def due_day_lies_ahead(facts: DueFacts, law: InspectionLaw | None) -> Text | None:
    """A recommendation is due on a day that lies ahead."""
    if facts.due_on <= facts.today:
        return say("Choose a due day after {today}.", today=facts.today)
    return None


@dataclass(frozen=True, slots=True)
class ConclusionFacts:
    """What an inspection has gathered before its conclusion."""

    findings: int
    unheard: int


@rule("INSP-04", enforces="subject_is_heard")
def subject_has_been_heard(facts: ConclusionFacts, law: InspectionLaw) -> Text | None:
    """Before the conclusion the unit inspected has answered every finding."""
    if law.subject_is_heard and facts.unheard:
        return say(
            "{unheard} of {findings} findings have no answer of the unit inspected. Enter it, or"
            " that the unit declined to answer.",
            unheard=facts.unheard,
            findings=facts.findings,
        )
    return None


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """How many recommendations of an inspection are not settled."""

    unsettled: int


@rule("INSP-10")
def recommendations_are_settled(facts: ClosingFacts, law: InspectionLaw | None) -> Text | None:
    """An inspection is closed when every recommendation is verified done or waived."""
    if facts.unsettled:
        return say(
            "{unsettled} recommendations are not settled. Verify or waive them first.",
            unsettled=facts.unsettled,
        )
    return None


DECISION = (team_is_large_enough, inspection_keeps_to_its_time, decision_precedes_the_inspection)
FIELD = (field_work_waits_for_its_day,)
ANSWER = (answer_has_its_day,)
CONCLUSION = (subject_has_been_heard,)
DUE = (due_day_lies_ahead,)
VERIFICATION = (verifier_is_another_person, remark_says_what_is_missing)
CLOSING = (recommendations_are_settled,)
RULES = (*DECISION, *FIELD, *ANSWER, *CONCLUSION, *DUE, *VERIFICATION, *CLOSING)
CHARTS = (INSPECTION, RECOMMENDATION)
