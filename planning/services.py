"""What people do in planning: one function per use case, one transaction each.

The steps of an entry: proposed by one person, its standards checked by another, voted for by the
collective, submitted, approved by a third hat. Each step is refused in words, never half-done.
"""

from datetime import date

from django.db import transaction

from cadres import access
from cadres.models import BarredFrom, Cadre, Decision, KinStage, Title, Unit
from cadres.rules import blocks
from cadres.selectors.blocks import block_facts
from cadres.services.decisions import record_decision
from cadres.services.kin import Filling, heed_kin
from governance import audit
from governance.actor import Actor
from governance.classes import DataClass
from governance.findings import enforce
from governance.models import CollectiveDecision
from governance.records import save_changes
from governance.rules import TwoPersons, VoteTotals, second_person_is_another
from governance.services import countersign_decision, record_collective_decision
from planning import rules, selectors
from planning.models import EntryState, OutReason, PlanEntry, Term

CARRIED = CollectiveDecision.Outcome.CARRIED


@transaction.atomic
def nominate(
    *,
    cadre: Cadre,
    title: Title,
    unit: Unit,
    term: Term,
    kin_reason: str = "",
    by: Actor,
    on: date,
) -> PlanEntry:
    """Propose a cadre for a post in a term (giới thiệu quy hoạch), if law and kin allow."""
    require(by, access.PROPOSE, cadre=cadre)
    # Two clerks may propose at once; the locks make the counts of post and person true.
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    cadre = Cadre.objects.select_for_update(no_key=True).get(pk=cadre.pk)
    facts = selectors.nomination_facts(cadre=cadre, title=title, unit=unit, term=term, on=on)
    law = rules.PlanningLaw.on(on)
    enforce(rules.NOMINATION, facts, law)
    enforce(blocks.PLANNING, block_facts(cadre=cadre, what=BarredFrom.PLANNING, on=on))
    meant = Filling(cadre, title, unit, on, KinStage.NOMINATION)
    heed_kin(meant, reason=kin_reason, by=by, on=on)

    entry = PlanEntry(
        cadre=cadre,
        title=title,
        unit=unit,
        term=term,
        months_left=facts.months_left,
        law_versions=law.versions(),
        proposed_on=on,
        proposed_by=by.person,
        proposed_by_name=by.name,
    )
    entry.full_clean()  # constraints speak to the user; the database has the last word
    tell(entry, "nominate", by, basis=law.cite("persons_per_post"))
    entry.save(force_insert=True)
    return entry


@transaction.atomic
def screen_entry(*, entry: PlanEntry, version: int, by: Actor, on: date) -> PlanEntry:
    """Confirm, as another person than the proposer, that the standards are met on this day."""
    require(by, access.EDIT, cadre=entry.cadre)
    rules.ENTRY_CHART.require(entry.state, EntryState.SCREENED)
    enforce([second_person_is_another], TwoPersons(entry.proposed_by, by.person))
    facts = selectors.nomination_facts(
        cadre=entry.cadre,
        title=entry.title,
        unit=entry.unit,
        term=entry.term,
        on=on,
        besides=entry,
    )
    law = rules.PlanningLaw.on(on)
    enforce(rules.NOMINATION, facts, law)
    enforce(blocks.PLANNING, block_facts(cadre=entry.cadre, what=BarredFrom.PLANNING, on=on))
    tell(entry, "screen_entry", by, basis=law.cite("months_left_at_term"))
    changes = {
        "state": EntryState.SCREENED,
        "screened_on": on,
        "months_left": facts.months_left,
        "law_versions": law.versions(),
    }
    return save_changes(entry, expected_version=version, changes=changes)


@transaction.atomic
def record_vote(
    *,
    entry: PlanEntry,
    version: int,
    held_on: date,
    totals: VoteTotals,
    minutes: str,
    by: Actor,
    on: date,
) -> PlanEntry:
    """Record the vote on an entry from its minutes; a vote that is not carried takes it out."""
    require(by, access.EDIT, cadre=entry.cadre)
    rules.ENTRY_CHART.require(entry.state, EntryState.VOTED)
    before = entry.screened_on or entry.proposed_on
    enforce(rules.STEP, rules.StepFacts(happened_on=held_on, not_before=before, today=on))
    vote = record_collective_decision(
        subject=str(entry)[:300],
        unit_path=entry.cadre.managing_unit.path,
        held_on=held_on,
        totals=totals,
        minutes=minutes,
        by=by,
        on=on,
    )
    changes = {"state": EntryState.VOTED, "vote": vote}
    if vote.outcome != CARRIED:
        ended = {"out_on": held_on, "out_reason": OutReason.NOT_CARRIED}
        changes |= {"state": EntryState.OUT, **ended}
    tell(entry, "record_vote", by, basis=minutes[:200])
    return save_changes(entry, expected_version=version, changes=changes)


