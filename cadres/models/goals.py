"""Goals of units, work contracted from them (khoán), and who answers for each."""

from decimal import Decimal

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.models.cadre import Cadre
from cadres.models.scoping import scoped_manager
from cadres.models.seat import Title, TitleGroup
from cadres.models.unit import Level, Unit
from governance.classes import DataClass
from governance.models import Amendment
from governance.records import EditableRecord
from governance.regulation import Confidence


def plain(value: Decimal | None) -> Decimal | None:
    """A number without the zeros that only fill up its places."""
    if value is None:
        return None
    return value.to_integral() if value == value.to_integral() else value.normalize()


class GoalLevel(models.TextChoices):
    PROVINCE = "province", pgettext_lazy("level", "province")
    UNIT = "unit", pgettext_lazy("goal", "unit")
    DIVISION = "division", pgettext_lazy("goal", "division")
    POST = "post", pgettext_lazy("goal", "post")


class ResponsibilityRole(models.TextChoices):
    OWNER = "owner", _("answers for it")
    CO_OWNER = "co_owner", _("works with the owner")
    DEPUTY_IN_CHARGE = "deputy", _("deputy in charge")
    SUPERVISOR = "supervisor", _("supervises")


class Goal(EditableRecord):
    """A yearly goal of a unit (mục tiêu, chỉ tiêu): how it is measured, how much, by when."""

    DATA_CLASS = DataClass.BASIC

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="goals")
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(2016), MaxValueValidator(2100)]
    )
    level = models.CharField(_("level"), max_length=10, choices=GoalLevel)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children",
        verbose_name=_("goal it serves"),
    )  # fmt: skip
    name = models.CharField(_("goal"), max_length=300)
    measure = models.CharField(_("measure"), max_length=200)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=2)
    unit_of_measure = models.CharField(_("unit of measure"), max_length=60)
    weight = models.DecimalField(_("weight, %"), max_digits=5, decimal_places=2)
    due = models.DateField(_("due"))
    source = models.CharField(_("source resolution or plan"), max_length=300)
    achieved = models.DecimalField(
        _("achieved"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    achieved_on = models.DateField(_("counted on"), null=True, blank=True)

    objects = scoped_manager("unit")

    class Meta:
        verbose_name = _("goal")
        ordering = ["-year", "unit", "-weight", "id"]
        indexes = [models.Index(fields=["unit", "year"], name="goal_by_unit_and_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "name"],
                name="goal_is_set_once_a_year",
                violation_error_message=_("The unit has this goal in that year already."),
            ),
            models.CheckConstraint(
                name="goal_year_is_plausible", condition=Q(year__gte=2016, year__lte=2100)
            ),
            models.CheckConstraint(
                name="goal_weight_is_a_share",
                condition=Q(weight__gt=0, weight__lte=100),
                violation_error_message=_("The weight lies above 0 and is at most 100."),
            ),
            models.CheckConstraint(
                name="goal_target_is_not_below_zero",
                condition=Q(target__gte=0),
                violation_error_message=_("The target is not below zero."),
            ),
            models.CheckConstraint(
                name="goal_does_not_serve_itself",
                condition=~Q(parent=F("id")),
                violation_error_message=_("A goal does not serve itself."),
            ),
            models.CheckConstraint(
                name="goal_result_has_its_day",
                condition=Q(achieved__isnull=True, achieved_on__isnull=True)
                | Q(achieved__gte=0, achieved_on__isnull=False),
                violation_error_message=_("A result says on which day it was counted."),
            ),
            models.CheckConstraint(
                name="goal_level_is_known", condition=Q(level__in=GoalLevel.values)
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("cadres:goal", args=[self.pk])

    @property
    def target_plain(self) -> Decimal:
        return plain(self.target)

    @property
    def achieved_plain(self) -> Decimal | None:
        return plain(self.achieved)

    @property
    def weight_plain(self) -> Decimal:
        return plain(self.weight)


class WorkItem(EditableRecord):
    """A product contracted from a goal (việc khoán): what, how much, by when."""

    DATA_CLASS = DataClass.BASIC

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="items")
    ordinal = models.PositiveSmallIntegerField(_("number"))
    product = models.CharField(_("product"), max_length=300)
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=2)
    unit_of_measure = models.CharField(_("unit of measure"), max_length=60)
    conversion_factor = models.DecimalField(
        _("conversion factor"), max_digits=6, decimal_places=2, default=1
    )
    due = models.DateField(_("due"))
    delivered = models.DecimalField(
        _("delivered"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    delivered_on = models.DateField(_("counted on"), null=True, blank=True)

    objects = scoped_manager("goal__unit")

    class Meta:
        verbose_name = _("contracted work")
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "ordinal"],
                name="work_item_is_numbered_once",
                violation_error_message=_("The goal has work of that number."),
            ),
            # What the composite key of responsibilities refers to.
            models.UniqueConstraint(fields=["id", "goal"], name="work_item_is_of_its_goal"),
            models.CheckConstraint(
                name="work_item_quantity_is_above_zero",
                condition=Q(quantity__gt=0, conversion_factor__gt=0),
                violation_error_message=_("Quantity and factor are above zero."),
            ),
            models.CheckConstraint(
                name="work_item_delivery_has_its_day",
                condition=Q(delivered__isnull=True, delivered_on__isnull=True)
                | Q(delivered__gte=0, delivered_on__isnull=False),
                violation_error_message=_("A delivery says on which day it was counted."),
            ),
        ]

    def __str__(self):
        return self.product

    @property
    def quantity_plain(self) -> Decimal:
        return plain(self.quantity)

    @property
    def delivered_plain(self) -> Decimal | None:
        return plain(self.delivered)

    @property
    def factor_plain(self) -> Decimal:
        return plain(self.conversion_factor)


class Responsibility(EditableRecord):
    """Who answers for a goal, or for one piece of work of it, from when to when."""

    DATA_CLASS = DataClass.BASIC

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="responsibilities")
    item = models.ForeignKey(
        WorkItem, models.PROTECT, null=True, blank=True, related_name="responsibilities"
    )
    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="responsibilities")
    role = models.CharField(_("role"), max_length=10, choices=ResponsibilityRole)
    weight = models.DecimalField(
        _("share of the work, %"), max_digits=5, decimal_places=2, default=100
    )
    held = DateRangeField(_("during"))
    basis = models.CharField(_("assigned by"), max_length=200)

    objects = scoped_manager("goal__unit", own="cadre_id")

    class Meta:
        verbose_name = _("responsibility")
        ordering = ["role", "held"]
        indexes = [models.Index(fields=["cadre"], name="responsibility_by_cadre")]
        constraints = [
            ExclusionConstraint(
                name="goal_has_one_owner_at_a_time",
                expressions=[("goal", RangeOperators.EQUAL), ("held", RangeOperators.OVERLAPS)],
                condition=Q(role="owner", item__isnull=True),
                violation_error_message=_("Somebody answers for this goal in that time already."),
            ),
            ExclusionConstraint(
                name="work_item_has_one_owner_at_a_time",
                expressions=[("item", RangeOperators.EQUAL), ("held", RangeOperators.OVERLAPS)],
                condition=Q(role="owner", item__isnull=False),
                violation_error_message=_("Somebody answers for this work in that time already."),
            ),
            models.CheckConstraint(
                name="responsibility_has_a_first_day",
                condition=Q(held__startswith__isnull=False, held__isempty=False),
                violation_error_message=_("The responsibility needs a first day."),
            ),
            models.CheckConstraint(
                name="responsibility_share_is_a_percentage",
                condition=Q(weight__gt=0, weight__lte=100),
                violation_error_message=_("The share lies above 0 and is at most 100."),
            ),
            models.CheckConstraint(
                name="responsibility_role_is_known",
                condition=Q(role__in=ResponsibilityRole.values),
            ),
        ]

    def __str__(self):
        return f"{self.cadre}: {self.item or self.goal}"


