"""Candidates of an exam and their results."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.models import Cadre, Decision, Education, ScopedQuerySet
from governance.classes import DataClass
from governance.records import ActorManager, EditableRecord
from portal.vietnamese import fold, name_key, tidy
from recruitment.models.exam import ExamPost


class CandidateState(models.TextChoices):
    REGISTERED = "registered", _("registered")
    REJECTED = "rejected", _("not eligible")
    EXAMINED = "examined", _("examined")
    APPOINTED = "appointed", pgettext_lazy("candidate", "appointed")
    WITHDREW = "withdrew", _("withdrew")


class Outcome(models.TextChoices):
    SELECTED = "selected", _("selected")
    RESERVE = "reserve", _("reserve")
    NOT_SELECTED = "not_selected", _("not selected")


class CandidateQuerySet(ScopedQuerySet.over("post__exam__organising_unit", "post__unit")):
    """Who organises the exam or has the post; everybody sees the own registration."""

    own_lookup = "cadre_id"


class Candidate(EditableRecord):
    """Somebody who stands for a post of an exam (người dự tuyển); perhaps an own cadre."""

    DATA_CLASS = DataClass.EXAM

    post = models.ForeignKey(
        ExamPost,
        models.PROTECT,
        related_name="candidates",
        verbose_name=pgettext_lazy("exam", "post"),
    )
    number = models.CharField(_("candidate number"), max_length=12)
    cadre = models.ForeignKey(
        Cadre,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="candidacies",
        verbose_name=_("own cadre"),
    )
    full_name = models.CharField(_("full name"), max_length=120)
    sort_key = models.CharField(max_length=800, editable=False, db_collation="C")
    search_key = models.CharField(max_length=240, editable=False)
    residence = models.CharField(_("residence"), max_length=200)
    education = models.CharField(_("professional level"), max_length=10, choices=Education)
    priority = models.DecimalField(_("priority points"), max_digits=3, decimal_places=1, default=0)
    from_outside = models.BooleanField(_("from outside the post's unit"), default=True)
    state = models.CharField(
        _("state"), max_length=10, choices=CandidateState, default=CandidateState.REGISTERED
    )
    rejection = models.CharField(_("why not eligible"), max_length=300, blank=True)
    appointed_on = models.DateField(_("appointed on"), null=True, blank=True)

    objects = ActorManager.from_queryset(CandidateQuerySet)()

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ["sort_key", "id"]
        indexes = [models.Index(fields=["post", "sort_key", "id"], name="candidate_by_post")]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "number"],
                name="candidate_number_is_unique_for_a_post",
                violation_error_message=_("This number is taken."),
            ),
            models.UniqueConstraint(
                fields=["post", "cadre"],
                name="candidate_stands_once_for_a_post",
                violation_error_message=_("This cadre stands for the post already."),
            ),
            models.CheckConstraint(
                name="candidate_has_a_name",
                condition=~Q(full_name="") & ~Q(sort_key=""),
                violation_error_message=_("The name is missing."),
            ),
            models.CheckConstraint(
                name="candidate_education_is_known", condition=Q(education__in=Education.values)
            ),
            models.CheckConstraint(
                name="candidate_state_is_known", condition=Q(state__in=CandidateState.values)
            ),
            models.CheckConstraint(
                name="candidate_priority_is_within_bounds",
                condition=Q(priority__gte=0, priority__lte=10),
            ),
            models.CheckConstraint(
                name="candidate_rejected_means_why",
                condition=Q(state=CandidateState.REJECTED) & ~Q(rejection="")
                | ~Q(state=CandidateState.REJECTED) & Q(rejection=""),
                violation_error_message=_("Say why the candidate is not eligible."),
            ),
            models.CheckConstraint(
                name="candidate_appointed_means_when",
                condition=Q(state=CandidateState.APPOINTED, appointed_on__isnull=False)
                | ~Q(state=CandidateState.APPOINTED) & Q(appointed_on__isnull=True),
            ),
        ]

    def __str__(self):
        return self.full_name

    def get_absolute_url(self):
        return reverse("recruitment:candidate", args=[self.pk])

    def clean(self):
        self.set_keys()

    def set_keys(self) -> None:
        """Compose the name and the keys it is sorted and found by."""
        self.full_name = tidy(self.full_name)
        self.sort_key = name_key(self.full_name)
        self.search_key = fold(self.full_name)


class ResultQuerySet(
    ScopedQuerySet.over("candidate__post__exam__organising_unit", "candidate__post__unit")
):
    """Everybody also sees the own result, once it is published."""

    def visible_to(self, actor, verb: str = "view"):
        seen = super().visible_to(actor, verb)
        if actor.is_system or not actor.cadre_id or verb != "view":
            return seen
        return seen | self.filter(candidate__cadre_id=actor.cadre_id, sealed_on__isnull=False)


class Result(EditableRecord):
    """A candidate's marks, and after publication rank and outcome, sealed (kết quả thi)."""

    DATA_CLASS = DataClass.EXAM
    GUARD = "sealed"

    candidate = models.OneToOneField(Candidate, models.PROTECT, related_name="result")
    round_one = models.DecimalField(
        _("round one, percent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    round_two = models.DecimalField(
        _("round two, points"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    written = models.DecimalField(
        _("written part of round two"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    total = models.DecimalField(_("total"), max_digits=6, decimal_places=2, null=True, blank=True)
    rank = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    preferred = models.BooleanField(_("preferred between equals"), default=False)
    tie_decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decision between equals"),
    )
    marked_by = models.CharField(_("marked by (person)"), max_length=60, blank=True)
    marked_by_name = models.CharField(_("marked by"), max_length=150, blank=True)
    sealed_on = models.DateField(_("sealed on"), null=True, blank=True)

    objects = ActorManager.from_queryset(ResultQuerySet)()

    class Meta:
        verbose_name = _("exam result")
        verbose_name_plural = _("exam results")
        ordering = ["rank", "id"]
        constraints = [
            models.CheckConstraint(
                name="result_marks_are_of_a_hundred",
                condition=(
                    (Q(round_one__isnull=True) | Q(round_one__gte=0, round_one__lte=100))
                    & (Q(round_two__isnull=True) | Q(round_two__gte=0, round_two__lte=100))
                    & (Q(written__isnull=True) | Q(written__gte=0, written__lte=100))
                ),
                violation_error_message=_("Marks lie between 0 and 100."),
            ),
            models.CheckConstraint(
                name="result_round_two_follows_round_one",
                condition=Q(round_two__isnull=True) | Q(round_one__isnull=False),
                violation_error_message=_("Round one comes before round two."),
            ),
            models.CheckConstraint(
                name="result_sealed_means_an_outcome",
                condition=Q(sealed_on__isnull=True, outcome="", rank__isnull=True)
                | Q(sealed_on__isnull=False, outcome__in=Outcome.values),
            ),
            models.CheckConstraint(
                name="result_selected_means_a_rank",
                condition=Q(outcome__in=["", Outcome.NOT_SELECTED])
                | Q(rank__isnull=False, total__isnull=False),
            ),
            models.CheckConstraint(
                name="result_preferred_means_on_what_decision",
                condition=Q(preferred=False) | Q(tie_decision__isnull=False),
                violation_error_message=_("Name the decision that chose between equals."),
            ),
            models.CheckConstraint(
                name="result_outcome_is_known",
                condition=Q(outcome__in=["", *Outcome.values]),
            ),
        ]

    def __str__(self):
        return f"{self.candidate}: {self.get_outcome_display() or _('not published')}"
