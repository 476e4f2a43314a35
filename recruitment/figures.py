"""Figures of exams: posts, candidates, pass rates, selected, appointed from outside.

The caller has checked access; rows are counted without regard to who asks.
"""

from datetime import date

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.models import Unit
from governance.dates import year_of
from governance.figure import FigureDef, FigureTable, FigureValue
from recruitment.models import Candidate, CandidateState, ExamKind, ExamPost, ExamState, Outcome
from recruitment.rules import RecruitmentLaw

YEARS_BACK = 4
POSTS = _("posts in the unit and beneath it, of exams held in the year and not cancelled")
CANDIDATES = _("candidates for these posts who were eligible")
DEFINITIONS = (
    FigureDef(
        "recruitment.exams_civil_service",
        _("Civil-service exams"),
        _("exams held in the year with a post in the unit or beneath it"),
        POSTS,
        "count",
    ),
    FigureDef(
        "recruitment.exams_leadership",
        _("Leadership exams"),
        _("exams held in the year with a post in the unit or beneath it"),
        POSTS,
        "count",
    ),
    FigureDef("recruitment.posts", _("Posts examined for"), _("posts announced"), POSTS, "count"),
    FigureDef(
        "recruitment.candidates",
        _("Candidates"),
        _("registered and not rejected"),
        CANDIDATES,
        "count",
    ),
    FigureDef(
        "recruitment.round_one_passed",
        _("Passed round one"),
        _("at or above the pass mark of round one, of those marked in it"),
        CANDIDATES,
        "ratio",
        source_param="recruitment.round_one_pass_pct",
    ),
    FigureDef(
        "recruitment.round_two_passed",
        _("Passed round two"),
        _("at or above the pass mark of round two, of those marked in it"),
        CANDIDATES,
        "ratio",
        source_param="recruitment.round_two_pass",
    ),
    FigureDef(
        "recruitment.selected",
        _("Selected, of the number to select"),
        _("candidates selected, of the places announced"),
        POSTS,
        "ratio",
    ),
    FigureDef(
        "recruitment.appointed",
        _("Appointed after an exam"),
        _("candidates appointed, of those selected"),
        CANDIDATES,
        "ratio",
    ),
    FigureDef(
        "recruitment.appointed_from_outside",
        _("Appointed from outside the unit"),
        _("appointed candidates who did not work in the post's unit"),
        _("candidates appointed after an exam of the year"),
        "ratio",
    ),
    FigureDef(
        "recruitment.leaders_from_outside",
        _("Leaders appointed by exam from outside the unit"),
        _("appointed candidates of leadership exams who did not work in the post's unit"),
        _("candidates appointed after a leadership exam of the year"),
        "ratio",
    ),
)


def exam_posts(unit: Unit, *, since: int, until: int):
    """The posts of a unit's subtree in exams held in these years."""
    return ExamPost._base_manager.filter(
        exam__held_on__gte=year_of(since)[0],
        exam__held_on__lt=year_of(until)[1],
        unit__path__startswith=unit.path,
    ).exclude(exam__state=ExamState.CANCELLED)


def candidates_of(unit: Unit, *, since: int, until: int):
    """The eligible candidates of these posts."""
    return Candidate._base_manager.filter(
        post__exam__held_on__gte=year_of(since)[0],
        post__exam__held_on__lt=year_of(until)[1],
        post__unit__path__startswith=unit.path,
    ).exclude(Q(post__exam__state=ExamState.CANCELLED) | Q(state=CandidateState.REJECTED))


def figures(*, unit: Unit, year: int) -> list[FigureValue]:
    """All figures of a unit and everything beneath it for the exams of one year."""
    day = date(year, 12, 31)

    def value(code: str, part: int, whole: int | None = None) -> FigureValue:
        return FigureValue(f"recruitment.{code}", part, whole, day)

    posts = post_counts(unit, year)
    people = candidate_counts(unit, year)
    return [
        value("exams_civil_service", posts["civil_service"]),
        value("exams_leadership", posts["leadership"]),
        value("posts", posts["posts"]),
        value("candidates", people["candidates"]),
        value("round_one_passed", people["passed_one"], people["marked_one"]),
        value("round_two_passed", people["passed_two"], people["marked_two"]),
        value("selected", people["selected"], posts["quota"]),
        value("appointed", people["appointed"], people["selected"]),
        value("appointed_from_outside", people["outside"], people["appointed"]),
        value("leaders_from_outside", people["leaders_outside"], people["leaders"]),
    ]


