"""Pages about checks: person against post, kept checks, waivers and judgements, the PDF."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cadres import access
from cadres.forms.standard_checks import CheckForm, JudgeForm, WaiveForm
from cadres.lists.standards import CheckList
from cadres.models import StandardCheck, StandardResult
from cadres.rules.sentences import sentence
from cadres.selectors import standard_checks as selectors
from cadres.selectors.standards import CodeNames, standard_for, tree_of
from cadres.services import standard_checks as services
from governance.classes import DataClass
from portal.documents import PageLayout, compose, file_name, render_pdf

PLANNING = DataClass.PLANNING


def require_checking(request) -> None:
    access.require_somewhere(request.actor, access.READ, data_class=PLANNING)


def found_check(request, check_id) -> StandardCheck:
    rows = selectors.checks_for(request.actor).select_related(
        "cadre__employing_unit", "cadre__managing_unit"
    )
    return get_object_or_404(rows, pk=check_id)


def found_result(request, result_id) -> StandardResult:
    rows = StandardResult.objects.visible_to(request.actor).select_related(
        "item", "standard_check__cadre__managing_unit", "standard_check__cadre__employing_unit"
    )
    return get_object_or_404(rows, pk=result_id)


@require_safe
def standard_checks(request):
    return CheckList(request).response()


@require_http_methods(["GET", "POST"])
def check_standard(request):
    """Look at a person against a post, and keep the check when it is asked for."""
    require_checking(request)
    sent = {"seat", "title"} & set(request.GET)  # a link names the person alone
    asked = request.POST or (request.GET if sent else None)
    form = CheckForm(asked, actor=request.actor, initial=request.GET.dict())
    seen = {}
    if form.is_valid():
        if request.method == "POST":
            with form.collecting_refusals():
                check = services.keep_check(**form.cleaned_data, by=request.actor)
                messages.success(request, _("The check is kept."))
                return redirect(check)
        else:
            seen = looked_at(form.cleaned_data, request.actor)
    context = {"form": form, "may_keep": may_keep(request.actor, form), **seen}
    status = 422 if form.errors else 200
    return render(request, "cadres/check_standard.html", context, status=status)


def may_keep(actor, form) -> bool:
    cadre = form.is_valid() and form.cleaned_data["cadre"]
    return bool(cadre) and any(
        access.may(actor, verb, over=cadre.managing_unit, data_class=PLANNING)
        for verb in services.CHECKING
    )


def looked_at(asked: dict, actor) -> dict:
    """The answers of now, which nobody keeps."""
    on = asked["on"]
    standard = standard_for(asked["title"], on)
    found = {"asked": asked, "standard": standard}
    if standard:
        result = selectors.check_now(standard, asked["cadre"], on=on, actor=actor)
        found |= {"lines": selectors.lines(result), "outcome": result.outcome}
    return found


@require_safe
def standard_check(request, check_id):
    """A kept check with what people decided about it since."""
    check = found_check(request, check_id)
    managing = check.cadre.managing_unit
    may = {
        verb: access.may(request.actor, verb, over=managing, data_class=PLANNING)
        for verb in services.CHECKING
    }
    context = {
        "check": check,
        "sheet": selectors.sheet(check, request.actor),
        "may_waive": may[access.APPROVE] and check.checked_by != request.actor.person,
        "may_judge": any(may.values()),
    }
    return render(request, "cadres/standard_check.html", context)


@require_safe
def standard_check_pdf(request, check_id):
    """The same on paper."""
    check = found_check(request, check_id)
    lang = (get_language() or "vi")[:2]
    title = _("Check against the title standard: %(name)s") % {"name": check.cadre.full_name}
    context = {
        "check": check,
        "sheet": selectors.sheet(check, request.actor),
        "widths": (16, 18, 30),
    }
    layout = PageLayout(font_size="12pt", table_font_size="10pt", margin_left="20mm")
    html = compose(
        "cadres/pdf/standard_check.html", context, lang=lang, title=title, layout=layout
    )
    answer = HttpResponse(render_pdf(html, lang=lang, title=title), content_type="application/pdf")
    name = file_name(title, extension="pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def ruled(request, result_id, form, use_case, done):
    """The page on which people decide about one criterion."""
    result = found_result(request, result_id)
    if form.is_valid():
        with form.collecting_refusals():
            use_case(result=result, **form.cleaned_data, by=request.actor, on=timezone.localdate())
            messages.success(request, done)
            return redirect(result.standard_check)
    tree = tree_of(result.standard_check.standard)
    criterion = next(leaf for leaf in tree.leaves() if leaf.key == str(result.item_id))
    context = {
        "form": form,
        "result": result,
        "check": result.standard_check,
        "sentence": sentence(criterion, CodeNames()),
    }
    status = 422 if form.errors else 200
    return render(request, "cadres/rule_on_criterion.html", context, status=status)


@require_http_methods(["GET", "POST"])
def waive_criterion(request, result_id):
    """Accept a criterion that is not met, as the competent level."""
    result = found_result(request, result_id)
    managing = result.standard_check.cadre.managing_unit
    access.require(request.actor, access.APPROVE, over=managing, data_class=PLANNING)
    form = WaiveForm(request.POST or None, actor=request.actor)
    done = _("The criterion is accepted; the reason stays with the check.")
    return ruled(request, result_id, form, services.waive_criterion, done)


@require_http_methods(["GET", "POST"])
def judge_criterion(request, result_id):
    """Record what people found of a criterion."""
    result = found_result(request, result_id)
    managing = result.standard_check.cadre.managing_unit
    access.require(request.actor, *services.CHECKING, over=managing, data_class=PLANNING)
    form = JudgeForm(request.POST or None)
    return ruled(
        request, result_id, form, services.judge_criterion, _("The judgement is recorded.")
    )
