"""Closed compartments of records: which are open for whom, who opened them, who read what."""

from datetime import datetime

from django.db.models import Q

from cadres import access
from cadres.models import (
    Cadre,
    Compartment,
    CompartmentOpening,
    Hat,
    RecordReading,
    covered_paths,
)
from governance.actor import Actor
from governance.classes import DataClass


def is_own(actor: Actor, cadre: Cadre) -> bool:
    return actor.cadre_id is not None and actor.cadre_id == cadre.pk


def open_until(actor: Actor, cadre: Cadre, at: datetime) -> dict[str, datetime | None]:
    """The compartments open for the acting hat, with the minute they close again.

    One's own record is never closed to oneself.
    """
    if is_own(actor, cadre) or actor.is_system:
        return dict.fromkeys(Compartment.values)
    rows = CompartmentOpening.objects.filter(
        cadre=cadre, account=actor.account_id, hat=actor.hat, opened_at__lte=at, until__gt=at
    ).values_list("compartment", "until")
    found: dict[str, datetime | None] = {}
    for compartment, until in rows:
        if access.may_open(actor, compartment, cadre):
            found[compartment] = max(until, found.get(compartment) or until)
    return found


def is_open(actor: Actor, cadre: Cadre, compartment: str, at: datetime) -> bool:
    return compartment in open_until(actor, cadre, at)


def overseen_paths(actor: Actor) -> list[str]:
    """Over which units the acting hat may see who read whose record (TRUST 3.2, C8)."""
    if actor.hat == Hat.AUDITOR:
        return covered_paths(actor, DataClass.ADMIN)
    if actor.hat == Hat.INSPECTOR:
        return covered_paths(actor, DataClass.DISCIPLINE)
    return []


def _beneath(paths: list[str]) -> Q:
    inside = Q(pk__in=[])
    for path in paths:
        inside |= Q(cadre__employing_unit__path__startswith=path)
    return inside


def may_oversee(actor: Actor, cadre: Cadre) -> bool:
    """May this actor see who read this record? The person, the auditor, the inspector."""
    path = cadre.employing_unit.path
    return is_own(actor, cadre) or any(path.startswith(p) for p in overseen_paths(actor))


def readings_for(actor: Actor):
    """Who read which record, where the acting hat oversees it."""
    return RecordReading.objects.filter(_beneath(overseen_paths(actor))).select_related(
        "cadre", "cadre__employing_unit"
    )


def openings_of(cadre: Cadre):
    return (
        CompartmentOpening.objects.filter(cadre=cadre)
        .select_related("account")
        .order_by("-opened_at")
    )


def readings_of(cadre: Cadre):
    return RecordReading.objects.filter(cadre=cadre).select_related("account").order_by("-at")
