"""The scanned papers behind decisions."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cadres.models.assignment import Decision
from cadres.models.scoping import scoped_manager
from governance.classes import DataClass
from governance.records import EditableRecord
from portal.models import StoredFile


class DecisionScan(EditableRecord):
    """A scan of a decision (bản quét); a wrong one is struck out, and another one added."""

    DATA_CLASS = DataClass.PERSONAL

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="scans")
    stored = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", verbose_name=_("stored file")
    )
    name = models.CharField(_("file name"), max_length=120)
    added_on = models.DateField(_("added on"))
    added_by = models.CharField(_("added by"), max_length=120)
    struck_on = models.DateField(_("struck out on"), null=True, blank=True)

    objects = scoped_manager("decision__issuer")

    class Meta:
        verbose_name = _("scan of a decision")
        ordering = ["-added_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "stored"],
                condition=Q(struck_on__isnull=True),
                name="decision_scan_is_attached_once",
                violation_error_message=_("This file is attached to the decision already."),
            ),
        ]

    def __str__(self):
        return self.name
