"""Who leads a locality without being from it (bí thư không là người địa phương)."""

from datetime import date
from functools import reduce
from operator import or_

from django.db.models import BooleanField, Case, Count, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce

from cadres.figures.population import holding
from cadres.models import STANDING_IN, TitleGroup, Unit, UnitSuccession
from cadres.rules import CadresLaw
from governance.figure import FigureValue

PLACES = {"origin": "origin_unit", "birthplace": "birthplace_unit", "upbringing": "raised_unit"}


def secretaries(*, unit: Unit, on: date, level: str = ""):
    """Filled posts of secretary of a level (or of all levels), each with `local`.

    `local` says whether the holder is a local person.

    The territory is that of the locality whose committee the post leads. A decided answer
    (`LocalOverride`) goes before the computed one; where places were succeeded by new units,
    the successor counts as the place. The rule itself is `rules.is_local`.
    """
    law = CadresLaw.on(on)
    of_level = {"seat__title__level": level} if level else {}
    rows = (
        holding(unit=unit, on=on)
        .filter(seat__title__group=TitleGroup.SECRETARY, **of_level)
        .exclude(kind__in=STANDING_IN)
        .annotate(territory=F("seat__unit__parent__path"))
    )
    from_here = reduce(
        or_,
        (
            Q(**{f"cadre__{PLACES[basis]}__path__startswith": F("territory")})
            | Q(Exists(_succeeded(f"cadre__{PLACES[basis]}")))
            for basis in law.local_basis
        ),
    )
    computed = Case(
        When(from_here, then=Value(True)), default=Value(False), output_field=BooleanField()
    )
    return rows.annotate(local=Coalesce("local_override__is_local", computed))


def _succeeded(place: str):
    return UnitSuccession.objects.filter(
        old=OuterRef(place),
        new=OuterRef("seat__unit__parent"),
        on__lte=OuterRef("held__startswith"),
    )


def nonlocal_secretaries(*, unit: Unit, on: date, level: str) -> FigureValue:
    """pct_non_local (DOMAIN appendix A): 168/177 → 94.92; no posts filled → no percentage."""
    counted = secretaries(unit=unit, on=on, level=level).aggregate(
        filled=Count("pk"), outside=Count("pk", filter=Q(local=False))
    )
    return FigureValue(
        f"cadres.nonlocal_secretaries.{level}", counted["outside"], counted["filled"], on
    )


def local_secretaries(*, unit: Unit, on: date, level: str):
    """The exceptions by name: secretaries who are local people."""
    return (
        secretaries(unit=unit, on=on, level=level)
        .filter(local=True)
        .select_related("cadre", "seat__unit", "seat__title")
        .order_by("seat__unit__path")
    )
