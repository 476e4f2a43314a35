"""The rules of the payroll ledger: filling within the number assigned, revising it in order."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from governance.findings import rule
from governance.regulation import Law
from governance.text import Text, say


@dataclass(frozen=True)
class QuotaLaw(Law):
    """The parameters of the payroll ledger in force on one day."""

    book = Path(__file__).parents[1] / "regulation.toml"

    quota_binds: bool
    quota_waiver_reason: int


@dataclass(frozen=True, slots=True)
class FillingFacts:
    """The number assigned (None: no quota is known), who is there already, and the leave given."""

    assigned: int | None
    present: int
    waived: bool = False
    reason: str = ""
    allowed_from_within: bool = False

    @property
    def goes_over(self) -> bool:
        return self.assigned is not None and self.present + 1 > self.assigned


@rule("QUOTA-01", enforces="quota_binds")
def quota_has_room(facts: FillingFacts, law: QuotaLaw) -> Text | None:
    """A post is filled within the payroll quota, or by leave of the authority that assigns it."""
    if law.quota_binds and facts.goes_over and not facts.waived:
        return say(
            "{present} of {assigned} places of the payroll are taken. Enter a decision that"
            " raises the quota, or give the reason and the authority that allows one more.",
            present=facts.present,
            assigned=facts.assigned,
        )
    return None


@rule("QUOTA-02", enforces="quota_waiver_reason")
def leave_gives_its_reason(facts: FillingFacts, law: QuotaLaw) -> Text | None:
    """Leave to go beyond the quota says why."""
    if facts.goes_over and facts.waived and len(facts.reason.strip()) < law.quota_waiver_reason:
        return say(
            "The reason has {given} characters; at least {needed} are needed.",
            given=len(facts.reason.strip()),
            needed=law.quota_waiver_reason,
        )
    return None


@rule("QUOTA-03", enforces="quota_binds")
def leave_comes_from_above(facts: FillingFacts, law: QuotaLaw) -> Text | None:
    """No unit allows itself to go beyond its own quota."""
    if facts.goes_over and facts.waived and facts.allowed_from_within:
        return say("The unit cannot allow itself more. Name the authority above it.")
    return None


@dataclass(frozen=True, slots=True)
class RevisionFacts:
    """When the number in force began, when the new one begins, and whether another follows."""

    from_day: date
    unit_from: date
    unit_until: date | None
    replaced_from: date | None = None
    followed_on: date | None = None


@rule("QUOTA-04")
def revision_follows_what_it_replaces(facts: RevisionFacts, law: QuotaLaw) -> Text | None:
    """A revised quota begins after the one it replaces, and nothing is entered before it."""
    if facts.replaced_from and facts.from_day <= facts.replaced_from:
        return say(
            "The quota in force began on {begun}. Choose a later day.", begun=facts.replaced_from
        )
    if facts.followed_on:
        return say(
            "Another quota begins on {next}. Enter the numbers in the order of their days.",
            next=facts.followed_on,
        )
    return None


@rule("QUOTA-05")
def quota_lies_in_the_life_of_its_unit(facts: RevisionFacts, law: QuotaLaw) -> Text | None:
    """A quota is assigned only for days on which the unit exists."""
    if facts.from_day < facts.unit_from:
        return say("The unit exists from {first} on.", first=facts.unit_from)
    if facts.unit_until and facts.from_day >= facts.unit_until:
        return say("The unit exists only until {last}.", last=facts.unit_until)
    return None


FILLING = (quota_has_room, leave_gives_its_reason, leave_comes_from_above)
REVISION = (revision_follows_what_it_replaces, quota_lies_in_the_life_of_its_unit)
RULES = (*FILLING, *REVISION)
