"""The rules of self-service: who proposes, checks and approves a change of a record."""

from dataclasses import dataclass

from governance.findings import rule
from governance.states import StateChart
from governance.text import Text, say

PROPOSAL = StateChart(
    name="proposal to change a record",
    moves={
        "submitted": ("returned", "verified", "withdrawn"),
        "returned": ("submitted", "withdrawn"),
        "verified": ("returned", "approved"),
        "approved": (),
        "withdrawn": (),
    },
    initial="submitted",
    final=("approved", "withdrawn"),
)
SHORTEST_RETURN = 10  # characters; shorter sentences do not say what to do


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """What the rules of proposals look at."""

    own_record: bool = True
    differs: bool = True
    same_as_proposer: bool = False
    same_as_checker: bool = False
    line_moved_on: bool = False
    return_reason: str = ""


@rule("SELF-01")
def only_the_person_proposes(facts: ProposalFacts, law=None) -> Text | None:
    """A change is proposed by the person whose record it is."""
    if not facts.own_record:
        return say("This is not your record. Officers enter changes on the page of the section.")
    return None


@rule("SELF-02")
def a_proposal_changes_something(facts: ProposalFacts, law=None) -> Text | None:
    """A proposal differs from the record."""
    if not facts.differs:
        return say("Nothing differs from the record. Change a field first.")
    return None


@rule("SELF-03")
def a_return_says_what_to_do(facts: ProposalFacts, law=None) -> Text | None:
    """Who returns a proposal says why and what to do."""
    given = len(facts.return_reason.strip())
    if given < SHORTEST_RETURN:
        return say(
            "The reason has {given} characters; say in at least {needed} what is missing.",
            given=given,
            needed=SHORTEST_RETURN,
        )
    return None


@rule("SELF-04")
def nobody_checks_the_own_proposal(facts: ProposalFacts, law=None) -> Text | None:
    """A proposal is checked by another person than who made it."""
    if facts.same_as_proposer:
        return say("This is your own proposal. A colleague checks it.")
    return None


@rule("SELF-05")
def who_checked_does_not_approve(facts: ProposalFacts, law=None) -> Text | None:
    """A proposal is approved by another person than who checked it."""
    if facts.same_as_checker:
        return say("You checked this proposal. Another person of the authority approves it.")
    return None


@rule("SELF-06")
def the_line_is_still_as_it_was(facts: ProposalFacts, law=None) -> Text | None:
    """A proposal is approved only while the record stands as its maker saw it."""
    if facts.line_moved_on:
        return say(
            "The record has changed since the proposal was made. Return it, so that the person"
            " can compare and propose again."
        )
    return None


PROPOSING = (only_the_person_proposes, a_proposal_changes_something)
RETURNING = (a_return_says_what_to_do,)
CHECKING = (nobody_checks_the_own_proposal, the_line_is_still_as_it_was)
APPROVING = (
    nobody_checks_the_own_proposal,
    who_checked_does_not_approve,
    the_line_is_still_as_it_was,
)
RULES = (
    only_the_person_proposes,
    a_proposal_changes_something,
    a_return_says_what_to_do,
    nobody_checks_the_own_proposal,
    who_checked_does_not_approve,
    the_line_is_still_as_it_was,
)
CHARTS = (PROPOSAL,)
