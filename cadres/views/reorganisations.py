"""Pages about reorganisations: the plan, its steps, its people, and what is decided about it."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadres import access
from cadres.forms.reorganisation import (
    AmendForm,
    ApprovePlanForm,
    CancelPlanForm,
    DraftForm,
    PlanForm,
)
from cadres.forms.reorganisation_steps import STEP_FORMS
from cadres.lists.reorganisation import ReorganisationList
from cadres.models import ReorganisationState, ReorganisationStep, StepKind
from cadres.selectors import reorganisation as selectors
from cadres.services import carrying_out
from cadres.services import reorganisation as services
from cadres.services.decisions import record_decision
from cadres.services.fates import work_out_fates
from portal.formats import number_text
from portal.templatetags.layout import Stat


def today(request) -> dict:
    return {"by": request.actor, "on": timezone.localdate()}


def plan_or_404(request, plan_id):
    return get_object_or_404(selectors.plans_for(request.actor), pk=plan_id)


@require_safe
def reorganisations(request):
    return ReorganisationList(request).response()


@require_safe
def reorganisation(request, plan_id):
    """One plan: before and after, whom it moves, and what may be done next."""
    return show(request, plan_or_404(request, plan_id))


def figures(numbers) -> list[Stat]:
    """The strip of numbers at the head of a plan."""

    def shown(number: int) -> str:
        return number_text(number, get_language())

    waiting = numbers.without_seat
    left = _("without a seat: %(n)s") % {"n": shown(waiting)}
    beneath, along = _("with all bodies beneath"), _("they go along with the work")
    return [
        Stat(_("Units that close"), shown(numbers.units), note=beneath),
        Stat(_("Units founded"), shown(numbers.founded)),
        Stat(_("People moved"), shown(numbers.people), note=left, tone="warn" if waiting else ""),
        Stat(_("Seats that close"), shown(numbers.seats)),
        Stat(_("Payroll places"), shown(numbers.quota), note=along),
    ]


def kinds_of_steps() -> list[tuple]:
    """What may be added to a plan: kind, name, and what it means."""
    return [(k, capfirst(StepKind(k).label), told) for k, (*_x, told) in STEP_FORMS.items()]


def show(request, plan, form=None):
    on = timezone.localdate()
    numbers = selectors.numbers(plan, on=on)
    open_state = plan.state in (ReorganisationState.DRAFT, ReorganisationState.SUBMITTED)
    context = {
        "plan": plan,
        "rows": selectors.step_rows(plan),
        "numbers": numbers,
        "figures": figures(numbers),
        "eve": plan.effective_on - timedelta(days=1),
        "hindrances": selectors.findings(plan, on=on) if open_state else [],
        "may": selectors.may_do(plan, request.actor, on),
        "kinds": [
            (kind, capfirst(StepKind(kind).label), told)
            for kind, (*_x, told) in STEP_FORMS.items()
        ],
        "form": form or PlanForm(plan=plan),
    }
    return render(request, "cadres/reorganisation.html", context, status=422 if form else 200)


@require_http_methods(["GET", "POST"])
def draft_reorganisation(request):
    """Open a plan."""
    if not access.may_somewhere(request.actor, access.PROPOSE):
        raise PermissionDenied
    form = DraftForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        with form.collecting_refusals():
            plan = services.draft_reorganisation(**form.cleaned_data, **today(request))
            messages.success(request, _("The plan is opened. Now add its steps."))
            return redirect(plan)
    return step_page(request, None, form, _("Prepare a reorganisation"), _("Open the plan"))


@require_http_methods(["GET", "POST"])
def amend_reorganisation(request, plan_id):
    """Correct title, day or instrument."""
    plan = plan_or_404(request, plan_id)
    access.require(request.actor, *services.PREPARE, over=plan.unit)
    form = AmendForm(request.POST or None, plan=plan)
    if form.is_valid():
        with form.collecting_refusals(), transaction.atomic():
            plan = services.amend_reorganisation(plan=plan, **form.cleaned_data, **today(request))
            work_out_fates(plan=plan, **today(request))
            messages.success(request, _("The plan is corrected."))
            return redirect(plan)
    return step_page(request, plan, form, _("Correct the plan"), _("Keep the correction"))


@require_http_methods(["GET", "POST"])
def add_reorganisation_step(request, plan_id, kind):
    """Put one step into the plan; the people concerned are worked out at once."""
    plan = plan_or_404(request, plan_id)
    access.require(request.actor, *services.PREPARE, over=plan.unit)
    if kind not in STEP_FORMS:
        raise Http404
    make, use_case, told = STEP_FORMS[kind]
    form = make(request.POST or None, actor=request.actor, plan=plan)
    if form.is_valid():
        with form.collecting_refusals(), transaction.atomic():
            use_case(plan=plan, **form.step(), **today(request))
            work_out_fates(plan=plan, **today(request))
            messages.success(request, _("The step is in the plan."))
            return redirect(plan)
    title = capfirst(StepKind(kind).label)
    return step_page(request, plan, form, title, _("Put it into the plan"), told)


@require_POST
def drop_reorganisation_step(request, step_id):
    """Take a step out of the plan."""
    step = get_object_or_404(
        ReorganisationStep.objects.visible_to(request.actor).select_related(
            "reorganisation__unit"
        ),
        pk=step_id,
    )
    plan = plan_or_404(request, step.reorganisation_id)
    form = PlanForm(request.POST, plan=plan)
    if form.is_valid():
        with form.collecting_refusals(), transaction.atomic():
            services.drop_step(step=step, **today(request))
            work_out_fates(plan=plan, **today(request))
            messages.success(request, _("The step is taken out."))
            return redirect(plan)
    return show(request, plan, form)


@require_POST
def submit_reorganisation(request, plan_id):
    done = _("The plan waits for the approval of another person.")
    return plain_step(request, plan_id, services.submit_reorganisation, done)


@require_POST
def return_reorganisation(request, plan_id):
    done = _("The plan is in preparation again.")
    return plain_step(request, plan_id, services.return_reorganisation, done)


@require_POST
def carry_out_reorganisation(request, plan_id):
    def use_case(*, plan, version, by, on):
        carrying_out.carry_out_reorganisation(plan=plan, by=by, on=on)

    return plain_step(request, plan_id, use_case, _("The reorganisation is carried out."))


def plain_step(request, plan_id, use_case, done):
    """A step that asks nothing but the version that was seen."""
    plan = plan_or_404(request, plan_id)
    form = PlanForm(request.POST, plan=plan)
    if form.is_valid():
        with form.collecting_refusals():
            use_case(plan=plan, version=form.cleaned_data["version"], **today(request))
            messages.success(request, done)
            return redirect(plan)
    return show(request, plan, form)


@require_http_methods(["GET", "POST"])
def approve_reorganisation(request, plan_id):
    """Approve a plan that another person prepared."""
    plan = plan_or_404(request, plan_id)
    access.require(request.actor, access.APPROVE, over=plan.unit)
    form = ApprovePlanForm(request.POST or None, plan=plan)
    if form.is_valid():
        with form.collecting_refusals(), transaction.atomic():
            named = form.decision()
            services.approve_reorganisation(
                plan=plan,
                version=form.cleaned_data["version"],
                decision=named and record_decision(**named, **today(request)),
                **today(request),
            )
            messages.success(request, _("The plan is approved and waits for its day."))
            return redirect(plan)
    return step_page(request, plan, form, _("Approve the plan"), _("Approve the plan"))


@require_http_methods(["GET", "POST"])
def cancel_reorganisation(request, plan_id):
    """Drop a plan before its day."""
    plan = plan_or_404(request, plan_id)
    access.require(request.actor, *services.PREPARE, access.APPROVE, over=plan.unit)
    form = CancelPlanForm(request.POST or None, plan=plan)
    if form.is_valid():
        with form.collecting_refusals():
            services.cancel_reorganisation(plan=plan, **form.cleaned_data, **today(request))
            messages.success(request, _("The plan is cancelled."))
            return redirect(plan)
    return step_page(request, plan, form, _("Cancel the plan"), _("Cancel the plan"))


def step_page(request, plan, form, title, action, told=""):
    context = {"plan": plan, "form": form, "title": title, "action": action, "told": told}
    status = 422 if form.errors else 200
    return render(request, "cadres/reorganisation_step.html", context, status=status)
