"""Payroll assigned and present, and bodies beyond the leadership norms, at the end of a year."""

from datetime import date

from cadres.models import QuotaCategory, Unit
from cadres.selectors.norms import exceeded
from cadres.selectors.quota import headroom_beneath
from governance.figure import FigureValue


def payroll(*, unit: Unit, on: date) -> list[FigureValue]:
    """Present of assigned for each category; and how many bodies have too many deputies."""
    rooms = headroom_beneath(unit, on)
    too_many = exceeded(Unit.objects.filter(path__startswith=unit.path), on).count()
    return [
        *(
            FigureValue(f"cadres.payroll.{name}", rooms[name].present, rooms[name].assigned, on)
            for name in QuotaCategory.values
        ),
        FigureValue("cadres.norms.exceeded", too_many, None, on),
    ]
