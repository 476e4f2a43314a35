"""Questions about inspections and recommendations. Nothing here writes."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from cadres import access
from cadres.models import Unit, covered_paths
from governance.actor import Actor, current_actor
from governance.classes import DataClass
from inspection import rules
from inspection.models import (
    FOLLOWED_UP,
    NOT_BEGUN,
    SETTLED,
    TO_DO,
    Finding,
    Inspection,
    InspectionKind,
    InspectionState,
    Programme,
    Recommendation,
    RecommendationState,
)
from portal.inbox import WorkItem

MOST_WORK = 100
SOON = 14  # days before its day on which work is announced


def units_over(actor: Actor, verb: str = access.READ):
    """The units over which the acting hat may do this with records of inspection."""
    if actor.is_system:
        return Unit.objects.all()
    inside = Q(pk__in=[])
    for path in covered_paths(actor, DataClass.DISCIPLINE, verb):
        inside |= Q(path__startswith=path)
    return Unit.objects.filter(inside)


def inspections_for(actor: Actor):
    """The inspections an actor may see; a surprise is no news to its unit before it begins."""
    secret = Q(kind=InspectionKind.SURPRISE, state__in=NOT_BEGUN)
    ours = Q(led_by__in=units_over(actor).values("pk"))
    return (
        Inspection.objects.visible_to(actor)
        .filter(~secret | ours)
        .select_related("unit", "led_by", "programme", "decision")
    )


def inspections_listed_for(actor: Actor):
    """The same with what a row of the list counts."""
    findings = counted(Finding.objects.filter(inspection=OuterRef("pk")), "inspection")
    owed = Recommendation.objects.filter(finding__inspection=OuterRef("pk"))
    open_ones = counted(owed.exclude(state__in=SETTLED), "finding__inspection")
    return inspections_for(actor).annotate(n_findings=findings, n_open=open_ones)


def counted(rows, by: str):
    """How many of these rows belong to one row of the list, as a column of it."""
    number = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(number), 0)


def recommendations_for(actor: Actor):
    """The recommendations an actor may see, with what a row of the list needs."""
    return Recommendation.objects.visible_to(actor).select_related(
        "owner", "finding__inspection__unit", "finding__inspection__led_by"
    )


def programmes_for(actor: Actor):
    return Programme.objects.visible_to(actor).select_related("unit")


def overdue(on: date) -> Q:
    """Past their day and not settled."""
    return Q(due_on__lt=on) & ~Q(state__in=SETTLED)


def year_choices() -> list[tuple[str, str]]:
    """The years in which inspections begin that one may see, newest first, for a filter."""
    seen = Inspection.objects.filter(pk__in=inspections_for(current_actor()).values("pk"))
    years = seen.order_by("-starts_on__year").values_list("starts_on__year", flat=True)
    return [(str(year), str(year)) for year in years.distinct()]


def find_inspections(inspections, text: str):
    return inspections.filter(Q(code__iexact=text) | Q(unit__name_vi__icontains=text)).order_by(
        "-starts_on", "code"
    )


def next_code(on: date) -> str:
    """A number that no inspection of the year bears yet, as a proposal."""
    prefix = f"KT{on.year}-"
    last = (
        Inspection._base_manager.filter(code__regex=rf"^{prefix}\d{{3}}$")
        .order_by("-code")
        .values_list("code", flat=True)
        .first()
    )
    number = int(last.removeprefix(prefix)) + 1 if last else 1
    return f"{prefix}{number:03d}"


def findings_shown(inspection: Inspection, actor: Actor) -> list[Finding]:
    """What was found: for the team at once, for the unit from the day on which it is heard."""
    still_secret = inspection.state in {*NOT_BEGUN, InspectionState.FIELD}
    if still_secret and not may(actor, access.READ, inspection.led_by):
        return []
    return list(inspection.findings.order_by("ordinal").prefetch_related("recommendations__owner"))


def conclusion_facts(inspection: Inspection) -> rules.ConclusionFacts:
    return rules.ConclusionFacts(
        **inspection.findings.aggregate(
            findings=Count("pk"), unheard=Count("pk", filter=Q(answered_on=None) | Q(answer=""))
        )
    )


def unsettled(inspection: Inspection):
    return Recommendation.objects.filter(finding__inspection=inspection).exclude(state__in=SETTLED)


# -- what one may do next ---------------------------------------------------------------
# Each step: the state it belongs to, and the verbs over the inspecting body that allow it.
STEPS = {
    "decide": ({InspectionState.PLANNED}, (access.APPROVE,)),
    "start": ({InspectionState.DECIDED}, (access.EDIT,)),
    "cancel": (set(NOT_BEGUN), (access.EDIT, access.APPROVE)),
    "find": ({InspectionState.FIELD}, (access.EDIT,)),
    "hear": ({InspectionState.FIELD}, (access.EDIT,)),
    "answer": ({InspectionState.EXPLANATION}, (access.EDIT,)),
    "conclude": ({InspectionState.EXPLANATION}, (access.EDIT,)),
    "recommend": (set(FOLLOWED_UP), (access.EDIT,)),
    "close": (set(FOLLOWED_UP), (access.EDIT,)),
}


def may(actor: Actor, verb: str, unit: Unit) -> bool:
    return access.may(actor, verb, over=unit, data_class=DataClass.DISCIPLINE)


def may_answer(inspection: Inspection, actor: Actor) -> bool:
    """The unit inspected speaks for itself through whoever reports for it."""
    return may(actor, access.REPORT, inspection.unit)


def next_steps(inspection: Inspection, actor: Actor) -> set[str]:
    """The steps this actor may take next, by the names of `STEPS`."""
    steps = {
        name
        for name, (states, verbs) in STEPS.items()
        if inspection.state in states
        and any(may(actor, verb, inspection.led_by) for verb in verbs)
    }
    if inspection.state == InspectionState.EXPLANATION and may_answer(inspection, actor):
        steps.add("answer")
    return steps


def next_steps_of(recommendation: Recommendation, actor: Actor) -> set[str]:
    """Who owes it reports, another person verifies, whoever approves may waive."""
    led_by = recommendation.finding.inspection.led_by
    steps = set()
    if recommendation.state in TO_DO and may(actor, access.REPORT, recommendation.owner):
        steps.add("report")
    if recommendation.state in TO_DO and may(actor, access.APPROVE, led_by):
        steps.add("waive")
    reported = recommendation.state == RecommendationState.REPORTED
    if reported and may(actor, access.EDIT, led_by) and not reported_by(recommendation, actor):
        steps.add("verify")
    return steps


def reported_by(recommendation: Recommendation, actor: Actor) -> bool:
    return bool(recommendation.reported_by) and recommendation.reported_by == actor.person


# -- what waits for somebody ------------------------------------------------------------


def work_for(actor: Actor, on: date) -> Iterator[WorkItem]:
    """Recommendations due soon or to verify, findings to answer, inspections to decide."""
    yield from _to_carry_out(actor, on)
    yield from _to_verify(actor)
    yield from _to_answer(actor)
    yield from _to_decide(actor, on)


def _to_carry_out(actor: Actor, on: date) -> Iterator[WorkItem]:
    owed = recommendations_for(actor).filter(
        owner__in=units_over(actor, access.REPORT).values("pk"),
        state__in=TO_DO,
        due_on__lte=on + timedelta(days=SOON),
    )
    for row in owed.order_by("due_on", "id")[:MOST_WORK]:
        yield _work(row, row.due_on, _("Recommendation to carry out"), row.owner)


def _to_verify(actor: Actor) -> Iterator[WorkItem]:
    reported = (
        recommendations_for(actor)
        .filter(
            finding__inspection__led_by__in=units_over(actor, access.EDIT).values("pk"),
            state=RecommendationState.REPORTED,
        )
        .exclude(reported_by=actor.person or "-")
    )
    order = (F("reported_on").asc(nulls_last=True), "id")
    for row in reported.order_by(*order)[:MOST_WORK]:
        yield _work(row, row.due_on, _("Recommendation to verify"), row.owner)


def _to_answer(actor: Actor) -> Iterator[WorkItem]:
    heard = inspections_for(actor).filter(
        unit__in=units_over(actor, access.REPORT).values("pk"),
        state=InspectionState.EXPLANATION,
        findings__answered_on=None,
        findings__isnull=False,
    )
    for row in heard.distinct().order_by("ends_on", "id")[:MOST_WORK]:
        yield _work(row, None, _("Findings to answer"), row.unit)


def _to_decide(actor: Actor, on: date) -> Iterator[WorkItem]:
    planned = inspections_for(actor).filter(
        led_by__in=units_over(actor, access.APPROVE).values("pk"),
        state=InspectionState.PLANNED,
        starts_on__lte=on + timedelta(days=SOON * 2),
    )
    for row in planned.order_by("starts_on", "id")[:MOST_WORK]:
        yield _work(row, row.starts_on, _("Inspection to decide"), row.unit)


def _work(row, due: date | None, kind: str, unit: Unit) -> WorkItem:
    return WorkItem(title=str(row), url=row.get_absolute_url(), due=due, kind=kind, unit=unit.name)
