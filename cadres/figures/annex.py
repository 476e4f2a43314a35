"""The tables of this room for the annex of a report."""

from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from cadres.figures.counts import DEGREES, HIGH_THEORY
from cadres.figures.population import LEADERS, holding, year_end
from cadres.figures.secretaries import local_secretaries
from cadres.models import Level, Sex, Title, Unit
from governance.figure import FigureTable


def tables(*, unit: Unit, year: int) -> list[FigureTable]:
    """The tables of this room for the annex of a report."""
    on = year_end(year)
    return [leaders_table(unit, on), local_secretaries_table(unit, on)]


LEADER_COLUMNS = (
    ("title", _("Title")),
    ("total", _("Total")),
    ("women", _("Women")),
    ("minority", _("Ethnic minorities")),
    ("to_40", _("Age ≤ 40")),
    ("to_50", _("Age > 40–50")),
    ("over_50", _("Age > 50")),
    ("university", _("University or higher")),
    ("theory", _("Advanced theory")),
)


def leaders_table(unit: Unit, on: date) -> FigureTable:
    """Leaders and managers by title (after forms 9A–9C): a person counts once per title."""
    birthday_40, birthday_50 = on.replace(year=on.year - 40), on.replace(year=on.year - 50)
    rows = (
        holding(unit=unit, on=on)
        .filter(seat__title__group__in=LEADERS)
        .values("seat__title")
        .annotate(
            total=Count("cadre", distinct=True),
            women=Count("cadre", distinct=True, filter=Q(cadre__sex=Sex.FEMALE)),
            minority=Count("cadre", distinct=True, filter=~Q(cadre__ethnicity="Kinh")),
            to_40=Count(
                "cadre", distinct=True, filter=Q(cadre__born__gte=birthday_40.isoformat())
            ),
            over_50=Count(
                "cadre", distinct=True, filter=Q(cadre__born__lt=birthday_50.isoformat())
            ),
            university=Count(
                "cadre",
                distinct=True,
                filter=Q(cadre__education__in=DEGREES),
            ),
            theory=Count(
                "cadre",
                distinct=True,
                filter=Q(cadre__theory__in=HIGH_THEORY),
            ),
        )
        .order_by("seat__title__precedence", "seat__title__code")
    )
    titles = {title.pk: title for title in Title.objects.all()}
    return FigureTable(
        "cadres.leaders",
        _("Leaders and managers by title"),
        LEADER_COLUMNS,
        tuple(
            {
                **row,
                "seat__title": None,
                "title": _names(titles[row["seat__title"]]),
                "to_50": row["total"] - row["to_40"] - row["over_50"],
            }
            for row in rows
        ),
        _("Unit: persons; somebody with two titles stands in two rows."),
    )


def local_secretaries_table(unit: Unit, on: date) -> FigureTable:
    """The secretaries who are local people, by name: the exceptions to the policy."""
    rows = [
        {
            "level": level,
            "post": _names(assignment.seat.title),
            "unit": _names(assignment.seat.unit),
            "holder": assignment.cadre.full_name,
        }
        for level in (Level.DISTRICT, Level.COMMUNE)
        for assignment in local_secretaries(unit=unit, on=on, level=level)
    ]
    return FigureTable(
        "cadres.local_secretaries",
        _("Secretaries who are local people"),
        (("unit", _("Unit")), ("post", _("Title")), ("holder", _("Holder"))),
        tuple(rows),
    )


def _names(named) -> dict[str, str]:
    """A name in the three languages: a snapshot does not yet know its reader's."""
    return {"vi": named.name_vi, "en": named.name_en, "ar": named.name_ar}
