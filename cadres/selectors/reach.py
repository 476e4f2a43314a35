"""Whose personal data an actor may read: the measure of what is said of relatives."""

from functools import reduce
from operator import or_

from django.db.models import Q

from cadres.models import Cadre, CadreStatus, Unit, covered_paths
from governance.actor import Actor
from governance.classes import DataClass


def reach(actor: Actor, prefix: str = "") -> Q:
    """The people whose family the acting hat may read; `prefix` leads to the person."""
    if actor.is_system:
        return Q()
    paths = covered_paths(actor, DataClass.PERSONAL)
    own = Q(**{f"{prefix}pk": actor.cadre_id}) if actor.cadre_id else Q(pk__in=[])
    if not paths:
        return own
    beneath = reduce(or_, (Q(path__startswith=path) for path in paths))
    units = Unit.objects.filter(beneath).values("pk")
    return (
        own
        | Q(**{f"{prefix}employing_unit__in": units})
        | Q(**{f"{prefix}managing_unit__in": units})
    )


def people_in_reach(actor: Actor):
    return Cadre.objects.filter(reach(actor)).exclude(status=CadreStatus.MERGED)
