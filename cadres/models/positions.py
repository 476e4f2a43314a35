"""Job positions (vị trí việc làm): what a place of work demands, and which seats are of it."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.models.assignment import Decision
from cadres.models.scoping import scoped_manager
from cadres.models.seat import Seat, Title
from cadres.models.unit import Level, Named, UnitKind
from governance.classes import DataClass
from governance.records import EditableRecord, Record


class PositionGroup(models.TextChoices):
    """The three groups of job positions (Decree 361/2025)."""

    LEADERSHIP = "leadership", _("leadership and management")
    PROFESSIONAL = "professional", _("professional work")
    SUPPORT = "support", _("support and service")


class Rank(models.TextChoices):
    """Ranks of civil servants (ngạch), highest first."""

    SENIOR = "01.001", _("senior expert")
    PRINCIPAL = "01.002", _("principal expert")
    EXPERT = "01.003", pgettext_lazy("rank", "expert")
    OFFICER = "01.004", pgettext_lazy("rank", "officer")
    EMPLOYEE = "01.005", pgettext_lazy("rank", "employee")


class PositionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("position", "draft")
    APPRAISED = "appraised", pgettext_lazy("position", "appraised")
    APPROVED = "approved", pgettext_lazy("position", "approved")
    IN_FORCE = "in_force", pgettext_lazy("position", "in force")
    SUPERSEDED = "superseded", pgettext_lazy("position", "superseded")


IN_USE = [PositionState.IN_FORCE, PositionState.SUPERSEDED]
BEFORE_APPROVAL = [PositionState.DRAFT, PositionState.APPRAISED]


class JobPosition(Named, EditableRecord):
    """One revision of a job position of a kind of unit: group, rank, description, frame."""

    DATA_CLASS = DataClass.BASIC

    code = models.CharField(_("code"), max_length=24)
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)
    group = models.CharField(_("group"), max_length=12, choices=PositionGroup)
    rank = models.CharField(_("rank"), max_length=6, choices=Rank, blank=True)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    unit_kind = models.CharField(_("kind of unit"), max_length=12, choices=UnitKind)
    title = models.ForeignKey(
        Title, models.PROTECT, null=True, blank=True, related_name="positions"
    )
    description = models.TextField(_("job description"), blank=True)
    seats = models.PositiveSmallIntegerField(_("seats in each unit"), default=1)
    ratio = models.DecimalField(
        _("share of the payroll, %"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    state = models.CharField(
        _("state"), max_length=10, choices=PositionState, default=PositionState.DRAFT
    )
    valid = DateRangeField(_("in force during"), null=True, blank=True)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    drafted_by = models.CharField(_("drafted by (person)"), max_length=60, blank=True)
    drafted_by_name = models.CharField(_("drafted by"), max_length=150, blank=True)
    appraised_by = models.CharField(_("appraised by (person)"), max_length=60, blank=True)
    appraised_by_name = models.CharField(_("appraised by"), max_length=150, blank=True)
    approved_by = models.CharField(_("approved by (person)"), max_length=60, blank=True)
    approved_by_name = models.CharField(_("approved by"), max_length=150, blank=True)

    objects = scoped_manager()

    class Meta:
        verbose_name = _("job position")
        ordering = ["code", "-revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "revision"],
                name="position_revision_is_numbered_once",
                violation_error_message=_("This position has a revision of that number."),
            ),
            ExclusionConstraint(
                name="position_one_revision_in_force_at_a_time",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Another revision is in force in that time."),
            ),
            models.CheckConstraint(
                name="position_in_force_has_a_period",
                condition=Q(state__in=IN_USE, valid__isnull=False, valid__isempty=False)
                | (~Q(state__in=IN_USE) & Q(valid__isnull=True)),
                violation_error_message=_("A position in force says from when."),
            ),
            models.CheckConstraint(
                name="position_approval_rests_on_a_decision",
                condition=Q(state__in=BEFORE_APPROVAL) | Q(decision__isnull=False),
                violation_error_message=_("A position is approved by a decision."),
            ),
            models.CheckConstraint(
                name="position_is_appraised_by_another_person",
                condition=Q(appraised_by="") | ~Q(appraised_by=F("drafted_by")),
                violation_error_message=_("Another person must appraise this position."),
            ),
            models.CheckConstraint(
                name="position_is_approved_by_a_third_person",
                condition=Q(approved_by="")
                | (~Q(approved_by=F("drafted_by")) & ~Q(approved_by=F("appraised_by"))),
                violation_error_message=_("A third person must approve this position."),
            ),
            models.CheckConstraint(
                name="position_has_seats", condition=Q(seats__gte=1, seats__lte=500)
            ),
            models.CheckConstraint(
                name="position_share_is_a_percentage",
                condition=Q(ratio__isnull=True) | Q(ratio__gte=0, ratio__lte=100),
            ),
            models.CheckConstraint(
                name="position_group_is_known", condition=Q(group__in=PositionGroup.values)
            ),
            models.CheckConstraint(
                name="position_rank_is_known", condition=Q(rank__in=["", *Rank.values])
            ),
            models.CheckConstraint(
                name="position_level_is_known", condition=Q(level__in=Level.values)
            ),
            models.CheckConstraint(
                name="position_unit_kind_is_known", condition=Q(unit_kind__in=UnitKind.values)
            ),
            models.CheckConstraint(
                name="position_state_is_known", condition=Q(state__in=PositionState.values)
            ),
        ]

    def get_absolute_url(self):
        return reverse("cadres:position", args=[self.pk])


class CompetencyKind(models.TextChoices):
    CORE = "core", _("common to all")
    PROFESSIONAL = "professional", _("professional")
    LEADERSHIP = "leadership", _("leadership")


class Competency(Named, EditableRecord):
    """Something a holder must be able to do (năng lực), anchored at five levels."""

    DATA_CLASS = DataClass.BASIC

    code = models.CharField(_("code"), max_length=24, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=CompetencyKind)

    objects = scoped_manager()

    class Meta:
        verbose_name = _("competency")
        ordering = ["kind", "code"]
        constraints = [
            models.CheckConstraint(
                name="competency_kind_is_known", condition=Q(kind__in=CompetencyKind.values)
            ),
        ]


class CompetencyAnchor(Named, Record):
    """What one sees somebody do who has a competency at a level."""

    DATA_CLASS = DataClass.BASIC

    competency = models.ForeignKey(Competency, models.PROTECT, related_name="anchors")
    level = models.PositiveSmallIntegerField(_("level"))

    objects = scoped_manager()

    class Meta:
        verbose_name = _("behavioural anchor")
        ordering = ["level"]
        constraints = [
            models.UniqueConstraint(
                fields=["competency", "level"], name="anchor_is_one_for_each_level"
            ),
            models.CheckConstraint(
                name="anchor_level_is_one_to_five", condition=Q(level__gte=1, level__lte=5)
            ),
        ]


class PositionCompetency(EditableRecord):
    """A line of a position's competency frame (khung năng lực): how much of what it demands."""

    DATA_CLASS = DataClass.BASIC

    position = models.ForeignKey(JobPosition, models.PROTECT, related_name="competencies")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("level"))

    objects = scoped_manager()

    class Meta:
        verbose_name = _("line of the competency frame")
        ordering = ["competency__kind", "competency__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["position", "competency"],
                name="frame_names_a_competency_once",
                violation_error_message=_("The frame has this competency already."),
            ),
            # Level 0 takes a line out of the frame: rows are never deleted.
            models.CheckConstraint(
                name="frame_level_is_none_to_five", condition=Q(level__gte=0, level__lte=5)
            ),
        ]

    def __str__(self):
        return f"{self.competency} {self.level}"


class SeatPosition(EditableRecord):
    """Which job position a seat is of, during a period."""

    DATA_CLASS = DataClass.BASIC

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="positions")
    position = models.ForeignKey(JobPosition, models.PROTECT, related_name="seat_links")
    valid = DateRangeField(_("during"))

    objects = scoped_manager("seat__unit")

    class Meta:
        verbose_name = _("position of a seat")
        ordering = ["valid"]
        constraints = [
            ExclusionConstraint(
                name="seat_is_of_one_position_at_a_time",
                expressions=[
                    ("seat", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("The seat has a position in that time already."),
            ),
            models.CheckConstraint(
                name="seat_position_has_a_first_day",
                condition=Q(valid__startswith__isnull=False, valid__isempty=False),
            ),
        ]

    def __str__(self):
        return f"{self.seat}: {self.position}"
