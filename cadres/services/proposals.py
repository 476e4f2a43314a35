"""Use cases of self-service: propose, hand in, check, return, approve, withdraw."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from cadres import access
from cadres.models import Cadre, Proposal, ProposalState
from cadres.rules import proposals as rules
from cadres.selectors.proposals import Target, as_kept, as_value, row_of, targets
from cadres.services.compartments import require_open
from cadres.services.lines import enforce_line
from cadres.services.scores import count_records
from governance import audit
from governance.actor import Actor
from governance.classes import DataClass
from governance.findings import enforce
from governance.records import save_changes
from portal.uploads import Purpose, keep_upload


@transaction.atomic
def propose(
    *,
    cadre: Cadre,
    target: Target,
    row: Any,
    values: dict[str, Any],
    reason: str,
    by: Actor,
    on: date,
    evidence=None,
) -> Proposal:
    """Propose a change of the own record (đề nghị bổ sung, sửa hồ sơ); it is handed in at once.

    `row` is the line or sheet as the person saw it, none for a new line.
    """
    before = {n: as_kept(target.model, n, getattr(row, n)) for n in values} if row else {}
    wanted = {name: as_kept(target.model, name, value) for name, value in values.items()}
    changed = {n: v for n, v in wanted.items() if v != before.get(n)}
    own = by.cadre_id is not None and by.cadre_id == cadre.pk
    enforce(rules.PROPOSING, rules.ProposalFacts(own_record=own, differs=bool(changed)))
    proposal = Proposal(
        cadre=cadre,
        target=target.key,
        row=row.pk if row and not target.is_sheet else None,
        row_version=row.version if row else 0,
        before={name: before.get(name) for name in changed},
        values=changed,
        reason=reason,
        state=ProposalState.SUBMITTED,
        submitted_on=on,
        proposed_by_id=by.account_id,
    )
    proposal.full_clean(exclude=["evidence"])
    _would_stand(proposal, target, on)
    _tell("cadres.propose", proposal, by, reason)
    if evidence is not None:
        proposal.evidence = keep_upload(evidence, purpose=Purpose.EVIDENCE, by=by)
    proposal.save()
    return proposal


@transaction.atomic
def hand_in_again(*, proposal: Proposal, version: int, by: Actor, at: datetime) -> Proposal:
    """Hand a returned proposal in again as it is, the reason answered elsewhere."""
    _require_own(proposal, by)
    rules.PROPOSAL.require(proposal.state, ProposalState.SUBMITTED)
    _tell("cadres.hand_in_proposal", proposal, by)
    changes = {
        "state": ProposalState.SUBMITTED,
        "submitted_on": localdate(at),
        "returned_reason": "",
    }
    return save_changes(proposal, expected_version=version, changes=changes)


@transaction.atomic
def withdraw(*, proposal: Proposal, version: int, by: Actor, at: datetime) -> Proposal:
    """Take a proposal back; it stays legible."""
    _require_own(proposal, by)
    rules.PROPOSAL.require(proposal.state, ProposalState.WITHDRAWN)
    _tell("cadres.withdraw_proposal", proposal, by)
    changes = {"state": ProposalState.WITHDRAWN}
    return save_changes(proposal, expected_version=version, changes=changes)


@transaction.atomic
def verify(*, proposal: Proposal, version: int, by: Actor, at: datetime) -> Proposal:
    """Say that the proposal was compared with its papers (thẩm định)."""
    _require(proposal, access.EDIT, by, at)
    rules.PROPOSAL.require(proposal.state, ProposalState.VERIFIED)
    enforce(rules.CHECKING, _facts(proposal, by))
    _tell("cadres.verify_proposal", proposal, by)
    changes = {
        "state": ProposalState.VERIFIED,
        "verified_by_id": by.account_id,
        "verified_on": localdate(at),
    }
    return save_changes(proposal, expected_version=version, changes=changes)


@transaction.atomic
def send_back(
    *, proposal: Proposal, version: int, reason: str, by: Actor, at: datetime
) -> Proposal:
    """Return a proposal with what is missing; checking begins anew when it comes again."""
    verb = access.EDIT if proposal.state == ProposalState.SUBMITTED else access.APPROVE
    _require(proposal, verb, by, at)
    rules.PROPOSAL.require(proposal.state, ProposalState.RETURNED)
    enforce(rules.RETURNING, rules.ProposalFacts(return_reason=reason))
    _tell("cadres.return_proposal", proposal, by, reason)
    changes = {
        "state": ProposalState.RETURNED,
        "returned_reason": reason.strip(),
        "verified_by_id": None,
        "verified_on": None,
    }
    return save_changes(proposal, expected_version=version, changes=changes)


@transaction.atomic
def approve(*, proposal: Proposal, version: int, by: Actor, at: datetime) -> Proposal:
    """Approve a checked proposal: the record changes in the same moment (phê duyệt)."""
    _require(proposal, access.APPROVE, by, at)
    # The record may be edited at the same time; whoever comes second sees the other's change.
    Cadre.objects.select_for_update(no_key=True).get(pk=proposal.cadre_id)
    rules.PROPOSAL.require(proposal.state, ProposalState.APPROVED)
    enforce(rules.APPROVING, _facts(proposal, by))
    _tell("cadres.approve_proposal", proposal, by, proposal.reason)
    _carry_out(proposal, localdate(at))
    changes = {
        "state": ProposalState.APPROVED,
        "decided_by_id": by.account_id,
        "decided_on": localdate(at),
    }
    decided = save_changes(proposal, expected_version=version, changes=changes)
    count_records(on=localdate(at), cadres=[proposal.cadre_id])
    return decided


STEPS = {
    "submit": hand_in_again,
    "withdraw": withdraw,
    "verify": verify,
    "approve": approve,
    "send_back": send_back,
}


def _values(proposal: Proposal, target: Target) -> dict[str, Any]:
    return {name: as_value(target.model, name, kept) for name, kept in proposal.values.items()}


def _would_stand(proposal: Proposal, target: Target, on: date) -> None:
    """Refuse a proposal whose values the record could never hold."""
    row = row_of(proposal) or target.model(cadre=proposal.cadre)
    for name, value in _values(proposal, target).items():
        setattr(row, name, value)
    if target.is_sheet:
        row.clean_fields(exclude=["cadre"])
        return
    row.full_clean(validate_unique=False)
    enforce_line(row, on)


def _carry_out(proposal: Proposal, on: date) -> None:
    """Write the values; a line counts as checked by who checked the proposal."""
    target, row = targets()[proposal.target], row_of(proposal)
    values = _values(proposal, target)
    checked = {
        "verified_by": proposal.verified_by.display_name,
        "verified_on": proposal.verified_on,
    }
    if row is not None:
        save_changes(row, expected_version=proposal.row_version, changes={**values, **checked})
        return
    row = target.model(cadre=proposal.cadre, **values, **checked)
    row.full_clean()
    if not target.is_sheet:
        enforce_line(row, on)
    row.save()


def _facts(proposal: Proposal, by: Actor) -> rules.ProposalFacts:
    row = row_of(proposal)
    expected = proposal.row is not None or proposal.row_version > 0
    gone = expected and (row is None or row.version != proposal.row_version)
    return rules.ProposalFacts(
        same_as_proposer=by.account_id == proposal.proposed_by_id
        or by.cadre_id == proposal.cadre_id,
        same_as_checker=by.account_id == proposal.verified_by_id,
        line_moved_on=gone or getattr(row, "struck_on", None) is not None,
    )


def _require_own(proposal: Proposal, by: Actor) -> None:
    own = by.cadre_id is not None and by.cadre_id == proposal.cadre_id
    enforce((rules.only_the_person_proposes,), rules.ProposalFacts(own_record=own))


def _require(proposal: Proposal, verb: str, by: Actor, at: datetime) -> None:
    unit = proposal.cadre.employing_unit
    access.require(by, verb, over=unit, data_class=DataClass.PERSONAL)
    require_open(
        cadre=proposal.cadre,
        compartment=targets()[proposal.target].compartment,
        at=at,
        by=by,
    )


def _tell(action: str, proposal: Proposal, by: Actor, reason: str = "") -> None:
    audit.record(
        by=by,
        action=action,
        subject=proposal,
        unit_path=proposal.cadre.employing_unit.path,
        reason=reason,
    )
