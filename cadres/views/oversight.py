"""Pages about who read which record, how complete records are, and papers that are missing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cadres import access
from cadres.forms.lines import ScanForm
from cadres.lists.oversight import CompletenessList, ReadingList, StaleList, UndecidedList
from cadres.models import Decision
from cadres.selectors import compartments
from cadres.selectors.record import head_of, overseen
from cadres.selectors.scans import scans_by_decision
from cadres.services.files import attach_scan
from governance.classes import DataClass

SHOWN = 200


@require_safe
def readings(request, cadre_id):
    """Who read one record, and why its compartments were opened: for the person, the auditor
    and the inspector, who need no view of the record itself."""
    cadre = overseen(request.actor, cadre_id)
    if cadre is None:
        raise Http404
    context = {
        "cadre": cadre,
        "head": head_of(cadre, request.actor, timezone.localdate()),
        "current": "readings",
        "readings": compartments.readings_of(cadre)[:SHOWN],
        "openings": compartments.openings_of(cadre)[:SHOWN],
    }
    return render(request, "cadres/record/readings.html", context)


@require_safe
def all_readings(request):
    return ReadingList(request).response()


@require_safe
def completeness(request):
    access.require_somewhere(request.actor, access.READ, data_class=DataClass.PERSONAL)
    return CompletenessList(request).response()


@require_safe
def stale_records(request):
    access.require_somewhere(request.actor, access.READ, data_class=DataClass.PERSONAL)
    return StaleList(request).response()


@require_safe
def undecided(request):
    return UndecidedList(request).response()


def readable_scans(actor, decision) -> list:
    """Scans tell of people: they need the right to personal data."""
    over, personal = decision.issuer, DataClass.PERSONAL
    if not access.may(actor, access.READ, over=over, data_class=personal):
        return []
    return scans_by_decision([decision.pk]).get(decision.pk, [])


@require_http_methods(["GET", "POST"])
def decision_scans(request, decision_id):
    """The scans of a decision, and a form to attach one."""
    decision = get_object_or_404(
        Decision.objects.visible_to(request.actor).select_related("issuer"), pk=decision_id
    )
    may_edit = access.may(request.actor, access.EDIT, over=decision.issuer)
    if request.method == "POST" and not may_edit:
        raise PermissionDenied
    form = ScanForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with form.collecting_refusals():
            attach_scan(
                decision=decision,
                file=form.cleaned_data["scan"],
                by=request.actor,
                at=timezone.now(),
            )
            messages.success(request, _("The scan is attached."))
            return redirect("cadres:decision_scans", decision.pk)
    scans = readable_scans(request.actor, decision)
    context = {"decision": decision, "form": form, "scans": scans, "may_edit": may_edit}
    status = 422 if form.errors else 200
    return render(request, "cadres/record/scans.html", context, status=status)
