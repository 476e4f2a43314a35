"""Pages about the classes of people and units."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cadres import access
from cadres.models import Unit
from evaluation import selectors, services
from evaluation.forms import FIRST_YEAR, ClassifyUnitForm, DecideForm, ProposeForm
from evaluation.lists import YearlyClassList
from evaluation.models import State
from governance.classes import DataClass

EVALUATION = DataClass.EVALUATION


@require_safe
def classes(request):
    return YearlyClassList(request).response()


def found_class(request, class_id):
    rows = selectors.classes_for(request.actor).select_related(
        "seat__title", "seat__unit", "decision", "vote"
    )
    return get_object_or_404(rows, pk=class_id)


@require_safe
def yearly_class(request, class_id):
    """One class with its grounds, its paper and what the person was told."""
    row = found_class(request, class_id)
    may_decide = row.state == State.PROPOSED and access.may(
        request.actor, access.APPROVE, over=row.unit, data_class=EVALUATION
    )
    sees_unit = access.may(request.actor, access.READ, over=row.unit, data_class=EVALUATION)
    context = {"row": row, "may_decide": may_decide, "sees_unit": sees_unit}
    return render(request, "evaluation/yearly_class.html", context)


@require_http_methods(["GET", "POST"])
def propose(request):
    """Propose the class of somebody's year."""
    if not access.may_somewhere(request.actor, access.PROPOSE, data_class=EVALUATION):
        raise PermissionDenied
    today = timezone.localdate()
    shown = {"cadre": request.GET.get("cadre", "")[:36], "year": today.year - (today.month < 10)}
    form = ProposeForm(request.POST or None, actor=request.actor, initial=shown)
    if form.is_valid():
        with form.collecting_refusals():
            row = services.propose_class(**form.cleaned_data, by=request.actor, on=today)
            messages.success(request, _("The class is proposed."))
            return redirect(row)
    status = 422 if form.errors else 200
    return render(request, "evaluation/propose.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def decide(request, class_id):
    """Decide a proposed class; where somebody was quicker, the frame shows both versions."""
    row = found_class(request, class_id)
    access.require(request.actor, access.APPROVE, over=row.unit, data_class=EVALUATION)
    form = DecideForm(request.POST or None, yearly_class=row, actor=request.actor)
    if form.is_valid():
        with form.collecting_refusals():
            services.decide_class(
                yearly_class=row,
                **form.cleaned_data,
                by=request.actor,
                on=timezone.localdate(),
            )
            messages.success(request, _("The class is decided."))
            return redirect(row)
    about = selectors.unit_year(row.unit, row.year)
    context = {"form": form, "row": row, "about": about}
    return render(request, "evaluation/decide.html", context, status=422 if form.errors else 200)


def found_unit(request, unit_id, year):
    """A unit whose classes the actor may see, in a year that the law covers."""
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise Http404
    unit = get_object_or_404(
        Unit.objects.visible_to(request.actor).select_related("parent"), pk=unit_id
    )
    if not access.may(request.actor, access.READ, over=unit, data_class=EVALUATION):
        raise Http404
    return unit


def may_classify(actor, unit) -> bool:
    return access.may(actor, access.APPROVE, over=unit.parent or unit, data_class=EVALUATION)


@require_safe
def unit_class(request, unit_id, year):
    """A unit's class in a year, its people's classes and the cap of the excellent."""
    unit = found_unit(request, unit_id, year)
    about = selectors.unit_year(unit, year)
    may = about.unit_class is None and may_classify(request.actor, unit)
    context = {"about": about, "unit": unit, "may_classify": may}
    return render(request, "evaluation/unit_class.html", context)


@require_http_methods(["GET", "POST"])
def classify_unit(request, unit_id, year):
    """Decide the class of a unit's year."""
    unit = found_unit(request, unit_id, year)
    if not may_classify(request.actor, unit):
        raise PermissionDenied
    form = ClassifyUnitForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        with form.collecting_refusals():
            row = services.classify_unit(
                unit=unit,
                year=year,
                **form.cleaned_data,
                by=request.actor,
                on=timezone.localdate(),
            )
            messages.success(request, _("The unit is classed."))
            return redirect(row)
    context = {"form": form, "unit": unit, "year": year}
    status = 422 if form.errors else 200
    return render(request, "evaluation/classify_unit.html", context, status=status)
