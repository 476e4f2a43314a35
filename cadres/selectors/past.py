"""Cadres as they stood on a day: who held which post where, and what was known by then."""

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Prefetch, Value

from cadres.models import (
    Assignment,
    Cadre,
    CadreStatus,
    Education,
    Qualification,
    QualificationAxis,
    Theory,
)
from cadres.selectors.cadres import posts_on
from governance.actor import Actor

SCALES = {QualificationAxis.PROFESSIONAL: Education, QualificationAxis.THEORY: Theory}


def cadres_as_of(actor: Actor, on: date):
    """The cadres an actor may see today, with posts, units and levels of a day."""
    reached = Qualification.objects.filter(axis__in=SCALES, to_date__latest__lte=on)
    return (
        Cadre.objects.visible_to(actor)
        .annotate(as_of=Value(on))
        .select_related("employing_unit")
        .prefetch_related(
            Prefetch("assignments", posts_on(on, units=True), to_attr="posts_now"),
            Prefetch(
                "qualifications",
                reached.only("cadre_id", "axis", "level"),
                to_attr="reached_by_then",
            ),
        )
    )


class IsOneOf(Func):
    """`id = ANY(ARRAY(SELECT …))`: the few are found first, whatever the planner expects."""

    template, arg_joiner = "%(expressions)s)", " = ANY("
    output_field = BooleanField()

    def __init__(self, field, query):
        super().__init__(field, ArraySubquery(query))


def holders(queryset, on: date, *, unit=None, group: str = ""):
    """Those of them who held a post on that day (in that unit, of that group of titles)."""
    posts = Assignment.objects.filter(held__contains=on)
    if unit:
        posts = posts.filter(seat__unit__path__startswith=unit.path)
    if group:
        posts = posts.filter(seat__title__group=group)
    if unit or group:
        return queryset.filter(IsOneOf(F("pk"), posts.order_by().values("cadre_id")))
    return queryset.filter(Exists(posts.filter(cadre=OuterRef("pk"))))


def unit_shown(cadre: Cadre) -> str:
    """The unit of the principal post on the day asked for; today's where none is asked for."""
    if not hasattr(cadre, "as_of"):
        return cadre.employing_unit.name
    return cadre.posts_now[0].seat.unit.name if cadre.posts_now else ""


def education_shown(cadre: Cadre) -> str:
    if not hasattr(cadre, "as_of"):
        return cadre.get_education_display()
    return _highest(cadre, QualificationAxis.PROFESSIONAL)


def theory_shown(cadre: Cadre) -> str:
    if not hasattr(cadre, "as_of"):
        return cadre.get_theory_display()
    return _highest(cadre, QualificationAxis.THEORY)


def status_shown(cadre: Cadre) -> str:
    """In service until the day of another status."""
    if hasattr(cadre, "as_of") and cadre.status_on and cadre.status_on > cadre.as_of:
        return str(CadreStatus.ACTIVE.label)
    return cadre.get_status_display()


def _highest(cadre: Cadre, axis: str) -> str:
    """The highest level of the scale reached by the day; nothing where no paper says."""
    scale = SCALES[axis]
    found = {row.level for row in cadre.reached_by_then if row.axis == axis}
    return str(next((level.label for level in reversed(scale) if level in found), ""))
