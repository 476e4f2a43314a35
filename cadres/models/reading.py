"""Who read a record, and who said that it is right."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cadres.models.cadre import Cadre
from cadres.models.scoping import scoped_manager
from cadres.models.sensitive import Compartment
from governance.classes import DataClass
from governance.records import Record
from portal.models import Account


class ReadingKind(models.TextChoices):
    """What of a record somebody opened."""

    PROFILE = "profile", _("the record")
    EDITING = "editing", _("a section, to correct it")
    COMPARTMENT = "compartment", _("a closed compartment")
    DOCUMENT = "document", _("the printed record")
    SCAN = "scan", _("a scanned paper")
    EXPORT = "export", _("an export")


class RecordReading(Record):
    """That an account opened somebody else's record: once a day and kind, each time for a
    closed compartment."""

    DATA_CLASS = DataClass.ADMIN
    GUARD = "frozen"
    UNWATCHED = "It is a log itself: rows are only added, and a trigger freezes them."

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="readings")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    reader = models.CharField(_("read by"), max_length=120)
    hat = models.CharField(_("role"), max_length=16)
    day = models.DateField(_("day"))
    at = models.DateTimeField(_("when"))
    what = models.CharField(_("what"), max_length=12, choices=ReadingKind)
    compartment = models.CharField(
        _("compartment"), max_length=10, choices=Compartment, blank=True
    )

    objects = scoped_manager("cadre__employing_unit", "cadre__managing_unit", own="cadre_id")

    class Meta:
        verbose_name = _("reading of a record")
        ordering = ["-at"]
        indexes = [models.Index(fields=["cadre", "-at", "id"], name="reading_by_cadre")]
        constraints = [
            models.UniqueConstraint(
                fields=["cadre", "account", "hat", "day", "what"],
                condition=Q(compartment=""),
                name="reading_is_noted_once_a_day",
            ),
            models.CheckConstraint(
                name="reading_what_is_known", condition=Q(what__in=ReadingKind.values)
            ),
            models.CheckConstraint(
                name="reading_compartment_is_known",
                condition=Q(compartment__in=["", *Compartment.values]),
            ),
        ]

    def __str__(self):
        return f"{self.reader}: {self.get_what_display()}"


class RecordConfirmation(Record):
    """That the person, or the clerk with the person, found the whole record right."""

    DATA_CLASS = DataClass.BASIC
    GUARD = "frozen"

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="confirmations")
    confirmed_on = models.DateField(_("confirmed on"))
    confirmed_by = models.CharField(_("confirmed by"), max_length=120)
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    by_self = models.BooleanField(_("by the person"), default=False)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = scoped_manager("cadre__employing_unit", "cadre__managing_unit", own="cadre_id")

    class Meta:
        verbose_name = _("confirmation of a record")
        ordering = ["-confirmed_on"]
        indexes = [models.Index(fields=["cadre", "-confirmed_on"], name="confirmation_by_cadre")]
        constraints = [
            models.UniqueConstraint(
                fields=["cadre", "confirmed_on"],
                name="confirmation_is_given_once_a_day",
                violation_error_message=_("The record was confirmed today already."),
            ),
        ]

    def __str__(self):
        return f"{self.cadre}: {self.confirmed_on}"


class RecordScore(Record):
    """How complete a record is, counted in one statement for all records at night and for one
    record with each of its changes; everything in it can be derived again."""

    DATA_CLASS = DataClass.BASIC
    UNWATCHED = "Figures derived from watched rows; counted anew every night."

    cadre = models.OneToOneField(Cadre, models.PROTECT, related_name="score")
    percent = models.PositiveSmallIntegerField(_("completeness, %"))
    present = models.PositiveSmallIntegerField(_("items there"))
    total = models.PositiveSmallIntegerField(_("items needed"))
    missing = ArrayField(models.CharField(max_length=20), verbose_name=_("items missing"))
    confirmed_on = models.DateField(_("confirmed on"), null=True)
    counted_on = models.DateField(_("counted on"))

    objects = scoped_manager("cadre__employing_unit", "cadre__managing_unit", own="cadre_id")

    class Meta:
        verbose_name = _("completeness of a record")
        constraints = [
            models.CheckConstraint(name="score_is_a_percentage", condition=Q(percent__lte=100)),
            models.CheckConstraint(
                name="score_counts_no_more_than_all", condition=Q(present__lte=F("total"))
            ),
        ]

    def __str__(self):
        return f"{self.percent} %"