@transaction.atomic
def submit_entry(*, entry: PlanEntry, version: int, by: Actor, on: date) -> PlanEntry:
    """Lay an entry that was voted for before the level that approves it."""
    require(by, access.EDIT, cadre=entry.cadre)
    rules.ENTRY_CHART.require(entry.state, EntryState.SUBMITTED)
    tell(entry, "submit_entry", by)
    changes = {"state": EntryState.SUBMITTED, "submitted_on": on}
    return save_changes(entry, expected_version=version, changes=changes)


@transaction.atomic
def approve_entry(
    *,
    entry: PlanEntry,
    version: int,
    decision: Decision,
    in_force_from: date,
    by: Actor,
    on: date,
) -> PlanEntry:
    """Put an entry in force by a decision, and vouch for the totals of its vote.

    Who approves has neither proposed the entry nor recorded its vote.
    """
    require(by, access.APPROVE, cadre=entry.cadre)
    rules.ENTRY_CHART.require(entry.state, EntryState.APPROVED)
    enforce([second_person_is_another], TwoPersons(entry.proposed_by, by.person))
    signed = decision.issued_on
    enforce(
        rules.STEP, rules.StepFacts(happened_on=signed, not_before=entry.vote.held_on, today=on)
    )
    days = rules.ApprovalFacts(decided_on=signed, in_force_from=in_force_from, today=on)
    enforce(rules.APPROVAL, days)
    if not entry.vote.is_sealed:
        countersign_decision(
            decision=entry.vote, expected_version=entry.vote.version, by=by, on=on
        )
    tell(entry, "approve_entry", by, basis=str(decision))
    changes = {
        "state": EntryState.APPROVED,
        "decision": decision,
        "in_force_from": in_force_from,
        "approved_by": by.person,
        "approved_by_name": by.name,
    }
    return save_changes(entry, expected_version=version, changes=changes)


@transaction.atomic
def withdraw_entry(
    *,
    entry: PlanEntry,
    version: int,
    reason: str,
    out_on: date,
    by: Actor,
    on: date,
    decision: Decision | None = None,
) -> PlanEntry:
    """Take an entry out of planning (đưa ra khỏi quy hoạch) for one of the known reasons."""
    access.require(
        by,
        *selectors.withdrawing_verbs(entry),
        over=entry.cadre.managing_unit,
        data_class=DataClass.PLANNING,
    )
    rules.ENTRY_CHART.require(entry.state, EntryState.OUT)
    in_force = entry.state == EntryState.APPROVED
    before = entry.in_force_from if in_force else entry.proposed_on
    enforce(rules.STEP, rules.StepFacts(happened_on=out_on, not_before=before, today=on))
    facts = rules.WithdrawalFacts(in_force=in_force, has_decision=decision is not None)
    enforce(rules.WITHDRAWAL, facts, rules.PlanningLaw.on(on))
    tell(entry, "withdraw_entry", by, reason=reason, basis=str(decision or ""))
    changes = {
        "state": EntryState.OUT,
        "out_on": out_on,
        "out_reason": reason,
        "out_decision": decision,
    }
    return save_changes(entry, expected_version=version, changes=changes)


@transaction.atomic
def note_appointment(*, entry: PlanEntry, appointed_on: date, by: Actor, on: date) -> PlanEntry:
    """Close an entry whose person has been appointed to the post planned; rotation calls it."""
    require(by, access.APPROVE, cadre=entry.cadre)
    rules.ENTRY_CHART.require(entry.state, EntryState.APPOINTED)
    tell(entry, "note_appointment", by)
    changes = {"state": EntryState.APPOINTED, "out_on": appointed_on}
    return save_changes(entry, expected_version=entry.version, changes=changes)


@transaction.atomic
def decision_of(
    *, number: str, issued_on: date, issuer: Unit, kind: str, summary: str, by: Actor, on: date
) -> Decision:
    """The decision of that number and day, entered now if no entry has named it before."""
    known = Decision.objects.filter(number=number.strip(), issued_on=issued_on, issuer=issuer)
    return known.first() or record_decision(
        number=number,
        issued_on=issued_on,
        issuer=issuer,
        kind=kind,
        summary=summary,
        by=by,
        on=on,
    )


def require(by: Actor, verb: str, *, cadre: Cadre) -> None:
    """Planning goes by the unit that manages the person, not by the one that employs him."""
    access.require(by, verb, over=cadre.managing_unit, data_class=DataClass.PLANNING)


def tell(entry: PlanEntry, action: str, by: Actor, *, reason: str = "", basis: str = "") -> None:
    audit.record(
        by=by,
        action=f"planning.{action}",
        subject=entry,
        unit_path=entry.cadre.managing_unit.path,
        reason=reason,
        basis=basis,
    )
