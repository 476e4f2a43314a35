"""Which records may be one person, and what a merge of two would do. Nothing here writes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import ForeignKey, Q
from django.utils.translation import gettext as _

from cadres.models import (
    Cadre,
    CadreStatus,
    DuplicatePair,
    PersonalDetails,
    RecordMerge,
    covered_paths,
)
from cadres.selectors.cadres import Panel
from governance.actor import Actor
from governance.classes import DataClass
from portal.formats import date_text

OWN_TABLES = {"cadres_recordmerge", "cadres_duplicatepair", "cadres_personaldetails"}
NOT_CHOSEN = {"id", "version", "code", "sort_key", "search_key", "status", "status_on", "cadre"}


def pairs_for(actor: Actor):
    """The open pairs of which the actor may edit at least one record and see both."""
    paths = covered_paths(actor, DataClass.PERSONAL)
    rows = DuplicatePair.objects.filter(gone=False, distinct_on=None)
    rows = rows.exclude(first__status=CadreStatus.MERGED).exclude(
        second__status=CadreStatus.MERGED
    )
    if not actor.is_system:
        for side in ("first", "second"):
            inside = Q(pk__in=[])
            for path in paths:
                inside |= Q(**{f"{side}__employing_unit__path__startswith": path})
            rows = rows.filter(inside)
    return rows.select_related("first__employing_unit", "second__employing_unit")


@dataclass(frozen=True)
class Difference:
    """One field of the two records where they differ, or where only one knows it."""

    name: str
    label: str
    first: Any
    second: Any


def chosen_fields(model) -> list:
    return [f for f in model._meta.concrete_fields if f.name not in NOT_CHOSEN]


def details_of(cadre: Cadre) -> PersonalDetails:
    return PersonalDetails.objects.filter(cadre=cadre).first() or PersonalDetails(cadre=cadre)


def differences(first: Cadre, second: Cadre) -> list[Difference]:
    """Field by field what has to be chosen between two records."""
    found = []
    sides = [(first, second, Cadre), (details_of(first), details_of(second), PersonalDetails)]
    for one, other, model in sides:
        for field in chosen_fields(model):
            values = [shown(each, field) for each in (one, other)]
            if values[0] != values[1]:
                found.append(Difference(field.name, str(field.verbose_name), *values))
    return found


def shown(row, field) -> str:
    """A value of a field in words; nothing for an empty one."""
    value = getattr(row, field.name)
    if value in (None, "", []):
        return ""
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, list):
        names = dict(field.base_field.choices or ())
        return ", ".join(str(names.get(each, each)) for each in value)
    return date_text(value) if isinstance(value, date) else str(value)


def related_columns() -> list[tuple[type, str]]:
    """(model, column) of every table whose rows belong to a cadre, in any room."""
    found = []
    for relation in Cadre._meta.related_objects:
        model, field = relation.related_model, relation.field
        if model._meta.db_table not in OWN_TABLES and isinstance(field, ForeignKey):
            found.append((model, field.column))
    return sorted(set(found), key=lambda each: (each[0]._meta.db_table, each[1]))


def counts_of(cadre: Cadre) -> list[tuple[str, int]]:
    """How many rows of each kind a record has: what would move."""
    found = []
    for model, column in related_columns():
        number = model._base_manager.filter(**{column: cadre.pk}).count()
        if number:
            found.append((str(model._meta.verbose_name), number))
    return found


def profile_panel(actor: Actor, cadre: Cadre, on: date) -> Panel | None:
    """On a merged record the way to the one that stands."""
    if cadre.status != CadreStatus.MERGED:
        return None
    merge = (
        RecordMerge.objects.visible_to(actor)
        .filter(merged=cadre, undone_on=None)
        .select_related("survivor")
        .first()
    )
    if merge is None:
        return None
    return Panel(_("Merged into another record"), "cadres/_merged.html", {"merge": merge})
