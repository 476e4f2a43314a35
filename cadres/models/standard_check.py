"""Checks of a person against a standard, kept with all they rested on; waivers, judgements."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.models.cadre import Cadre
from cadres.models.scoping import scoped_manager
from cadres.models.seat import Seat, Title
from cadres.models.standard import StandardItem, TitleStandard
from cadres.models.unit import Unit
from governance.classes import DataClass
from governance.records import Record
from portal.formats import date_text


class CheckOutcome(models.TextChoices):
    """What a criterion, or a whole check, says; never that somebody is "not eligible"."""

    PASS = "pass", _("met")
    FAIL = "fail", _("not met")
    MISSING = "missing", _("evidence missing")
    JUDGEMENT = "judgement", _("for people to judge")


class StandardCheck(Record):
    """One person against one edition on one day; frozen, so that it can be derived again."""

    DATA_CLASS = DataClass.PLANNING
    GUARD: ClassVar[str] = "frozen"

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="standard_checks")
    standard = models.ForeignKey(TitleStandard, models.PROTECT, related_name="checks")
    title = models.ForeignKey(Title, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField(_("as of"))
    outcome = models.CharField(_("outcome"), max_length=9, choices=CheckOutcome)
    law_versions = models.JSONField(_("law applied"), default=dict, blank=True)
    inputs = models.JSONField(_("facts looked at"), default=dict)
    engine = models.CharField(_("version of the reading"), max_length=8)
    checked_at = models.DateTimeField(_("checked at"))
    checked_by = models.CharField(_("checked by (person)"), max_length=60)
    checked_by_name = models.CharField(_("checked by"), max_length=150)

    objects = scoped_manager("cadre__employing_unit", "cadre__managing_unit")

    class Meta:
        verbose_name = _("standards check")
        ordering = ["-checked_at", "id"]
        indexes = [models.Index(fields=["cadre", "-checked_at"], name="standard_check_by_cadre")]
        constraints = [
            models.CheckConstraint(
                name="standard_check_outcome_is_known",
                condition=Q(outcome__in=CheckOutcome.values),
            ),
        ]

    def __str__(self):
        return f"{self.cadre} → {self.post}, {date_text(self.on)}"

    def get_absolute_url(self):
        return reverse("cadres:standard_check", args=[self.pk])

    @property
    def post(self) -> str:
        return str(self.seat) if self.seat_id else self.title.name


class StandardResult(Record):
    """The answer to one criterion in one check; `found` and `evidence` without a language."""

    DATA_CLASS = DataClass.PLANNING
    GUARD: ClassVar[str] = "frozen"

    standard_check = models.ForeignKey(StandardCheck, models.PROTECT, related_name="results")
    item = models.ForeignKey(StandardItem, models.PROTECT, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=9, choices=CheckOutcome)
    found = models.JSONField(_("found"), null=True, blank=True)
    evidence = models.JSONField(_("evidence"), default=list, blank=True)

    objects = scoped_manager(
        "standard_check__cadre__employing_unit", "standard_check__cadre__managing_unit"
    )

    class Meta:
        verbose_name = _("result of a criterion")
        constraints = [
            models.UniqueConstraint(
                fields=["standard_check", "item"], name="standard_result_once_per_criterion"
            ),
            models.CheckConstraint(
                name="standard_result_outcome_is_known",
                condition=Q(outcome__in=CheckOutcome.values),
            ),
        ]

    def __str__(self):
        return f"{self.item}: {self.get_outcome_display()}"


class Ruled(Record):
    """What people decided about one result: who, why, when; never changed afterwards."""

    DATA_CLASS = DataClass.PLANNING
    GUARD: ClassVar[str] = "frozen"

    reason = models.CharField(_("reason"), max_length=1000)
    decided_on = models.DateField(_("decided on"))
    decided_by = models.CharField(_("decided by (person)"), max_length=60)
    decided_by_name = models.CharField(_("decided by"), max_length=150)

    class Meta:
        abstract = True


RESULT_UNITS = (
    "result__standard_check__cadre__employing_unit",
    "result__standard_check__cadre__managing_unit",
)
TWENTY_LETTERS = Q(reason__regex=r"\S.{18,}\S")


class StandardWaiver(Ruled):
    """The competent level accepts somebody who does not meet a criterion, and answers for it."""

    result = models.OneToOneField(StandardResult, models.PROTECT, related_name="waiver")
    authority = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    objects = scoped_manager(*RESULT_UNITS)

    class Meta:
        verbose_name = _("waiver")
        constraints = [
            models.CheckConstraint(
                name="standard_waiver_has_a_reason",
                condition=TWENTY_LETTERS,
                violation_error_message=_("Give the reason in at least 20 characters."),
            ),
        ]

    def __str__(self):
        return f"{self.result}: {self.authority}"


class StandardJudgement(Ruled):
    """What people found of a criterion that the record cannot decide."""

    result = models.OneToOneField(StandardResult, models.PROTECT, related_name="judgement")
    is_met = models.BooleanField(_("met"))

    objects = scoped_manager(*RESULT_UNITS)

    class Meta:
        verbose_name = _("judgement")
        constraints = [
            models.CheckConstraint(
                name="standard_judgement_has_a_reason",
                condition=TWENTY_LETTERS,
                violation_error_message=_("Give the reason in at least 20 characters."),
            ),
        ]

    def __str__(self):
        return f"{self.result}: {self.is_met}"
