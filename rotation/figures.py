"""Figures of moves in a year: one definition each, for pages, exports and reports.

The caller has checked the right to see a unit's figures. A move belongs to the unit it leads to.
"""

from datetime import date

from django.db.models import Count, DateField, F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from cadres.figures import nonlocal_secretaries, year_end
from cadres.models import Level, Sex, Unit
from governance.dates import year_of
from governance.figure import FigureDef, FigureTable, FigureValue
from portal.cells import in_languages
from rotation.models import Direction, Move, MoveKind, MoveState
from rotation.rules import RotationLaw

IN_YEAR = _("moves decided that take effect in the year, to seats beneath the unit")
ROTATIONS = _("rotations to seats beneath the unit")

DEFINITIONS = (
    FigureDef(
        "rotation.moves", _("Moves"), _("Moves that take effect in the year"), IN_YEAR, "count"
    ),
    FigureDef(
        "rotation.women",
        _("Women moved"),
        _("Moves of women ÷ moves that take effect in the year"),
        IN_YEAR,
        "ratio",
    ),
    *(
        FigureDef(
            f"rotation.kind.{kind}",
            kind.label,
            _("Moves of this kind ÷ moves that take effect in the year"),
            IN_YEAR,
            "ratio",
        )
        for kind in MoveKind
    ),
    FigureDef(
        "rotation.planned",
        _("Rotations of people planned"),
        _("Rotations that serve a planning entry ÷ rotations that take effect in the year"),
        IN_YEAR,
        "ratio",
        "rotation.must_be_planned",
    ),
    FigureDef(
        "rotation.in_progress",
        _("Rotations in progress"),
        _("Rotations begun and not ended on the day"),
        ROTATIONS,
        "count",
    ),
    FigureDef(
        "rotation.due",
        _("Rotations past their expected end"),
        _("Rotations in progress whose expected end has come ÷ rotations in progress"),
        ROTATIONS,
        "ratio",
    ),
    FigureDef(
        "rotation.ended",
        _("Rotations ended"),
        _("Rotations that ended in the year"),
        ROTATIONS,
        "count",
    ),
    FigureDef(
        "rotation.ended_early",
        _("Rotations ended early"),
        _("Rotations that ended before the least time ÷ rotations that ended in the year"),
        ROTATIONS,
        "ratio",
        "rotation.rotation_months",
    ),
)


def moves_of_year(*, unit: Unit, year: int):
    """The moves that take effect in a year, to seats of a unit and of everything beneath it."""
    first, after = year_of(year)
    return Move.objects.carried_out().filter(
        to_seat__unit__path__startswith=unit.path, effective_on__gte=first, effective_on__lt=after
    )


def figures(*, unit: Unit, year: int) -> list[FigureValue]:
    """All figures of this room for a unit and a year."""
    on = year_end(year)
    return [*_move_figures(unit, year, on), *_rotation_figures(unit, year, on)]


def _move_figures(unit: Unit, year: int, on: date) -> list[FigureValue]:
    rotation = Q(kind=MoveKind.ROTATION)
    counted = moves_of_year(unit=unit, year=year).aggregate(
        total=Count("pk"),
        women=Count("pk", filter=Q(cadre__sex=Sex.FEMALE)),
        planned=Count("pk", filter=rotation & Q(plan_entry__isnull=False)),
        **{kind: Count("pk", filter=Q(kind=kind)) for kind in MoveKind.values},
    )
    total = counted["total"]
    return [
        FigureValue("rotation.moves", total, None, on),
        FigureValue("rotation.women", counted["women"], total, on),
        *(FigureValue(f"rotation.kind.{k}", counted[k], total, on) for k in MoveKind.values),
        FigureValue("rotation.planned", counted["planned"], counted[MoveKind.ROTATION], on),
    ]