class Duty(EditableRecord):
    """What a regulation makes the holders of a title, or of a group at a level, answer for."""

    DATA_CLASS = DataClass.BASIC

    group = models.CharField(_("group of titles"), max_length=20, choices=TitleGroup)
    level = models.CharField(_("level"), max_length=10, choices=Level, blank=True)
    title = models.ForeignKey(Title, models.PROTECT, null=True, blank=True, related_name="duties")
    ordinal = models.PositiveSmallIntegerField(_("number"), default=1)
    text = models.CharField(_("responsibility"), max_length=1000)
    source = models.CharField(_("instrument and article"), max_length=300)
    confidence = models.CharField(
        _("confidence"), max_length=20, choices=Amendment.Confidences.choices
    )
    valid = DateRangeField(_("in force during"))

    objects = scoped_manager()

    class Meta:
        verbose_name = _("responsibility by regulation")
        ordering = ["group", "level", "ordinal"]
        constraints = [
            models.CheckConstraint(
                name="duty_has_a_first_day",
                condition=Q(valid__startswith__isnull=False, valid__isempty=False),
                violation_error_message=_("The responsibility needs a first day."),
            ),
            models.CheckConstraint(
                name="duty_says_something_and_where_it_is_written",
                condition=~Q(text="") & ~Q(source=""),
                violation_error_message=_("Write the responsibility and its source."),
            ),
            models.CheckConstraint(
                name="duty_group_is_known", condition=Q(group__in=TitleGroup.values)
            ),
            models.CheckConstraint(
                name="duty_level_is_known", condition=Q(level__in=["", *Level.values])
            ),
            models.CheckConstraint(
                name="duty_confidence_is_known",
                condition=Q(confidence__in=[str(member) for member in Confidence]),
            ),
        ]

    def __str__(self):
        return self.text
