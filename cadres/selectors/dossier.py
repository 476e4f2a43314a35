"""A whole record as plain Vietnamese text, the one source of every official form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone, translation
from django.utils.module_loading import import_string

from cadres import access, models
from cadres.selectors import dossier_lines as lines
from cadres.selectors import dossier_values as values
from cadres.selectors.cadres import may_read
from governance.actor import Actor
from governance.classes import DataClass

Compartment = models.Compartment
DISCIPLINE = "discipline"
# What each closed part of a record keeps from the forms.
CLOSED: dict[str, frozenset[str]] = {
    Compartment.HEALTH: frozenset({"health", "height", "weight", "blood_group"}),
    Compartment.POLITICAL: frozenset({"history_arrest", "history_regime", "foreign_bodies"}),
    Compartment.ABROAD: frozenset({"relatives_abroad"}),
    Compartment.ASSETS: frozenset(
        {
            "income_salary",
            "income_other",
            "house_granted",
            "house_owned",
            "land_granted",
            "land_owned",
            "production_land",
        }
    ),
    DISCIPLINE: frozenset({"discipline", "highest_discipline"}),
}


@dataclass(frozen=True)
class Dossier:
    """What the forms say of one person: values, tables, and the parts this reader may not see."""

    cadre_id: UUID
    code: str
    name: str
    values: Mapping[str, str]
    tables: Mapping[str, tuple[Mapping[str, str], ...]]
    closed: frozenset[str] = frozenset()
    photo: UUID | None = None
    photo_sha256: str = ""
    path: str = field(default="", compare=False)

    def hidden(self) -> frozenset[str]:
        """The values and tables kept from this reader."""
        return frozenset().union(*(CLOSED[name] for name in self.closed))


def dossiers(
    ids: Iterable[UUID], *, actor: Actor, on: date, everything_closed: bool = False
) -> list[Dossier]:
    """The dossiers of those of these people whose record the actor may read, in that order.

    A part stays closed unless the actor opened it (or it is the own record); for many people
    at once it always does.
    """
    found = {cadre.pk: cadre for cadre in readable(actor, ids)}
    opened = {} if everything_closed else openings(actor, list(found))
    roots = models.Unit._base_manager.filter(parent=None).values_list("path", "name_vi")
    with translation.override("vi"):
        sources = [import_string(path) for path in settings.DOSSIER_SOURCES]
        more = [source(actor, list(found), on) for source in sources]
        return [
            dossier_of(
                found[pk],
                closed=closed_parts(actor, found[pk], opened.get(pk, frozenset())),
                on=on,
                more={
                    "planned_titles": "",
                    "province": province_of(found[pk], roots),
                    **{key: text for each in more for key, text in each.get(pk, {}).items()},
                },
            )
            for pk in ids
            if pk in found
        ]


def province_of(cadre, roots) -> str:
    """The root of the tree the employing unit stands in."""
    path = cadre.employing_unit.path
    return next((name for root, name in roots if path.startswith(root)), "")


def readable(actor: Actor, ids: Iterable[UUID]) -> list:
    """These people with everything a form asks for, as far as their record may be read."""
    rows = (
        models.Cadre.objects.visible_to(actor)
        .filter(pk__in=list(ids))
        .select_related("employing_unit", "managing_unit", "details__photo", "economy")
        .prefetch_related(*prefetches())
    )
    return [cadre for cadre in rows if may_read(actor, cadre, "born")]


def prefetches() -> list[Prefetch]:
    """Every line of the record that stands, a query for each kind."""
    posts = models.Assignment.objects.select_related("seat__title", "seat__unit", "decision")
    kinds = (
        models.Qualification,
        models.CareerEvent,
        models.SalaryStep,
        models.Allowance,
        models.PartyEvent,
        models.Award,
        models.FamilyMember,
        models.HealthRecord,
        models.PoliticalHistory,
    )
    measures = models.DisciplineMeasure.objects.select_related("decision")
    return [
        Prefetch("assignments", posts.order_by("held")),
        Prefetch("measures", measures.order_by("effective_from")),
        *(
            Prefetch(model.cadre.field.remote_field.related_name, model.objects.standing())
            for model in kinds
        ),
    ]


def openings(actor: Actor, ids: list[UUID]) -> dict[UUID, frozenset[str]]:
    """The compartments this account, under this hat, has open now."""
    found: dict[UUID, set[str]] = {}
    rows = models.CompartmentOpening.objects.filter(
        account_id=actor.account_id, hat=actor.hat, cadre_id__in=ids, until__gt=timezone.now()
    )
    for cadre_id, compartment in rows.values_list("cadre_id", "compartment"):
        found.setdefault(cadre_id, set()).add(compartment)
    return {pk: frozenset(names) for pk, names in found.items()}


def closed_parts(actor: Actor, cadre, opened: frozenset[str]) -> frozenset[str]:
    """The parts this actor may not see now; the own record is open to the person."""
    if actor.is_system or actor.cadre_id == cadre.pk:
        return frozenset()
    still = {name for name in opened if access.may_open(actor, name, cadre)}
    closed = {str(name) for name in Compartment.values} - still
    if not reads_discipline(actor, cadre):
        closed.add(DISCIPLINE)
    return frozenset(closed)


def reads_discipline(actor: Actor, cadre) -> bool:
    paths = (cadre.employing_unit.path, cadre.managing_unit.path)
    return any(
        DataClass.DISCIPLINE in grant.classes and any(p.startswith(grant.path) for p in paths)
        for grant in actor.grants
    )


def dossier_of(cadre, *, closed: frozenset[str], on: date, more: dict) -> Dossier:
    """One person's dossier; what is closed is left empty, not hidden behind a word."""
    kept = frozenset().union(*(CLOSED[name] for name in closed))
    told = {**values.of_person(cadre, on), **lines.summaries(cadre, on), **more}
    tables = lines.tables(cadre, on, abroad=Compartment.ABROAD not in closed)
    photo = values.details_of(cadre).photo
    return Dossier(
        cadre_id=cadre.pk,
        code=cadre.code,
        name=cadre.full_name,
        values={key: "" if key in kept else text for key, text in told.items()},
        tables={key: () if key in kept else rows for key, rows in tables.items()},
        closed=closed,
        photo=photo.pk if photo else None,
        photo_sha256=photo.sha256 if photo else "",
        path=cadre.employing_unit.path,
    )
