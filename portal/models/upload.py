"""Files people handed in: what for, under which name, by whom."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from governance.classes import DataClass
from governance.records import Record
from portal.models.job import StoredFile

LONGEST_NAME = 120


class Purpose(models.TextChoices):
    """What a file is handed in for."""

    PHOTO = "photo", _("photo")
    SCAN = "scan", _("scan of a document")
    EVIDENCE = "evidence", _("evidence")


class Upload(Record):
    """One handing-in of a file (tệp nộp); the same bytes may be handed in more than once."""

    DATA_CLASS = DataClass.ADMIN

    stored = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="uploads", verbose_name=_("stored file")
    )
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose)
    name = models.CharField(_("file name"), max_length=LONGEST_NAME)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("handed in by"),
    )
    uploaded_at = models.DateTimeField(_("handed in at"), db_default=Now())

    class Meta:
        verbose_name = _("file handed in")
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                name="upload_purpose_is_known",
                condition=Q(purpose__in=Purpose.values),
                violation_error_message=_("The purpose of a file is one of the known ones."),
            ),
            models.CheckConstraint(
                name="upload_name_is_no_path",
                condition=~Q(name__contains="/") & ~Q(name=""),
                violation_error_message=_("The name of a file is a name, not a path."),
            ),
        ]

    def __str__(self):
        return self.name
