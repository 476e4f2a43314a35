"""Questions about proposals: what they would change, who may see the values, whose turn it is."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import ForeignKey
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cadres import access
from cadres.models import (
    Cadre,
    Education,
    PersonalDetails,
    Proposal,
    ProposalState,
    Qualification,
    Theory,
    covered_paths,
)
from cadres.selectors.compartments import is_open, is_own
from cadres.selectors.sections import PARTS, SECTIONS
from governance.actor import Actor
from governance.classes import DataClass
from portal.inbox import WorkItem
from portal.lists.rows import language, written
from portal.partial_dates import PartialDate

PART = "part-"
LEVELS = dict(Education.choices) | dict(Theory.choices)  # of both scales, in words


@dataclass(frozen=True)
class Target:
    """A part of the record that can be proposed for change."""

    key: str
    title: Any
    model: type
    fields: tuple[str, ...]
    compartment: str = ""

    @property
    def is_sheet(self) -> bool:
        return self.key.startswith(PART)


def targets() -> dict[str, Target]:
    """Everything a person may propose to change, by key, in the order of the record."""
    parts = [Target(PART + key, t, PersonalDetails, names) for key, (t, names) in PARTS.items()]
    lines = [Target(s.key, s.title, s.model, s.fields, s.compartment) for s in SECTIONS.values()]
    return {target.key: target for target in (*parts, *lines)}


def as_kept(model, name: str, value: Any) -> Any:
    """A value of a field as JSON keeps it."""
    if value in (None, ""):
        return None
    if isinstance(model._meta.get_field(name), ForeignKey):
        return str(getattr(value, "pk", value))
    if isinstance(value, date | Decimal | PartialDate):
        return str(value) if not isinstance(value, PartialDate) else value.value
    return list(value) if isinstance(value, tuple) else value


def as_value(model, name: str, kept: Any) -> Any:
    """What `as_kept` kept, as the field takes it; an empty text field is empty text."""
    field = model._meta.get_field(name)
    if isinstance(field, ForeignKey):
        return field.related_model.objects.get(pk=kept) if kept else None
    if kept is None:
        return None if field.null else field.get_default()
    return kept if isinstance(field, ArrayField) else field.to_python(kept)


def row_of(proposal: Proposal):
    """The line or sheet a proposal would change; none for a new line."""
    target = targets()[proposal.target]
    if target.is_sheet:
        return PersonalDetails.objects.filter(cadre_id=proposal.cadre_id).first()
    if proposal.row is None:
        return None
    return target.model.objects.filter(pk=proposal.row, cadre_id=proposal.cadre_id).first()


def differences(proposal: Proposal) -> list[tuple[Any, str, str]]:
    """(label, as the record stood, as it should stand) of every proposed field."""
    model = targets()[proposal.target].model
    return [
        (
            model._meta.get_field(name).verbose_name,
            shown(model, name, proposal.before.get(name)),
            shown(model, name, kept),
        )
        for name, kept in proposal.values.items()
    ]


def shown(model, name: str, kept: Any) -> str:
    """A kept value as a reader sees it: choices in words, rows by name."""
    if kept in (None, "", []):
        return "—"
    field = model._meta.get_field(name)
    choices = dict((field.base_field if isinstance(field, ArrayField) else field).flatchoices)
    if model is Qualification and name == "level":
        choices = LEVELS
    if isinstance(kept, list):
        return ", ".join(str(choices.get(each, each)) for each in kept)
    if choices:
        return str(choices.get(kept, kept))
    return str(written(as_value(model, name, kept), language()))


def may_see_values(actor: Actor, proposal: Proposal, at: datetime) -> bool:
    """The person always; an officer only while the compartment concerned is open."""
    needed = targets()[proposal.target].compartment
    return not needed or is_open(actor, proposal.cadre, needed, at)


def proposals_for(actor: Actor):
    return Proposal.objects.visible_to(actor).select_related("cadre", "cadre__employing_unit")


def own_cadre(actor: Actor) -> Cadre | None:
    return Cadre.objects.filter(pk=actor.cadre_id).first() if actor.cadre_id else None


def own_parts(cadre: Cadre) -> list[tuple[Target, list]]:
    """Every part of the own record with its lines, for the page that offers changes."""
    found = []
    for target in targets().values():
        if target.is_sheet:
            found.append((target, []))
            continue
        rows = target.model.objects.filter(cadre=cadre).standing().latest_first()
        found.append((target, [(row, words_of(row, target)) for row in rows]))
    return found


def words_of(row, target: Target) -> str:
    """A line in a few words: its first telling fields."""
    said = [
        shown(target.model, n, as_kept(target.model, n, getattr(row, n))) for n in target.fields
    ]
    return " · ".join([text for text in said if text != "—"][:4])


def own_open(cadre: Cadre):
    return Proposal.objects.filter(cadre=cadre).order_by("-submitted_on", "-pk")[:20]


def turns(actor: Actor, proposal: Proposal) -> dict[str, bool]:
    """Which steps this actor may take now; the rules speak when a step is tried."""
    unit, state = proposal.cadre.employing_unit, proposal.state
    own = is_own(actor, proposal.cadre)
    edits = access.may(actor, access.EDIT, over=unit, data_class=DataClass.PERSONAL)
    approves = access.may(actor, access.APPROVE, over=unit, data_class=DataClass.PERSONAL)
    checking = state == ProposalState.SUBMITTED and edits and not own
    deciding = state == ProposalState.VERIFIED and approves and not own
    return {
        "submit": own and state == ProposalState.RETURNED,
        "withdraw": own and state in (ProposalState.SUBMITTED, ProposalState.RETURNED),
        "verify": checking,
        "approve": deciding,
        "send_back": checking or deciding,
    }


def evidence_readers(actor: Actor, stored) -> bool:
    """May this actor read a file because it is the evidence of a proposal within reach?"""
    return Proposal.objects.visible_to(actor).filter(evidence=stored).exists()


def work_for(actor: Actor, on: date):
    """One line for all a hat has to check or approve, and each own proposal that came back."""
    rows = Proposal.objects.exclude(cadre_id=actor.cadre_id) if actor.cadre_id else None
    if number := _waiting(rows, actor, access.EDIT, ProposalState.SUBMITTED):
        title = ngettext("%(n)s proposal of a cadre to check", "%(n)s proposals to check", number)
        yield _work(title, number, ProposalState.SUBMITTED)
    if number := _waiting(rows, actor, access.APPROVE, ProposalState.VERIFIED):
        title = ngettext("%(n)s checked proposal to approve", "%(n)s to approve", number)
        yield _work(title, number, ProposalState.VERIFIED)
    if actor.cadre_id:
        mine = Proposal.objects.filter(cadre_id=actor.cadre_id, state=ProposalState.RETURNED)
        for proposal in mine:
            title = _("Your proposal was returned: %(why)s") % {"why": proposal.returned_reason}
            yield WorkItem(title, proposal.get_absolute_url(), None, _("Proposals"))


def _waiting(rows, actor: Actor, verb: str, state: str) -> int:
    if not covered_paths(actor, DataClass.PERSONAL, verb):
        return 0
    rows = Proposal.objects.all() if rows is None else rows
    return rows.visible_to(actor, verb).filter(state=state).count()


def _work(title: str, number: int, state: str) -> WorkItem:
    address = f"{reverse('cadres:proposals')}?state={state}"
    return WorkItem(title % {"n": number}, address, None, _("Proposals"))
