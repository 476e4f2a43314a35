"""Figures of evaluation: counts and shares by class, caps, heads and their units.

The caller has checked access; rows are counted without regard to who asks.
"""

from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from cadres.models import HEAD_GROUPS, Unit
from evaluation import rules
from evaluation.models import NOT_CLASSIFIED, Reason, State, UnitClass, WorkClass, YearlyClass
from evaluation.rules import EvaluationLaw
from governance.figure import FigureDef, FigureTable, FigureValue, percent_of
from portal.cells import in_languages

YEARS_BACK = 4
PEOPLE = _("people whose class of the year is decided, in the unit and beneath it")
UNITS = _("units classed for the year, the unit and those beneath it")


def _by_class(prefix: str, labels: dict, population) -> tuple[FigureDef, ...]:
    return tuple(
        FigureDef(
            code=f"{prefix}.{work_class.lower()}",
            label=labels[work_class],
            definition=_("decided with this class, of all that were classed"),
            population=population,
            kind="ratio",
        )
        for work_class in rules.BEST_FIRST
    )


PEOPLE_LABELS = {
    rules.HTXS: _("People with excellent completion"),
    rules.HTT: _("People with good completion"),
    rules.HT: _("People with completion"),
    rules.KHT: _("People with non-completion"),
}
UNIT_LABELS = {
    rules.HTXS: _("Units with excellent completion"),
    rules.HTT: _("Units with good completion"),
    rules.HT: _("Units with completion"),
    rules.KHT: _("Units with non-completion"),
}
DEFINITIONS = (
    FigureDef(
        "evaluation.classed",
        _("People classed"),
        _("decided with one of the four classes"),
        PEOPLE,
        "count",
    ),
    *_by_class("evaluation.people", PEOPLE_LABELS, PEOPLE),
    FigureDef(
        "evaluation.not_classified",
        _("People not classified"),
        _("decided as “not classified”, with a reason, of all decided"),
        PEOPLE,
        "ratio",
    ),
    FigureDef(
        "evaluation.excellent_per_good",
        _("Excellent, against those proposed as good"),
        _("excellent in percent of the people proposed as good; the cap is set by law"),
        PEOPLE,
        "ratio",
        source_param="evaluation.excellent_cap_pct",
    ),
    FigureDef(
        "evaluation.units_over_cap",
        _("Units with more excellent classes than the cap"),
        _("units with enough people for a cap of their own whose excellent classes exceed it"),
        _("units with people classed in the year, the unit and those beneath it"),
        "ratio",
        source_param="evaluation.excellent_cap_pct",
    ),
    FigureDef(
        "evaluation.units_classed",
        _("Units classed"),
        _("classed with one of the four classes"),
        UNITS,
        "count",
    ),
    *_by_class("evaluation.units", UNIT_LABELS, UNITS),
    FigureDef(
        "evaluation.heads_above_unit",
        _("Heads classed above their unit"),
        _("heads whose class is better than the class of the unit directly led"),
        _("heads classed in the year whose unit is classed too"),
        "ratio",
        source_param="evaluation.head_not_above_unit",
    ),
)


def decided_classes(unit: Unit, *, since: int, until: int):
    """The current, decided classes of a unit's subtree over some years."""
    return YearlyClass._base_manager.filter(
        is_current=True, year__gte=since, year__lte=until, unit__path__startswith=unit.path
    ).exclude(state=State.PROPOSED)


def figures(*, unit: Unit, year: int) -> list[FigureValue]:
    """All figures of a unit and everything beneath it for one year."""
    day = date(year, 12, 31)

    def value(code: str, part: int, whole: int | None = None) -> FigureValue:
        return FigureValue(f"evaluation.{code}", part, whole, day)

    people = people_by_class(unit, year)
    classed = sum(people[name] for name in rules.BEST_FIRST)
    units = units_by_class(unit, year)
    units_classed = sum(units[name] for name in rules.BEST_FIRST)
    over, groups = units_over_cap(unit, year)
    above, heads = heads_above_unit(unit, year)
    return [
        value("classed", classed),
        *(value(f"people.{n.lower()}", people[n], classed) for n in rules.BEST_FIRST),
        value("not_classified", people[rules.KXL], classed + people[rules.KXL]),
        value("excellent_per_good", people[rules.HTXS], people["good"]),
        value("units_over_cap", over, groups),
        value("units_classed", units_classed),
        *(value(f"units.{n.lower()}", units[n], units_classed) for n in rules.BEST_FIRST),
        value("heads_above_unit", above, heads),
    ]


def people_by_class(unit: Unit, year: int) -> dict[str, int]:
    """Number of people per class, and of those proposed as good (the base of the cap)."""
    counted = {name: Count("pk", filter=Q(work_class=name)) for name in WorkClass.values}
    good = Count("pk", filter=Q(proposed_class=rules.HTT))
    return decided_classes(unit, since=year, until=year).aggregate(good=good, **counted)


def units_by_class(unit: Unit, year: int) -> dict[str, int]:
    counted = {name: Count("pk", filter=Q(work_class=name)) for name in WorkClass.values}
    rows = UnitClass._base_manager.filter(year=year, unit__path__startswith=unit.path)
    return rows.aggregate(**counted)


