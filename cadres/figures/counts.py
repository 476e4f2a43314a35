"""Counts of units, seats and people at the end of a year."""

from datetime import date

from django.db.models import Count, Q

from cadres.figures import dual
from cadres.figures.payroll import payroll
from cadres.figures.population import LEADERS, holders, holding, year_end
from cadres.figures.secretaries import nonlocal_secretaries
from cadres.models import (
    LOCALITIES,
    STANDING_IN,
    Education,
    Level,
    Seat,
    Sex,
    Theory,
    TitleGroup,
    Unit,
)
from governance.figure import FigureValue

DEGREES = [Education.UNIVERSITY, Education.MASTER, Education.DOCTOR]
HIGH_THEORY = [Theory.ADVANCED, Theory.BACHELOR]


def figures(*, unit: Unit, year: int) -> list[FigureValue]:
    """All figures of this room for a unit at the end of a year."""
    on = year_end(year)
    return [
        *_unit_figures(unit, on),
        *_people_figures(unit, on),
        *_seat_figures(unit, on),
        nonlocal_secretaries(unit=unit, on=on, level=Level.DISTRICT),
        nonlocal_secretaries(unit=unit, on=on, level=Level.COMMUNE),
        *payroll(unit=unit, on=on),
        *dual.shares(unit=unit, on=on),
    ]


def _unit_figures(unit: Unit, on: date) -> list[FigureValue]:
    counted = Unit.objects.filter(path__startswith=unit.path, valid__contains=on).aggregate(
        districts=Count("pk", filter=Q(kind__in=LOCALITIES, level=Level.DISTRICT)),
        communes=Count("pk", filter=Q(kind__in=LOCALITIES, level=Level.COMMUNE)),
        organisations=Count("pk", filter=~Q(kind__in=LOCALITIES)),
    )
    return [
        FigureValue(f"cadres.units.{name}", number, None, on) for name, number in counted.items()
    ]


def _people_figures(unit: Unit, on: date) -> list[FigureValue]:
    people = holders(unit=unit, on=on).aggregate(
        people=Count("pk"),
        women=Count("pk", filter=Q(sex=Sex.FEMALE)),
        minority=Count("pk", filter=~Q(ethnicity="Kinh")),
        party_members=Count("pk", filter=Q(party_joined__lte=on.isoformat())),
        university=Count(
            "pk",
            filter=Q(education__in=DEGREES),
        ),
        advanced_theory=Count("pk", filter=Q(theory__in=HIGH_THEORY)),
    )
    total = people.pop("people")
    leaders = (
        holding(unit=unit, on=on)
        .filter(seat__title__group__in=LEADERS)
        .aggregate(people=Count("cadre", distinct=True))["people"]
    )
    return [
        FigureValue("cadres.people", total, None, on),
        FigureValue("cadres.leaders", leaders, total, on),
        *(FigureValue(f"cadres.{name}", number, total, on) for name, number in people.items()),
    ]


def _seat_figures(unit: Unit, on: date) -> list[FigureValue]:
    seats = Seat.objects.filter(unit__path__startswith=unit.path, valid__contains=on)
    filled = holding(unit=unit, on=on).aggregate(n=Count("seat", distinct=True))["n"]
    secretary_posts = (
        holding(unit=unit, on=on)
        .filter(seat__title__group=TitleGroup.SECRETARY)
        .exclude(kind__in=STANDING_IN)
    )
    chairs = holding(unit=unit, on=on).filter(seat__title__group=TitleGroup.PEOPLES_CHAIR)
    both = secretary_posts.filter(cadre__in=chairs.values("cadre")).count()
    return [
        FigureValue("cadres.seats.filled", filled, seats.count(), on),
        FigureValue("cadres.secretary_chairs", both, secretary_posts.count(), on),
    ]
