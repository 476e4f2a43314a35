"""Pages of discipline in force and career blocks."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cadres import access
from cadres.models import Cadre
from cadres.selectors.blocks import barred_now
from cadres.services import discipline as services
from governance.classes import DataClass
from inspection.forms.measures import (
    CloseMatterForm,
    EndMeasureForm,
    ExceptionForm,
    MatterForm,
    MeasureForm,
)
from inspection.lists.measures import PROPORTIONS, MeasureList, PairList
from inspection.selectors.measures import measures_for, pairing_of
from inspection.views.steps import require, take_step

READER = {"data_class": DataClass.DISCIPLINE}


@require_safe
def measures(request):
    access.require_somewhere(request.actor, access.READ, **READER)
    return MeasureList(request).response()


@require_safe
def pairing(request):
    access.require_somewhere(request.actor, access.READ, **READER)
    return PairList(request).response()


def found(request, measure_id):
    return get_object_or_404(measures_for(request.actor), pk=measure_id)


@require_safe
def measure(request, measure_id):
    """One measure: its days, what it bars from under each regime, and the other side."""
    row, today = found(request, measure_id), timezone.localdate()
    over = {"over": row.cadre.managing_unit, **READER}
    pair = pairing_of(row, today) if row.side == "party" else None
    context = {
        "row": row,
        "state": row.state_on(today),
        "barred": barred_now(row.cadre, today, request.actor),
        "blocks": row.blocks.order_by("what", "-barred"),
        "pair": pair,
        "proportion": PROPORTIONS[pair.proportion] if pair else None,
        "admin": getattr(row, "followed_by", None),
        "may_end": not row.ended_on and access.may(request.actor, access.EDIT, **over),
        "may_allow": access.may(request.actor, access.APPROVE, **over),
    }
    return render(request, "inspection/measure.html", context)


@require_http_methods(["GET", "POST"])
def record_measure(request):
    """Enter a disciplinary decision; its blocks are computed and shown afterwards."""
    access.require_somewhere(request.actor, access.EDIT, **READER)
    form = MeasureForm(request.POST or None, actor=request.actor)

    def act(*, by, on, **_data):
        terms = form.terms("issuer")
        paper = form.paper(form.cleaned_data["issuer"])
        decision = services.paper_of(cadre=terms["cadre"], **paper, by=by, on=on)
        services.record_measure(decision=decision, **terms, by=by, on=on)

    lead = _("Every career block that follows is computed when the measure is recorded.")
    told, action = _("The measure and its career blocks are recorded."), _("Record a measure")
    to = "inspection:measures"
    return take_step(request, form, act, to=to, told=told, action=action, lead=lead)


@require_http_methods(["GET", "POST"])
def end_measure(request, measure_id):
    """Enter the decision that changes or revokes a measure."""
    row = found(request, measure_id)
    require(request, access.EDIT, over=row.cadre.managing_unit)
    form = EndMeasureForm(request.POST or None)

    def act(*, by, on, **_data):
        paper = form.paper(row.decision.issuer)
        decision = services.paper_of(cadre=row.cadre, **paper, by=by, on=on)
        services.end_measure(measure=row, decision=decision, **form.terms(), by=by, on=on)

    told, action = _("The measure is ended; its blocks with it."), _("Change or revoke")
    to = "inspection:measures"
    return take_step(request, form, act, to=to, told=told, action=action, lead=row)


def cadre_of(request, cadre_id, *verbs: str) -> Cadre:
    rows = Cadre.objects.visible_to(request.actor).select_related("managing_unit")
    cadre = get_object_or_404(rows, pk=cadre_id)
    require(request, *verbs, over=cadre.managing_unit)
    return cadre


@require_http_methods(["GET", "POST"])
def allow_in_spite(request, cadre_id):
    """Record the exception of the competent level from a career block."""
    cadre = cadre_of(request, cadre_id, access.APPROVE)
    form = ExceptionForm(request.POST or None)

    def act(*, by, on, **_data):
        paper = form.paper(cadre.managing_unit)
        decision = services.paper_of(cadre=cadre, **paper, by=by, on=on)
        services.allow_in_spite(cadre=cadre, decision=decision, **form.terms(), by=by, on=on)

    told, action = _("The exception is recorded."), _("Allow in spite of a block")
    return take_step(
        request, form, act, to="inspection:measures", told=told, action=action, lead=cadre
    )


@require_http_methods(["GET", "POST"])
def bar_while_pending(request):
    """Record that a matter of a person is pending; it bars until it is closed."""
    access.require_somewhere(request.actor, access.EDIT, **READER)
    form = MatterForm(request.POST or None, actor=request.actor)
    told, action = _("The pending matter is recorded."), _("Record a pending matter")
    to = "inspection:measures"
    return take_step(request, form, services.bar_while_pending, to=to, told=told, action=action)


@require_http_methods(["GET", "POST"])
def close_matter(request, cadre_id):
    """Lift the blocks of a pending matter because it is closed."""
    cadre = cadre_of(request, cadre_id, access.EDIT, access.APPROVE)
    form = CloseMatterForm(request.POST or None)
    act = partial(services.close_matter, cadre=cadre)
    told, action = _("The matter is closed; its blocks are lifted."), _("Close the matter")
    to = "inspection:measures"
    return take_step(request, form, act, to=to, told=told, action=action, lead=cadre)
