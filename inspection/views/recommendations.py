"""Pages of recommendations."""

from datetime import timedelta
from functools import partial

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cadres import access
from inspection import selectors, services
from inspection.forms import RecommendForm, ReportForm, VerifyForm, WaiveForm
from inspection.lists import FATE_TONES, RecommendationList
from inspection.rules import InspectionLaw
from inspection.views.inspections import found_finding
from inspection.views.steps import require, take_step


@require_safe
def recommendations(request):
    return RecommendationList(request).response()


def found(request, recommendation_id):
    return get_object_or_404(selectors.recommendations_for(request.actor), pk=recommendation_id)


@require_safe
def recommendation(request, recommendation_id):
    """One recommendation: why, by when, what was reported and verified."""
    row = found(request, recommendation_id)
    today = timezone.localdate()
    inspections = selectors.inspections_for(request.actor)
    context = {
        "row": row,
        "tone": FATE_TONES.get(row.state, ""),
        "days_overdue": row.days_overdue(today),
        "steps": selectors.next_steps_of(row, request.actor),
        "inspection": inspections.filter(pk=row.finding.inspection_id).first(),
        "reported_by_reader": selectors.reported_by(row, request.actor),
    }
    return render(request, "inspection/recommendation.html", context)


@require_http_methods(["GET", "POST"])
def recommend(request, finding_id):
    """Tell a unit what to do about a finding."""
    finding = found_finding(request, finding_id)
    row = finding.inspection
    require(request, access.EDIT, over=row.led_by)
    today = timezone.localdate()
    days = InspectionLaw.on(today).recommendation_default_days
    shown = {"due_on": today + timedelta(days=days), "owner": row.unit.code}
    form = RecommendForm(request.POST or None, actor=request.actor, initial=shown)
    act = partial(services.recommend, finding=finding)
    told = _("The recommendation is made.")
    return take_step(request, form, act, to=row, told=told, action=_("Recommend"), finding=finding)


@require_http_methods(["GET", "POST"])
def report_done(request, recommendation_id):
    """Report for the unit that a recommendation is carried out."""
    row = found(request, recommendation_id)
    require(request, access.REPORT, over=row.owner)
    form = ReportForm(request.POST or None, row=row, initial={"report": row.report})
    act = partial(services.report_done, recommendation=row)
    told = _("Reported: another person verifies it now.")
    return take_step(
        request, form, act, to=row, told=told, action=_("Report it done"), recommendation=row
    )


@require_http_methods(["GET", "POST"])
def verify_recommendation(request, recommendation_id):
    """Verify what the unit reported."""
    row = found(request, recommendation_id)
    require(request, access.EDIT, over=row.finding.inspection.led_by)
    form = VerifyForm(request.POST or None, row=row)
    act = partial(services.verify_recommendation, recommendation=row)
    told = _("The outcome is recorded.")
    return take_step(
        request, form, act, to=row, told=told, action=_("Verify the report"), recommendation=row
    )


@require_http_methods(["GET", "POST"])
def waive(request, recommendation_id):
    """Let a recommendation go, saying why."""
    row = found(request, recommendation_id)
    require(request, access.APPROVE, over=row.finding.inspection.led_by)
    form = WaiveForm(request.POST or None, row=row)
    act = partial(services.waive, recommendation=row)
    told = _("The recommendation is waived.")
    return take_step(
        request, form, act, to=row, told=told, action=_("Waive it"), recommendation=row
    )
