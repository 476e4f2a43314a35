"""Pages of programmes, inspections and findings."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadres import access
from inspection import selectors, services
from inspection.forms import (
    AnswerForm,
    CancelForm,
    ConcludeForm,
    DecideForm,
    FindingForm,
    PlanForm,
    ProgrammeForm,
    StepForm,
)
from inspection.lists import InspectionList, may_plan
from inspection.models import Finding
from inspection.views.steps import require, take_step
from planning.services import decision_of

# Steps that ask nothing but a button: what is done, and what is said afterwards.
ADVANCES = {
    "start": (services.start_field_work, gettext_lazy("Field work has begun.")),
    "hear": (services.hear_unit, gettext_lazy("The unit inspected is asked for its answers.")),
    "close": (services.close_inspection, gettext_lazy("The inspection is closed.")),
}


@require_safe
def inspections(request):
    return InspectionList(request).response()


def found(request, inspection_id):
    return get_object_or_404(selectors.inspections_for(request.actor), pk=inspection_id)


@require_safe
def inspection(request, inspection_id):
    """One inspection with what it found, what was answered and what is to be done."""
    return show(request, found(request, inspection_id))


def show(request, row, form=None):
    context = {
        "row": row,
        "form": form or StepForm(row=row),
        "findings": selectors.findings_shown(row, request.actor),
        "steps": selectors.next_steps(row, request.actor),
        "today": timezone.localdate(),
    }
    status = 422 if form else 200
    return render(request, "inspection/inspection.html", context, status=status)


@require_http_methods(["GET", "POST"])
def open_programme(request):
    """Open the programme of a body for a year."""
    if not may_plan(request.actor):
        raise PermissionDenied
    shown = {"year": timezone.localdate().year}
    form = ProgrammeForm(request.POST or None, actor=request.actor, initial=shown)
    return take_step(
        request,
        form,
        services.open_programme,
        to="inspection:inspections",
        told=_("The programme is open: plan its inspections now."),
        action=_("Open a programme"),
    )


@require_http_methods(["GET", "POST"])
def plan_inspection(request):
    """Plan an inspection: whom, by whom, when, about what."""
    if not may_plan(request.actor):
        raise PermissionDenied
    shown = {"code": selectors.next_code(timezone.localdate())}
    form = PlanForm(request.POST or None, actor=request.actor, initial=shown)
    return take_step(
        request,
        form,
        services.plan_inspection,
        to=None,
        told=_("The inspection is planned."),
        action=_("Plan an inspection"),
        lead=_("A surprise inspection stays unknown to the unit until field work begins."),
    )


@require_http_methods(["GET", "POST"])
def decide_inspection(request, inspection_id):
    """Decide team and period on a signed decision."""
    row = found(request, inspection_id)
    require(request, access.APPROVE, over=row.led_by)
    form = DecideForm(request.POST or None, row=row)

    def act(*, by, on, **_data):
        decision = decision_of(**form.decision(), by=by, on=on)
        services.decide_inspection(inspection=row, decision=decision, **form.terms(), by=by, on=on)

    told = _("The inspection is decided.")
    return take_step(request, form, act, to=row, told=told, action=_("Decide the inspection"))


@require_POST
def advance(request, inspection_id, step):
    """Take a step that asks nothing: begin, hear the unit, close."""
    row = found(request, inspection_id)
    form = StepForm(request.POST, row=row)
    act, told = ADVANCES[step]
    if form.is_valid():
        with form.collecting_refusals():
            version = form.cleaned_data["version"]
            act(inspection=row, version=version, by=request.actor, on=timezone.localdate())
            messages.success(request, told)
            return redirect(row)
    return show(request, row, form)


@require_http_methods(["GET", "POST"])
def record_finding(request, inspection_id):
    """Write down a finding under the next number."""
    row = found(request, inspection_id)
    require(request, access.EDIT, over=row.led_by)
    form = FindingForm(request.POST or None, row=row)
    act = partial(services.record_finding, inspection=row)
    told = _("The finding is recorded.")
    return take_step(request, form, act, to=row, told=told, action=_("Record a finding"))


@require_http_methods(["GET", "POST"])
def record_answer(request, finding_id):
    """Enter what the unit answers to a finding."""
    finding = found_finding(request, finding_id)
    row = finding.inspection
    if not selectors.may_answer(row, request.actor):
        require(request, access.EDIT, over=row.led_by)
    shown = {"answer": finding.answer, "answered_on": finding.answered_on}
    form = AnswerForm(request.POST or None, row=finding, initial=shown)
    act = partial(services.record_answer, finding=finding)
    told = _("The answer is recorded.")
    return take_step(
        request, form, act, to=row, told=told, action=_("Answer a finding"), finding=finding
    )


def found_finding(request, finding_id) -> Finding:
    """A finding that the actor is shown on the page of its inspection."""
    rows = Finding.objects.visible_to(request.actor).select_related(
        "inspection__led_by", "inspection__unit"
    )
    finding = get_object_or_404(rows, pk=finding_id)
    if finding not in selectors.findings_shown(
        found(request, finding.inspection_id), request.actor
    ):
        raise Http404
    return finding


@require_http_methods(["GET", "POST"])
def conclude_inspection(request, inspection_id):
    """Conclude an inspection after the unit was heard."""
    row = found(request, inspection_id)
    require(request, access.EDIT, over=row.led_by)
    form = ConcludeForm(request.POST or None, row=row)
    act = partial(services.conclude_inspection, inspection=row)
    told = _("The inspection is concluded: recommend now what is to be done.")
    return take_step(request, form, act, to=row, told=told, action=_("Conclude the inspection"))


@require_http_methods(["GET", "POST"])
def cancel_inspection(request, inspection_id):
    """Drop an inspection that has not begun."""
    row = found(request, inspection_id)
    require(request, access.EDIT, access.APPROVE, over=row.led_by)
    form = CancelForm(request.POST or None, row=row)
    act = partial(services.cancel_inspection, inspection=row)
    told = _("The inspection is dropped.")
    return take_step(request, form, act, to=row, told=told, action=_("Drop the inspection"))
