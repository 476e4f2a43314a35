"""What every dated line of a record has: from and to, the decision, the paper, who checked it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cadres.models.scoping import ScopedQuerySet
from governance.classes import DataClass
from governance.records import ActorManager, EditableRecord
from portal.partial_dates import PartialDateField


class LineQuerySet(ScopedQuerySet):
    """Lines of records; one that was wrong is struck out, never removed."""

    def standing(self):
        return self.filter(struck_on__isnull=True)

    def latest_first(self):
        """By what is known of the beginning, latest first; undated lines last."""
        return self.order_by(F("from_date").desc(nulls_last=True), "-pk")


def line_manager() -> models.Manager:
    """The default manager of lines: they are seen by whoever may see the record's class."""
    scoped = LineQuerySet.over("cadre__employing_unit", "cadre__managing_unit", own="cadre_id")
    return ActorManager.from_queryset(scoped)()


def line_constraints(name: str) -> list[models.CheckConstraint]:
    """What the database refuses in any line of a record."""
    return [
        models.CheckConstraint(
            name=f"{name}_ends_after_it_begins",
            condition=Q(from_date__isnull=True)
            | Q(to_date__isnull=True)
            | Q(to_date__not_before=F("from_date")),
            violation_error_message=_("The end lies before the beginning. Check both dates."),
        ),
        models.CheckConstraint(
            name=f"{name}_check_names_who_and_when",
            condition=Q(verified_by="", verified_on__isnull=True)
            | ~Q(verified_by="") & Q(verified_on__isnull=False),
            violation_error_message=_("Say who checked the line, and on which day."),
        ),
    ]


class RecordLine(EditableRecord):
    """One line of a cadre's record, read from a paper and perhaps checked against it."""

    DATA_CLASS = DataClass.PERSONAL

    from_date = PartialDateField(_("from"), null=True, blank=True)
    to_date = PartialDateField(_("to"), null=True, blank=True)
    decision = models.ForeignKey(
        "cadres.Decision",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,  # read from the line, not from the decision
        verbose_name=_("decision"),
    )
    paper = models.CharField(
        _("source document"),
        max_length=200,
        blank=True,
        help_text=_("The paper in the file, for example: QĐ 77-QĐ/BTC năm 2006"),
    )
    verified_by = models.CharField(_("checked by"), max_length=120, blank=True)
    verified_on = models.DateField(_("checked on"), null=True, blank=True)
    struck_on = models.DateField(_("struck out on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = line_manager()

    class Meta:
        abstract = True

    @property
    def stands(self) -> bool:
        return self.struck_on is None

    @property
    def is_verified(self) -> bool:
        return self.verified_on is not None
