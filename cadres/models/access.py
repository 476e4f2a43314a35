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
from portal.models import Account


class Hat(models.TextChoices):
    """In what capacity somebody acts (vai); one at a time (DOMAIN 14.7)."""

    CADRE = "cadre", _("cadre")
    UNIT_CLERK = "unit_clerk", _("unit HR clerk")
    UNIT_HEAD = "unit_head", _("head of unit")
    ORG_OFFICER = "org_officer", _("organisation board officer")
    ORG_HEAD = "org_head", _("head of the organisation board")
    STANDING_MEMBER = "standing_member", _("secretary or standing member")
    INSPECTOR = "inspector", _("inspector")
    EXAM_COUNCIL = "exam_council", _("examination council")
    FRONT_USER = "front_user", _("Fatherland Front")
    AUDITOR = "auditor", _("auditor")
    SYS_ADMIN = "sys_admin", _("system administrator")


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
