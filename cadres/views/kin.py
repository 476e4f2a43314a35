"""Pages about relations of one person, and about conflicts of interest between relatives."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from cadres.forms.kin import ConflictStepForm
from cadres.lists.kin import TONES, ConflictList
from cadres.models import Cadre, ReadingKind
from cadres.rules.kin import sentence_of
from cadres.selectors import kin as selectors
from cadres.selectors import record
from cadres.selectors.kin_turns import turns
from cadres.services import kin as services
from cadres.services.compartments import note_reading
from portal.charts.ties import Tied, ties
from portal.web import spoken

DONE = {
    "explained": gettext_lazy("The explanation is kept; the authority decides."),
    "confirmed": gettext_lazy("The conflict of interest is confirmed."),
    "transfer_proposed": gettext_lazy("Noted that a transfer is proposed."),
    "exception_approved": gettext_lazy("The exception is approved with your reason."),
    "not_a_conflict": gettext_lazy("Noted as no conflict of interest."),
}


@require_safe
def relations(request, cadre_id):
    """Who is tied to a person, as a picture and as a table."""
    cadres = record.with_sheets(Cadre.objects.visible_to(request.actor))
    cadre = get_object_or_404(cadres.select_related("origin_unit"), pk=cadre_id)
    if not selectors.may_read(request.actor, cadre):
        raise Http404
    today = timezone.localdate()
    found = selectors.relations(cadre=cadre, actor=request.actor, on=today)
    context = {
        "cadre": cadre,
        "head": record.head_of(cadre, request.actor, today),
        "current": "family",
        "found": found,
        "chart": picture(cadre, found),
    }
    note_reading(cadre=cadre, what=ReadingKind.PROFILE, at=timezone.now(), by=request.actor)
    return render(request, "cadres/relations.html", context)


def picture(cadre, found):
    """Relatives by name, every other tie as a group with its number."""
    people = [
        Tied(tie.words, tie.name, tie.post, "d2" if tie.in_set else "d6",
             "" if tie.in_set else "4 3")
        for tie in found.kin.ties
    ]  # fmt: skip
    groups = [
        Tied(
            group.title,
            ngettext("%(n)s person", "%(n)s people", group.total) % {"n": group.total},
            css="d1",
        )
        for group in found.groups[1:]
        if group.total
    ]
    return ties(cadre.full_name, cadre.code, people, groups, title=_("Relations"))


@require_safe
def conflicts(request):
    return ConflictList(request).response()


def shown(request, finding, form, status=200):
    context = {
        "finding": finding,
        "tone": TONES.get(finding.state, ""),
        "statement": spoken(sentence_of(finding.rule)),
        "turns": turns(request.actor, finding),
        "steps": finding.steps.order_by("at", "pk"),
        "form": form,
    }
    return render(request, "cadres/conflict.html", context, status=status)


@require_safe
def conflict(request, conflict_id):
    """One finding: who holds what, which rule, what was said and what may be done."""
    finding = get_object_or_404(selectors.findings_for(request.actor), pk=conflict_id)
    return shown(request, finding, ConflictStepForm(initial={"version": finding.version}))


@require_POST
def conflict_step(request, conflict_id):
    """Explain or decide a finding."""
    finding = get_object_or_404(selectors.findings_for(request.actor), pk=conflict_id)
    form = ConflictStepForm(request.POST)
    if form.is_valid():
        step = form.cleaned_data["step"]
        what = {name: form.cleaned_data[name] for name in ("version", "reason")}
        what |= {"finding": finding, "by": request.actor, "at": timezone.now()}
        with form.collecting_refusals():
            if step == "explained":
                services.explain_conflict(**what)
            else:
                services.decide_conflict(**what, state=step)
            messages.success(request, DONE[step])
            return redirect(finding)
    return shown(request, finding, form, status=422)
