"""The class of a person's work in a year, with its grounds and the paper it rests on."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.models import HEAD_GROUPS, Cadre, Decision, ScopedQuerySet, Seat, TitleGroup, Unit
from cadres.models.scoping import NOTHING, covered_paths
from evaluation.models.terms import (
    NON_COMPLETION,
    NOT_CLASSIFIED,
    YEAR,
    Notice,
    Reason,
    State,
    WorkClass,
)
from governance.classes import DataClass
from governance.models import CollectiveDecision
from governance.records import ActorManager, EditableRecord


class YearlyClassQuerySet(
    ScopedQuerySet.over("unit", "cadre__employing_unit", "cadre__managing_unit")
):
    """Everybody also sees the own result, once it is decided."""

    def visible_to(self, actor, verb: str = "view"):
        seen = super().visible_to(actor, verb)
        return seen | self._own(actor) if verb == "view" and not actor.is_system else seen

    def listed_for(self, actor):
        """The same rows for a list of a million: each way into the scope asks its own index.

        Who sees a whole tree needs no ways but the first: everybody is classed in some unit of it.
        """
        paths = covered_paths(actor, self.model.DATA_CLASS)
        if actor.is_system or not paths:
            return self.visible_to(actor)
        if any(path.count("/") == 2 for path in paths):
            return self.filter(self._beneath("unit", paths)) | self._own(actor)
        rows = self.model._base_manager.all()
        ways = [rows.filter(self._beneath(lookup, paths)) for lookup in self.path_lookups]
        ways.append(rows.filter(self._own_results(actor)))
        first, *others = (way.order_by().values("pk") for way in ways)
        return self.filter(pk__in=first.union(*others))

    def _own(self, actor):
        return self.filter(self._own_results(actor))

    def _own_results(self, actor) -> Q:
        if not actor.cadre_id:
            return NOTHING
        return Q(cadre_id=actor.cadre_id) & ~Q(state=State.PROPOSED)


class YearlyClass(EditableRecord):
    """The class of one cadre's work in one year (xếp loại chất lượng cán bộ hằng năm).

    Unit, seat and title group are those of that year. A correction is a new row that
    `corrects` the old one, which stops being current.
    """

    DATA_CLASS = DataClass.EVALUATION
    GUARD = "sealed"

    cadre = models.ForeignKey(
        Cadre, models.PROTECT, related_name="yearly_classes", verbose_name=_("cadre")
    )
    year = models.PositiveSmallIntegerField(_("year"), validators=YEAR)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="yearly_classes", verbose_name=_("unit in that year")
    )
    seat = models.ForeignKey(
        Seat,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="yearly_classes",
        verbose_name=_("post in that year"),
    )
    title_group = models.CharField(_("title group"), max_length=20, choices=TitleGroup)
    proposed_class = models.CharField(_("class proposed"), max_length=4, choices=WorkClass)
    work_class = models.CharField(_("class"), max_length=4, choices=WorkClass)
    score = models.DecimalField(_("points"), max_digits=5, decimal_places=2, null=True, blank=True)
    grounds = models.TextField(_("grounds"), blank=True)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, blank=True)
    disciplined = models.BooleanField(_("disciplined in the year"), default=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.PROPOSED)
    proposed_on = models.DateField(_("proposed on"), null=True, blank=True)
    proposed_by = models.CharField(_("proposed by (person)"), max_length=60, blank=True)
    proposed_by_name = models.CharField(_("proposed by"), max_length=150, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decided_by = models.CharField(_("decided by (person)"), max_length=60, blank=True)
    decided_by_name = models.CharField(_("decided by"), max_length=150, blank=True)
    decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="yearly_classes",
        verbose_name=_("decision"),
    )
    vote = models.ForeignKey(
        CollectiveDecision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="yearly_classes",
        verbose_name=_("collective decision"),
    )
    notified_on = models.DateField(_("notified on"), null=True, blank=True)
    notified_how = models.CharField(_("notified"), max_length=10, choices=Notice, blank=True)
    law_versions = models.JSONField(_("law applied"), default=dict, blank=True)
    is_current = models.BooleanField(_("current"), default=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )

    objects = ActorManager.from_queryset(YearlyClassQuerySet)()

    class Meta:
        verbose_name = _("yearly class")
        verbose_name_plural = _("yearly classes")
        ordering = ["-year", "id"]
        indexes = [
            models.Index(fields=["year", "id"], name="yearly_class_by_year"),
            models.Index(
                fields=["year", "unit"],
                name="yearly_class_by_year_and_unit",
                include=["work_class", "state", "title_group"],
                condition=Q(is_current=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["cadre", "year"],
                condition=Q(is_current=True),
                name="yearly_class_is_one_per_cadre_and_year",
                violation_error_message=_("This cadre has a class for that year already."),
            ),
            models.CheckConstraint(
                name="yearly_class_year_is_plausible",
                condition=Q(year__gte=2000, year__lte=2100),
                violation_error_message=_("The year is not plausible."),
            ),
            models.CheckConstraint(
                name="yearly_class_is_known",
                condition=Q(work_class__in=WorkClass.values, proposed_class__in=WorkClass.values),
            ),
            models.CheckConstraint(
                name="yearly_class_state_is_known", condition=Q(state__in=State.values)
            ),
            models.CheckConstraint(
                name="yearly_class_title_group_is_known",
                condition=Q(title_group__in=TitleGroup.values),
            ),
            models.CheckConstraint(
                name="yearly_class_points_are_of_a_hundred",
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=100),
                violation_error_message=_("Points lie between 0 and 100."),
            ),
            models.CheckConstraint(
                name="yearly_class_reason_fits_the_class",
                condition=(
                    Q(work_class=WorkClass.KXL, reason__in=NOT_CLASSIFIED, score__isnull=True)
                    | Q(work_class=WorkClass.KHT, reason__in=NON_COMPLETION)
                    | Q(
                        work_class__in=[WorkClass.HTXS, WorkClass.HTT, WorkClass.HT],
                        reason="",
                    )
                ),
                violation_error_message=_(
                    "Non-completion needs its ground, “not classified” its reason and no points; "
                    "another class has neither."
                ),
            ),
            models.CheckConstraint(
                name="yearly_class_decided_means_when_and_on_what_paper",
                condition=(
                    Q(state=State.PROPOSED, decided_on=None, decision=None, vote=None)
                    | (
                        ~Q(state=State.PROPOSED)
                        & Q(decided_on__isnull=False)
                        & (Q(decision__isnull=False) | Q(vote__isnull=False))
                    )
                ),
                violation_error_message=_("Say when the class was decided, and on what paper."),
            ),
            models.CheckConstraint(
                name="yearly_class_is_decided_by_another_person",
                condition=Q(decided_by="") | ~Q(decided_by=F("proposed_by")),
                violation_error_message=_("Another person than the proposer decides."),
            ),
            models.CheckConstraint(
                name="yearly_class_notice_follows_the_decision",
                condition=Q(notified_on=None, notified_how="")
                | (
                    Q(notified_on__isnull=False, notified_on__gte=F("decided_on"))
                    & ~Q(notified_how="")
                ),
                violation_error_message=_(
                    "A notice has a day, not before the decision, and a form."
                ),
            ),
            models.CheckConstraint(
                name="yearly_class_reason_is_known",
                condition=Q(reason__in=["", *Reason.values]),
            ),
            models.CheckConstraint(
                name="yearly_class_notice_is_known",
                condition=Q(notified_how__in=["", *Notice.values]),
            ),
        ]

    def __str__(self):
        return f"{self.cadre}, {self.year}: {self.get_work_class_display()}"

    def get_absolute_url(self):
        return reverse("evaluation:yearly_class", args=[self.pk])

    @property
    def is_head(self) -> bool:
        return self.title_group in HEAD_GROUPS
