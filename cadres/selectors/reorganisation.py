"""Questions about reorganisations: plans, what they do to whom, what waits. Nothing writes."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from cadres import access
from cadres.models import (
    Outcome,
    Placement,
    PlannedSuccession,
    PlannedUnit,
    Reorganisation,
    ReorganisationState,
    ReorganisationStep,
    Unit,
    UnitSuccession,
)
from cadres.rules import reorganisation as rules
from cadres.selectors.closing import CLOSING, asked
from cadres.selectors.plan_facts import plan_facts
from governance.actor import Actor
from governance.findings import Finding, check
from portal.inbox import WorkItem

MOST_WORK = 50


def plans_for(actor: Actor):
    """The reorganisations an actor may see, with what a list row needs."""
    live = Q(steps__dropped=False)
    return (
        Reorganisation.objects.visible_to(actor)
        .select_related("unit")
        .annotate(step_count=Count("steps", filter=live))
    )


@dataclass(slots=True)
class StepRow:
    """One step as a line of before and after."""

    step: ReorganisationStep
    before: list[tuple[Any, bool]] = field(default_factory=list)  # unit, only a part of it
    after: list[Any] = field(default_factory=list)  # a unit, a planned unit or a sentence


def step_rows(plan: Reorganisation) -> list[StepRow]:
    """The steps of a plan in their order; three queries, however many steps."""
    rows = {s.pk: StepRow(s) for s in plan.steps.filter(dropped=False).order_by("ordinal")}
    successions = PlannedSuccession.objects.filter(step__in=rows).select_related(
        "old", "new", "planned"
    )
    part, seen = UnitSuccession.Kind.PART, defaultdict(set)
    for each in successions.order_by("old__path"):
        row = rows[each.step_id]
        if each.old_id not in seen[row.step.pk]:
            seen[row.step.pk].add(each.old_id)
            row.before.append((each.old, each.kind == part))
        successor = each.successor
        if successor and successor.pk not in seen[row.step.pk]:
            seen[row.step.pk].add(successor.pk)
            row.after.append(successor)
    changes = PlannedUnit.objects.filter(step__in=rows, unit__isnull=False)
    for change in changes.select_related("unit", "parent", "planned_parent").order_by(
        "unit__path"
    ):
        row = rows[change.step_id]
        row.before.append((change.unit, False))
        row.after.append(changed(change))
    return list(rows.values())


def changed(change: PlannedUnit) -> str:
    """What becomes of a unit that goes on."""
    if above := change.parent or change.planned_parent:
        return _("beneath %(unit)s") % {"unit": above.name}
    return change.name if change.name_vi else change.get_kind_display()


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a plan moves."""

    units: int
    localities: int
    seats: int
    files: int
    hats: int
    quota: int
    founded: int
    people: int
    outcomes: dict[str, int]
    pending: list[tuple[Any, int]]

    @property
    def without_seat(self) -> int:
        return self.outcomes.get(Outcome.WAITS, 0)

    @property
    def warns(self) -> bool:
        """Is there something to do about it before the day?"""
        return bool(self.pending or self.hats or self.without_seat)


COUNTED = (
    CLOSING
    + """
SELECT (SELECT count(*) FROM closing),
    (SELECT count(*) FROM root JOIN cadres_unit u ON u.id = root.id WHERE u.block = 'territory'),
    (SELECT count(*) FROM cadres_seat s JOIN closing c ON c.id = s.unit_id
     WHERE lower(s.valid) < %(day)s AND (upper_inf(s.valid) OR upper(s.valid) >= %(day)s)),
    (SELECT count(*) FROM cadres_cadre p JOIN closing c ON c.id = p.managing_unit_id),
    (SELECT count(DISTINCT h.account_id) FROM cadres_hatgrant h JOIN closing c ON c.id = h.unit_id
     WHERE upper_inf(h.valid) OR upper(h.valid) > %(day)s),
    (SELECT coalesce(sum(q.number), 0) FROM cadres_quotaentry q JOIN closing c ON c.id = q.unit_id
     WHERE lower(q.valid) < %(day)s AND (upper_inf(q.valid) OR upper(q.valid) >= %(day)s)),
    (SELECT count(*) FROM planned WHERE unit_id IS NULL)
"""
)


