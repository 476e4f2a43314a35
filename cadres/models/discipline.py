"""Discipline in force, as dated rows.

Rows never change: what ends a measure early is filled in once. Time does the rest, for every
question is asked of a day.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cadres.models.assignment import Decision
from cadres.models.cadre import Cadre, LegalCategory
from cadres.models.scoping import scoped_manager
from cadres.rules.discipline import WITHOUT_END
from governance.classes import DataClass
from governance.records import Record


class Side(models.TextChoices):
    """Which side disciplines: one never replaces the other."""

    PARTY = "party", _("Party discipline")
    ADMIN = "admin", _("administrative discipline")


class DisciplineForm(models.TextChoices):
    REPRIMAND = "reprimand", _("reprimand")
    WARNING = "warning", _("warning")
    SALARY = "salary", _("salary step lowered")
    DEMOTION = "demotion", _("demotion")
    DISMISSAL = "dismissal", _("dismissal from post")
    REMOVAL = "removal", _("removal from elected post")
    FORCED_OUT = "forced_out", _("forced to leave the service")
    EXPULSION = "expulsion", _("expulsion from the Party")


PARTY_FORMS = ["reprimand", "warning", "dismissal", "expulsion"]
ADMIN_FORMS = [form for form in DisciplineForm.values if form != "expulsion"]


class MeasureState(models.TextChoices):
    """What a measure is on a day; only changed and revoked are written down."""

    COMING = "coming", _("takes effect later")
    IN_EFFECT = "in_effect", _("in effect")
    EXPIRED = "expired", _("no longer in effect")
    CHANGED = "changed", _("changed by another decision")
    REVOKED = "revoked", _("revoked")


ENDINGS = [(each.value, each.label) for each in (MeasureState.CHANGED, MeasureState.REVOKED)]


def in_effect(on: date) -> Q:
    """Measures that have effect on a day."""
    return (
        Q(effective_from__lte=on)
        & (Q(expires_on=None) | Q(expires_on__gt=on))
        & (Q(ended_on=None) | Q(ended_on__gt=on))
    )


class DisciplineMeasure(Record):
    """A disciplinary decision on a person; another decision adds a row, it never rewrites one."""

    DATA_CLASS = DataClass.DISCIPLINE
    GUARD = "frozen"

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="measures")
    side = models.CharField(_("side"), max_length=5, choices=Side)
    form = models.CharField(_("form of discipline"), max_length=10, choices=DisciplineForm)
    category = models.CharField(_("legal category"), max_length=10, choices=LegalCategory)
    is_leader = models.BooleanField(_("held a leading post"), default=False)
    violation = models.CharField(_("what for"), max_length=500)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="measures")
    announced_on = models.DateField(_("announced on"))
    effective_from = models.DateField(_("in effect from"))
    expires_on = models.DateField(_("in effect until"), null=True, blank=True)
    follows = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name=_("Party decision it follows"),
    )
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("measure it replaces"),
    )
    ended_on = models.DateField(_("ended early on"), null=True, blank=True)
    end = models.CharField(_("ended by"), max_length=7, choices=ENDINGS, blank=True)
    end_decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="+"
    )
    law_versions = models.JSONField(_("law applied"), default=dict)

    objects = scoped_manager("cadre__employing_unit", "cadre__managing_unit", own="cadre_id")

    class Meta:
        verbose_name = _("disciplinary measure")
        ordering = ["-effective_from", "id"]
        indexes = [
            models.Index(fields=["cadre", "effective_from"], name="measure_by_cadre"),
            models.Index(fields=["-effective_from", "id"], name="measure_by_day"),
            models.Index(fields=["expires_on"], name="measure_by_expiry"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["cadre", "decision"],
                name="measure_one_form_by_one_decision",
                violation_error_message=_(
                    "This decision is recorded for this person already; one decision has one form."
                ),
            ),
            models.CheckConstraint(
                name="measure_side_is_known", condition=Q(side__in=Side.values)
            ),
            models.CheckConstraint(
                name="measure_form_is_known", condition=Q(form__in=DisciplineForm.values)
            ),
            models.CheckConstraint(
                name="measure_category_is_known", condition=Q(category__in=LegalCategory.values)
            ),
            models.CheckConstraint(
                name="measure_end_is_known", condition=Q(end__in=["", *dict(ENDINGS)])
            ),
            models.CheckConstraint(
                name="measure_form_belongs_to_its_side",
                condition=Q(side="party", form__in=PARTY_FORMS)
                | Q(side="admin", form__in=ADMIN_FORMS),
                violation_error_message=_("This form of discipline belongs to the other side."),
            ),
            models.CheckConstraint(
                name="measure_ends_after_it_takes_effect",
                condition=Q(expires_on=None) | Q(expires_on__gt=F("effective_from")),
                violation_error_message=_("The measure ends before it takes effect."),
            ),
            models.CheckConstraint(
                name="measure_without_end_takes_away_post_or_membership",
                condition=Q(expires_on__isnull=False) | Q(form__in=[*map(str, WITHOUT_END)]),
                violation_error_message=_("A measure of this form has a last day."),
            ),
            models.CheckConstraint(
                name="measure_ended_early_says_how_and_why",
                condition=Q(end="", ended_on=None, end_decision=None)
                | Q(ended_on__gte=F("effective_from"), end_decision__isnull=False) & ~Q(end=""),
                violation_error_message=_(
                    "Say how the measure ended, when, and by which decision."
                ),
            ),
            models.CheckConstraint(
                name="measure_following_a_party_one_is_administrative",
                condition=Q(follows=None) | Q(side="admin"),
                violation_error_message=_("Only an administrative measure follows a Party one."),
            ),
            models.CheckConstraint(
                name="measure_says_what_for", condition=Q(violation__regex=r"\S")
            ),
        ]

    def __str__(self):
        return f"{self.cadre}: {self.get_form_display()}"

    def state_on(self, on: date) -> MeasureState:
        """What the measure is on a day; nobody has to write down that time has passed."""
        if self.ended_on and self.ended_on <= on:
            return MeasureState(self.end)
        if on < self.effective_from:
            return MeasureState.COMING
        if self.expires_on and self.expires_on <= on:
            return MeasureState.EXPIRED
        return MeasureState.IN_EFFECT
