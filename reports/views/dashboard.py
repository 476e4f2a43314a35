"""The secretary's dashboard."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_POST, require_safe

from cadres import access
from cadres.models import Unit, covered_paths
from governance.classes import DataClass
from inspection.figures import overdue_recommendations
from portal import inbox
from reports import dashboard as boards
from reports import services

SHOWN = 6
FIRST_YEAR = 1900  # as the form that chooses a report


@require_safe
def dashboard(request, unit_id=None):
    """What a secretary must see first: decisions, eight numbers, four pictures."""
    unit = _unit(request, unit_id)
    years = boards.years_kept(unit) if unit else []
    wanted = request.GET.get("year", "")
    year = int(wanted) if wanted in map(str, years) else next(iter(years), None)
    today = timezone.localdate()
    work = inbox.work_for(request.actor, today)
    context = {
        "unit": unit,
        "years": years,
        "year": year,
        "this_year": today.year,
        "board": year
        and boards.board(unit=unit, year=year, lang=translation.get_language() or "vi"),
        "work": [(i, i.deadline(today), i.tone(today)) for i in work[:SHOWN]],
        "work_total": len(work),
        "overdue": overdue_recommendations(unit=unit, on=today)
        .visible_to(request.actor)
        .select_related("owner")
        .order_by("due_on", "id")[:SHOWN]
        if unit
        else [],
    }
    return render(request, "reports/dashboard.html", context)


@require_POST
def refresh(request, unit_id, year):
    """Ask for the figures of a unit and year anew; the progress page follows."""
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise Http404
    job = services.request_figures(
        unit=_unit(request, unit_id), year=year, by=request.actor, on=timezone.localdate()
    )
    return redirect(job)


def _unit(request, unit_id) -> Unit | None:
    """The unit asked for, or the first of the acting hat's."""
    access.require_somewhere(request.actor, access.REPORT, data_class=DataClass.EVALUATION)
    if unit_id:
        return get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    paths = covered_paths(request.actor, DataClass.EVALUATION, access.REPORT)
    return Unit.objects.filter(path__in=paths).order_by("path").first()
