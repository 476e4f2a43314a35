"""Career blocks that follow from discipline or a pending matter, and exceptions from them.

Rows never change: what lifts a block early is filled in once, and time ends the others.
"""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cadres.models.assignment import Decision
from cadres.models.cadre import Cadre
from cadres.models.discipline import DisciplineMeasure
from cadres.models.scoping import scoped_manager
from governance.classes import DataClass
from governance.records import Record

A_REASON = r"\S.{18,}\S"


class BarredFrom(models.TextChoices):
    """What a career block keeps somebody from."""

    PLANNING = "planning", _("planning")
    HIGHER_POST = "higher_post", _("appointment to a higher post")
    ANY_POST = "any_post", _("appointment to any post")
    TRAINING = "training", _("training")
    MOVES = "moves", _("transfer, rotation, secondment")


class BlockRegime(models.TextChoices):
    PARTY_377 = "party_377", _("Party regulation on appointment")
    IN_EFFECT = "in_effect", _("while the measure has effect")
    STATE_LAW = "state_law", _("state law")
    PENDING = "pending", _("pending matter")


def in_force(on: date) -> Q:
    """Blocks that bar on a day; nobody has to lift what time has ended."""
    return Q(barred__contains=on) & (Q(lifted_on=None) | Q(lifted_on__gt=on))


class CareerBlock(Record):
    """What one regime bars somebody from during [first day, first day no longer barred)."""

    DATA_CLASS = DataClass.DISCIPLINE
    GUARD = "frozen"

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="career_blocks")
    what = models.CharField(_("barred from"), max_length=11, choices=BarredFrom)
    regime = models.CharField(_("regime"), max_length=9, choices=BlockRegime)
    barred = DateRangeField(_("barred during"))
    measure = models.ForeignKey(
        DisciplineMeasure, models.PROTECT, null=True, blank=True, related_name="blocks"
    )
    matter = models.CharField(_("matter"), max_length=500, blank=True)
    source = models.CharField(_("instrument and article"), max_length=300)
    confidence = models.CharField(max_length=13, blank=True, editable=False)
    law_versions = models.JSONField(_("law applied"), default=dict)
    lifted_on = models.DateField(_("lifted early on"), null=True, blank=True)
    lift_reason = models.CharField(_("why lifted"), max_length=500, blank=True)

    objects = scoped_manager("cadre__employing_unit", "cadre__managing_unit", own="cadre_id")

    class Meta:
        verbose_name = _("career block")
        ordering = ["-barred"]
        indexes = [models.Index(fields=["measure"], name="career_block_by_measure")]
        constraints = [
            ExclusionConstraint(
                name="career_block_once_for_each_origin",
                expressions=[
                    ("measure", RangeOperators.EQUAL),
                    ("what", RangeOperators.EQUAL),
                    ("regime", RangeOperators.EQUAL),
                    ("barred", RangeOperators.OVERLAPS),
                ],
                condition=Q(measure__isnull=False),
                violation_error_message=_("This block of the measure is recorded already."),
            ),
            ExclusionConstraint(
                name="career_block_once_while_pending",
                expressions=[
                    ("cadre", RangeOperators.EQUAL),
                    ("what", RangeOperators.EQUAL),
                    ("barred", RangeOperators.OVERLAPS),
                ],
                condition=Q(regime="pending", lifted_on=None),
                violation_error_message=_("A pending matter of this person is recorded already."),
            ),
            models.CheckConstraint(
                name="career_block_has_a_first_day",
                condition=Q(barred__startswith__isnull=False, barred__isempty=False),
                violation_error_message=_("The block needs a first day."),
            ),
            models.CheckConstraint(
                name="career_block_comes_from_a_measure_or_a_matter",
                condition=Q(regime="pending", measure=None, matter__regex=r"\S")
                | Q(measure__isnull=False) & ~Q(regime="pending"),
                violation_error_message=_(
                    "A block comes from a measure or from a pending matter."
                ),
            ),
            models.CheckConstraint(
                name="career_block_names_its_source", condition=Q(source__regex=r"\S")
            ),
            models.CheckConstraint(
                name="career_block_lifted_says_why",
                condition=Q(lifted_on=None, lift_reason="")
                | Q(lifted_on__isnull=False, lift_reason__regex=A_REASON),
                violation_error_message=_("Give the reason in at least 20 characters."),
            ),
            models.CheckConstraint(
                name="career_block_what_is_known", condition=Q(what__in=BarredFrom.values)
            ),
            models.CheckConstraint(
                name="career_block_regime_is_known", condition=Q(regime__in=BlockRegime.values)
            ),
        ]

    def __str__(self):
        return f"{self.cadre}: {self.get_what_display()}"

    @property
    def until(self) -> date | None:
        """The first day no longer barred, as time or a lifting has it; none: no end yet."""
        ends = [day for day in (self.barred.upper, self.lifted_on) if day]
        return min(ends, default=None)


class BlockException(Record):
    """What the competent level allowed somebody in spite of a block, for a period."""

    DATA_CLASS = DataClass.DISCIPLINE
    GUARD = "frozen"

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="block_exceptions")
    what = models.CharField(_("allowed in spite of the block"), max_length=11, choices=BarredFrom)
    allowed = DateRangeField(_("allowed during"))
    reason = models.CharField(_("reason"), max_length=500)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+")
    decided_by = models.CharField(max_length=120, editable=False)

    objects = scoped_manager("cadre__employing_unit", "cadre__managing_unit", own="cadre_id")

    class Meta:
        verbose_name = _("exception from a block")
        ordering = ["-allowed"]
        constraints = [
            ExclusionConstraint(
                name="block_exception_once_at_a_time",
                expressions=[
                    ("cadre", RangeOperators.EQUAL),
                    ("what", RangeOperators.EQUAL),
                    ("allowed", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("There is an exception for that time already."),
            ),
            models.CheckConstraint(
                name="block_exception_has_first_and_last_day",
                condition=Q(
                    allowed__startswith__isnull=False,
                    allowed__endswith__isnull=False,
                    allowed__isempty=False,
                ),
                violation_error_message=_("An exception has a first and a last day."),
            ),
            models.CheckConstraint(
                name="block_exception_has_a_reason",
                condition=Q(reason__regex=A_REASON),
                violation_error_message=_("Give the reason in at least 20 characters."),
            ),
            models.CheckConstraint(
                name="block_exception_what_is_known", condition=Q(what__in=BarredFrom.values)
            ),
        ]

    def __str__(self):
        return f"{self.cadre}: {self.get_what_display()}"
