"""Pages about goals, contracted work and who answers for it."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cadres import access
from cadres.forms import goals as forms
from cadres.lists.goals import GoalList, LoadList, ResponsibilityList
from cadres.models import Goal, Responsibility, WorkItem
from cadres.selectors import goals as selectors
from cadres.services import goals as services
from cadres.views.steps import address, step_page, who

WORK = (access.EDIT, access.PROPOSE)


@require_safe
def goals(request):
    return GoalList(request).response()


@require_safe
def responsibilities(request):
    return ResponsibilityList(request).response()


@require_safe
def load(request):
    """Who carries how much today."""
    return LoadList(request).response()


@require_safe
def goal(request, goal_id):
    """One goal: how it is measured, who answers for it and for each piece of its work."""
    row = _goal(request, goal_id)
    context = {
        "goal": row,
        "parent": selectors.goals_visible(request.actor).filter(pk=row.parent_id).first(),
        "page": selectors.goal_page(row, request.actor, timezone.localdate()),
        "may_work": any(access.may(request.actor, verb, over=row.unit) for verb in WORK),
    }
    return render(request, "cadres/goal.html", context)


@require_http_methods(["GET", "POST"])
def set_goal(request):
    """A goal of a unit for a year."""
    if not access.may_somewhere(request.actor, access.PROPOSE):
        access.require_somewhere(request.actor, access.EDIT)
    return step_page(
        request,
        forms.SetGoalForm(request.POST or None, actor=request.actor),
        lambda data: services.set_goal(**data, **who(request)),
        title=_("Set a goal"),
        button=_("Set the goal"),
        done=_("The goal is set. Name who answers for it."),
        back=lambda row: row,
        crumbs=_crumbs(),
    )


@require_http_methods(["GET", "POST"])
def amend_goal(request, goal_id):
    """Correct a goal or count its result."""
    row = _goal_to_work_on(request, goal_id)
    form = forms.AmendGoalForm(request.POST or None, actor=request.actor, goal=row)

    def act(data):
        return services.amend_goal(
            goal=row, version=data["version"], changes=form.changes(), **who(request)
        )

    return step_page(
        request, form, act, title=_("Correct the goal or count its result"), button=_("Keep"),
        done=_("The goal is kept."), back=row, crumbs=_crumbs(row),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def contract_work(request, goal_id):
    """Contract a product from a goal."""
    row = _goal_to_work_on(request, goal_id)
    return step_page(
        request,
        forms.WorkForm(request.POST or None, actor=request.actor),
        lambda data: services.contract_work(goal=row, **data, **who(request)),
        title=_("Contract work"),
        button=_("Contract it"),
        done=_("The work is contracted. Name who answers for it."),
        back=row,
        crumbs=_crumbs(row),
    )


@require_http_methods(["GET", "POST"])
def answer_for_goal(request, goal_id):
    """Name who answers for a goal."""
    row = _goal_to_work_on(request, goal_id)
    return _give(request, row, None)


@require_http_methods(["GET", "POST"])
def answer_for_work(request, item_id):
    """Name who answers for a piece of work."""
    item = _item(request, item_id)
    return _give(request, item.goal, item)


def _give(request, row, item):
    return step_page(
        request,
        forms.ResponsibilityForm(request.POST or None, actor=request.actor),
        lambda data: services.give_responsibility(goal=row, item=item, **data, **who(request)),
        title=_("Who answers for it"),
        button=_("Give the responsibility"),
        done=_("The responsibility is given."),
        back=row,
        crumbs=_crumbs(row),
        lead=str(item or row),
    )


@require_http_methods(["GET", "POST"])
def count_delivery(request, item_id):
    """Count what was delivered of a piece of work."""
    item = _item(request, item_id)
    names = ("delivered", "delivered_on", "version")
    initial = {name: getattr(item, name) for name in names}
    return step_page(
        request,
        forms.DeliveryForm(request.POST or None, actor=request.actor, initial=initial),
        lambda data: services.count_delivery(item=item, **data, **who(request)),
        title=_("Count what was delivered"),
        button=_("Keep"),
        done=_("The delivery is counted."),
        back=item.goal,
        crumbs=_crumbs(item.goal),
        lead=str(item),
    )


@require_http_methods(["GET", "POST"])
def end_responsibility(request, responsibility_id):
    """Let somebody no longer answer from a day on."""
    given = get_object_or_404(
        Responsibility.objects.visible_to(request.actor).select_related("goal__unit", "cadre"),
        pk=responsibility_id,
    )
    access.require(request.actor, *WORK, over=given.goal.unit)
    initial = {"version": given.version}
    form = forms.EndResponsibilityForm(request.POST or None, actor=request.actor, initial=initial)
    return step_page(
        request,
        form,
        lambda data: services.end_responsibility(responsibility=given, **data, **who(request)),
        title=_("End the responsibility"),
        button=_("End it"),
        done=_("The responsibility ends on that day."),
        back=given.goal,
        crumbs=_crumbs(given.goal),
        lead=str(given),
    )


def _goal(request, goal_id) -> Goal:
    goals = Goal.objects.visible_to(request.actor).select_related("unit", "parent__unit")
    return get_object_or_404(goals, pk=goal_id)


def _goal_to_work_on(request, goal_id) -> Goal:
    row = _goal(request, goal_id)
    access.require(request.actor, *WORK, over=row.unit)
    return row


def _item(request, item_id) -> WorkItem:
    items = WorkItem.objects.visible_to(request.actor).select_related("goal__unit")
    item = get_object_or_404(items, pk=item_id)
    access.require(request.actor, *WORK, over=item.goal.unit)
    return item


def _crumbs(row=None) -> list:
    found = [(_("Goals and responsibility"), address("cadres:goals"))]
    return [*found, (row.name, row.get_absolute_url())] if row else found
