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


@dataclass(frozen=True, slots=True)
class VerificationFacts:
    """Who reported a recommendation done, and who verifies it (persons, not accounts)."""

    reported_by: str
    verified_by: str


@rule("INSP-03", enforces="verified_by_another")
def verifier_is_another_person(facts: VerificationFacts, law: InspectionLaw) -> Text | None:
    """Who reports a recommendation done does not verify it."""
    if law.verified_by_another and facts.reported_by == facts.verified_by:
        return say("You reported this yourself. Ask a colleague to verify it.")
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


DECISION = (team_is_large_enough, inspection_keeps_to_its_time)
VERIFICATION = (verifier_is_another_person,)
CONCLUSION = (subject_has_been_heard,)
RULES = (*DECISION, *VERIFICATION, *CONCLUSION)
CHARTS = (INSPECTION, RECOMMENDATION)
