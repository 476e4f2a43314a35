"""Where each person of a closing unit goes (phương án bố trí nhân sự)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cadres.models.assignment import Assignment, AssignmentKind, Decision, Entry, Exit
from cadres.models.cadre import Tier
from cadres.models.reorganisation import PlannedSeat, PlannedUnit, Reorganisation
from cadres.models.scoping import scoped_manager
from cadres.models.seat import Seat, Title
from cadres.models.unit import Unit
from governance.classes import DataClass
from governance.records import EditableRecord


class Outcome(models.TextChoices):
    SEAT = "seat", _("takes a seat of the successor")
    MOVES = "moves", _("moves with the own seat")
    WAITS = "waits", _("without a seat")
    ENDS = "ends", _("the concurrent post ends")
    LEAVES = "leaves", _("leaves the service")


class Placement(EditableRecord):
    """What becomes of one assignment in a closing unit.

    Its identifier is that of the assignment that follows, and of the seat that moves along.
    """

    DATA_CLASS = DataClass.BASIC

    reorganisation = models.ForeignKey(
        Reorganisation, models.PROTECT, related_name="placements", db_index=False
    )
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="placements")
    outcome = models.CharField(_("outcome"), max_length=6, choices=Outcome)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    planned_unit = models.ForeignKey(
        PlannedUnit, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    seat = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    planned_seat = models.ForeignKey(
        PlannedSeat, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    title = models.ForeignKey(
        Title, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=AssignmentKind, default=AssignmentKind.PRIMARY
    )
    entry = models.CharField(_("came by"), max_length=12, choices=Entry, default=Entry.TRANSFERRED)
    exit = models.CharField(_("left by"), max_length=14, choices=Exit, default=Exit.UNIT_DISSOLVED)
    manager = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("managed by"),
    )
    planned_manager = models.ForeignKey(
        PlannedUnit, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    tier = models.CharField(_("management tier"), max_length=20, choices=Tier, blank=True)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    by_hand = models.BooleanField(_("decided by hand"), default=False)
    dropped = models.BooleanField(_("taken out"), default=False)

    objects = scoped_manager("reorganisation__unit", "assignment__seat__unit")

    class Meta:
        verbose_name = _("placement")
        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "assignment"],
                name="placement_of_an_assignment_once",
                violation_error_message=_("This person is placed already."),
            ),
            models.UniqueConstraint(
                fields=["planned_seat"],
                condition=Q(dropped=False, planned_seat__isnull=False),
                name="placement_fills_a_planned_seat_once",
                violation_error_message=_("Somebody else is placed in this seat."),
            ),
            models.UniqueConstraint(
                fields=["reorganisation", "seat"],
                condition=Q(dropped=False, seat__isnull=False),
                name="placement_fills_a_seat_once",
                violation_error_message=_("Somebody else is placed in this seat."),
            ),
            models.CheckConstraint(
                name="placement_outcome_is_known", condition=Q(outcome__in=Outcome.values)
            ),
            models.CheckConstraint(
                name="placement_kind_is_known", condition=Q(kind__in=AssignmentKind.values)
            ),
            models.CheckConstraint(
                name="placement_entry_is_known", condition=Q(entry__in=Entry.values)
            ),
            models.CheckConstraint(
                name="placement_exit_is_known", condition=Q(exit__in=Exit.values)
            ),
            models.CheckConstraint(
                name="placement_tier_is_known", condition=Q(tier__in=["", *Tier.values])
            ),
            models.CheckConstraint(
                name="placement_loses_nobody",
                condition=Q(outcome__in=["ends", "leaves"])
                | Q(unit__isnull=False, planned_unit__isnull=True)
                | Q(unit__isnull=True, planned_unit__isnull=False),
                violation_error_message=_("Say in which unit this person goes on."),
            ),
            models.CheckConstraint(
                name="placement_in_a_seat_names_one",
                condition=(
                    Q(outcome="seat")
                    & (
                        Q(seat__isnull=False, planned_seat__isnull=True)
                        | Q(seat__isnull=True, planned_seat__isnull=False)
                    )
                )
                | (~Q(outcome="seat") & Q(seat__isnull=True, planned_seat__isnull=True)),
                violation_error_message=_("Name the seat that this person takes."),
            ),
            models.CheckConstraint(
                name="placement_has_one_manager",
                condition=Q(manager__isnull=True) | Q(planned_manager__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.assignment}: {self.get_outcome_display()}"

    @property
    def goes_to(self):
        """The unit in which the person goes on."""
        return self.unit or self.planned_unit

    @property
    def takes(self):
        """The seat taken, or the title of the seat that moves along."""
        if self.outcome == Outcome.MOVES:
            return self.title or self.assignment.seat.title
        seat = self.seat or self.planned_seat
        return seat.title if seat else None
