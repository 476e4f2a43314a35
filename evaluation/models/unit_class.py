"""The class of a unit's work in a year."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.models import Decision, Unit, scoped_manager
from evaluation.models.terms import YEAR, WorkClass
from governance.classes import DataClass
from governance.records import EditableRecord


class UnitClass(EditableRecord):
    """The class of a unit's work in one year (xếp loại chất lượng tập thể)."""

    DATA_CLASS = DataClass.EVALUATION

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="unit_classes", verbose_name=_("unit")
    )
    year = models.PositiveSmallIntegerField(_("year"), validators=YEAR)
    work_class = models.CharField(_("class"), max_length=4, choices=WorkClass)
    score = models.DecimalField(_("points"), max_digits=5, decimal_places=2, null=True, blank=True)
    grounds = models.TextField(_("grounds"), blank=True)
    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="unit_classes", verbose_name=_("decision")
    )
    decided_on = models.DateField(_("decided on"))

    objects = scoped_manager("unit")

    class Meta:
        verbose_name = _("class of a unit")
        verbose_name_plural = _("classes of units")
        ordering = ["-year", "id"]
        indexes = [models.Index(fields=["year"], name="unit_class_by_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"],
                name="unit_class_is_one_per_unit_and_year",
                violation_error_message=_("This unit has a class for that year already."),
            ),
            models.CheckConstraint(
                name="unit_class_year_is_plausible",
                condition=Q(year__gte=2000, year__lte=2100),
                violation_error_message=_("The year is not plausible."),
            ),
            models.CheckConstraint(
                name="unit_class_is_known", condition=Q(work_class__in=WorkClass.values)
            ),
            models.CheckConstraint(
                name="unit_class_points_are_of_a_hundred",
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=100),
                violation_error_message=_("Points lie between 0 and 100."),
            ),
        ]

    def __str__(self):
        return f"{self.unit}, {self.year}: {self.get_work_class_display()}"

    def get_absolute_url(self):
        return reverse("evaluation:unit_class", args=[self.unit_id, self.year])
