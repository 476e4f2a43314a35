"""Figures of supervision: one definition each, for pages, exports and reports.

Inspections count in the year in which they start. A recommendation counts where it is owed.
"""

from datetime import date

from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from cadres.figures import year_end
from cadres.models import Unit
from governance.figure import FigureDef, FigureTable, FigureValue
from inspection.models import (
    SETTLED,
    Finding,
    Inspection,
    InspectionKind,
    InspectionState,
    Recommendation,
    RecommendationState,
    Severity,
    Topic,
)
from portal.cells import in_languages, on_day

INSPECTED = _("inspections that start in the year beneath the unit, cancelled ones excluded")
OWED = _("recommendations owed by units beneath the unit")
FOUND = _("findings of the year's inspections")

DEFINITIONS = (
    FigureDef(
        "inspection.inspections",
        _("Inspections"),
        _("Inspections begun in the year"),
        INSPECTED,
        "count",
    ),
    FigureDef(
        "inspection.planned_done",
        _("Programmed inspections carried out"),
        _("Programmed inspections concluded by the cut-off ÷ programmed inspections"),
        INSPECTED,
        "ratio",
    ),
    FigureDef(
        "inspection.surprise",
        _("Surprise inspections"),
        _("Surprise inspections ÷ all inspections"),
        INSPECTED,
        "ratio",
        "inspection.surprise_share_target",
    ),
    FigureDef(
        "inspection.signs",
        _("Verifications of signs of violation"),
        _("Inspections begun on a sign of violation ÷ all inspections"),
        INSPECTED,
        "ratio",
    ),
    FigureDef(
        "inspection.units",
        _("Units inspected"),
        _("Units inspected at least once in the year"),
        INSPECTED,
        "count",
    ),
    FigureDef("inspection.findings", _("Findings"), _("Findings recorded"), FOUND, "count"),
    FigureDef(
        "inspection.violations",
        _("Findings that are violations"),
        _("Violations of every severity ÷ all findings"),
        FOUND,
        "ratio",
    ),
    FigureDef(
        "inspection.recommendations",
        _("Recommendations made"),
        _("Recommendations of the year's inspections"),
        OWED,
        "count",
    ),
    FigureDef(
        "inspection.on_time",
        _("Recommendations carried out on time"),
        _("Verified done no later than due ÷ due in the year, waived ones excluded"),
        OWED,
        "ratio",
    ),
    FigureDef(
        "inspection.overdue",
        _("Recommendations overdue"),
        _("Past their day and not settled at the cut-off"),
        OWED,
        "count",
    ),
)
VIOLATIONS = [Severity.VIOLATION, Severity.SERIOUS, Severity.VERY_SERIOUS]


def inspections_of(*, unit: Unit, year: int):
    """The year's inspections of the units beneath one."""
    return Inspection.objects.filter(
        unit__path__startswith=unit.path, starts_on__year=year
    ).exclude(state=InspectionState.CANCELLED)


def overdue_recommendations(*, unit: Unit, on: date):
    """Owed beneath a unit, past their day and not settled on a day."""
    settled_by_then = Q(state__in=SETTLED, settled_on__lte=on)
    return Recommendation.objects.filter(owner__path__startswith=unit.path, due_on__lt=on).exclude(
        settled_by_then
    )


def figures(*, unit: Unit, year: int) -> list[FigureValue]:
    """All figures of this room for a unit and a year."""
    on = year_end(year)
    return [*_inspection_figures(unit, year, on), *_follow_up_figures(unit, year, on)]


def _inspection_figures(unit: Unit, year: int, on: date) -> list[FigureValue]:
    rows = inspections_of(unit=unit, year=year)
    n = rows.aggregate(
        all=Count("pk"),
        planned=Count("pk", filter=Q(kind=InspectionKind.PLANNED)),
        planned_done=Count("pk", filter=Q(kind=InspectionKind.PLANNED, concluded_on__lte=on)),
        surprise=Count("pk", filter=Q(kind=InspectionKind.SURPRISE)),
        signs=Count("pk", filter=Q(kind=InspectionKind.SIGN)),
        units=Count("unit", distinct=True),
    )
    found = Finding.objects.filter(inspection__in=rows).aggregate(
        all=Count("pk"), violations=Count("pk", filter=Q(severity__in=VIOLATIONS))
    )
    return [
        FigureValue("inspection.inspections", n["all"], None, on),
        FigureValue("inspection.planned_done", n["planned_done"], n["planned"], on),
        FigureValue("inspection.surprise", n["surprise"], n["all"], on),
        FigureValue("inspection.signs", n["signs"], n["all"], on),
        FigureValue("inspection.units", n["units"], None, on),
        FigureValue("inspection.findings", found["all"], None, on),
        FigureValue("inspection.violations", found["violations"], found["all"], on),
    ]


