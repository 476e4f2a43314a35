"""Whose turn a finding about relatives is: on its page, and in the inbox."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cadres import access
from cadres.models import (
    DECIDED_CONFLICTS,
    ConflictFinding,
    ConflictState,
    covered_paths,
)
from cadres.rules import kin as rules
from governance.actor import Actor
from governance.classes import DataClass
from portal.inbox import WorkItem


def turns(actor: Actor, finding: ConflictFinding) -> list[str]:
    """The steps this actor may try now; the rules speak when one is tried."""

    def may(verb: str) -> bool:
        return all(
            access.may(actor, verb, over=cadre.employing_unit, data_class=DataClass.PERSONAL)
            for cadre in finding.people
        )

    if actor.cadre_id in {cadre.pk for cadre in finding.people}:
        return []
    steps = rules.CONFLICT.moves[finding.state]
    explains = may(access.EDIT) or may(access.PROPOSE)
    decides = may(access.APPROVE) and actor.person != finding.explained_by
    return [
        step
        for step in steps
        if (step == ConflictState.EXPLAINED and finding.state == ConflictState.OPEN and explains)
        or (step in DECIDED_CONFLICTS and decides)
    ]


def work_for(actor: Actor, on: date) -> list[WorkItem]:
    """Findings to explain, and explained or confirmed ones to decide; one line each."""
    found = []
    if number := waiting(actor, access.EDIT, [ConflictState.OPEN]):
        title = ngettext(
            "%(n)s conflict of interest to explain", "%(n)s conflicts to explain", number
        )
        found.append(work(title, number, ConflictState.OPEN))
    if number := waiting(actor, access.APPROVE, [ConflictState.EXPLAINED]):
        title = ngettext(
            "%(n)s explained conflict to decide", "%(n)s explained conflicts to decide", number
        )
        found.append(work(title, number, ConflictState.EXPLAINED))
    return found


def waiting(actor: Actor, verb: str, states: list[str]) -> int:
    if not covered_paths(actor, DataClass.PERSONAL, verb):
        return 0
    return ConflictFinding.objects.visible_to(actor, verb).filter(state__in=states).count()


def work(title: str, number: int, state: str) -> WorkItem:
    address = f"{reverse('cadres:conflicts')}?state={state}"
    return WorkItem(title % {"n": number}, address, None, _("Conflicts of interest"))
