"""Change requests: the only way to alter a sealed fact, asked for by one, approved by another."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from governance.classes import DataClass
from governance.records import Record

models.TextField.register_lookup(Length)


class ChangeRequest(Record):
    """One exact change of one sealed row (đề nghị sửa dữ liệu đã khóa), usable once."""

    DATA_CLASS: ClassVar[DataClass] = DataClass.ADMIN
    GUARD: ClassVar[str] = "frozen"

    tbl = models.CharField(_("table"), max_length=63)
    row = models.UUIDField(_("row"))
    old = models.JSONField(_("value now"))
    new = models.JSONField(_("value wanted"))
    unit_path = models.CharField(_("unit path"), max_length=255, blank=True)
    reason = models.TextField(_("reason"))
    requested_by = models.CharField(_("requested by (person)"), max_length=60)
    requested_by_name = models.CharField(_("requested by"), max_length=150)
    requested_at = models.DateTimeField(_("requested at"))
    approved_by = models.CharField(_("approved by (person)"), max_length=60, null=True, blank=True)
    approved_by_name = models.CharField(_("approved by"), max_length=150, null=True, blank=True)
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    consumed_at = models.DateTimeField(_("carried out at"), null=True, blank=True)

    class Meta:
        ordering = ["-requested_at", "id"]
        verbose_name = _("change request")
        verbose_name_plural = _("change requests")
        constraints = [
            models.CheckConstraint(
                name="change_is_approved_by_another_person",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("requested_by")),
                violation_error_message=_("Another person must approve this change."),
            ),
            models.CheckConstraint(
                name="change_states_its_reason",
                condition=Q(reason__length__gte=20),
                violation_error_message=_("The reason needs at least 20 characters."),
            ),
            models.CheckConstraint(
                name="change_approval_is_whole",
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
            ),
            models.CheckConstraint(
                name="change_is_carried_out_only_when_approved",
                condition=Q(consumed_at__isnull=True)
                | Q(approved_at__isnull=False, withdrawn_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="change_one_open_request_per_row",
                fields=["tbl", "row"],
                condition=Q(consumed_at__isnull=True, withdrawn_at__isnull=True),
                violation_error_message=_("This record already has an open change request."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tbl} {self.row}"
