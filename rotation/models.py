"""Moves of cadres between seats: proposed by one person, decided by another."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.models import Cadre, Decision, Seat
from cadres.models.scoping import ScopedQuerySet
from governance.classes import DataClass
from governance.records import ActorManager, EditableRecord
from planning.models import PlanEntry
from recruitment.models import Result

LAST_DISTRICT_DAY = date(2025, 6, 30)


class MoveKind(models.TextChoices):
    """Why somebody takes another seat; rotation alone is for a fixed time (luân chuyển)."""

    APPOINTMENT = "appointment", _("appointment")
    REAPPOINTMENT = "reappointment", _("re-appointment")
    TRANSFER = "transfer", _("transfer")
    ROTATION = "rotation", _("rotation")
    CONCURRENT = "concurrent", _("concurrent post")
    RETURN = "return", _("return from rotation")


class MoveState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    DECIDED = "decided", _("decided")
    IN_PROGRESS = "in_progress", _("in progress")
    DUE = "due", _("due")
    ENDED = "ended", _("ended")
    CANCELLED = "cancelled", _("cancelled")


class Direction(models.TextChoices):
    """From which level to which (form 11); the district ones ended on 30 June 2025."""

    CENTRE_PROVINCE = "centre_province", _("centre to province")
    PROVINCE_PROVINCE = "province_province", _("between provincial bodies")
    PROVINCE_DISTRICT = "province_district", _("province to district")
    DISTRICT_PROVINCE = "district_province", _("district to province")
    DISTRICT_DISTRICT = "district_district", _("between districts")
    DISTRICT_COMMUNE = "district_commune", _("district to commune")
    COMMUNE_DISTRICT = "commune_district", _("commune to district")
    PROVINCE_COMMUNE = "province_commune", _("province to commune")
    COMMUNE_PROVINCE = "commune_province", _("commune to province")
    COMMUNE_COMMUNE = "commune_commune", _("between communes")


DISTRICT_DIRECTIONS = [value for value in Direction.values if "district" in value]


class SpecialCase(models.TextChoices):
    """The case for which Decree 138/2020 asked fewer months of service."""

    NONE = "", _("none")
    NONLOCAL_HEAD = "nonlocal", _("head who is not a local person")
    TWO_TERMS = "two_terms", _("head who has served two terms")


class Placement(models.TextChoices):
    """Where somebody goes after a rotation (bố trí sau luân chuyển)."""

    BACK = "back", _("back to the former post or an equal one")
    HIGHER = "higher", _("to a higher post")
    STAY = "stay", _("stays where rotated to")
    OTHER = "other", _("other")


UNDER_WAY = (MoveState.DECIDED, MoveState.IN_PROGRESS, MoveState.DUE)
CARRIED_OUT = (*UNDER_WAY, MoveState.ENDED)


class MoveQuerySet(ScopedQuerySet):
    path_lookups = ("cadre__managing_unit",)

    def carried_out(self):
        """Moves that were decided, whatever became of them."""
        return self.filter(state__in=CARRIED_OUT)

    def running_on(self, day):
        """Rotations begun and not ended on a day."""
        not_ended = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
        return self.carried_out().filter(not_ended, kind=MoveKind.ROTATION, effective_on__lte=day)


class Move(EditableRecord):
    """One person taking a seat (điều động, luân chuyển, bổ nhiệm, kiêm nhiệm)."""

    DATA_CLASS = DataClass.PLANNING

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="moves", verbose_name=_("cadre"))
    kind = models.CharField(_("kind"), max_length=13, choices=MoveKind)
    from_seat = models.ForeignKey(
        Seat,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="moves_from",
        verbose_name=_("from the seat"),
    )
    to_seat = models.ForeignKey(
        Seat, models.PROTECT, related_name="moves_to", verbose_name=_("to the seat")
    )
    direction = models.CharField(_("direction"), max_length=18, choices=Direction, blank=True)
    effective_on = models.DateField(_("effective on"))
    expected_until = models.DateField(_("expected until"), null=True, blank=True)
    special_case = models.CharField(
        _("special case"), max_length=9, choices=SpecialCase, blank=True
    )
    plan_entry = models.ForeignKey(
        PlanEntry,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="moves",
        verbose_name=_("serves the planning entry"),
    )
    exam_result = models.ForeignKey(
        Result,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="moves",
        verbose_name=_("follows the exam result"),
    )
    returns = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="return_move",
        verbose_name=_("ends the rotation"),
    )
    state = models.CharField(
        _("state"), max_length=11, choices=MoveState, default=MoveState.PROPOSED
    )
    law_versions = models.JSONField(_("law applied"), default=dict, blank=True)
    proposed_on = models.DateField(_("proposed on"))
    proposed_by = models.CharField(_("proposed by (person)"), max_length=60, blank=True)
    proposed_by_name = models.CharField(_("proposed by"), max_length=150, blank=True)
    decided_by = models.CharField(_("decided by (person)"), max_length=60, blank=True)
    decided_by_name = models.CharField(_("decided by"), max_length=150, blank=True)
    decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="moves",
        verbose_name=_("decision"),
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    placement = models.CharField(
        _("placement afterwards"), max_length=6, choices=Placement, blank=True
    )
    end_reason = models.CharField(_("reason of an early end"), max_length=300, blank=True)

    objects = ActorManager.from_queryset(MoveQuerySet)()

    class Meta:
        verbose_name = _("move")
        ordering = ["-effective_on", "id"]
        indexes = [
            models.Index(fields=["effective_on", "id"], name="move_by_day"),
            models.Index(
                fields=["expected_until"],
                name="move_by_expected_end",
                condition=Q(state__in=["in_progress", "due"]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="move_kind_is_known", condition=Q(kind__in=MoveKind.values)
            ),
            models.CheckConstraint(
                name="move_state_is_known", condition=Q(state__in=MoveState.values)
            ),
            models.CheckConstraint(
                name="move_direction_is_known",
                condition=Q(direction__in=["", *Direction.values]),
            ),
            models.CheckConstraint(
                name="move_special_case_is_known",
                condition=Q(special_case__in=SpecialCase.values),
            ),
            models.CheckConstraint(
                name="move_placement_is_known",
                condition=Q(placement__in=["", *Placement.values]),
            ),
            models.CheckConstraint(
                name="move_district_directions_ended_in_2025",
                condition=~Q(direction__in=DISTRICT_DIRECTIONS)
                | Q(effective_on__lte=LAST_DISTRICT_DAY),
                violation_error_message=_("There is no district level since 1 July 2025."),
            ),
            models.CheckConstraint(
                name="move_carried_out_rests_on_a_decision",
                condition=~Q(state__in=CARRIED_OUT) | Q(decision__isnull=False),
                violation_error_message=_("Name the decision."),
            ),
            models.CheckConstraint(
                name="move_rotation_has_an_expected_end",
                condition=Q(kind=MoveKind.ROTATION, expected_until__isnull=False)
                | (~Q(kind=MoveKind.ROTATION) & Q(expected_until__isnull=True)),
                violation_error_message=_("A rotation, and it alone, has an expected end."),
            ),
            models.CheckConstraint(
                name="move_is_expected_to_end_after_it_began",
                condition=Q(expected_until__isnull=True) | Q(expected_until__gt=F("effective_on")),
                violation_error_message=_("The expected end lies before the beginning."),
            ),
            models.CheckConstraint(
                name="move_only_a_rotation_runs_and_ends",
                condition=Q(kind=MoveKind.ROTATION)
                | Q(state__in=[MoveState.PROPOSED, MoveState.DECIDED, MoveState.CANCELLED]),
            ),
            models.CheckConstraint(
                name="move_that_ended_says_when_and_whither",
                condition=(Q(state=MoveState.ENDED, ended_on__isnull=False) & ~Q(placement=""))
                | Q(~Q(state=MoveState.ENDED), ended_on__isnull=True, placement=""),
                violation_error_message=_("Say when the rotation ended and what follows."),
            ),
            models.CheckConstraint(
                name="move_ends_after_it_began",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gt=F("effective_on")),
                violation_error_message=_("A rotation ends after it began."),
            ),
            models.CheckConstraint(
                name="move_return_ends_a_rotation",
                condition=Q(returns__isnull=True) | Q(kind=MoveKind.RETURN),
            ),
            models.CheckConstraint(
                name="move_is_decided_by_another_person",
                condition=Q(decided_by="") | ~Q(decided_by=F("proposed_by")),
                violation_error_message=_("Another person must decide."),
            ),
            models.UniqueConstraint(
                name="move_one_rotation_at_a_time",
                fields=["cadre"],
                condition=Q(kind=MoveKind.ROTATION, state__in=UNDER_WAY),
                violation_error_message=_("This cadre is on a rotation already."),
            ),
            models.UniqueConstraint(
                name="move_proposed_once",
                fields=["cadre", "to_seat", "effective_on"],
                condition=~Q(state=MoveState.CANCELLED),
                violation_error_message=_("This move is proposed already."),
            ),
        ]

    def __str__(self):
        return f"{self.cadre}: {self.get_kind_display()}, {self.to_seat}"

    def get_absolute_url(self):
        return reverse("rotation:move", args=[self.pk])
