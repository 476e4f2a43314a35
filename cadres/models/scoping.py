"""Access scoping: which rows an actor may see, expressed once.

A row belongs to one or more units; a grant covers a unit, everything beneath it, and some
data classes. `visible_to` keeps the rows that the grants of the acting hat reach.
"""

from functools import reduce
from operator import or_

from django.apps import apps
from django.db import models
from django.db.models import Q

from governance.records import ActorManager

NOTHING = Q(pk__in=[])


class ScopedQuerySet(models.QuerySet):
    """Rows that belong to units, named by lookups that end in a unit's path."""

    path_lookups: tuple[str, ...] = ()  # none: a catalogue that everybody may read
    own_lookup: str = ""

    @classmethod
    def over(cls, *unit_lookups: str, own: str = "") -> type["ScopedQuerySet"]:
        """A queryset class for rows whose unit is found by ``unit_lookups`` ("" = the row)."""
        return type(cls.__name__, (cls,), {"path_lookups": unit_lookups, "own_lookup": own})

    def visible_to(self, actor, verb: str = "view"):
        """The rows of this model's data class inside the actor's grants (and the own ones)."""
        if actor.is_system or not self.path_lookups:
            return self.all()
        paths = covered_paths(actor, self.model.DATA_CLASS, verb)
        inside = [self._beneath(lookup, paths) for lookup in self.path_lookups]
        if self.own_lookup and actor.cadre_id and verb == "view":
            inside.append(Q(**{self.own_lookup: actor.cadre_id}))
        return self.filter(reduce(or_, inside, NOTHING))

    def beneath(self, unit):
        """The rows of a unit and of everything beneath it."""
        inside = [self._beneath(lookup, [unit.path]) for lookup in self.path_lookups]
        return self.filter(reduce(or_, inside, NOTHING))

    def _beneath(self, lookup: str, paths: list[str]) -> Q:
        if not paths:
            return NOTHING
        if not lookup:
            return reduce(or_, (Q(path__startswith=path) for path in paths))
        units = apps.get_model("cadres", "Unit")._base_manager
        reached = units.filter(reduce(or_, (Q(path__startswith=path) for path in paths)))
        return Q(**{f"{lookup}__in": reached.values("pk")})


def covered_paths(actor, data_class: str, verb: str = "view") -> list[str]:
    """The shortest unit paths the acting hat reaches with this class of data and verb."""
    paths = sorted({g.path for g in actor.grants if data_class in g.classes and verb in g.verbs})
    return [p for p in paths if not any(p != q and p.startswith(q) for q in paths)]


def scoped_manager(*unit_lookups: str, own: str = "") -> models.Manager:
    """The default manager of a personnel model: refuses without an actor, scopes on request."""
    return ActorManager.from_queryset(ScopedQuerySet.over(*unit_lookups, own=own))()
