"""How a coming date was computed, in words: the same for the page, the list and its export."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from cadres.models import ClockKind, OverrideGround, Seat
from cadres.rules.clocks import age_text, months_until
from governance.text import Text, say
from portal.partial_dates import PartialDate


@dataclass(frozen=True)
class Clock:
    """One coming date: when, at the latest when, of which seat, and how it was computed."""

    kind: str
    due_on: date
    latest_on: date
    basis: dict[str, Any]
    seat: Seat | None = None
    since: date | None = None
    source: str = ""
    confidence: str = ""
    law_versions: dict[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return ClockKind(self.kind).label

    @property
    def is_exact(self) -> bool:
        return self.due_on == self.latest_on

    @cached_property
    def how(self) -> Text:
        """The computation in words."""
        return how(self.kind, self.basis, self.due_on, self.latest_on)

    def months_left(self, on: date) -> int:
        return months_until(self.due_on, on)

    def is_past(self, on: date) -> bool:
        return self.due_on <= on


def how(kind: str, basis: dict[str, Any], due_on: date, latest_on: date) -> Text:
    """The computation of a stored or live date, from what it was computed with."""
    return WORDS[kind](basis, due_on, latest_on)


def month(day: date) -> str:
    return f"{day:%m/%Y}"


def day_of(text: str) -> date:
    return date.fromisoformat(text)


def _retirement(basis: dict, due_on: date, latest_on: date) -> Text:
    born = PartialDate(basis["born"])
    known = {
        "born": str(born),
        "sex": Text(basis["sex"]),
        "year": str(basis["year"]),
        "age": age_text(basis["months"]),
        "month": month(due_on),
    }
    if "decided" in basis:
        ground = Text(str(OverrideGround(basis["ground"]).label))
        return say(
            "Decided: {month} ({ground}; {decision}). By the table of {year}: {age}.",
            decision=basis["decided"],
            ground=ground,
            **known,
        )
    if due_on == latest_on:
        return say("Born {born}, {sex}; table of {year}: {age} → {month}", **known)
    return say(
        "Only {born} is known of the birth date, {sex}; table of {year}: {age}"
        " → between {month} and {latest}",
        latest=month(latest_on),
        **known,
    )


def _term(basis: dict, due_on: date, latest_on: date) -> Text:
    return say(
        "In this seat since {since}; a term has {years} years → {due}",
        since=day_of(basis["since"]),
        years=basis["years"],
        due=due_on,
    )


def _reappointment(basis: dict, due_on: date, latest_on: date) -> Text:
    return say(
        "Appointed on {since} for {months} months → {due}",
        since=day_of(basis["since"]),
        months=basis["months"],
        due=due_on,
    )


def _two_terms(basis: dict, due_on: date, latest_on: date) -> Text:
    return say(
        "Head here without a break since {since}; {terms} terms of {years} years → {due}",
        since=day_of(basis["since"]),
        terms=basis["terms"],
        years=basis["years"],
        due=due_on,
    )


def _salary(basis: dict, due_on: date, latest_on: date) -> Text:
    return say(
        "{rank}, step {step} since {since}; the next step after {months} months → {month}",
        rank=basis["rank"],
        step=basis["step"],
        since=str(PartialDate(basis["since"])),
        months=basis["months"],
        month=month(due_on),
    )


def _certificate(basis: dict, due_on: date, latest_on: date) -> Text:
    return say(
        "{level}: certificate valid until {until}",
        level=basis["level"],
        until=str(PartialDate(basis["until"])),
    )


WORDS = {
    ClockKind.SALARY_STEP: _salary,
    ClockKind.CERTIFICATE: _certificate,
    ClockKind.RETIREMENT: _retirement,
    ClockKind.TERM_END: _term,
    ClockKind.REAPPOINTMENT: _reappointment,
    ClockKind.TWO_TERMS: _two_terms,
}
