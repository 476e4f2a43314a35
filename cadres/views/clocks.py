"""Pages of coming dates."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadres import access
from cadres.forms.clocks import RetirementForm
from cadres.lists.clocks import ClockList
from cadres.models import Cadre
from cadres.selectors.clocks import clocks_of
from cadres.services import clocks as services
from cadres.services.decisions import record_decision
from cadres.views.calendars import calendar_text
from governance.classes import DataClass


@require_safe
def clocks(request):
    access.require_somewhere(request.actor, access.READ, data_class=DataClass.PERSONAL)
    return ClockList(request).response()


@require_safe
def calendar(request):
    """The next dates of the same filter as a file for a calendar."""
    access.require_somewhere(request.actor, access.READ, data_class=DataClass.PERSONAL)
    text = calendar_text(ClockList(request).matching, timezone.localdate())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="upcoming-dates.ics"'
    return response


def cadre_to_decide(request, cadre_id) -> Cadre:
    rows = Cadre.objects.visible_to(request.actor).select_related("managing_unit")
    cadre = get_object_or_404(rows, pk=cadre_id)
    over = cadre.managing_unit
    access.require(request.actor, access.APPROVE, over=over, data_class=DataClass.PERSONAL)
    return cadre


@require_http_methods(["GET", "POST"])
def decide_retirement(request, cadre_id):
    """Record that somebody retires in another month than the table says."""
    cadre, today = cadre_to_decide(request, cadre_id), timezone.localdate()
    form = RetirementForm(request.POST or None, cadre=cadre)
    if form.is_valid():
        who_and_when = {"by": request.actor, "on": today}
        with form.collecting_refusals(), transaction.atomic():
            decision = record_decision(**form.decision(), **who_and_when)
            services.decide_retirement(
                cadre=cadre, decision=decision, **form.terms(), **who_and_when
            )
            messages.success(request, _("The decided retirement is recorded."))
            return redirect(cadre)
    context = {"form": form, "cadre": cadre, "clocks": clocks_of(cadre, today)}
    status = 422 if form.errors else 200
    return render(request, "cadres/decide_retirement.html", context, status=status)


@require_POST
def withdraw_retirement(request, cadre_id):
    """Let the table hold again."""
    cadre = cadre_to_decide(request, cadre_id)
    services.withdraw_retirement(cadre=cadre, by=request.actor, on=timezone.localdate())
    messages.success(request, _("The table of retirement holds again."))
    return redirect(cadre)
