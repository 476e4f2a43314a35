"""Pages of moves."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadres import access
from cadres.selectors.kin_warnings import kin_reasons
from governance.classes import DataClass
from planning.services import decision_of
from rotation import selectors, services
from rotation.forms import CancelForm, DecisionForm, ProposeForm, ReturnForm
from rotation.lists import MoveList


@require_safe
def moves(request):
    return MoveList(request).response()


@require_safe
def move(request, move_id):
    """One move with what it rests on and what may be done next."""
    move = get_object_or_404(selectors.moves_for(request.actor), pk=move_id)
    return show(request, move, CancelForm(initial={"version": move.version}))


def show(request, move, form):
    context = {
        "move": move,
        "form": form,
        "kin_reasons": kin_reasons(
            request.actor, cadre=move.cadre, title=move.to_seat.title, unit=move.to_seat.unit
        ),
        "may_decide": selectors.may_decide(move, request.actor),
        "may_cancel": selectors.may_cancel(move, request.actor),
        "may_end": selectors.may_end(move, request.actor),
    }
    return render(request, "rotation/move.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def propose(request):
    """Propose that somebody takes a seat."""
    if not access.may_somewhere(request.actor, access.PROPOSE, data_class=DataClass.PLANNING):
        raise PermissionDenied
    named = {name: request.GET.get(name) for name in ("cadre", "to_seat")}
    form = ProposeForm(request.POST or None, initial=named, actor=request.actor)
    if form.is_valid():
        with form.collecting_refusals():
            move = services.propose_move(
                **form.cleaned_data, by=request.actor, on=timezone.localdate()
            )
            messages.success(request, _("The move is proposed."))
            return redirect(move)
    status = 422 if form.errors else 200
    return render(request, "rotation/propose.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def decide(request, move_id):
    """Decide a move that somebody else proposed."""
    move = get_object_or_404(selectors.moves_for(request.actor), pk=move_id)
    may_approve(request, move)
    form = DecisionForm(request.POST or None, move=move, actor=request.actor)
    if form.is_valid():
        today = {"by": request.actor, "on": timezone.localdate()}
        with form.collecting_refusals(), transaction.atomic():
            decision = decision_of(**form.decision(), **today)
            given = {name: form.cleaned_data[name] for name in ("version", "kin_reason")}
            services.decide_move(move=move, decision=decision, **given, **today)
            messages.success(request, _("The move is decided."))
            return redirect(move)
    return step_page(request, move, form, _("Decide the move"))


@require_http_methods(["GET", "POST"])
def end(request, move_id):
    """End a rotation and record where its person goes."""
    move = get_object_or_404(selectors.moves_for(request.actor), pk=move_id)
    may_approve(request, move)
    form = ReturnForm(request.POST or None, move=move, actor=request.actor)
    if form.is_valid():
        today = {"by": request.actor, "on": timezone.localdate()}
        with form.collecting_refusals(), transaction.atomic():
            decision = decision_of(**form.decision(), **today)
            services.record_return(move=move, decision=decision, **form.ending(), **today)
            messages.success(request, _("The rotation has ended."))
            return redirect(move)
    return step_page(request, move, form, _("End the rotation"))


@require_POST
def cancel(request, move_id):
    """Drop a proposal."""
    move = get_object_or_404(selectors.moves_for(request.actor), pk=move_id)
    form = CancelForm(request.POST)
    if form.is_valid():
        with form.collecting_refusals():
            services.cancel_move(
                move=move,
                version=form.cleaned_data["version"],
                by=request.actor,
                on=timezone.localdate(),
            )
            messages.success(request, _("The proposal is dropped."))
            return redirect(move)
    return show(request, move, form)


def may_approve(request, move) -> None:
    access.require(
        request.actor,
        access.APPROVE,
        over=move.cadre.managing_unit,
        data_class=DataClass.PLANNING,
    )


def step_page(request, move, form, action):
    context = {"move": move, "form": form, "action": action}
    return render(request, "rotation/step.html", context, status=422 if form.errors else 200)
