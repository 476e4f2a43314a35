"""Seats held over a career, and the decisions behind every event."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cadres.models.cadre import Cadre
from cadres.models.scoping import scoped_manager
from cadres.models.seat import Seat
from cadres.models.unit import Unit
from governance.classes import DataClass
from governance.records import EditableRecord
from portal.formats import date_text


class DecisionKind(models.TextChoices):
    APPOINTMENT = "appointment", _("appointment")
    ELECTION = "election", _("approval of an election")
    TRANSFER = "transfer", _("transfer")
    ROTATION = "rotation", _("rotation")
    RELIEF = "relief", _("relief of post")
    RETIREMENT = "retirement", _("retirement")
    REORGANISATION = "reorganisation", _("reorganisation")
    EVALUATION = "evaluation", _("evaluation result")
    PLANNING = "planning", _("approval of planning")
    INSPECTION = "inspection", _("inspection")
    OTHER = "other", _("other")


class Decision(EditableRecord):
    """A signed paper that makes an event true (quyết định). A number alone is not unique."""

    DATA_CLASS = DataClass.BASIC

    number = models.CharField(_("number"), max_length=40)
    issued_on = models.DateField(_("issued on"))
    issuer = models.ForeignKey(
        Unit, models.PROTECT, related_name="decisions", verbose_name=_("issuing body")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=DecisionKind)
    summary = models.CharField(_("summary"), max_length=300)

    objects = scoped_manager("issuer")

    class Meta:
        verbose_name = _("decision")
        ordering = ["-issued_on", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["number", "issued_on", "issuer"],
                name="decision_number_once_a_day_and_body",
                violation_error_message=_(
                    "This body issued a decision of that number on that day already."
                ),
            ),
            models.CheckConstraint(
                name="decision_kind_is_known", condition=Q(kind__in=DecisionKind.values)
            ),
        ]

    def __str__(self):
        return f"{self.number}, {date_text(self.issued_on)}"


class AssignmentKind(models.TextChoices):
    PRIMARY = "primary", _("principal or regular post")
    CONCURRENT = "concurrent", _("concurrent post")
    CUM = "cum", _("simultaneously head of both")
    ACTING = "acting", _("acting")
    IN_CHARGE = "in_charge", _("in charge")
    ROTATION = "rotation", _("rotation")
    SECONDMENT = "secondment", _("secondment")


class Entry(models.TextChoices):
    ELECTED = "elected", _("elected")
    DESIGNATED = "designated", _("designated")
    APPOINTED = "appointed", _("appointed")
    REAPPOINTED = "reappointed", _("re-appointed")
    EXAM = "exam", _("by examination")
    TRANSFERRED = "transferred", _("transferred")
    ROTATED = "rotated", _("rotated in")
    RECRUITED = "recruited", _("recruited")


class Exit(models.TextChoices):
    TERM_END = "term_end", _("end of term")
    RETIREMENT = "retirement", _("retirement")
    TRANSFER = "transfer", _("transfer")
    ROTATED_OUT = "rotated_out", _("rotated out")
    PROMOTED = "promoted", _("moved to another post")
    RESIGNED = "resigned", _("resigned")
    RELIEVED = "relieved", _("relieved of post")
    REMOVED = "removed", _("removed")
    DISMISSED = "dismissed", _("dismissed")
    UNIT_DISSOLVED = "unit_dissolved", _("unit dissolved")
    DEATH = "death", _("death")


STANDING_IN = [AssignmentKind.ACTING, AssignmentKind.IN_CHARGE]


class Assignment(EditableRecord):
    """A seat held for a period. A cadre may hold several at once; exactly one is the principal.

    `held` is half-open: [first day, first day no longer held).
    """

    DATA_CLASS = DataClass.BASIC

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="assignments")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="assignments")
    held = DateRangeField(_("held during"))
    kind = models.CharField(
        _("kind"), max_length=10, choices=AssignmentKind, default=AssignmentKind.PRIMARY
    )
    is_principal = models.BooleanField(_("principal post"), default=True)
    entry = models.CharField(_("came by"), max_length=12, choices=Entry)
    exit = models.CharField(_("left by"), max_length=14, choices=Exit, blank=True)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    exit_decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="+"
    )
    start_precision = models.CharField(
        _("what is known of the first day"),
        max_length=5,
        choices=[("day", _("day")), ("month", _("month")), ("year", _("year"))],
        default="day",
    )

    objects = scoped_manager("cadre__employing_unit", "seat__unit", own="cadre_id")

    class Meta:
        verbose_name = _("assignment")
        ordering = ["held"]
        indexes = [models.Index(fields=["seat"], name="assignment_by_seat")]
        constraints = [
            ExclusionConstraint(
                name="assignment_one_principal_post_at_a_time",
                expressions=[
                    ("cadre", RangeOperators.EQUAL),
                    ("held", RangeOperators.OVERLAPS),
                ],
                condition=Q(is_principal=True),
                violation_error_message=_(
                    "This cadre already has a principal post in that period."
                ),
            ),
            ExclusionConstraint(
                name="assignment_one_holder_per_seat_at_a_time",
                expressions=[
                    ("seat", RangeOperators.EQUAL),
                    ("held", RangeOperators.OVERLAPS),
                ],
                condition=~Q(kind__in=STANDING_IN),
                violation_error_message=_("The seat is already held in that period."),
            ),
            models.CheckConstraint(
                name="assignment_has_a_first_day",
                condition=Q(held__startswith__isnull=False, held__isempty=False),
                violation_error_message=_("The assignment needs a first day."),
            ),
            models.CheckConstraint(
                name="assignment_that_ended_says_how",
                condition=Q(held__endswith__isnull=True) | ~Q(exit=""),
                violation_error_message=_("Say how the post was left."),
            ),
            models.CheckConstraint(
                name="assignment_kind_is_known", condition=Q(kind__in=AssignmentKind.values)
            ),
            models.CheckConstraint(
                name="assignment_entry_is_known", condition=Q(entry__in=Entry.values)
            ),
            models.CheckConstraint(
                name="assignment_exit_is_known", condition=Q(exit__in=["", *Exit.values])
            ),
            models.CheckConstraint(
                name="assignment_start_precision_is_known",
                condition=Q(start_precision__in=["day", "month", "year"]),
            ),
        ]

    def __str__(self):
        return f"{self.cadre}: {self.seat}"


class LocalOverride(EditableRecord):
    """A decided answer to "is the holder a local person?" where the record misleads."""

    DATA_CLASS = DataClass.PERSONAL

    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="local_override")
    is_local = models.BooleanField(_("local person"))
    reason = models.CharField(_("reason"), max_length=500)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+")

    objects = scoped_manager("assignment__seat__unit")

    class Meta:
        verbose_name = _("decided local status")
        constraints = [
            models.CheckConstraint(
                name="local_override_has_a_reason",
                condition=Q(reason__regex=r"\S.{18,}\S"),
                violation_error_message=_("Give the reason in at least 20 characters."),
            ),
        ]

    def __str__(self):
        return f"{self.assignment}: {self.is_local}"