def units_over_cap(unit: Unit, year: int) -> tuple[int, int]:
    """Units over their cap, of the units that have one of their own."""
    law = EvaluationLaw.of(year)
    groups = (
        decided_classes(unit, since=year, until=year)
        .order_by()
        .values("unit")
        .annotate(
            people=Count("pk", filter=~Q(work_class=rules.KXL)),
            excellent=Count("pk", filter=Q(work_class=rules.HTXS)),
            good=Count("pk", filter=Q(proposed_class=rules.HTT)),
        )
        .filter(people__gte=law.excellent_cap_min_group)
        .values_list("excellent", "good")
    )
    pct = law.excellent_cap_pct
    over = [excellent > rules.excellent_cap(good, pct) for excellent, good in groups]
    return sum(over), len(over)


def heads_and_units(unit: Unit, year: int) -> dict[tuple[str, str], int]:
    """How many heads have which class in a unit of which class."""
    counted = (
        decided_classes(unit, since=year, until=year)
        .filter(title_group__in=HEAD_GROUPS, seat__unit__unit_classes__year=year)
        .order_by()
        .values_list("work_class", "seat__unit__unit_classes__work_class")
        .annotate(n=Count("pk"))
    )
    return {(head, of_unit): n for head, of_unit, n in counted}


def heads_above_unit(unit: Unit, year: int) -> tuple[int, int]:
    pairs = heads_and_units(unit, year)
    above = sum(n for (head, of_unit), n in pairs.items() if rules.is_above(head, of_unit))
    return above, sum(pairs.values())


def tables(*, unit: Unit, year: int) -> list[FigureTable]:
    """Classes by year, units by year, reasons of the not classified, heads against units."""
    return [
        _people_table(unit, year),
        _units_table(unit, year),
        _reasons_table(unit, year),
        _heads_table(unit, year),
    ]


CLASS_COLUMNS = tuple((name, WorkClass(name).label) for name in WorkClass.values)


def _years(year: int) -> range:
    return range(year - YEARS_BACK, year + 1)


def _rows_by_year(rows, year: int, names: list[str]) -> dict[int, dict[str, int]]:
    found = {each: dict.fromkeys(names, 0) for each in _years(year)}
    for each, name, n in rows:
        found[each][name] = n
    return found


def _with_shares(counts: dict[str, int]) -> dict:
    classed = sum(counts[name] for name in rules.BEST_FIRST)
    share = percent_of(counts[rules.HTXS], classed)
    return {"classed": classed, **counts, "excellent_pct": share and str(share)}


def _class_table(code: str, title, rows, year: int) -> FigureTable:
    by_year = _rows_by_year(rows, year, list(WorkClass.values))
    return FigureTable(
        code=code,
        title=title,
        columns=(
            ("year", _("Year")),
            ("classed", _("Classed")),
            *CLASS_COLUMNS,
            ("excellent_pct", _("Excellent, %")),
        ),
        rows=tuple({"year": each, **_with_shares(by_year[each])} for each in by_year),
    )


def _people_table(unit: Unit, year: int) -> FigureTable:
    rows = (
        decided_classes(unit, since=year - YEARS_BACK, until=year)
        .order_by()
        .values_list("year", "work_class")
        .annotate(n=Count("pk"))
    )
    return _class_table("evaluation.people_by_year", _("People by class and year"), rows, year)


def _units_table(unit: Unit, year: int) -> FigureTable:
    rows = (
        UnitClass._base_manager.filter(
            year__gte=year - YEARS_BACK, year__lte=year, unit__path__startswith=unit.path
        )
        .order_by()
        .values_list("year", "work_class")
        .annotate(n=Count("pk"))
    )
    return _class_table("evaluation.units_by_year", _("Units by class and year"), rows, year)


def _reasons_table(unit: Unit, year: int) -> FigureTable:
    rows = (
        decided_classes(unit, since=year - YEARS_BACK, until=year)
        .filter(work_class=rules.KXL)
        .order_by()
        .values_list("year", "reason")
        .annotate(n=Count("pk"))
    )
    by_year = _rows_by_year(rows, year, [str(reason) for reason in NOT_CLASSIFIED])
    return FigureTable(
        code="evaluation.not_classified_by_reason",
        title=_("People not classified, by reason and year"),
        columns=(
            ("year", _("Year")),
            *((str(reason), Reason(reason).label) for reason in NOT_CLASSIFIED),
        ),
        rows=tuple({"year": each, **counts} for each, counts in by_year.items()),
    )


def _heads_table(unit: Unit, year: int) -> FigureTable:
    pairs = heads_and_units(unit, year)
    return FigureTable(
        code="evaluation.heads_and_units",
        title=_("Heads by their class and the class of their unit"),
        columns=(
            ("unit_class", _("Class of the unit")),
            *((name, WorkClass(name).label) for name in rules.BEST_FIRST),
        ),
        rows=tuple(
            {
                "unit_class": in_languages(WorkClass(of_unit).label),
                **{head: pairs.get((head, of_unit), 0) for head in rules.BEST_FIRST},
            }
            for of_unit in rules.BEST_FIRST
        ),
        note=_("A head in a better column than the row of the unit is a breach."),
    )