def _rotation_figures(unit: Unit, year: int, on: date) -> list[FigureValue]:
    first, after = year_of(year)
    rotations = Move.objects.filter(
        kind=MoveKind.ROTATION, to_seat__unit__path__startswith=unit.path
    )
    running = rotations.running_on(on).aggregate(
        total=Count("pk"), due=Count("pk", filter=Q(expected_until__lte=on))
    )
    ended = rotations.filter(
        state=MoveState.ENDED, ended_on__gte=first, ended_on__lt=after
    ).aggregate(total=Count("pk"), early=Count("pk", filter=ended_early(on)))
    return [
        FigureValue("rotation.in_progress", running["total"], None, on),
        FigureValue("rotation.due", running["due"], running["total"], on),
        FigureValue("rotation.ended", ended["total"], None, on),
        FigureValue("rotation.ended_early", ended["early"], ended["total"], on),
    ]


class MonthsLater(Func):
    """A day some months later, as PostgreSQL counts them."""

    arity = 2
    arg_joiner = " + make_interval(months => "
    template = "(%(expressions)s))::date"
    output_field = DateField()


def ended_early(on: date) -> Q:
    """Rotations that ended before the least time of the law of that day."""
    months = RotationLaw.on(on).rotation_months
    return Q(ended_on__lt=MonthsLater(F("effective_on"), Value(months)))


def tables(*, unit: Unit, year: int) -> list[FigureTable]:
    """The tables of this room for the annex of a report."""
    return [
        kinds_table(unit, year),
        directions_table(unit, year),
        heads_table(unit, year_end(year)),
    ]


SHARES = {
    "total": Count("pk"),
    "women": Count("pk", filter=Q(cadre__sex=Sex.FEMALE)),
    "minority": Count("pk", filter=~Q(cadre__ethnicity="Kinh")),
}
SHARE_COLUMNS = (
    ("total", _("Total")),
    ("women", _("Women")),
    ("minority", _("Ethnic minorities")),
)


def kinds_table(unit: Unit, year: int) -> FigureTable:
    """Moves of the year by kind."""
    return FigureTable(
        "rotation.kinds",
        _("Moves by kind"),
        (("kind", _("Kind")), *SHARE_COLUMNS),
        _counted(moves_of_year(unit=unit, year=year), "kind", MoveKind),
        _("Unit: moves; somebody who moved twice counts twice."),
    )


def directions_table(unit: Unit, year: int) -> FigureTable:
    """Rotations and transfers of the year by direction (after form 11)."""
    moved = moves_of_year(unit=unit, year=year).filter(
        kind__in=[MoveKind.ROTATION, MoveKind.TRANSFER, MoveKind.RETURN]
    )
    return FigureTable(
        "rotation.directions",
        _("Rotations and transfers by direction"),
        (("direction", _("Direction")), *SHARE_COLUMNS),
        _counted(moved, "direction", Direction),
        _("Moves to and from districts ended on 30 June 2025."),
    )


def _counted(moves, name: str, choices) -> tuple[dict, ...]:
    rows = {row.pop(name): row for row in moves.order_by().values(name).annotate(**SHARES)}
    return tuple(
        {name: in_languages(choice.label), **rows[choice.value]}
        for choice in choices
        if choice.value in rows
    )


def heads_table(unit: Unit, on: date) -> FigureTable:
    """Secretaries who are not local people, by level."""
    rows = []
    for level in Level:
        value = nonlocal_secretaries(unit=unit, on=on, level=level)
        if value.denominator:
            rows.append(
                {
                    "level": in_languages(level.label),
                    "outside": value.numerator,
                    "filled": value.denominator,
                    "percent": str(value.percent),
                }
            )
    return FigureTable(
        "rotation.heads",
        _("Secretaries who are not local people"),
        (
            ("level", _("Level")),
            ("outside", _("Not local")),
            ("filled", _("Posts filled")),
            ("percent", _("Share (%)")),
        ),
        tuple(rows),
    )
