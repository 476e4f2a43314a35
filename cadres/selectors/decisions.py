"""Questions about decisions, their scans, and events that name none."""

from django.db.models import Q

from cadres.models import (
    Assignment,
    Decision,
    DecisionScan,
    PersonalDetails,
    covered_paths,
)
from cadres.selectors.sections import SECTIONS
from governance.actor import Actor
from governance.classes import DataClass

OPEN_LINES = [section.model for section in SECTIONS.values() if not section.compartment]


def decisions_for(actor: Actor):
    """The decisions an actor may see."""
    return Decision.objects.visible_to(actor).select_related("issuer")


def find_decisions(decisions, text: str):
    """By number, or by "number, day"."""
    number = text.partition(",")[0].strip()
    return decisions.filter(Q(number__iexact=number) | Q(number__istartswith=number)).order_by(
        "-issued_on"
    )


def may_read_file(actor: Actor, stored) -> bool:
    """Photos follow the details of a record; scans the decisions and lines an actor may read
    with personal data, and the own ones."""
    if PersonalDetails.objects.visible_to(actor).filter(photo=stored).exists():
        return True
    scans = DecisionScan.objects.filter(stored=stored, struck_on__isnull=True)
    if scans.filter(pk__in=DecisionScan.objects.visible_to(actor).values("pk")).exists():
        return True
    whose = Q(cadre=actor.cadre_id) if actor.cadre_id else Q(pk__in=[])
    for path in covered_paths(actor, DataClass.PERSONAL):
        whose |= Q(cadre__employing_unit__path__startswith=path)
    decisions = scans.values("decision")
    return any(
        model.objects.filter(whose, decision__in=decisions).exists()
        for model in (Assignment, *OPEN_LINES)
    )


def undecided_for(actor: Actor):
    """Posts that rest on no recorded decision, within the actor's scope (must be none)."""
    return (
        Assignment.objects.visible_to(actor)
        .filter(decision__isnull=True)
        .select_related("cadre", "seat__title", "seat__unit")
    )
