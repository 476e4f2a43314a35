"""A reorganisation (sắp xếp tổ chức bộ máy): what is to become of which units, from a day on.

A planned unit or seat bears the identifier of the unit or seat it becomes on the day.
"""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.models.assignment import Decision
from cadres.models.scoping import scoped_manager
from cadres.models.seat import Title
from cadres.models.unit import Block, Level, Named, Unit, UnitKind, UnitSuccession
from governance.classes import DataClass
from governance.records import EditableRecord


class ReorganisationState(models.TextChoices):
    DRAFT = "draft", _("in preparation")
    SUBMITTED = "submitted", _("waiting for approval")
    SCHEDULED = "scheduled", _("approved, waiting for its day")
    EFFECTIVE = "effective", _("carried out")
    CANCELLED = "cancelled", _("cancelled")


class StepKind(models.TextChoices):
    RENAME = "rename", _("rename")
    MERGE = "merge", _("merge")
    SPLIT = "split", _("split")
    ABOLISH = "abolish", _("abolish")
    SUPERIOR = "superior", _("change of superior")


UNDECIDED = [ReorganisationState.DRAFT, ReorganisationState.SUBMITTED]


class Reorganisation(EditableRecord):
    """A reorganisation as one plan: prepared by one person, approved by another, then due."""

    DATA_CLASS = DataClass.BASIC

    title = models.CharField(_("title"), max_length=200)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="reorganisations", verbose_name=_("within")
    )
    effective_on = models.DateField(_("effective on"))
    instrument = models.CharField(_("instrument"), max_length=120)
    decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decision on the people"),
    )
    state = models.CharField(
        _("state"),
        max_length=9,
        choices=ReorganisationState,
        default=ReorganisationState.DRAFT,
    )
    prepared_on = models.DateField(_("prepared on"))
    prepared_by = models.CharField(max_length=60, blank=True, editable=False)
    prepared_by_name = models.CharField(_("prepared by"), max_length=120)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    approved_by = models.CharField(max_length=60, blank=True, editable=False)
    approved_by_name = models.CharField(_("approved by"), max_length=120, blank=True)
    carried_out_on = models.DateField(_("carried out on"), null=True, blank=True)
    cancel_reason = models.CharField(_("why it was cancelled"), max_length=300, blank=True)

    objects = scoped_manager("unit")

    class Meta:
        verbose_name = _("reorganisation")
        ordering = ["-effective_on", "title"]
        constraints = [
            models.CheckConstraint(
                name="reorganisation_state_is_known",
                condition=Q(state__in=ReorganisationState.values),
            ),
            models.CheckConstraint(
                name="reorganisation_is_approved_by_another_person",
                condition=Q(approved_by="") | ~Q(approved_by=F("prepared_by")),
                violation_error_message=_("Another person than the one who prepared it approves."),
            ),
            models.CheckConstraint(
                name="reorganisation_beyond_the_draft_is_approved",
                condition=~Q(state__in=["scheduled", "effective"]) | Q(approved_on__isnull=False),
                violation_error_message=_("Nobody has approved the reorganisation yet."),
            ),
            models.CheckConstraint(
                name="reorganisation_is_carried_out_on_its_day_or_later",
                condition=(Q(state="effective") & Q(carried_out_on__gte=F("effective_on")))
                | (~Q(state="effective") & Q(carried_out_on__isnull=True)),
                violation_error_message=_("It cannot be carried out before its day."),
            ),
            models.CheckConstraint(
                name="reorganisation_that_is_cancelled_says_why",
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""),
                violation_error_message=_("Say why it is cancelled."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("cadres:reorganisation", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """May the plan still change?"""
        return self.state == ReorganisationState.DRAFT


class ReorganisationStep(EditableRecord):
    """One thing done to some units; `old_goes_on` where they keep a rest of their own."""

    DATA_CLASS = DataClass.BASIC

    reorganisation = models.ForeignKey(Reorganisation, models.PROTECT, related_name="steps")
    ordinal = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=8, choices=StepKind)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    old_goes_on = models.BooleanField(_("the old unit goes on with the rest"), default=False)
    dropped = models.BooleanField(_("taken out"), default=False)

    objects = scoped_manager("reorganisation__unit")

    class Meta:
        verbose_name = _("step of a reorganisation")
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "ordinal"], name="reorganisation_step_number_once"
            ),
            models.CheckConstraint(
                name="reorganisation_step_kind_is_known", condition=Q(kind__in=StepKind.values)
            ),
            models.CheckConstraint(
                name="reorganisation_step_goes_on_only_in_part",
                condition=Q(old_goes_on=False) | Q(kind__in=["split", "merge"]),
            ),
        ]

    def __str__(self):
        return f"{self.ordinal}. {self.get_kind_display()}"


