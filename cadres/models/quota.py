"""The payroll ledger (biên chế): how many people a unit may employ, by decision, for a time."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cadres.models.assignment import Assignment, Decision
from cadres.models.cadre import LegalCategory
from cadres.models.scoping import scoped_manager
from cadres.models.unit import Unit
from governance.classes import DataClass
from governance.records import EditableRecord, Record


class QuotaCategory(models.TextChoices):
    """For whom a quota is assigned (loại biên chế)."""

    CIVIL = "civil", _("cadres and civil servants")
    PUBLIC = "public", _("public employees")
    CONTRACT = "contract", _("contract staff")


# Who counts in which ledger; part-time grass-roots workers stand on none.
CATEGORY_OF = {
    LegalCategory.CADRE: QuotaCategory.CIVIL,
    LegalCategory.CIVIL_SERVANT: QuotaCategory.CIVIL,
    LegalCategory.PUBLIC_EMPLOYEE: QuotaCategory.PUBLIC,
    LegalCategory.CONTRACT: QuotaCategory.CONTRACT,
}


class QuotaEntry(EditableRecord):
    """The number assigned to a unit for one category during a time (biên chế được giao).

    It covers the unit and the units beneath it that have no entry of their own.
    """

    DATA_CLASS = DataClass.BASIC

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="quotas")
    category = models.CharField(_("category"), max_length=8, choices=QuotaCategory)
    number = models.PositiveIntegerField(_("number assigned"))
    valid = DateRangeField(_("in force during"))
    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="quotas", verbose_name=_("decision")
    )

    objects = scoped_manager("unit")

    class Meta:
        verbose_name = _("payroll quota")
        ordering = ["category", "valid"]
        constraints = [
            ExclusionConstraint(
                name="quota_is_one_number_at_a_time",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    ("category", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "The unit has a quota of this category in that time. Revise it instead."
                ),
            ),
            models.CheckConstraint(
                name="quota_has_a_first_day",
                condition=Q(valid__startswith__isnull=False, valid__isempty=False),
                violation_error_message=_("The quota needs a first day."),
            ),
            models.CheckConstraint(
                name="quota_number_is_not_negative",
                condition=Q(number__gte=0) & Q(number__lte=100_000),
                violation_error_message=_("The number must lie between 0 and 100,000."),
            ),
            models.CheckConstraint(
                name="quota_category_is_known", condition=Q(category__in=QuotaCategory.values)
            ),
        ]

    def __str__(self):
        return f"{self.unit}: {self.number} {self.get_category_display()}"


class QuotaWaiver(Record):
    """Why a seat was filled although the quota was used up, and who allowed it."""

    DATA_CLASS = DataClass.BASIC

    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="quota_waiver")
    entry = models.ForeignKey(QuotaEntry, models.PROTECT, related_name="waivers")
    allowed_by = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("allowed by")
    )
    reason = models.CharField(_("reason"), max_length=500)
    assigned = models.PositiveIntegerField(_("number assigned"))
    present = models.PositiveIntegerField(_("present with this one"))

    objects = scoped_manager("entry__unit")

    class Meta:
        verbose_name = _("waiver of the quota")
        ordering = ["assignment"]
        constraints = [
            models.CheckConstraint(
                name="quota_waiver_has_a_reason",
                condition=Q(reason__regex=r"\S.{18,}\S"),
                violation_error_message=_("Give the reason in at least 20 characters."),
            ),
            models.CheckConstraint(
                name="quota_waiver_is_for_more_than_assigned",
                condition=Q(present__gt=models.F("assigned")),
                violation_error_message=_("The quota is not used up: no waiver is needed."),
            ),
        ]

    def __str__(self):
        return f"{self.assignment}: {self.present}/{self.assigned}"
