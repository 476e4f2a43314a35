"""Pages about title standards: reading, drafting, building, putting in force."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadres import access
from cadres.forms.standards import CriterionForm, OpenStandardForm
from cadres.lists.standards import StandardList
from cadres.models import ItemKind, StandardItem, TitleStandard
from cadres.rules.sentences import difference
from cadres.selectors import standards as selectors
from cadres.services import standards as services
from cadres.views.standard_sheets import shown_changes, shown_tree
from governance.access import may_confirm_law, may_propose_law
from governance.classes import DataClass
from governance.findings import Refused
from portal.web import findings_in, spoken

ITEM = require_http_methods(["GET", "POST"])


def readable(request, standard_id) -> TitleStandard:
    access.require_somewhere(request.actor, access.READ)
    rows = TitleStandard.objects.select_related("title")
    return get_object_or_404(rows, pk=standard_id)


def drafted(request, standard_id) -> TitleStandard:
    """A draft that this actor may build."""
    if not may_propose_law(request.actor):
        raise PermissionDenied
    return readable(request, standard_id)


def item_of_draft(request, criterion_id) -> StandardItem:
    if not may_propose_law(request.actor):
        raise PermissionDenied
    rows = StandardItem.objects.select_related("standard__title", "parent")
    return get_object_or_404(rows, pk=criterion_id, is_dropped=False)


def told(request, error) -> None:
    """A refusal of a button, said at the top of the page it leads back to."""
    for finding in findings_in(error):
        source = f" ({spoken(finding.source)})" if finding.source else ""
        messages.error(request, spoken(finding.message) + source)


@require_safe
def standards(request):
    return StandardList(request).response()


@require_safe
def standard(request, standard_id):
    """One edition in plain sentences, with its legal basis and its history."""
    row = readable(request, standard_id)
    actor = request.actor
    own = row.entered_by == actor.person
    context = {
        "row": row,
        "lines": shown_tree(row),
        "editions": selectors.editions_of(row).select_related("title"),
        "before": selectors.edition_before(row),
        "titles": selectors.titles_of(row, timezone.localdate()),
        "may_build": row.is_draft and may_propose_law(actor),
        "may_draft": not row.is_draft and may_propose_law(actor),
        "may_confirm": row.is_draft and may_confirm_law(actor) and not own,
        "may_check": access.may_somewhere(actor, access.READ, data_class=DataClass.PLANNING),
    }
    return render(request, "cadres/standard.html", context)


@ITEM
def open_standard(request):
    """Draft an edition; what is in force now is copied into it."""
    if not may_propose_law(request.actor):
        raise PermissionDenied
    shown = {name: request.GET.get(name, "")[:36] for name in OpenStandardForm.base_fields}
    form = OpenStandardForm(request.POST or None, initial=shown)
    if form.is_valid():
        with form.collecting_refusals():
            row = services.open_standard(
                **form.cleaned_data, by=request.actor, on=timezone.localdate()
            )
            messages.success(request, _("The draft is open. Build its criteria now."))
            return redirect("cadres:build_standard", row.pk)
    status = 422 if form.errors else 200
    return render(request, "cadres/open_standard.html", {"form": form}, status=status)


@require_safe
def build_standard(request, standard_id):
    """The criteria of a draft with the buttons that change them, and the sentences they make."""
    row = drafted(request, standard_id)
    lines = shown_tree(row)
    groups = {line.criterion.key for line in lines if line.criterion.is_group}
    into = request.GET.get("into", "")
    context = {
        "row": row,
        "lines": lines,
        "kinds": ItemKind.choices,
        "into": into if into in groups else "",
    }
    return render(request, "cadres/build_standard.html", context)


@ITEM
def add_criterion(request, standard_id, kind):
    """Add a criterion of a kind to a draft."""
    row = drafted(request, standard_id)
    if kind not in ItemKind.values:
        raise Http404
    home = {"parent": request.GET.get("into", "")[:36]}
    form = CriterionForm(request.POST or None, standard=row, kind=kind, initial=home)
    if form.is_valid():
        with form.collecting_refusals():
            services.add_item(
                standard=row,
                kind=kind,
                **form.item_fields(),
                by=request.actor,
                on=timezone.localdate(),
            )
            return redirect("cadres:build_standard", row.pk)
    context = {"form": form, "row": row, "kind": ItemKind(kind).label}
    return render(request, "cadres/criterion.html", context, status=422 if form.errors else 200)


@ITEM
def change_criterion(request, criterion_id):
    """Change one criterion of a draft."""
    item = item_of_draft(request, criterion_id)
    form = CriterionForm(request.POST or None, standard=item.standard, kind=item.kind, item=item)
    if form.is_valid():
        with form.collecting_refusals():
            services.change_item(
                item=item,
                version=form.cleaned_data["version"],
                changes=form.item_fields(),
                by=request.actor,
                on=timezone.localdate(),
            )
            return redirect("cadres:build_standard", item.standard_id)
    context = {"form": form, "row": item.standard, "kind": item.get_kind_display(), "item": item}
    return render(request, "cadres/criterion.html", context, status=422 if form.errors else 200)


@require_POST
def move_criterion(request, criterion_id):
    """One place up or down, into the group beside it, out of its group, or away."""
    item = item_of_draft(request, criterion_id)
    step = {"item": item, "by": request.actor, "on": timezone.localdate()}
    direction = request.POST.get("to", "")
    try:
        with transaction.atomic():
            if direction == "drop":
                services.drop_item(**step)
            else:
                services.move_item(direction=direction, **step)
    except (Refused, ValidationError) as error:
        told(request, error)
    return redirect("cadres:build_standard", item.standard_id)


@require_POST
def decide_standard(request, standard_id):
    """Put a draft in force as a second person, or give it up."""
    row = readable(request, standard_id)
    step = {"standard": row, "by": request.actor, "on": timezone.localdate()}
    try:
        with transaction.atomic():
            if request.POST.get("do") == "withdraw":
                services.withdraw_standard(**step)
                messages.success(request, _("The draft is given up."))
            else:
                services.confirm_standard(**step)
                messages.success(request, _("The edition is in force from its first day on."))
    except (Refused, ValidationError) as error:
        told(request, error)
    return redirect(row)


@require_safe
def standard_difference(request, standard_id):
    """An edition beside the one before it: what is added, changed, removed."""
    row = readable(request, standard_id)
    before = selectors.edition_before(row)
    changes = []
    if before:
        trees = selectors.trees_of([before, row])
        changes = shown_changes(difference(trees[before.pk], trees[row.pk]))
    context = {"row": row, "before": before, "changes": changes}
    return render(request, "cadres/standard_difference.html", context)
