"""Pages of the payroll ledger."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cadres.forms.quota import AssignQuotaForm
from cadres.lists.quota import QuotaList
from cadres.models import Unit
from cadres.selectors import quota as selectors
from cadres.services import quota as services
from cadres.services.decisions import record_decision


@require_safe
def quotas(request):
    return QuotaList(request).response()


@require_http_methods(["GET", "POST"])
def unit_quota(request, unit_id):
    """The ledger of one unit: today, with everything beneath it, and over the years."""
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    today = timezone.localdate()
    form = None
    if services.may_keep(request.actor, unit) or request.method == "POST":
        services.require_keeper(request.actor, unit)
        form = AssignQuotaForm(request.POST or None, actor=request.actor, unit=unit)
    if form and form.is_valid():
        who_and_when = {"by": request.actor, "on": today}
        with form.collecting_refusals(), transaction.atomic():
            decision = record_decision(**form.decision(), **who_and_when)
            services.assign_quota(unit=unit, decision=decision, **form.quota(), **who_and_when)
            messages.success(request, _("The quota is entered."))
            return redirect("cadres:unit_quota", unit.pk)
    context = {"unit": unit, "form": form, "on": today, **selectors.unit_page(unit, today)}
    status = 422 if form and form.errors else 200
    return render(request, "cadres/unit_quota.html", context, status=status)
