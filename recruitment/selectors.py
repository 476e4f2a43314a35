"""Questions about exams, candidates and results. Nothing here writes."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, OuterRef, Prefetch, Subquery, Sum
from django.db.models.functions import Coalesce

from governance.actor import Actor
from portal.vietnamese import fold
from recruitment import rules
from recruitment.models import Candidate, CandidateState, Exam, ExamPost, Result
from recruitment.rules import ExamFacts, Marks, PostFacts, RecruitmentLaw

SITTING = [CandidateState.REGISTERED, CandidateState.EXAMINED, CandidateState.APPOINTED]


def exams_for(actor: Actor):
    """The exams an actor may see, with what a list row needs."""
    posts = ExamPost.objects.filter(exam=OuterRef("pk")).order_by().values("exam")
    people = Candidate.objects.filter(post__exam=OuterRef("pk")).order_by().values("post__exam")
    return (
        Exam.objects.visible_to(actor)
        .select_related("organising_unit")
        .annotate(
            places=Coalesce(Subquery(posts.annotate(n=Sum("quota")).values("n")), 0),
            candidates=Coalesce(Subquery(people.annotate(n=Count("pk")).values("n")), 0),
        )
    )


def posts_of(exam: Exam):
    """The posts of an exam with the number of their candidates."""
    return (
        ExamPost.objects.filter(exam=exam)
        .select_related("unit", "title")
        .annotate(n=Count("candidates"))
        .order_by("unit__path", "id")
    )


def candidates_for(actor: Actor):
    """The candidates an actor may see, each with the result that this actor may see."""
    results = Result.objects.visible_to(actor)
    return (
        Candidate.objects.visible_to(actor)
        .select_related("post__exam__organising_unit", "post__unit", "post__title")
        .prefetch_related(Prefetch("result", results))
    )


def results_for(actor: Actor):
    return Result.objects.visible_to(actor).select_related(
        "candidate__post__unit", "candidate__post__title"
    )


def search_candidates(candidates, text: str):
    return candidates.filter(search_key__contains=fold(text))


def law_of(exam: Exam) -> RecruitmentLaw:
    """An exam falls under the law of the day it is held."""
    return RecruitmentLaw.on(exam.held_on, scope=[exam.kind])


def exam_facts(exam: Exam, on: date, candidate: Candidate | None = None) -> ExamFacts:
    return ExamFacts(
        state=exam.state,
        days_to_exam=(exam.held_on - on).days,
        candidate_state=candidate.state if candidate else rules.CANDIDATE.initial,
    )


def marks_of(result: Result, preferred: Collection = ()) -> Marks:
    return Marks(
        candidate=result.candidate_id,
        round_one=result.round_one,
        round_two=result.round_two,
        written=result.written,
        priority=result.candidate.priority,
        preferred=result.candidate_id in preferred,
    )


def post_facts(
    exam: Exam, *, preferred: Collection = (), has_tie_decision: bool = False
) -> list[PostFacts]:
    """For every post what its result rests on; who has no marks at all is there too."""
    sitting = Candidate.objects.filter(
        post__exam=exam, state=CandidateState.REGISTERED
    ).select_related("result", "post")
    by_post: dict = {}
    for candidate in sitting.order_by("sort_key", "id"):
        result = getattr(candidate, "result", None) or Result(candidate=candidate)
        by_post.setdefault(candidate.post_id, []).append(marks_of(result, preferred))
    return [
        PostFacts(
            name=str(post),
            marks=tuple(by_post.get(post.pk, ())),
            quota=post.quota,
            has_tie_decision=has_tie_decision,
        )
        for post in posts_of(exam)
    ]


def equals_of(exam: Exam) -> list:
    """The candidates at the edge of a quota whom the law's marks do not tell apart."""
    law = law_of(exam)
    return [
        each.candidate
        for facts in post_facts(exam)
        if rules.everybody_is_marked(facts, law) is None
        for each in rules.undecided(facts.marks, facts.quota, law)
    ]
