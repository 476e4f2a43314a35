"""The audit trail as Django reads it. Only the database writes it."""

from typing import ClassVar

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from governance.actor import Actor
from governance.classes import DataClass
from governance.records import ActorManager, data_class_of

SECRET = frozenset({"password"})  # a digest helps nobody who reads the trail


class TrailQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> "TrailQuerySet":
        """Events of the units over which the acting hat may see the trail.

        What no unit owns (amendments, jobs of the system) is shown to a hat over a whole tree.
        """
        inside = Q(pk__in=[])
        for grant in actor.grants:
            if grant.hat != actor.hat or DataClass.ADMIN not in grant.classes:
                continue
            inside |= Q(unit_path__startswith=grant.path)
            if grant.path.count("/") <= 2:
                inside |= Q(unit_path="")
        return self.filter(inside)


class AuditEvent(models.Model):
    """One link of the audit chain (nhật ký hệ thống): a row change, or what a use case said."""

    DATA_CLASS: ClassVar[DataClass] = DataClass.ADMIN

    class Op(models.TextChoices):
        INSERT = "I", _("added")
        UPDATE = "U", _("changed")
        DELETE = "D", pgettext_lazy("row", "removed")
        NOTE = "N", _("action")
        BASELINE = "B", _("baseline")

    seq = models.BigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("at"))
    xid = models.BigIntegerField(_("transaction"))
    tbl = models.TextField(_("table"))
    pk_text = models.TextField(_("row"), db_column="pk")
    op = models.CharField(_("kind"), max_length=1, choices=Op)
    old = models.JSONField(_("before"), null=True)
    new = models.JSONField(_("after"), null=True)
    actor = models.UUIDField(_("account"), null=True)
    actor_name = models.TextField(_("who"))
    hat = models.TextField(_("role"))
    action = models.TextField(_("action"))
    reason = models.TextField(_("reason"))
    basis = models.TextField(_("basis"))
    request_id = models.UUIDField(_("request"), null=True)
    unit_path = models.TextField(_("unit"))
    prev = models.BinaryField()
    h = models.BinaryField()

    objects = ActorManager.from_queryset(TrailQuerySet)()

    class Meta:
        managed = False
        db_table = '"audit"."event"'
        ordering = ["-seq"]
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")

    def __str__(self) -> str:
        return f"{self.seq} {self.actor_name} {self.action} {self.tbl}"

    @property
    def subject_model(self) -> type[models.Model] | None:
        return next((m for m in apps.get_models() if m._meta.db_table == self.tbl), None)

    def changed_fields(self, classes: frozenset[str]) -> list[tuple[str, object, object]]:
        """Label, value before and after of what changed, with only the classes given shown."""
        old, new = self.old or {}, self.new or {}
        if self.op not in {"I", "U", "D"}:
            return []
        fields = (
            {f.column: f for f in self.subject_model._meta.fields} if self.subject_model else {}
        )
        found = []
        for column in sorted(old.keys() | new.keys()):
            if old.get(column) == new.get(column):
                continue
            field = fields.get(column)
            shown = field and str(data_class_of(self.subject_model, field.name)) in classes
            shown = shown and column not in SECRET
            values = (old.get(column), new.get(column)) if shown else ("•••", "•••")
            found.append((field.verbose_name if field else column, *values))
        return found