class PlannedUnit(Named, EditableRecord):
    """A unit to be founded, or (with `unit`) what becomes of one that goes on.

    Of a unit that goes on only what changes is filled; blank stays as it is.
    """

    DATA_CLASS = DataClass.BASIC

    step = models.ForeignKey(ReorganisationStep, models.PROTECT, related_name="planned_units")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    name_vi = models.CharField(_("Vietnamese name"), max_length=200, blank=True)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    name_ar = models.CharField(_("Arabic name"), max_length=200, blank=True)
    code = models.CharField(
        _("code"),
        max_length=24,
        blank=True,
        validators=[RegexValidator(r"^[A-Za-z0-9.-]+\Z")],
    )
    official_code = models.CharField(_("official code"), max_length=5, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=UnitKind, blank=True)
    level = models.CharField(_("level"), max_length=10, choices=Level, blank=True)
    block = models.CharField(_("block"), max_length=12, choices=Block, blank=True)
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    planned_parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="planned_children"
    )

    objects = scoped_manager("step__reorganisation__unit")

    class Meta:
        verbose_name = _("planned unit")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="planned_unit_kind_is_known",
                condition=Q(kind__in=["", *UnitKind.values]),
            ),
            models.CheckConstraint(
                name="planned_unit_level_is_known", condition=Q(level__in=["", *Level.values])
            ),
            models.CheckConstraint(
                name="planned_unit_block_is_known", condition=Q(block__in=["", *Block.values])
            ),
            models.CheckConstraint(
                name="planned_unit_to_be_founded_is_described",
                condition=Q(unit__isnull=False)
                | (
                    ~Q(code="") & ~Q(name_vi="") & ~Q(kind="") & ~Q(level="") & ~Q(block="")
                    & (Q(parent__isnull=False) | Q(planned_parent__isnull=False))
                ),
                violation_error_message=_(
                    "A unit to be founded needs a code, a name, a kind, a level and a superior."
                ),
            ),
            models.CheckConstraint(
                name="planned_unit_has_one_superior",
                condition=Q(parent__isnull=True) | Q(planned_parent__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["step", "code"],
                condition=Q(unit__isnull=True),
                name="planned_unit_code_once_in_a_step",
                violation_error_message=_("The step founds a unit of this code already."),
            ),
        ]  # fmt: skip


class PlannedSeat(EditableRecord):
    """A seat that a founded unit will have from its first day."""

    DATA_CLASS = DataClass.BASIC

    unit = models.ForeignKey(PlannedUnit, models.PROTECT, related_name="seats")
    title = models.ForeignKey(Title, models.PROTECT, related_name="+")
    ordinal = models.PositiveSmallIntegerField(_("number"), default=1)
    label = models.CharField(_("field of work"), max_length=120, blank=True)

    objects = scoped_manager("unit__step__reorganisation__unit")

    class Meta:
        verbose_name = _("planned seat")
        ordering = ["title__precedence", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "title", "ordinal"], name="planned_seat_number_once_in_its_unit"
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.unit}"


class PlannedSuccession(EditableRecord):
    """Which unit will take over from which, wholly or in part."""

    DATA_CLASS = DataClass.BASIC

    step = models.ForeignKey(ReorganisationStep, models.PROTECT, related_name="successions")
    old = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    new = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    planned = models.ForeignKey(
        PlannedUnit, models.PROTECT, null=True, blank=True, related_name="predecessions"
    )
    kind = models.CharField(_("kind"), max_length=8, choices=UnitSuccession.Kind)

    objects = scoped_manager("step__reorganisation__unit")

    class Meta:
        verbose_name = _("planned succession")
        ordering = ["old__path"]
        constraints = [
            models.CheckConstraint(
                name="planned_succession_kind_is_known",
                condition=Q(kind__in=["whole", "part", "rename", "merge", "split", "dissolve"]),
            ),
            models.CheckConstraint(
                name="planned_succession_names_at_most_one_successor",
                condition=Q(new__isnull=True) | Q(planned__isnull=True),
            ),
            models.CheckConstraint(
                name="planned_succession_is_between_two_units",
                condition=Q(new__isnull=True) | ~Q(old=F("new")),
                violation_error_message=_("A unit cannot succeed itself."),
            ),
            models.UniqueConstraint(
                fields=["step", "old", "new", "planned"],
                name="planned_succession_is_said_once",
                nulls_distinct=False,
            ),
        ]

    @property
    def successor(self):
        return self.new or self.planned
