"""Titles, and the seats that bear them in a unit."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.models.scoping import scoped_manager
from cadres.models.unit import Level, Named, Unit
from governance.classes import DataClass
from governance.records import EditableRecord


class Track(models.TextChoices):
    """The line of career a title belongs to."""

    PARTY = "party", _("Party")
    STATE = "state", pgettext_lazy("track", "State")
    FRONT = "front", _("Front and mass organisations")
    SERVICE = "service", _("public service")


class TitleGroup(models.TextChoices):
    """Groups of titles that statistics count together."""

    SECRETARY = "secretary", _("secretary")
    DEPUTY_SECRETARY = "deputy_secretary", _("deputy secretary")
    COMMITTEE_MEMBER = "committee_member", _("committee member")
    COUNCIL_CHAIR = "council_chair", _("chair of the People's Council")
    PEOPLES_CHAIR = "peoples_chair", _("chair of the People's Committee")
    DEPUTY_CHAIR = "deputy_chair", _("deputy chair")
    HEAD = "head", _("head")
    DEPUTY_HEAD = "deputy_head", _("deputy head")
    SPECIALIST = "specialist", _("specialist")


class Title(Named, EditableRecord):
    """A title (chức danh), independent of who holds it and where."""

    DATA_CLASS = DataClass.BASIC

    code = models.CharField(_("code"), max_length=40, unique=True)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    group = models.CharField(_("group"), max_length=20, choices=TitleGroup)
    track = models.CharField(_("track"), max_length=8, choices=Track)
    precedence = models.PositiveSmallIntegerField(_("order of precedence"), default=100)
    term_years = models.PositiveSmallIntegerField(_("term in years"), null=True, blank=True)

    objects = scoped_manager()

    class Meta:
        verbose_name = _("title")
        ordering = ["precedence", "code"]
        constraints = [
            models.CheckConstraint(
                name="title_level_is_known", condition=Q(level__in=Level.values)
            ),
            models.CheckConstraint(
                name="title_group_is_known", condition=Q(group__in=TitleGroup.values)
            ),
            models.CheckConstraint(
                name="title_track_is_known", condition=Q(track__in=Track.values)
            ),
        ]

    def get_absolute_url(self):
        return reverse("cadres:title", args=[self.pk])

    @property
    def is_head(self) -> bool:
        return self.group in HEAD_GROUPS


HEAD_GROUPS = (
    TitleGroup.SECRETARY,
    TitleGroup.COUNCIL_CHAIR,
    TitleGroup.PEOPLES_CHAIR,
    TitleGroup.HEAD,
)


class Seat(EditableRecord):
    """A place in a unit that one cadre at a time can hold (vị trí)."""

    DATA_CLASS = DataClass.BASIC

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="seats")
    title = models.ForeignKey(Title, models.PROTECT, related_name="seats")
    ordinal = models.PositiveSmallIntegerField(_("number"), default=1)
    label = models.CharField(_("field of work"), max_length=120, blank=True)
    valid = DateRangeField(_("exists during"))

    objects = scoped_manager("unit")

    class Meta:
        verbose_name = _("seat")
        ordering = ["title__precedence", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "title", "ordinal"],
                name="seat_number_is_unique_in_its_unit",
                violation_error_message=_("The unit has a seat of this title and number."),
            ),
            models.CheckConstraint(
                name="seat_has_a_first_day",
                condition=Q(valid__startswith__isnull=False, valid__isempty=False),
                violation_error_message=_("The seat needs a first day."),
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.unit}"

    def get_absolute_url(self):
        return reverse("cadres:seat", args=[self.pk])
