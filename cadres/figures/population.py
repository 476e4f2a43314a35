"""Who and what is counted on a day. "Cadres" are the people who hold a seat in the unit or
beneath it on the cut-off day; a person is counted once."""

from datetime import date

from cadres.models import LOCALITIES, Assignment, Cadre, TitleGroup, Unit

LEADERS = [group for group in TitleGroup.values if group != TitleGroup.SPECIALIST]


def year_end(year: int) -> date:
    """The cut-off day of a year's figures (report.year_cutoff)."""
    return date(year, 12, 31)


def units_at(*, on: date, level: str, unit: Unit | None = None) -> int:
    """How many localities of a level exist on a day, beneath a unit or everywhere."""
    localities = Unit.objects.filter(kind__in=LOCALITIES, level=level, valid__contains=on)
    return (localities.filter(path__startswith=unit.path) if unit else localities).count()


def holding(*, unit: Unit, on: date):
    """The assignments in force on a day in the seats beneath a unit."""
    return Assignment.objects.filter(held__contains=on, seat__unit__path__startswith=unit.path)


def holders(*, unit: Unit, on: date):
    """The people behind those assignments, each once."""
    return Cadre.objects.filter(pk__in=holding(unit=unit, on=on).values("cadre"))
