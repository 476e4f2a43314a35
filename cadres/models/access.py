"""Grants: which hat an account wears over which units, for which data, from when to when."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cadres.models.scoping import scoped_manager
from cadres.models.unit import Unit
from governance.classes import DataClass
from governance.records import EditableRecord
from portal.hats import HAT_NAMES
from portal.models import Account


class Hat(models.TextChoices):
    """In what capacity somebody acts (vai); one at a time (DOMAIN 14.7)."""

    CADRE = "CADRE", HAT_NAMES["CADRE"]
    UNIT_CLERK = "UNIT_CLERK", HAT_NAMES["UNIT_CLERK"]
    UNIT_HEAD = "UNIT_HEAD", HAT_NAMES["UNIT_HEAD"]
    ORG_OFFICER = "ORG_OFFICER", HAT_NAMES["ORG_OFFICER"]
    ORG_HEAD = "ORG_HEAD", HAT_NAMES["ORG_HEAD"]
    STANDING_MEMBER = "STANDING_MEMBER", HAT_NAMES["STANDING_MEMBER"]
    INSPECTOR = "INSPECTOR", HAT_NAMES["INSPECTOR"]
    EXAM_COUNCIL = "EXAM_COUNCIL", HAT_NAMES["EXAM_COUNCIL"]
    FRONT_USER = "FRONT_USER", HAT_NAMES["FRONT_USER"]
    AUDITOR = "AUDITOR", HAT_NAMES["AUDITOR"]
    SYS_ADMIN = "SYS_ADMIN", HAT_NAMES["SYS_ADMIN"]


class HatGrant(EditableRecord):
    """A hat over a unit and everything beneath it, for some data classes, during a time."""

    DATA_CLASS = DataClass.ADMIN

    account = models.ForeignKey(Account, models.PROTECT, related_name="hat_grants")
    hat = models.CharField(_("hat"), max_length=16, choices=Hat)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="hat_grants")
    classes = ArrayField(
        models.CharField(max_length=12, choices=[(c.value, c.value) for c in DataClass]),
        verbose_name=_("data classes"),
    )
    valid = DateRangeField(_("valid during"))
    basis = models.CharField(_("basis"), max_length=200)

    objects = scoped_manager("unit")

    class Meta:
        verbose_name = _("grant")
        ordering = ["hat"]
        constraints = [
            ExclusionConstraint(
                name="grant_is_given_once_at_a_time",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("hat", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("The account wears this hat there already."),
            ),
            models.CheckConstraint(name="grant_hat_is_known", condition=Q(hat__in=Hat.values)),
            models.CheckConstraint(
                name="grant_classes_are_known",
                condition=Q(classes__contained_by=[c.value for c in DataClass]),
            ),
        ]

    def __str__(self):
        return f"{self.account}: {self.get_hat_display()}, {self.unit}"
