"""When a collective vote counts, and who may confirm what: pure functions over dated law."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from governance.findings import rule
from governance.regulation import Law
from governance.text import Text, say


@dataclass(frozen=True)
class VotingLaw(Law):
    """The parameters of collective decisions and two-person changes in force on one day."""

    book = Path(__file__).with_name("regulation.toml")

    quorum_share: Fraction
    majority_share: Fraction
    approval_hours: int
    change_reason_length: int


@dataclass(frozen=True, slots=True)
class VoteTotals:
    """What the counting minutes say (biên bản kiểm phiếu): totals, never a ballot."""

    convened: int
    present: int
    issued: int
    valid: int
    invalid: int
    votes_for: int
    votes_against: int


@dataclass(frozen=True, slots=True)
class TwoPersons:
    """Who began an act and who completes it, as persons, whatever account they use."""

    first: str
    second: str


@rule("GOV-01", enforces="quorum_share")
def has_quorum(totals: VoteTotals, law: VotingLaw) -> Text | None:
    """A vote is held only when the required share of the people convened is present."""
    share = law.quorum_share
    if totals.present * share.denominator < totals.convened * share.numerator:
        return say(
            "{present} of {convened} convened were present; {share} are required",
            present=totals.present,
            convened=totals.convened,
            share=share,
        )
    return None


@rule("GOV-02", enforces="majority_share")
def is_carried(totals: VoteTotals, law: VotingLaw) -> Text | None:
    """A proposal is carried when votes for exceed the required share of the people convened."""
    share = law.majority_share
    if totals.votes_for * share.denominator <= totals.convened * share.numerator:
        return say(
            "{votes} votes for, of {convened} convened; more than {share} are required",
            votes=totals.votes_for,
            convened=totals.convened,
            share=share,
        )
    return None


@rule("GOV-03")
def totals_agree(totals: VoteTotals, law: VotingLaw | None) -> Text | None:
    """The totals of a vote agree with one another."""
    t = totals
    chain = (
        t.votes_for + t.votes_against,
        t.valid,
        t.valid + t.invalid,
        t.issued,
        t.present,
        t.convened,
    )
    if min(t.convened - 1, *chain, t.votes_for, t.votes_against, t.invalid) < 0:
        return say("Somebody is convened, and no total is below zero")
    if list(chain) != sorted(chain):
        return say("For and against ≤ valid; valid and invalid ≤ issued ≤ present ≤ convened")
    return None


@rule("GOV-04")
def second_person_is_another(persons: TwoPersons, law: VotingLaw | None) -> Text | None:
    """What one person enters, another person confirms."""
    if not persons.second:
        return say("A person must confirm this; the system cannot")
    if persons.first == persons.second:
        return say("The person who entered this cannot be the one who confirms it")
    return None


@rule("GOV-05", enforces="change_reason_length")
def reason_says_enough(reason: str, law: VotingLaw) -> Text | None:
    """A change of a sealed fact states its reason."""
    if len(reason.strip()) < law.change_reason_length:
        return say("The reason needs at least {n} characters", n=law.change_reason_length)
    return None


def half_exactly(totals: VoteTotals, law: VotingLaw) -> bool:
    """The votes for are exactly the share to exceed: the head decides where procedure says so."""
    return totals.votes_for == totals.convened * law.majority_share


VOTE_MAY_BE_RECORDED = (has_quorum, totals_agree)
RULES = (has_quorum, is_carried, totals_agree, second_person_is_another, reason_says_enough)
CHARTS = ()
