"""Pages about the organisation as of a day."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cadres import access
from cadres.forms.days import OnDayForm
from cadres.forms.seats import AssignForm
from cadres.models import Seat, Unit
from cadres.selectors import units as selectors
from cadres.selectors.authority import steps_for
from cadres.selectors.goals import duties_by_title
from cadres.selectors.norms import norm_of
from cadres.selectors.quota import ledger
from cadres.services.assignments import assign as take_seat
from cadres.services.decisions import record_decision


@require_safe
def units(request):
    """The tree of units this actor may see, as of a day."""
    form = OnDayForm(request.GET or None)
    on = form.day()
    tops = [
        (unit, selectors.branches(of=unit, on=on, depth=1))
        for unit in selectors.roots(request.actor)
    ]
    context = {"form": form, "on": on, "tops": tops}
    return render(request, "cadres/units.html", context, status=400 if form.errors else 200)


@require_safe
def branch(request, unit_id):
    """The units beneath one, for a branch that is opened."""
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    on = OnDayForm(request.GET or None).day()
    context = {"nodes": selectors.branches(of=unit, on=on, depth=1), "on": on}
    return render(request, "cadres/_branch.html", context)


@require_safe
def unit(request, unit_id):
    """One unit as of a day: its names, seats and holders, what came before and after."""
    unit = get_object_or_404(
        Unit.objects.visible_to(request.actor).select_related("parent"), pk=unit_id
    )
    form = OnDayForm(request.GET or None)
    on = form.day()
    seats = selectors.seats_on(unit, on)
    context = {
        "unit": unit,
        "form": form,
        "on": on,
        "record": selectors.record_on(unit, on),
        "records": unit.records.order_by("valid"),
        "successions": unit.successions.select_related("new").order_by("on", "new__path"),
        "predecessions": unit.predecessions.select_related("old").order_by("on", "old__path"),
        "seats": seats,
        "duties": duties_by_title(seats, on),
        "lines": ledger(unit, on),
        "norm": norm_of(unit, on),
        "nodes": selectors.branches(of=unit, on=on, depth=1),
        "may_edit": access.may(request.actor, access.EDIT, over=unit),
    }
    return render(request, "cadres/unit.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def assign(request, seat_id):
    """Let a cadre take a seat, by a decision entered on the same page."""
    seat = get_object_or_404(
        Seat.objects.visible_to(request.actor).select_related("unit", "title"), pk=seat_id
    )
    access.require(request.actor, access.EDIT, over=seat.unit)
    form = AssignForm(request.POST or None, actor=request.actor, seat=seat)
    if form.is_valid():
        who_and_when = {"by": request.actor, "on": timezone.localdate()}
        with form.collecting_refusals(), transaction.atomic():
            decision = record_decision(**form.decision(), **who_and_when)
            take_seat(seat=seat, decision=decision, **form.assignment(), **who_and_when)
            messages.success(request, _("The seat is filled."))
            return redirect(seat.unit)
    today = timezone.localdate()
    context = {"form": form, "seat": seat, "unit": seat.unit, "lines": ledger(seat.unit, today)}
    context["competent"] = list(steps_for(seat.title, today, seat.unit).values())
    return render(request, "cadres/assign.html", context, status=422 if form.errors else 200)
