"""The organisation chart: the page, its branches, and the sheets to take away."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cadres.forms.chart import ChartForm
from cadres.models import Unit
from cadres.selectors import chartsheet
from cadres.selectors.chart import chart
from cadres.selectors.units import ancestors_of, top_on
from portal.documents import render_pdf
from portal.jobs import submit

BOXES_AT_ONCE = 90  # a larger sheet takes longer than a reader waits


@require_safe
def chart_page(request, unit_id=None):
    """A unit with its seats and what is beneath it; without a unit, where the scope begins."""
    form = ChartForm(request.GET or None, initial={"on": timezone.localdate()})
    asked = form.asked()
    tops = top_on(request.actor, asked["on"], asked["against"])
    if unit_id:
        unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    else:
        unit = tops[0] if tops else None
    context = {"form": form, "tops": tops, **asked, **queries(asked)}
    if unit:
        context |= {
            "unit": unit,
            "chart": chart(unit=unit, **asked),
            "above": ancestors_of(unit, request.actor),
        }
    return render(request, "cadres/chart.html", context, status=400 if form.errors else 200)


@require_safe
def chart_branch(request, unit_id):
    """The boxes beneath one, for a branch that is opened."""
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    asked = ChartForm(request.GET or None).asked() | {"depth": 1, "opened": []}
    level = request.GET.get("level", "")
    context = {
        "unit": unit,
        "children": chart(unit=unit, **asked).root.children,
        "level": int(level) if level.isdecimal() and len(level) < 3 else 2,
        **asked,
        **queries(asked),
    }
    return render(request, "cadres/_chart_kids.html", context)


def queries(asked: dict) -> dict:
    """The state of the page as its own links carry it, and as a branch needs it."""
    days = {name: asked[name].isoformat() for name in ("on", "against") if asked[name]}
    opened = {"open": ",".join(map(str, asked["opened"]))} if asked["opened"] else {}
    return {
        "branch_query": urlencode(days),
        "chart_query": urlencode({**days, "depth": asked["depth"], **opened}),
    }


@require_safe
def chart_svg(request, unit_id):
    """The shown part as one picture."""
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    drawn = chartsheet.picture(chart(unit=unit, **ChartForm(request.GET or None).asked()))
    response = HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{chartsheet.stem(unit)}.svg"'
    return response


@require_safe
def chart_pdf(request, unit_id):
    """The shown part on A3 sheets: at once where it is small, else as a job."""
    unit = get_object_or_404(Unit.objects.visible_to(request.actor), pk=unit_id)
    asked = ChartForm(request.GET or None).asked()
    shown, lang = chart(unit=unit, **asked), (get_language() or "vi")[:2]
    if len(shown.boxes()) > BOXES_AT_ONCE:
        job = submit(
            kind=chartsheet.KIND,
            params=chartsheet.params_of(unit, asked),
            by=request.actor,
            # Records may change: what was asked some minutes ago is asked anew.
            key_parts=(timezone.now().isoformat(timespec="minutes"),),
            label=chartsheet.title(shown),
            lang=lang,
        )
        return redirect("portal:job", job.pk)
    pdf = render_pdf(chartsheet.html(shown, lang), lang=lang, title=chartsheet.title(shown))
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{chartsheet.stem(unit)}.pdf"'
    return response