def _follow_up_figures(unit: Unit, year: int, on: date) -> list[FigureValue]:
    owed = Recommendation.objects.filter(owner__path__startswith=unit.path)
    n = owed.aggregate(
        made=Count("pk", filter=Q(finding__inspection__starts_on__year=year)),
        due=Count("pk", filter=Q(due_on__year=year) & ~Q(state=RecommendationState.WAIVED)),
        on_time=Count(
            "pk",
            filter=Q(
                due_on__year=year, state=RecommendationState.DONE, settled_on__lte=F("due_on")
            ),
        ),
    )
    overdue = overdue_recommendations(unit=unit, on=on).count()
    return [
        FigureValue("inspection.recommendations", n["made"], None, on),
        FigureValue("inspection.on_time", n["on_time"], n["due"], on),
        FigureValue("inspection.overdue", overdue, None, on),
    ]


def tables(*, unit: Unit, year: int) -> list[FigureTable]:
    """The tables of this room for the annex of a report."""
    return [
        findings_table(unit, year),
        inspections_table(unit, year),
        overdue_table(unit, year),
    ]


def findings_table(unit: Unit, year: int) -> FigureTable:
    """Findings by part of personnel work and severity."""
    counted = {
        row["topic"]: row
        for row in Finding.objects.filter(inspection__in=inspections_of(unit=unit, year=year))
        .values("topic")
        .annotate(
            total=Count("pk"),
            **{s.value: Count("pk", filter=Q(severity=s)) for s in Severity},
        )
    }
    return FigureTable(
        "inspection.findings",
        _("Findings by part of personnel work and severity"),
        (
            ("topic", _("Part of personnel work")),
            ("total", _("Total")),
            *((s.value, s.label) for s in Severity),
        ),
        tuple(
            {**counted[topic.value], "topic": in_languages(topic.label)}
            for topic in Topic
            if topic.value in counted
        ),
    )


def inspections_table(unit: Unit, year: int) -> FigureTable:
    """The year's inspections, one row each."""
    rows = (
        inspections_of(unit=unit, year=year)
        .select_related("unit")
        .annotate(n_findings=Count("findings"))
        .order_by("starts_on", "code")
    )
    return FigureTable(
        "inspection.inspections",
        _("Inspections of the year"),
        (
            ("code", _("Number")),
            ("unit", _("Unit inspected")),
            ("kind", _("Kind")),
            ("starts", _("From")),
            ("concluded", _("Concluded on")),
            ("findings", _("Findings")),
        ),
        tuple(
            {
                "code": row.code,
                "unit": row.unit.names,
                "kind": in_languages(InspectionKind(row.kind).label),
                "starts": on_day(row.starts_on),
                "concluded": on_day(row.concluded_on),
                "findings": row.n_findings,
            }
            for row in rows
        ),
    )


def overdue_table(unit: Unit, year: int) -> FigureTable:
    """The recommendations overdue at the end of the year, the oldest first."""
    on = year_end(year)
    rows = overdue_recommendations(unit=unit, on=on).select_related("owner", "finding__inspection")
    return FigureTable(
        "inspection.overdue",
        _("Overdue recommendations"),
        (
            ("inspection", _("Inspection")),
            ("owner", _("Responsible unit")),
            ("text", _("What to do")),
            ("due", _("Due on")),
            ("days", _("Days overdue")),
        ),
        tuple(
            {
                "inspection": row.finding.inspection.code,
                "owner": row.owner.names,
                "text": row.text,
                "due": on_day(row.due_on),
                "days": (on - row.due_on).days,
            }
            for row in rows.order_by("due_on", "id")
        ),
    )
