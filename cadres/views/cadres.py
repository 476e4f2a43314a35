"""Pages about cadres' records."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cadres import access
from cadres.forms.days import OnDayForm
from cadres.forms.records import AmendCadreForm, RegisterCadreForm
from cadres.lists.records import CadreList
from cadres.models import Cadre, ReadingKind
from cadres.selectors import cadres as selectors
from cadres.selectors import record
from cadres.services import cadres as services
from cadres.services.compartments import note_reading
from cadres.views.timeline import career_chart


@require_safe
def cadres(request):
    return CadreList(request).response()


@require_safe
def cadre(request, cadre_id):
    """One record as of a day, with what the other rooms know of the person."""
    cadre = get_object_or_404(
        record.with_sheets(Cadre.objects.visible_to(request.actor)), pk=cadre_id
    )
    form = OnDayForm(request.GET or None)
    on = form.day()
    profile = selectors.profile(cadre=cadre, actor=request.actor, on=on)
    context = {
        "cadre": cadre,
        "profile": profile,
        "head": record.head_of(cadre, request.actor, timezone.localdate(), form.chosen()),
        "current": "overview",
        "chart": career_chart(profile.assignments, today=on),
        "form": form,
        "on": on,
    }
    if context["head"].personal:
        context["pay"] = record.pay_on(cadre, on)
    note_reading(cadre=cadre, what=ReadingKind.PROFILE, at=timezone.now(), by=request.actor)
    status = 400 if form.errors else 200
    return render(request, "cadres/cadre.html", context, status=status)


@require_http_methods(["GET", "POST"])
def amend_cadre(request, cadre_id):
    """Correct a record; where somebody was quicker, the frame shows both versions."""
    cadre = get_object_or_404(Cadre.objects.visible_to(request.actor), pk=cadre_id)
    access.require(request.actor, access.EDIT, over=cadre.employing_unit)
    form = AmendCadreForm(request.POST or None, cadre=cadre, actor=request.actor)
    if form.is_valid():
        with form.collecting_refusals():
            services.amend_cadre(
                cadre=cadre,
                version=form.cleaned_data["version"],
                changes=form.changes(),
                reason=form.cleaned_data["reason"],
                by=request.actor,
                on=timezone.localdate(),
            )
            messages.success(request, _("The record is corrected."))
            return redirect(cadre)
    context = {"form": form, "cadre": cadre}
    return render(request, "cadres/amend_cadre.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def register_cadre(request):
    """Open the record of a person."""
    if not access.may_somewhere(request.actor, access.EDIT):
        raise PermissionDenied
    form = RegisterCadreForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        with form.collecting_refusals(), transaction.atomic():
            cadre = services.register_cadre(
                **form.cleaned_data, by=request.actor, on=timezone.localdate()
            )
            messages.success(request, _("The record is opened."))
            return redirect(cadre)
    status = 422 if form.errors else 200
    return render(request, "cadres/register_cadre.html", {"form": form}, status=status)
