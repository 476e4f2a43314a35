"""Pages of planning."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadres import access
from governance.classes import DataClass
from planning import selectors, services
from planning.forms import ApproveForm, NominateForm, StepForm, VoteForm, WithdrawForm
from planning.lists import EntryList


@require_safe
def entries(request):
    return EntryList(request).response()


@require_safe
def entry(request, entry_id):
    """One entry with its computation, its vote and what may be done next."""
    entry = get_object_or_404(selectors.entries_for(request.actor), pk=entry_id)
    return show(request, entry)


def show(request, entry, form=None):
    context = {
        "entry": entry,
        "form": form or StepForm(entry=entry, actor=request.actor),
        "step": selectors.next_step(entry, request.actor),
        "may_withdraw": selectors.may_withdraw(entry, request.actor),
    }
    return render(request, "planning/entry.html", context, status=422 if form else 200)


@require_http_methods(["GET", "POST"])
def nominate(request):
    """Propose a person for a post."""
    if not access.may_somewhere(request.actor, access.PROPOSE, data_class=DataClass.PLANNING):
        raise PermissionDenied
    form = NominateForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        with form.collecting_refusals():
            entry = services.nominate(
                **form.nomination(), by=request.actor, on=timezone.localdate()
            )
            messages.success(request, _("The person is proposed."))
            return redirect(entry)
    status = 422 if form.errors else 200
    return render(request, "planning/nominate.html", {"form": form}, status=status)


@require_POST
def screen(request, entry_id):
    """Confirm that the standards are met."""
    done = gettext_lazy("The standards are confirmed.")
    return plain_step(request, entry_id, services.screen_entry, done)


@require_POST
def submit(request, entry_id):
    """Submit for approval what was voted for."""
    done = gettext_lazy("The entry waits for approval.")
    return plain_step(request, entry_id, services.submit_entry, done)


def plain_step(request, entry_id, use_case, done):
    """A step that asks nothing but the version that was seen."""
    entry = get_object_or_404(selectors.entries_for(request.actor), pk=entry_id)
    form = StepForm(request.POST, entry=entry, actor=request.actor)
    if form.is_valid():
        with form.collecting_refusals():
            use_case(
                entry=entry,
                version=form.cleaned_data["version"],
                by=request.actor,
                on=timezone.localdate(),
            )
            messages.success(request, done)
            return redirect(entry)
    return show(request, entry, form)


@require_http_methods(["GET", "POST"])
def vote(request, entry_id):
    """Record the vote from its minutes."""
    entry = get_object_or_404(selectors.entries_for(request.actor), pk=entry_id)
    may_do(request, entry, access.EDIT)
    form = VoteForm(request.POST or None, entry=entry, actor=request.actor)
    if form.is_valid():
        with form.collecting_refusals():
            services.record_vote(
                entry=entry, **form.vote(), by=request.actor, on=timezone.localdate()
            )
            messages.success(request, _("The vote is recorded."))
            return redirect(entry)
    return step_page(request, entry, form, _("Record the vote"))


@require_http_methods(["GET", "POST"])
def approve(request, entry_id):
    """Put an entry in force by a decision."""
    entry = get_object_or_404(selectors.entries_for(request.actor), pk=entry_id)
    may_do(request, entry, access.APPROVE)
    form = ApproveForm(request.POST or None, entry=entry, actor=request.actor)
    if form.is_valid():
        today = {"by": request.actor, "on": timezone.localdate()}
        with form.collecting_refusals(), transaction.atomic():
            services.approve_entry(
                entry=entry,
                version=form.cleaned_data["version"],
                decision=services.decision_of(**form.decision(), **today),
                in_force_from=form.cleaned_data["in_force_from"],
                **today,
            )
            messages.success(request, _("The entry is in force."))
            return redirect(entry)
    return step_page(request, entry, form, _("Approve the entry"))


@require_http_methods(["GET", "POST"])
def withdraw(request, entry_id):
    """Take an entry out of planning."""
    entry = get_object_or_404(selectors.entries_for(request.actor), pk=entry_id)
    may_do(request, entry, *selectors.withdrawing_verbs(entry))
    form = WithdrawForm(request.POST or None, entry=entry, actor=request.actor)
    if form.is_valid():
        today = {"by": request.actor, "on": timezone.localdate()}
        with form.collecting_refusals(), transaction.atomic():
            named = form.decision()
            services.withdraw_entry(
                entry=entry,
                **{name: form.cleaned_data[name] for name in ("version", "reason", "out_on")},
                decision=named and services.decision_of(**named, **today),
                **today,
            )
            messages.success(request, _("The entry is taken out."))
            return redirect(entry)
    return step_page(request, entry, form, _("Take out of planning"))


def may_do(request, entry, *verbs) -> None:
    access.require(
        request.actor, *verbs, over=entry.cadre.managing_unit, data_class=DataClass.PLANNING
    )


def step_page(request, entry, form, action):
    context = {"entry": entry, "form": form, "action": action}
    return render(request, "planning/step.html", context, status=422 if form.errors else 200)
