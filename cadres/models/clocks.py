"""Dates that come by themselves, as last computed; and retirement decided otherwise."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.models.assignment import Decision
from cadres.models.cadre import Cadre
from cadres.models.scoping import scoped_manager
from cadres.models.seat import Seat
from governance.classes import DataClass
from governance.records import Record


class OverrideGround(models.TextChoices):
    """Why somebody retires in another month than that of the table."""

    SENIOR_WOMAN = "senior_woman", _("woman in a senior post, works longer")
    SCIENTIST = "scientist", _("scientist or expert, works longer")
    TERM = "term", _("works until the end of the term")
    EARLY = "early", _("retires early by own wish")
    STREAMLINING = "streamlining", _("retires early in a reorganisation")


class RetirementOverride(Record):
    """A decided month of retirement (kéo dài công tác, nghỉ hưu trước tuổi); one in force."""

    DATA_CLASS = DataClass.PERSONAL
    GUARD = "frozen"

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="retirement_overrides")
    retires_on = models.DateField(_("retires in"), help_text=_("The first day of the month."))
    ground = models.CharField(_("ground"), max_length=12, choices=OverrideGround)
    reason = models.CharField(_("reason"), max_length=500)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+")
    revoked_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    objects = scoped_manager("cadre__employing_unit", "cadre__managing_unit", own="cadre_id")

    class Meta:
        verbose_name = _("decided retirement")
        ordering = ["-retires_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["cadre"],
                condition=Q(revoked_on=None),
                name="retirement_override_one_in_force",
                violation_error_message=_("A decided retirement is in force; withdraw it first."),
            ),
            models.CheckConstraint(
                name="retirement_override_begins_a_month",
                condition=Q(retires_on__day=1),
                violation_error_message=_("People retire at the beginning of a month."),
            ),
            models.CheckConstraint(
                name="retirement_override_has_a_reason",
                condition=Q(reason__regex=r"\S.{18,}\S"),
                violation_error_message=_("Give the reason in at least 20 characters."),
            ),
            models.CheckConstraint(
                name="retirement_override_ground_is_known",
                condition=Q(ground__in=OverrideGround.values),
            ),
        ]

    def __str__(self):
        return f"{self.cadre}: {self.retires_on:%m/%Y}"


class ClockKind(models.TextChoices):
    RETIREMENT = "retirement", _("retirement")
    TERM_END = "term_end", pgettext_lazy("clock", "end of term")
    REAPPOINTMENT = "reappointment", _("re-appointment due")
    TWO_TERMS = "two_terms", _("two terms in a row")
    SALARY_STEP = "salary_step", _("next salary step")
    CERTIFICATE = "certificate", _("certificate expires")


OF_A_SEAT = [ClockKind.TERM_END, ClockKind.REAPPOINTMENT, ClockKind.TWO_TERMS]


class ClockDue(Record):
    """One coming date of a person, or of a person in a seat, as computed last night.

    A date that no longer comes is closed, not deleted; what is computed again is the same row.
    """

    DATA_CLASS = DataClass.PERSONAL
    UNWATCHED = "computed every night from rows that are watched; nobody writes it"

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="clocks")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="clocks")
    kind = models.CharField(_("kind"), max_length=13, choices=ClockKind)
    since = models.DateField(_("counted from"), null=True, blank=True)
    due_on = models.DateField(_("due on"))
    latest_on = models.DateField(_("at the latest"))
    basis = models.JSONField(_("how it was computed"), default=dict)
    law_versions = models.JSONField(_("law applied"), default=dict)
    computed_on = models.DateField(_("computed on"))
    is_open = models.BooleanField(_("still coming"), default=True)

    objects = scoped_manager("cadre__employing_unit", "cadre__managing_unit", own="cadre_id")

    class Meta:
        verbose_name = _("coming date")
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["due_on", "id"], name="clock_by_day", condition=Q(is_open=True)),
            models.Index(
                fields=["kind", "due_on", "id"], name="clock_by_kind", condition=Q(is_open=True)
            ),
            models.Index(fields=["seat"], name="clock_by_seat", condition=Q(is_open=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["cadre", "kind", "seat"],
                nulls_distinct=False,
                name="clock_once_for_each_person_kind_and_seat",
            ),
            models.CheckConstraint(
                name="clock_kind_is_known", condition=Q(kind__in=ClockKind.values)
            ),
            models.CheckConstraint(
                name="clock_of_a_term_names_its_seat",
                condition=Q(kind__in=[*map(str, OF_A_SEAT)], seat__isnull=False)
                | ~Q(kind__in=[*map(str, OF_A_SEAT)]) & Q(seat=None),
            ),
            models.CheckConstraint(
                name="clock_latest_is_not_before_due", condition=Q(latest_on__gte=F("due_on"))
            ),
        ]

    def __str__(self):
        return f"{self.cadre}: {self.get_kind_display()}"
