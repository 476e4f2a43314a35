"""Collective decisions: the totals of a vote, recorded by one, countersigned by another."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from governance.classes import DataClass
from governance.records import EditableRecord
from governance.rules import VoteTotals


class CollectiveDecision(EditableRecord):
    """A vote of people convened (quyết định tập thể): totals and minutes, never a ballot."""

    DATA_CLASS: ClassVar[DataClass] = DataClass.PLANNING
    GUARD: ClassVar[str] = "sealed"

    class Outcome(models.TextChoices):
        CARRIED = "carried", _("carried")
        HALF = "half", _("exactly half")
        LOST = "lost", _("not carried")

    subject = models.CharField(_("subject of the vote"), max_length=300)
    unit_path = models.CharField(_("unit path"), max_length=255)
    held_on = models.DateField(_("held on"))
    convened = models.PositiveIntegerField(_("people convened"))
    present = models.PositiveIntegerField(_("people present"))
    issued = models.PositiveIntegerField(_("ballots issued"))
    valid = models.PositiveIntegerField(_("valid ballots"))
    invalid = models.PositiveIntegerField(_("invalid ballots"))
    votes_for = models.PositiveIntegerField(_("votes for"))
    votes_against = models.PositiveIntegerField(_("votes against"))
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome)
    law_versions = models.JSONField(_("law applied"), default=dict, blank=True)
    minutes = models.TextField(_("minutes"))
    recorded_by = models.CharField(_("recorded by (person)"), max_length=60)
    recorded_by_name = models.CharField(_("recorded by"), max_length=150)
    countersigned_by = models.CharField(_("countersigned by (person)"), max_length=60, blank=True)
    countersigned_by_name = models.CharField(_("countersigned by"), max_length=150, blank=True)
    countersigned_on = models.DateField(_("countersigned on"), null=True, blank=True)

    class Meta:
        ordering = ["-held_on", "id"]
        verbose_name = _("collective decision")
        verbose_name_plural = _("collective decisions")
        constraints = [
            models.CheckConstraint(
                name="decision_totals_agree",
                condition=Q(
                    valid__gte=F("votes_for") + F("votes_against"),
                    issued__gte=F("valid") + F("invalid"),
                    present__gte=F("issued"),
                    convened__gte=F("present"),
                    convened__gt=0,
                ),
                violation_error_message=_("The totals of the vote do not agree."),
            ),
            models.CheckConstraint(
                name="decision_is_countersigned_by_another_person",
                condition=~Q(countersigned_by=F("recorded_by")),
                violation_error_message=_("Another person must countersign."),
            ),
            models.CheckConstraint(
                name="decision_countersignature_is_whole",
                condition=Q(countersigned_on__isnull=True, countersigned_by="")
                | (Q(countersigned_on__isnull=False) & ~Q(countersigned_by="")),
            ),
            models.CheckConstraint(
                name="decision_outcome_is_known",
                condition=Q(outcome__in=["carried", "half", "lost"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.held_on.isoformat()})"

    @property
    def totals(self) -> VoteTotals:
        return VoteTotals(**{name: getattr(self, name) for name in VoteTotals.__slots__})

    @property
    def is_sealed(self) -> bool:
        return self.countersigned_on is not None
