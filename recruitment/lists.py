"""The lists of this room."""

from functools import cached_property
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres import access
from cadres.selectors.units import find_units, units_for
from governance.classes import DataClass
from portal.lists import (
    ChoiceFilter,
    Column,
    DateFilter,
    ListFilter,
    ListPage,
    ScopedIdFilter,
)
from portal.lists.confidential import Sight
from portal.templatetags.ui import badge
from recruitment import selectors
from recruitment.models import (
    Candidate,
    CandidateState,
    Exam,
    ExamKind,
    ExamState,
    Outcome,
    Result,
)

EXAM_TONES = {ExamState.FINAL: "ok", ExamState.MARKING: "info", ExamState.CANCELLED: "warn"}
OUTCOME_TONES = {Outcome.SELECTED: "ok", Outcome.RESERVE: "info"}


def in_unit(queryset, unit):
    return queryset.filter(organising_unit__path__startswith=unit.path)


class ExamFilter(ListFilter):
    kind = ChoiceFilter("kind", choices=ExamKind.choices, label=_("Kind"))
    state = ChoiceFilter("state", choices=ExamState.choices, label=_("State"))
    since = DateFilter("held_on", lookup_expr="gte", label=_("Held from"))
    until = DateFilter("held_on", lookup_expr="lte", label=_("Held until"))
    unit = ScopedIdFilter(
        "organising_unit",
        rows=units_for,
        apply=in_unit,
        find=find_units,
        label=_("Organising unit"),
    )

    class Meta:
        model = Exam
        fields: list[str] = []


class ExamList(ListPage):
    """The exams that the actor's units organise."""

    key = "exams"
    title = _("Exams")
    filterset = ExamFilter
    default_sort = "-held_on"
    search_placeholder = _("Name or code")
    columns = (
        Column(
            "name",
            _("Name"),
            value="name",
            sort=("name",),
            url=Exam.get_absolute_url,
            always=True,
            lang="vi",
        ),
        Column("code", _("Code"), value="code", sort=("code",)),
        Column("kind", _("Kind"), value="get_kind_display"),
        Column("unit", _("Organising unit"), value="organising_unit.name"),
        Column("held_on", _("Held on"), value="held_on", sort=("held_on",), css="num"),
        Column("places", _("Places"), value=lambda exam: exam.places, css="num"),
        Column("candidates", _("Candidates"), value=lambda exam: exam.candidates, css="num"),
        Column(
            "state",
            _("State"),
            value="get_state_display",
            html=lambda exam: badge(exam.get_state_display(), EXAM_TONES.get(exam.state, "")),
        ),
    )

    def queryset(self, actor):
        return selectors.exams_for(actor)

    def search(self, queryset, text):
        return queryset.filter(name__icontains=text) | queryset.filter(code__iexact=text)

    def actions(self):
        if access.may_somewhere(self.actor, access.EDIT, data_class=DataClass.EXAM):
            yield reverse("recruitment:announce"), _("Announce an exam")


class OfOneExam(ListPage):
    """A list of one exam's people; rows are scoped by the class of exam data."""

    @cached_property
    def exam(self) -> Exam:
        exams = Exam.objects.visible_to(self.actor).select_related("organising_unit")
        return exams.get(pk=UUID(self.given["exam"]))

    @cached_property
    def sight(self) -> Sight:
        sight = Sight(self.actor, self.scope_paths)
        sight.reach.setdefault(str(DataClass.EXAM), set())
        return sight

    def may(self, verb: str) -> bool:
        unit = self.exam.organising_unit
        return access.may(self.actor, verb, over=unit, data_class=DataClass.EXAM)

    def context(self):
        return {
            "exam": self.exam,
            "posts": selectors.posts_of(self.exam),
            "may_register": self.may(access.EDIT) and self.exam.state == ExamState.ANNOUNCED,
            "may_publish": self.may(access.APPROVE) and self.exam.state == ExamState.MARKING,
        }


class CandidateFilter(ListFilter):
    state = ChoiceFilter("state", choices=CandidateState.choices, label=_("State"))

    class Meta:
        model = Candidate
        fields: list[str] = []


def of_result(name: str):
    return lambda candidate: getattr(getattr(candidate, "result", None), name, None)


class CandidateList(OfOneExam):
    """The candidates of one exam, beneath its posts."""

    key = "exam-candidates"
    title = _("Candidates")
    filterset = CandidateFilter
    default_sort = "name"
    search_placeholder = _("Name, with or without accents")
    template = "recruitment/exam.html"
    columns = (
        Column(
            "name",
            _("Full name"),
            value="full_name",
            sort=("sort_key",),
            url=Candidate.get_absolute_url,
            always=True,
            lang="vi",
        ),
        Column("number", _("Candidate number"), value="number", sort=("number",)),
        Column("post", pgettext_lazy("exam", "Post"), value=lambda candidate: str(candidate.post)),
        Column("residence", _("Residence"), value="residence", default=False),
        Column("priority", _("Priority points"), value="priority", css="num"),
        Column("round_one", _("Round one, %"), value=of_result("round_one"), css="num"),
        Column("round_two", _("Round two"), value=of_result("round_two"), css="num"),
        Column("state", _("State"), value="get_state_display"),
    )

    def queryset(self, actor):
        return selectors.candidates_for(actor).filter(post__exam=self.exam)

    def search(self, queryset, text):
        return selectors.search_candidates(queryset, text)


class ResultFilter(ListFilter):
    outcome = ChoiceFilter("outcome", choices=Outcome.choices, label=_("Outcome"))

    class Meta:
        model = Result
        fields: list[str] = []


class ResultList(OfOneExam):
    """The published results of one exam, by rank within each post."""

    key = "exam-results"
    title = _("Results")
    filterset = ResultFilter
    default_sort = "post"
    template = "recruitment/results.html"
    columns = (
        Column(
            "post",
            pgettext_lazy("exam", "Post"),
            value=lambda result: str(result.candidate.post),
            sort=("candidate__post", "rank"),
            always=True,
        ),
        Column("rank", _("Rank"), value="rank", sort=("rank",), css="num"),
        Column("number", _("Candidate number"), value="candidate.number"),
        Column("name", _("Full name"), value="candidate.full_name", lang="vi"),
        Column("round_two", _("Round two"), value="round_two", css="num"),
        Column("priority", _("Priority points"), value="candidate.priority", css="num"),
        Column("total", _("Total"), value="total", css="num"),
        Column(
            "outcome",
            _("Outcome"),
            value="get_outcome_display",
            html=lambda result: badge(
                result.get_outcome_display(), OUTCOME_TONES.get(result.outcome, "")
            ),
        ),
    )

    def queryset(self, actor):
        return selectors.results_for(actor).filter(
            candidate__post__exam=self.exam, sealed_on__isnull=False
        )
