"""Self-service: the own record to propose changes for, and what officers do with proposals."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadres.forms.proposals import ProposeForm, StepForm
from cadres.lists.proposals import ProposalList
from cadres.models import PersonalDetails
from cadres.selectors import proposals as selectors
from cadres.services import proposals as services

DONE = {
    "submit": gettext_lazy("The proposal is handed in again."),
    "withdraw": gettext_lazy("The proposal is withdrawn."),
    "verify": gettext_lazy("The proposal is checked; the authority can approve it."),
    "approve": gettext_lazy("Approved: the record is changed."),
    "send_back": gettext_lazy("The proposal is returned with your reason."),
}


def own_record(request):
    """The record of who is signed in; accounts without one have none to propose for."""
    cadre = selectors.own_cadre(request.actor)
    if cadre is None:
        raise Http404
    return cadre


def own_target(request, key):
    target = selectors.targets().get(key)
    if target is None:
        raise Http404
    return own_record(request), target


@require_safe
def my_record(request):
    """What my record holds, part by part, each with a way to propose a change."""
    cadre = own_record(request)
    context = {
        "cadre": cadre,
        "parts": selectors.own_parts(cadre),
        "open": selectors.own_open(cadre),
    }
    return render(request, "cadres/proposals/my_record.html", context)


@require_http_methods(["GET", "POST"])
def propose(request, target):
    """Propose a new line, or new values of a part of the sheet."""
    cadre, chosen = own_target(request, target)
    row = PersonalDetails.objects.filter(cadre=cadre).first() if chosen.is_sheet else None
    return proposing(request, cadre, chosen, row)


@require_http_methods(["GET", "POST"])
def propose_line(request, target, row_id):
    """Propose a correction of one line."""
    cadre, chosen = own_target(request, target)
    if chosen.is_sheet:
        raise Http404
    row = get_object_or_404(chosen.model.objects.filter(cadre=cadre).standing(), pk=row_id)
    return proposing(request, cadre, chosen, row)


def proposing(request, cadre, target, row):
    form = ProposeForm(
        request.POST or None,
        request.FILES or None,
        model=target.model,
        names=target.fields,
        row=row,
        actor=request.actor,
    )
    if form.is_valid():
        with form.collecting_refusals():
            given = {name: form.cleaned_data[name] for name in ("reason", "evidence")}
            what = {"cadre": cadre, "target": target, "row": row, "values": form.values()}
            who_and_when = {"by": request.actor, "on": timezone.localdate()}
            proposal = services.propose(**what, **given, **who_and_when)
            messages.success(request, _("Your proposal is handed in."))
            return redirect(proposal)
    context = {"form": form, "target": target, "adding": row is None, "cadre": cadre}
    status = 422 if form.errors else 200
    return render(request, "cadres/proposals/propose.html", context, status=status)


@require_safe
def proposals(request):
    return ProposalList(request).response()


def found(request, proposal_id):
    rows = selectors.proposals_for(request.actor)
    return get_object_or_404(rows.select_related("verified_by", "decided_by"), pk=proposal_id)


def shown(request, proposal, form, status=200):
    now = timezone.now()
    visible = selectors.may_see_values(request.actor, proposal, now)
    context = {
        "proposal": proposal,
        "target": selectors.targets()[proposal.target],
        "differences": selectors.differences(proposal) if visible else None,
        "turns": selectors.turns(request.actor, proposal),
        "form": form,
    }
    return render(request, "cadres/proposals/proposal.html", context, status=status)


@require_safe
def proposal(request, proposal_id):
    """One proposal: what would change, its evidence, whose turn it is."""
    row = found(request, proposal_id)
    return shown(request, row, StepForm(initial={"version": row.version}))


@require_POST
def take_step(request, proposal_id):
    """Hand in again, withdraw, check, approve or return a proposal."""
    row = found(request, proposal_id)
    form = StepForm(request.POST)
    if form.is_valid():
        step, version = form.cleaned_data["step"], form.cleaned_data["version"]
        with form.collecting_refusals():
            what = {"proposal": row, "version": version, "by": request.actor}
            if step == "send_back":
                what["reason"] = form.cleaned_data["reason"]
            services.STEPS[step](**what, at=timezone.now())
            messages.success(request, DONE[step])
            return redirect(row)
    return shown(request, row, form, status=422)
