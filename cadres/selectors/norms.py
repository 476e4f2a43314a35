"""Questions about leadership norms: which bodies have too many deputies, who heads too much."""

from datetime import date

from django.db.models import Case, Count, F, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from cadres.models import HEAD_GROUPS, Assignment, Cadre, TitleGroup, Unit
from cadres.rules.norms import NormLaw
from governance.actor import Actor

DEPUTY_GROUPS = (
    TitleGroup.DEPUTY_SECRETARY,
    TitleGroup.DEPUTY_CHAIR,
    TitleGroup.DEPUTY_HEAD,
)


def deputies_on(on: date):
    """The deputies in their seats on a day."""
    return Assignment.objects.filter(held__contains=on, seat__title__group__in=DEPUTY_GROUPS)


def deputy_norms(on: date) -> dict[tuple[str, str], tuple[str, int]]:
    """(level, kind of body) → (parameter, most deputies); nothing on a day without norms."""
    law = NormLaw.known_on(on)
    return law.deputies() if law else {}


def measured(units, on: date):
    """Units with a norm: `norm`, `deputies` (how many there are)."""
    norms = deputy_norms(on).items()
    cases = [When(level=level, kind=kind, then=Value(most)) for (level, kind), (_n, most) in norms]
    counted = (
        deputies_on(on).filter(seat__unit=OuterRef("pk")).order_by().values("seat__unit")
    ).annotate(n=Count("pk"))
    return units.filter(valid__contains=on).annotate(
        norm=Case(*cases, default=None, output_field=IntegerField()),
        deputies=Coalesce(Subquery(counted.values("n")), 0),
    )


def exceeded(units, on: date):
    """Those of the units that have more deputies than the norm; only ones with deputies asked."""
    with_many = (
        deputies_on(on).values("seat__unit").annotate(n=Count("pk")).filter(n__gt=1)
    ).values("seat__unit")
    return measured(units.filter(pk__in=with_many), on).filter(deputies__gt=F("norm"))


def exceeded_for(actor: Actor, on: date):
    """The bodies with too many deputies that an actor may see."""
    return exceeded(Unit.objects.visible_to(actor), on)


def since_when(units: list[Unit], on: date) -> None:
    """Give each unit `exceeded_since`: since when at least one too many has been there.

    Of those there now, the first one beyond the norm by day of coming; one question for all.
    """
    days: dict = {}
    rows = deputies_on(on).filter(seat__unit__in=units).order_by("held")
    for unit_id, held in rows.values_list("seat__unit", "held"):
        days.setdefault(unit_id, []).append(held.lower)
    for unit in units:
        came = days.get(unit.pk, [])
        unit.exceeded_since = came[unit.norm] if unit.norm < len(came) else None


def norm_of(unit: Unit, on: date) -> dict | None:
    """The norm of one unit, how many deputies it has, and on what the norm rests."""
    law = NormLaw.known_on(on)
    name, most = deputy_norms(on).get((unit.level, unit.kind), ("", None))
    if law is None or most is None:
        return None
    present = deputies_on(on).filter(seat__unit=unit).count()
    return {
        "most": most,
        "present": present,
        "over": max(present - most, 0),
        "source": law.cite(name),
        "confidence": law.badge(name),
    }


def heads_of_many(actor: Actor, on: date):
    """People who head more bodies at once than the norm, with `heads`, the most first."""
    law = NormLaw.known_on(on)
    heading = Assignment.objects.filter(held__contains=on, seat__title__group__in=HEAD_GROUPS)
    counted = heading.order_by().values("cadre").annotate(n=Count("seat__unit", distinct=True))
    many = counted.filter(n__gt=law.heads_of_one_person) if law else counted.none()
    number = many.filter(cadre=OuterRef("pk")).values("n")
    return (
        Cadre.objects.visible_to(actor)
        .filter(pk__in=many.values("cadre"))
        .annotate(heads=Subquery(number))
        .select_related("employing_unit")
        .order_by("-heads", "sort_key")
    )
