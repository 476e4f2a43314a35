"""How good the records of a unit were on a day, so that a trend can be drawn."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cadres.models.scoping import scoped_manager
from cadres.models.unit import Unit
from governance.classes import DataClass
from governance.records import Record


class QualitySnapshot(Record):
    """The failing records of one unit by rule, as counted on a day."""

    DATA_CLASS = DataClass.BASIC
    UNWATCHED = "counted from the records every night; the records themselves are watched"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="quality")
    taken_on = models.DateField(_("taken on"))
    records = models.PositiveIntegerField(_("records"))
    failing = models.JSONField(_("failing by rule"), default=dict, blank=True)
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=2)

    objects = scoped_manager("unit")

    class Meta:
        verbose_name = _("data quality of a day")
        ordering = ["-taken_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "taken_on"], name="quality_of_a_unit_is_taken_once_a_day"
            ),
            models.CheckConstraint(
                name="quality_score_is_a_percentage", condition=Q(score__gte=0, score__lte=100)
            ),
        ]

    def __str__(self):
        return f"{self.unit}: {self.score}"
