"""The law in force on a day, and its amendments by two persons."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from governance import access, selectors, services
from governance.findings import Refused
from governance.models import Amendment
from portal.forms import AmendForm, DayForm
from portal.lawbook import chapters
from portal.web import findings_in, spoken


@require_GET
def law(request):
    """Every parameter with its value of the day, its source and how sure it is."""
    form = DayForm(request.GET or None)
    on = form.day()
    context = {
        "form": form,
        "on": on,
        "chapters": chapters(on),
        "may_amend": access.may_propose_law(request.actor),
        "may_confirm": access.may_confirm_law(request.actor),
        "amendments": selectors.amendments(),
        "me": request.actor.person,
    }
    return render(request, "portal/law.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def amend(request, room, name):
    """Enter a new dated value; another person confirms it."""
    parameter = selectors.parameter_called(f"{room}.{name}")
    if parameter is None:
        raise Http404
    if not access.may_propose_law(request.actor):
        raise PermissionDenied
    form = AmendForm(request.POST or None, parameter=parameter)
    if form.is_valid():
        with form.collecting_refusals():
            services.enter_amendment(
                **form.cleaned_data,
                parameter=parameter.key,
                by=request.actor,
                on=timezone.localdate(),
            )
            messages.success(request, _("Entered. Another person must confirm it."))
            return redirect("portal:law")
    context = {"form": form, "parameter": parameter}
    return render(request, "portal/amend_law.html", context, status=422 if form.errors else 200)


@require_POST
def confirm(request, amendment_id):
    """The second person puts an amendment in force."""
    amendment = get_object_or_404(Amendment, pk=amendment_id)
    try:
        services.confirm_amendment(amendment=amendment, by=request.actor, on=timezone.localdate())
        messages.success(request, _("The amendment is in force."))
    except (Refused, ValidationError) as error:
        for finding in findings_in(error):
            messages.error(request, spoken(finding.message))
    return redirect("portal:law")
