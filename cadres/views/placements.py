"""Pages about the people a reorganisation moves."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadres import access
from cadres.forms.reorganisation import PlaceForm
from cadres.lists.reorganisation import PlacementList
from cadres.models import Placement
from cadres.selectors import reorganisation as selectors
from cadres.services import fates
from cadres.services.reorganisation import PREPARE


@require_safe
def placements(request, plan_id):
    plan = get_object_or_404(selectors.plans_for(request.actor), pk=plan_id)
    return PlacementList(request, plan_id=str(plan.pk)).response()


def placement_or_404(request, placement_id):
    rows = Placement.objects.visible_to(request.actor).select_related(
        "reorganisation__unit", "assignment__cadre", "assignment__seat__title",
        "assignment__seat__unit", "unit", "planned_unit", "seat__title", "planned_seat__title",
        "title",
    )  # fmt: skip
    return get_object_or_404(rows, pk=placement_id, dropped=False)


@require_http_methods(["GET", "POST"])
def placement(request, placement_id):
    """Where one person goes on; before the day another seat may be chosen."""
    placement = placement_or_404(request, placement_id)
    plan = placement.reorganisation
    may = selectors.may_do(plan, request.actor, timezone.localdate()).place
    if request.method == "POST":
        access.require(request.actor, *PREPARE, over=plan.unit)
    form = PlaceForm(request.POST or None, placement=placement)
    if form.is_valid():
        today = {"by": request.actor, "on": timezone.localdate()}
        seen = {"placement": placement, "version": form.cleaned_data["version"]}
        with form.collecting_refusals():
            if seat := form.chosen():
                fates.place_person(seat=seat, **seen, **today)
            else:
                fates.let_wait(**seen, **today)
            messages.success(request, _("The placement is kept."))
            return redirect("cadres:placements", plan.pk)
    context = {"placement": placement, "plan": plan, "form": form, "may": may}
    return render(request, "cadres/placement.html", context, status=422 if form.errors else 200)


@require_POST
def undo_placement(request, placement_id):
    """Let the portal work out again where the person goes on."""
    placement = placement_or_404(request, placement_id)
    access.require(request.actor, *PREPARE, over=placement.reorganisation.unit)
    fates.undo_by_hand(
        placement=placement,
        version=placement.version,
        by=request.actor,
        on=timezone.localdate(),
    )
    messages.success(request, _("The portal has worked it out again."))
    return redirect("cadres:placements", placement.reorganisation_id)
