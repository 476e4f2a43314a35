"""Pages about records of one person: the pairs, the comparison, the merge and its undoing."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadres import access
from cadres.forms.duplicates import MergeForm, UndoForm
from cadres.lists.duplicates import DuplicateList
from cadres.models import RecordMerge
from cadres.selectors import duplicates as selectors
from cadres.services import duplicates as services
from governance.classes import DataClass


def may_merge(request) -> None:
    access.require_somewhere(request.actor, access.EDIT, data_class=DataClass.PERSONAL)


@require_safe
def duplicates(request):
    may_merge(request)
    return DuplicateList(request).response()


@require_http_methods(["GET", "POST"])
def duplicate(request, pair_id):
    """Two records side by side; field by field the right value is chosen."""
    may_merge(request)
    pair = get_object_or_404(selectors.pairs_for(request.actor), pk=pair_id)
    form = MergeForm(request.POST or None, pair=pair)
    if form.is_valid():
        with form.collecting_refusals():
            merge = services.merge_records(
                **form.merge(), by=request.actor, on=timezone.localdate()
            )
            messages.success(request, _("The two records are one now. This can be taken back."))
            return redirect(merge)
    counts = [selectors.counts_of(pair.first), selectors.counts_of(pair.second)]
    context = {"form": form, "pair": pair, "counts": counts}
    status = 422 if form.errors else 200
    return render(request, "cadres/duplicate.html", context, status=status)


@require_POST
def set_apart(request, pair_id):
    """The two records are two persons."""
    may_merge(request)
    pair = get_object_or_404(selectors.pairs_for(request.actor), pk=pair_id)
    services.set_apart(pair=pair, version=pair.version, by=request.actor, on=timezone.localdate())
    messages.success(request, _("Noted as two persons; the pair is not shown again."))
    return redirect("cadres:duplicates")


@require_http_methods(["GET", "POST"])
def merge(request, merge_id):
    """What a merge moved, and the way back."""
    may_merge(request)
    found = get_object_or_404(
        RecordMerge.objects.visible_to(request.actor).select_related("survivor", "merged"),
        pk=merge_id,
    )
    form = UndoForm(request.POST or None, initial={"version": found.version})
    if form.is_valid():
        with form.collecting_refusals():
            services.undo_merge(
                merge=found, **form.cleaned_data, by=request.actor, on=timezone.localdate()
            )
            messages.success(request, _("Both records are as they were before the merge."))
            return redirect(found)
    context = {"form": form, "merge": found}
    status = 422 if form.errors else 200
    return render(request, "cadres/merge.html", context, status=status)
