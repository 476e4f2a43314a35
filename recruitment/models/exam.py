"""Exams and the posts they fill."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.models import ScopedQuerySet, Title, Unit, scoped_manager
from governance.classes import DataClass
from governance.records import ActorManager, EditableRecord


class ExamKind(models.TextChoices):
    """What an exam recruits for (thi tuyển công chức, thi tuyển chức danh lãnh đạo)."""

    CIVIL_SERVICE = "civil_service", _("civil-service exam")
    LEADERSHIP = "leadership", _("leadership exam")


class ExamState(models.TextChoices):
    ANNOUNCED = "announced", _("announced")
    MARKING = "marking", _("marking")
    FINAL = "final", _("results published")
    CANCELLED = "cancelled", _("cancelled")


class ExamQuerySet(ScopedQuerySet.over("organising_unit")):
    """Who organises the exam, and who has a post in it."""

    def visible_to(self, actor, verb: str = "view"):
        own_posts = ExamPost.objects.visible_to(actor, verb).order_by().values("exam")
        return super().visible_to(actor, verb) | self.filter(pk__in=own_posts)


class Exam(EditableRecord):
    """An exam that is announced, marked and published once (kỳ thi tuyển)."""

    DATA_CLASS = DataClass.BASIC

    kind = models.CharField(_("kind"), max_length=14, choices=ExamKind)
    code = models.CharField(_("code"), max_length=24, unique=True)
    name = models.CharField(_("name"), max_length=200)
    organising_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="exams", verbose_name=_("organising unit")
    )
    announced_on = models.DateField(_("announced on"))
    held_on = models.DateField(_("held on"))
    state = models.CharField(
        _("state"), max_length=10, choices=ExamState, default=ExamState.ANNOUNCED
    )
    published_on = models.DateField(_("results published on"), null=True, blank=True)
    law_versions = models.JSONField(_("law applied"), default=dict, blank=True)

    objects = ActorManager.from_queryset(ExamQuerySet)()

    class Meta:
        verbose_name = _("exam")
        verbose_name_plural = _("exams")
        ordering = ["-held_on", "id"]
        indexes = [models.Index(fields=["held_on"], name="exam_by_day")]
        constraints = [
            models.CheckConstraint(
                name="exam_kind_is_known", condition=Q(kind__in=ExamKind.values)
            ),
            models.CheckConstraint(
                name="exam_state_is_known", condition=Q(state__in=ExamState.values)
            ),
            models.CheckConstraint(
                name="exam_is_announced_before_it_is_held",
                condition=Q(announced_on__lt=F("held_on")),
                violation_error_message=_("An exam is held after it was announced."),
            ),
            models.CheckConstraint(
                name="exam_results_are_published_after_it_was_held",
                condition=(
                    Q(
                        state=ExamState.FINAL,
                        published_on__isnull=False,
                        published_on__gte=F("held_on"),
                    )
                    | (~Q(state=ExamState.FINAL) & Q(published_on__isnull=True))
                ),
                violation_error_message=_("Results are published once the exam was held."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("recruitment:exam", args=[self.pk])

    @property
    def is_final(self) -> bool:
        return self.state == ExamState.FINAL


class ExamPost(EditableRecord):
    """A post of an exam, with the number to be selected (vị trí dự tuyển, chỉ tiêu)."""

    DATA_CLASS = DataClass.BASIC

    exam = models.ForeignKey(Exam, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="exam_posts", verbose_name=_("unit")
    )
    title = models.ForeignKey(
        Title,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="exam_posts",
        verbose_name=_("title"),
    )
    position = models.CharField(_("position"), max_length=200, blank=True)
    quota = models.PositiveSmallIntegerField(
        _("number to select"), default=1, validators=[MinValueValidator(1)]
    )

    objects = scoped_manager("exam__organising_unit", "unit")

    class Meta:
        verbose_name = _("post of an exam")
        verbose_name_plural = _("posts of exams")
        ordering = ["unit__path", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["exam", "unit", "title", "position"],
                name="exam_post_is_named_once",
                nulls_distinct=False,
                violation_error_message=_("The exam has this post already."),
            ),
            models.CheckConstraint(
                name="exam_post_selects_somebody",
                condition=Q(quota__gte=1),
                violation_error_message=_("A post selects at least one person."),
            ),
            models.CheckConstraint(
                name="exam_post_has_a_title_or_a_position",
                condition=Q(title__isnull=False) | ~Q(position=""),
                violation_error_message=_("Name the title or the position."),
            ),
        ]

    def __str__(self):
        return f"{self.position or self.title}, {self.unit}"
