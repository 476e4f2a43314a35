"""Tables that a regulation sets: whole versions, entered by one person, confirmed by another."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from governance.models import Amendment
from governance.records import EditableRecord
from governance.regulation import Confidence


class VersionState(models.TextChoices):
    """Where a version of a regulation's table stands."""

    DRAFT = "draft", _("waits for a second person")
    CONFIRMED = "confirmed", pgettext_lazy("version", "confirmed")
    WITHDRAWN = "withdrawn", pgettext_lazy("version", "withdrawn")


class RegulatedVersion(EditableRecord):
    """One version of a table that a regulation sets, with its source and period."""

    number = models.PositiveSmallIntegerField(_("version number"), unique=True)
    source = models.CharField(_("instrument and article"), max_length=300)
    confidence = models.CharField(
        _("confidence"), max_length=20, choices=Amendment.Confidences.choices
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    valid = DateRangeField(_("in force during"))
    state = models.CharField(
        _("state"), max_length=10, choices=VersionState, default=VersionState.DRAFT
    )
    entered_by = models.CharField(_("entered by (person)"), max_length=60)
    entered_by_name = models.CharField(_("entered by"), max_length=150)
    entered_on = models.DateField(_("entered on"))
    confirmed_by = models.CharField(_("confirmed by (person)"), max_length=60, blank=True)
    confirmed_by_name = models.CharField(_("confirmed by"), max_length=150, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_is_confirmed_by_another_person",
                condition=~Q(confirmed_by=F("entered_by")),
                violation_error_message=_("Another person must confirm this version."),
            ),
            models.CheckConstraint(
                name="%(class)s_in_force_was_confirmed",
                condition=~Q(state="confirmed")
                | (Q(confirmed_on__isnull=False) & ~Q(confirmed_by="")),
                violation_error_message=_(
                    "A version is in force once a second person confirmed it."
                ),
            ),
            models.CheckConstraint(
                name="%(class)s_has_a_first_day",
                condition=Q(valid__startswith__isnull=False, valid__isempty=False),
                violation_error_message=_("The version needs a first day."),
            ),
            models.CheckConstraint(
                name="%(class)s_state_is_known", condition=Q(state__in=VersionState.values)
            ),
            models.CheckConstraint(
                name="%(class)s_confidence_is_known",
                condition=Q(confidence__in=[str(member) for member in Confidence]),
            ),
            ExclusionConstraint(
                name="%(class)s_one_in_force_at_a_time",
                expressions=[("valid", RangeOperators.OVERLAPS)],
                condition=Q(state="confirmed"),
                violation_error_message=_("Another version is in force in that time."),
            ),
        ]

    def __str__(self):
        return f"{self.number} · {self.source}"

    @property
    def is_draft(self) -> bool:
        return self.state == VersionState.DRAFT
