"""Collective decisions: totals recorded by one person, countersigned by another, then sealed."""

from datetime import date

from django.db import transaction

from governance import audit
from governance.actor import Actor
from governance.findings import enforce
from governance.models import CollectiveDecision
from governance.records import save_changes
from governance.rules import (
    VOTE_MAY_BE_RECORDED,
    TwoPersons,
    VoteTotals,
    VotingLaw,
    half_exactly,
    is_carried,
    second_person_is_another,
)


def outcome_of(totals: VoteTotals, law: VotingLaw) -> str:
    if is_carried(totals, law) is None:
        return CollectiveDecision.Outcome.CARRIED
    if half_exactly(totals, law):
        return CollectiveDecision.Outcome.HALF
    return CollectiveDecision.Outcome.LOST


@transaction.atomic
def record_collective_decision(
    *,
    subject: str,
    unit_path: str,
    held_on: date,
    totals: VoteTotals,
    minutes: str,
    by: Actor,
    on: date,
) -> CollectiveDecision:
    """Record the totals of a vote from its minutes, with its outcome under the law of that day.

    Who may record over which unit is asked by the use case of the room whose decision this is.
    """
    law = VotingLaw.on(held_on)
    enforce(VOTE_MAY_BE_RECORDED, totals, law)
    decision = CollectiveDecision(
        subject=subject,
        unit_path=unit_path,
        held_on=held_on,
        minutes=minutes,
        outcome=outcome_of(totals, law),
        law_versions=law.versions(),
        recorded_by=by.person or by.name[:60],
        recorded_by_name=by.name,
        **{name: getattr(totals, name) for name in VoteTotals.__slots__},
    )
    decision.full_clean()
    decision.save(force_insert=True)
    audit.record(
        by=by,
        action="governance.record_collective_decision",
        subject=decision,
        unit_path=unit_path,
        basis=law.cite("majority_share"),
        changes={"recorded_on": on, "outcome": decision.outcome},
    )
    return decision


@transaction.atomic
def countersign_decision(
    *, decision: CollectiveDecision, expected_version: int, by: Actor, on: date
) -> CollectiveDecision:
    """Seal the totals: a second person has compared them with the minutes."""
    enforce([second_person_is_another], TwoPersons(decision.recorded_by, by.person))
    save_changes(
        decision,
        expected_version=expected_version,
        changes={
            "countersigned_by": by.person,
            "countersigned_by_name": by.name,
            "countersigned_on": on,
        },
    )
    audit.record(
        by=by,
        action="governance.countersign_decision",
        subject=decision,
        unit_path=decision.unit_path,
    )
    return decision