def numbers(plan: Reorganisation, *, on: date) -> Numbers:
    """Counted in two queries, and one for each room that has decisions pending."""
    [(units, localities, seats, files, hats, quota, founded)] = asked(plan, COUNTED)
    by_outcome = dict(
        Placement.objects.filter(reorganisation=plan, dropped=False)
        .order_by()
        .values_list("outcome")
        .annotate(n=Count("pk"))
    )
    people = Placement.objects.filter(reorganisation=plan, dropped=False).aggregate(
        n=Count("assignment__cadre", distinct=True)
    )["n"]
    return Numbers(
        units, localities, seats, files, hats, quota, founded, people, by_outcome,
        pending(plan, on=on) if plan.state != ReorganisationState.EFFECTIVE else [],
    )  # fmt: skip


def pending(plan: Reorganisation, *, on: date) -> list[tuple[Any, int]]:
    """Decisions under way in the closing units, as the other rooms count them."""
    closing = [row[0] for row in asked(plan, f"{CLOSING} SELECT id FROM closing")]
    units = Unit.objects.filter(pk__in=closing)
    found = (import_string(name)(units, on) for name in settings.PENDING_IN_UNITS)
    return [(label, number) for label, number in found if number]


def findings(plan: Reorganisation, *, on: date) -> list[Finding]:
    """What still stands in the way of approving a plan."""
    return check(rules.APPROVAL, plan_facts(plan, on=on))


def placements_for(actor: Actor, plan: Reorganisation):
    """Everybody a plan moves, with what a list row needs."""
    visible = Placement.objects.visible_to(actor).filter(reorganisation=plan, dropped=False)
    return visible.select_related(
        "assignment__cadre",
        "assignment__seat__title",
        "assignment__seat__unit",
        "unit",
        "planned_unit",
        "seat__title",
        "planned_seat__title",
        "title",
    )


def seats_to_take(placement: Placement) -> list:
    """The free seats of the unit in which a person goes on, and of the place around it."""
    plan = placement.reorganisation
    planned, there = placement.planned_unit, placement.unit
    taken = Placement.objects.filter(
        dropped=False, planned_seat=OuterRef("pk"), reorganisation=plan
    ).exclude(pk=placement.pk)
    if planned:
        place = planned.code.partition(".")[0]
        seats = type(planned).objects.filter(step__reorganisation=plan, step__dropped=False)
        around = seats.filter(Q(code=place) | Q(code__startswith=f"{place}."))
        from_plan = around.values("pk")
        rows = planned.seats.model.objects.filter(unit__in=from_plan)
        rows = rows.exclude(Exists(taken)).select_related("title", "unit")
        return list(rows.order_by("unit__code", "title__precedence", "ordinal"))
    return _free_seats(there, plan, placement) if there else []


def _free_seats(unit: Unit, plan: Reorganisation, placement: Placement) -> list:
    seats = unit.seats.model.objects.filter(
        unit__path__startswith=unit.path, valid__contains=plan.effective_on
    )
    others = Placement.objects.filter(reorganisation=plan, dropped=False, seat=OuterRef("pk"))
    free = seats.exclude(assignments__held__contains=plan.effective_on).exclude(
        Exists(others.exclude(pk=placement.pk))
    )
    return list(
        free.select_related("title", "unit").order_by("unit__path", "title__precedence")[:200]
    )


@dataclass(frozen=True, slots=True)
class May:
    """What this actor may do with a plan now."""

    change: bool
    submit: bool
    approve: bool
    give_back: bool
    cancel: bool
    place: bool
    carry_out: bool


def may_do(plan: Reorganisation, actor: Actor, on: date) -> May:
    state, own = plan.state, plan.prepared_by == actor.person
    prepares = access.may(actor, access.PROPOSE, over=plan.unit)
    approves = access.may(actor, access.APPROVE, over=plan.unit)
    draft = state == ReorganisationState.DRAFT
    submitted = state == ReorganisationState.SUBMITTED
    scheduled = state == ReorganisationState.SCHEDULED
    return May(
        change=prepares and draft,
        submit=prepares and draft,
        approve=approves and submitted and not own,
        give_back=(prepares or approves) and submitted,
        cancel=approves if scheduled else (prepares or approves) and (draft or submitted),
        place=prepares and (draft or submitted or scheduled),
        carry_out=approves and scheduled and plan.effective_on <= on,
    )


def work_for(actor: Actor, on: date) -> Iterator[WorkItem]:
    """The plans that wait for this actor's approval."""
    mine = Reorganisation.objects.visible_to(actor, access.APPROVE).select_related("unit")
    waiting = mine.filter(state=ReorganisationState.SUBMITTED).exclude(
        prepared_by=actor.person or "-"
    )
    for plan in waiting.order_by("effective_on", "id")[:MOST_WORK]:
        yield WorkItem(
            title=plan.title,
            url=plan.get_absolute_url(),
            due=plan.effective_on,
            kind=_("Reorganisation to approve"),
            unit=plan.unit.name,
        )
