"""Pages of the report centre, of one report, and the public check."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cadres import access
from governance.actor import acting, system_actor
from governance.classes import DataClass
from portal.web import UseCaseForm
from reports import document, selectors, services
from reports.forms import ChooseReportForm, StepForm, TextsForm
from reports.lists import ReportList
from reports.models import Report, ReportState

CLASS = DataClass.EVALUATION


@require_safe
def reports(request):
    return ReportList(request).response()


@require_http_methods(["GET", "POST"])
def open_report(request):
    """Choose a report and open its draft, or ask for those of all localities beneath."""
    access.require_somewhere(request.actor, access.REPORT, data_class=CLASS)
    form = ChooseReportForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        who_and_when = {"by": request.actor, "on": timezone.localdate()}
        with form.collecting_refusals():
            if "all" in request.POST:
                batch = services.request_all(**form.cleaned_data, **who_and_when)
                return redirect(batch)
            return redirect(services.open_report(**form.cleaned_data, **who_and_when))
    status = 422 if form.errors else 200
    return render(request, "reports/open_report.html", {"form": form}, status=status)


@require_safe
def report(request, report_id):
    """One report: its state, its sections with figures, what changed, and the next step."""
    report = _visible(request, report_id)
    may = {
        verb: access.may(request.actor, verb, over=report.unit, data_class=CLASS)
        for verb in (access.REPORT, access.SIGN)
    }
    context = {
        "report": report,
        "chapters": _chapters(report),
        "steps": _steps(report, may),
        "form": StepForm(initial={"version": report.version}),
        "may": may,
        "differences": _differences(report),
    }
    return render(request, "reports/report.html", context)


def _chapters(report: Report) -> list[tuple]:
    """(chapter, [(section, its lines of figures)]): a draft shows the figures of now."""
    content = (report.frozen_with or report.drafted_with).content
    if report.state == ReportState.DRAFT:
        content, _sha256 = selectors.current_snapshot(unit=report.unit, year=report.year)
    chapters = selectors.section_views(
        content=content,
        drafted_with=report.drafted_with.content,
        texts=report.texts,
        lang=report.lang,
    )
    return [
        (chapter, [(v, [document.reading_row(r, report.lang) for r in v.readings]) for v in views])
        for chapter, views in chapters
    ]


def _steps(report: Report, may: dict[str, bool]) -> list[tuple[str, str, str]]:
    """(step, button, field it asks for) of what this hat may do now."""
    steps = {
        ReportState.DRAFT: [
            ("accept", _("Take the figures of today"), "", access.REPORT),
            ("freeze", _("Freeze the figures"), "", access.REPORT),
        ],
        ReportState.FROZEN: [
            ("review", _("Send to review"), "", access.REPORT),
            ("return", _("Open for writing again"), "reason", access.REPORT),
        ],
        ReportState.REVIEW: [
            ("sign", _("Sign"), "signer_name", access.SIGN),
            ("return", _("Return to draft"), "reason", access.SIGN),
        ],
        ReportState.SIGNED: [("issue", _("Issue under a number"), "number", access.REPORT)],
        ReportState.ISSUED: [("edition", _("Open the next edition"), "", access.REPORT)],
    }
    return [each[:3] for each in steps.get(report.state, ()) if may[each[3]]]


def _differences(report: Report) -> list[dict]:
    """What differs from the edition before, in words."""
    if not report.supersedes or not report.frozen_with:
        return []
    return selectors.told_differences(
        report.supersedes.frozen_with.content, report.frozen_with.content, report.lang
    )


STEPS = {
    "accept": (services.accept_figures, ()),
    "freeze": (services.freeze_figures, ()),
    "review": (services.send_to_review, ()),
    "return": (services.return_to_draft, ("reason",)),
    "sign": (services.sign_report, ("signer_name",)),
    "issue": (services.issue_report, ("number",)),
}


@require_POST
def step(request, report_id, name):
    """Take a report one step on; a refusal is told on its page."""
    report = _visible(request, report_id)
    if name not in STEPS:
        return redirect(report)
    use_case, wanted = STEPS[name]
    form = StepForm(request.POST)
    for field in wanted:
        form.fields[field].required = True
    if form.is_valid():
        with form.collecting_refusals():
            use_case(
                report=report,
                version=form.cleaned_data["version"],
                **{field: form.cleaned_data[field] for field in wanted},
                by=request.actor,
                on=timezone.localdate(),
            )
            messages.success(request, _("Done."))
            return redirect(report)
    context = {"form": form, "report": report}
    return render(request, "reports/refused.html", context, status=422)


@require_POST
def next_edition(request, report_id):
    """Open the next edition of an issued report; before that, its page says why not."""
    report = _visible(request, report_id)
    form = UseCaseForm(request.POST)
    if form.is_valid():
        with form.collecting_refusals():
            edition = services.open_next_edition(
                report=report, by=request.actor, on=timezone.localdate()
            )
            return redirect(edition)
    return render(request, "reports/refused.html", {"form": form, "report": report}, status=422)


@require_http_methods(["GET", "POST"])
def edit_texts(request, report_id):
    """Write the paragraphs of a draft."""
    report = _visible(request, report_id)
    access.require(request.actor, access.REPORT, over=report.unit, data_class=CLASS)
    form = TextsForm(request.POST or None, report=report)
    if form.is_valid():
        with form.collecting_refusals():
            services.edit_texts(
                report=report,
                version=form.cleaned_data["version"],
                texts=form.texts(),
                by=request.actor,
                on=timezone.localdate(),
            )
            messages.success(request, _("The texts are kept."))
            return redirect(report)
    context = {"form": form, "report": report}
    return render(request, "reports/edit_texts.html", context, status=422 if form.errors else 200)


@require_POST
def request_file(request, report_id):
    """Ask for the PDF and the workbook; the progress page follows."""
    report = _visible(request, report_id)
    job = services.request_file(report=report, by=request.actor, on=timezone.localdate())
    return redirect(job)


@login_not_required
@never_cache
@require_safe
def verify(request, code, sha256):
    """Is this a genuine report? Whether it is, and nothing else."""
    with acting(system_actor("public check")):
        genuine = selectors.is_genuine(code=code, sha256=sha256)
    return render(request, "reports/verify.html", {"genuine": genuine})


def _visible(request, report_id) -> Report:
    return get_object_or_404(
        Report.objects.visible_to(request.actor).select_related(
            "unit", "drafted_with", "frozen_with", "supersedes__frozen_with"
        ),
        pk=report_id,
    )
