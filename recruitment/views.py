"""Pages about exams, candidates and results."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cadres import access
from governance.classes import DataClass
from recruitment import selectors, services
from recruitment.forms import AnnounceForm, MarksForm, PostFormSet, PublishForm, RegisterForm
from recruitment.lists import CandidateList, ExamList, ResultList
from recruitment.models import Candidate, Exam, ExamPost, ExamState

EXAM = DataClass.EXAM


@require_safe
def exams(request):
    return ExamList(request).response()


def found_exam(request, exam_id) -> Exam:
    rows = Exam.objects.visible_to(request.actor).select_related("organising_unit")
    return get_object_or_404(rows, pk=exam_id)


def who_and_when(request) -> dict:
    return {"by": request.actor, "on": timezone.localdate()}


@require_safe
def exam(request, exam_id):
    """One exam: its posts, and its candidates page by page."""
    found_exam(request, exam_id)
    return CandidateList(request, exam=str(exam_id)).response()


@require_safe
def results(request, exam_id):
    """The published results of one exam."""
    found_exam(request, exam_id)
    return ResultList(request, exam=str(exam_id)).response()


@require_http_methods(["GET", "POST"])
def announce(request):
    """Announce an exam with its posts."""
    if not access.may_somewhere(request.actor, access.EDIT, data_class=EXAM):
        raise PermissionDenied
    form = AnnounceForm(request.POST or None, actor=request.actor)
    rows = PostFormSet(request.POST or None, prefix="posts", form_kwargs={"actor": request.actor})
    if form.is_valid() and rows.is_valid():
        posts = [row.cleaned_data for row in rows if row.cleaned_data]
        with form.collecting_refusals():
            exam = services.announce_exam(
                **form.cleaned_data, posts=posts, **who_and_when(request)
            )
            messages.success(request, _("The exam is announced."))
            return redirect(exam)
    status = 422 if form.is_bound else 200
    context = {"form": form, "rows": rows}
    return render(request, "recruitment/announce.html", context, status=status)


@require_http_methods(["GET", "POST"])
def register(request, post_id):
    """Register somebody for a post."""
    posts = ExamPost.objects.select_related("exam__organising_unit", "unit", "title")
    post = get_object_or_404(posts.visible_to(request.actor), pk=post_id)
    access.require(request.actor, access.EDIT, over=post.exam.organising_unit, data_class=EXAM)
    form = RegisterForm(request.POST or None, actor=request.actor, post=post)
    if form.is_valid():
        with form.collecting_refusals():
            candidate = services.register_candidate(
                post=post, **form.cleaned_data, **who_and_when(request)
            )
            messages.success(request, _("The candidate is registered."))
            return redirect(candidate)
    context = {"form": form, "post": post}
    status = 422 if form.errors else 200
    return render(request, "recruitment/register.html", context, status=status)


def found_candidate(request, candidate_id) -> Candidate:
    return get_object_or_404(selectors.candidates_for(request.actor), pk=candidate_id)


@require_safe
def candidate(request, candidate_id):
    """One candidate, with the marks the actor may see."""
    found = found_candidate(request, candidate_id)
    exam = found.post.exam
    may_mark = exam.state in (ExamState.ANNOUNCED, ExamState.MARKING) and access.may(
        request.actor, access.EDIT, over=exam.organising_unit, data_class=EXAM
    )
    context = {
        "candidate": found,
        "exam": exam,
        "result": getattr(found, "result", None),
        "may_mark": may_mark,
        "sees_exam": Exam.objects.visible_to(request.actor).filter(pk=exam.pk).exists(),
        "law": selectors.law_of(exam),
    }
    return render(request, "recruitment/candidate.html", context)


@require_http_methods(["GET", "POST"])
def marks(request, candidate_id):
    """Enter marks; where somebody was quicker, the frame shows both versions."""
    found = found_candidate(request, candidate_id)
    exam = found.post.exam
    access.require(request.actor, access.EDIT, over=exam.organising_unit, data_class=EXAM)
    form = MarksForm(request.POST or None, result=getattr(found, "result", None))
    if form.is_valid():
        with form.collecting_refusals():
            services.enter_marks(candidate=found, **form.cleaned_data, **who_and_when(request))
            messages.success(request, _("The marks are kept."))
            return redirect(found)
    context = {"form": form, "candidate": found, "exam": exam}
    status = 422 if form.errors else 200
    return render(request, "recruitment/marks.html", context, status=status)


@require_http_methods(["GET", "POST"])
def publish(request, exam_id):
    """Rank, seal and publish; equals at the edge of a quota need a recorded choice."""
    exam = found_exam(request, exam_id)
    access.require(request.actor, access.APPROVE, over=exam.organising_unit, data_class=EXAM)
    form = PublishForm(request.POST or None, exam=exam, actor=request.actor)
    if form.is_valid():
        with form.collecting_refusals():
            services.publish_result(exam=exam, **form.cleaned_data, **who_and_when(request))
            messages.success(request, _("The results are published."))
            return redirect("recruitment:results", exam.pk)
    context = {"form": form, "exam": exam}
    status = 422 if form.errors else 200
    return render(request, "recruitment/publish.html", context, status=status)