def post_counts(unit: Unit, year: int) -> dict[str, int]:
    def exams(kind):
        return Count("exam", filter=Q(exam__kind=kind), distinct=True)

    return exam_posts(unit, since=year, until=year).aggregate(
        civil_service=exams(ExamKind.CIVIL_SERVICE),
        leadership=exams(ExamKind.LEADERSHIP),
        posts=Count("pk"),
        quota=Sum("quota", default=0),
    )


def candidate_counts(unit: Unit, year: int) -> dict[str, int]:
    appointed = Q(state=CandidateState.APPOINTED)
    leaders = appointed & Q(post__exam__kind=ExamKind.LEADERSHIP)
    outside = Q(from_outside=True)
    conditions = {
        "candidates": Q(),
        "marked_one": Q(result__round_one__isnull=False),
        "passed_one": _passed("round_one", "round_one_pass_pct", year),
        "marked_two": Q(result__round_two__isnull=False),
        "passed_two": _passed("round_two", "round_two_pass", year),
        "selected": Q(result__outcome=Outcome.SELECTED),
        "appointed": appointed,
        "outside": appointed & outside,
        "leaders": leaders,
        "leaders_outside": leaders & outside,
    }
    counted = {name: Count("pk", filter=each) for name, each in conditions.items() if each}
    counted["candidates"] = Count("pk")
    return candidates_of(unit, since=year, until=year).aggregate(**counted)


def _passed(field: str, parameter: str, year: int) -> Q:
    """At or above the pass mark that each kind of exam has in law."""
    found = Q()
    for kind in ExamKind.values:
        mark = getattr(RecruitmentLaw.on(date(year, 12, 31), scope=[kind]), parameter)
        found |= Q(**{"post__exam__kind": kind, f"result__{field}__gte": mark})
    return found


def tables(*, unit: Unit, year: int) -> list[FigureTable]:
    """Exams, posts, candidates and selected by kind of exam over five years."""
    return [_kind_table(unit, year, kind) for kind in ExamKind]


TITLES = {
    ExamKind.CIVIL_SERVICE: _("Civil-service exams by year"),
    ExamKind.LEADERSHIP: _("Leadership exams by year"),
}


COLUMNS = (
    ("year", _("Year")),
    ("exams", _("Exams")),
    ("posts", pgettext_lazy("exam", "Posts")),
    ("quota", _("Places")),
    ("candidates", _("Candidates")),
    ("selected", _("Selected")),
    ("appointed", _("Appointed")),
)


def _kind_table(unit: Unit, year: int, kind: ExamKind) -> FigureTable:
    since = year - YEARS_BACK
    posts = (
        exam_posts(unit, since=since, until=year)
        .filter(exam__kind=kind)
        .order_by()
        .values_list("exam__held_on__year")
        .annotate(exams=Count("exam", distinct=True), posts=Count("pk"), quota=Sum("quota"))
    )
    people = (
        candidates_of(unit, since=since, until=year)
        .filter(post__exam__kind=kind)
        .order_by()
        .values_list("post__exam__held_on__year")
        .annotate(
            candidates=Count("pk"),
            selected=Count("pk", filter=Q(result__outcome=Outcome.SELECTED)),
            appointed=Count("pk", filter=Q(state=CandidateState.APPOINTED)),
        )
    )
    names = [key for key, _label in COLUMNS[1:]]
    rows = {each: dict.fromkeys(names, 0) for each in range(since, year + 1)}
    for each, *counts in posts:
        rows[each].update(zip(names[:3], counts, strict=True))
    for each, *counts in people:
        rows[each].update(zip(names[3:], counts, strict=True))
    return FigureTable(
        code=f"recruitment.{kind}_by_year",
        title=TITLES[kind],
        columns=COLUMNS,
        rows=tuple({"year": each, **counts} for each, counts in rows.items()),
    )
