"""Which data classes a list may show, order or filter by for one actor (TRUST A03)."""

from collections.abc import Iterable, Mapping
from functools import cache

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q

from governance.actor import Actor
from governance.classes import DataClass


@cache
def classes_along(model, path: str) -> frozenset[DataClass]:
    """The data classes a lookup passes through: of each field it names, and of each
    other table it enters. A path that is no field (an annotation) has none of its own."""
    found: set[DataClass] = set()
    for name in path.split("__"):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            break
        if not field.auto_created or field.concrete:
            found.add(_class_of(model, name))
        if not field.is_relation or field.related_model is None:
            break
        model = field.related_model
    return frozenset(found)


def _class_of(model, name: str) -> DataClass:
    special = getattr(model, "FIELD_CLASS", {})
    return DataClass(special.get(name, getattr(model, "DATA_CLASS", DataClass.BASIC)))


class Sight:
    """What the acting hat may see: data classes, and the units each class reaches.

    `scope_paths` maps a data class to the lookup of the unit path that governs it
    ("managing_unit__path"); a class without an entry is granted or not, as a whole.
    """

    def __init__(self, actor: Actor, scope_paths: Mapping[DataClass, str] | None = None):
        self.everything = actor.is_system
        self.scope_paths = dict(scope_paths or {})
        self.reach: dict[str, set[str]] = {}
        for grant in actor.grants:
            if (not actor.hat or grant.hat == actor.hat) and "view" in grant.verbs:
                for data_class in grant.classes:
                    self.reach.setdefault(str(data_class), set()).add(grant.path)

    def may_see(self, classes: Iterable[DataClass]) -> bool:
        """Basic facts follow the row; every other class needs a grant of its own."""
        return self.everything or all(
            data_class == DataClass.BASIC or str(data_class) in self.reach
            for data_class in classes
        )

    def limited(self, classes: Iterable[DataClass]) -> list[tuple[str, tuple[str, ...]]]:
        """The (lookup, unit paths) pairs outside which these classes stay hidden."""
        if self.everything:
            return []
        return [
            (self.scope_paths[data_class], tuple(sorted(self.reach[str(data_class)])))
            for data_class in classes
            if data_class != DataClass.BASIC and data_class in self.scope_paths
        ]

    def restrict(self, queryset, classes: Iterable[DataClass]):
        """Rows whose value may be known, so that order and filters tell nothing else."""
        for lookup, paths in self.limited(classes):
            inside = Q(pk__in=[])
            for path in paths:
                inside |= Q(**{f"{lookup}__startswith": path})
            queryset = queryset.filter(inside)
        return queryset

    def shows(self, row, limits) -> bool:
        """Whether the class of a cell reaches this very row."""
        for lookup, paths in limits:
            path = row
            for name in lookup.split("__"):
                path = getattr(path, name, None)
            if not str(path or "").startswith(paths):
                return False
        return True
