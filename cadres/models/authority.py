"""The authority matrix (phân cấp quản lý cán bộ): who proposes, decides, signs for which post."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.models.cadre import Tier
from cadres.models.regulated import RegulatedVersion
from cadres.models.scoping import scoped_manager
from cadres.models.seat import Title, TitleGroup, Track
from cadres.models.unit import Level, Unit
from governance.classes import DataClass
from governance.records import EditableRecord


class Step(models.TextChoices):
    """A step of personnel work for which somebody is competent."""

    PROPOSE = "propose", pgettext_lazy("authority", "propose")
    CONSULT = "consult", pgettext_lazy("authority", "consult")
    APPRAISE = "appraise", pgettext_lazy("authority", "appraise")
    DECIDE = "decide", pgettext_lazy("authority", "decide")
    SIGN = "sign", pgettext_lazy("authority", "sign")


class Body(models.TextChoices):
    """Which body of a level acts; a concrete unit is found for a given post and day."""

    CENTRE = "centre", _("Politburo or Secretariat")
    PARTY_COMMITTEE = "cap_uy", _("Party committee")
    STANDING_COMMITTEE = "btv", _("standing committee")
    ORGANISATION_BOARD = "org_board", _("organisation board")
    INSPECTION_COMMITTEE = "inspection", _("Inspection Committee")
    PEOPLES_COUNCIL = "hdnd", _("People's Council")
    PEOPLES_COMMITTEE = "ubnd", _("People's Committee")
    HOME_AFFAIRS = "home_affairs", _("home affairs office")
    FRONT = "mttq", _("Fatherland Front committee")
    AGENCY = "agency", _("leadership collective of the agency")


class AuthorityVersion(RegulatedVersion):
    """A version of the matrix, as one regulation on the management of cadres sets it."""

    DATA_CLASS = DataClass.BASIC

    objects = scoped_manager()

    class Meta(RegulatedVersion.Meta):
        abstract = False
        verbose_name = _("version of the authority matrix")

    def get_absolute_url(self):
        return reverse("cadres:authority_version", args=[self.pk])


class AuthorityLine(EditableRecord):
    """A line of the matrix: a group of titles at a level, and its management tier."""

    DATA_CLASS = DataClass.BASIC

    of_version = models.ForeignKey(AuthorityVersion, models.PROTECT, related_name="lines")
    group = models.CharField(_("group of titles"), max_length=20, choices=TitleGroup)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    # Empty: every track that has no line of its own.
    track = models.CharField(_("track"), max_length=8, choices=Track, blank=True)
    # Filled: this one title, which the regulation treats apart from its group.
    title = models.ForeignKey(
        Title, models.PROTECT, null=True, blank=True, related_name="authority_lines"
    )
    tier = models.CharField(_("management tier"), max_length=20, choices=Tier)

    objects = scoped_manager()

    class Meta:
        verbose_name = _("line of the authority matrix")
        ordering = ["level", "group", "track"]
        constraints = [
            models.UniqueConstraint(
                fields=["of_version", "group", "level", "track", "title"],
                name="authority_line_is_written_once",
                nulls_distinct=False,
                violation_error_message=_("The matrix has this line already."),
            ),
            models.CheckConstraint(
                name="authority_line_group_is_known", condition=Q(group__in=TitleGroup.values)
            ),
            models.CheckConstraint(
                name="authority_line_level_is_known", condition=Q(level__in=Level.values)
            ),
            models.CheckConstraint(
                name="authority_line_track_is_known", condition=Q(track__in=["", *Track.values])
            ),
            models.CheckConstraint(
                name="authority_line_tier_is_known", condition=Q(tier__in=Tier.values)
            ),
        ]

    def __str__(self):
        who = self.title.name if self.title else self.get_group_display()
        parts = [who, self.get_level_display(), self.get_track_display()]
        return " · ".join(str(part) for part in parts if part)


class AuthorityCell(EditableRecord):
    """Which body takes a step for the titles of a line; none where the body is empty."""

    DATA_CLASS = DataClass.BASIC

    line = models.ForeignKey(AuthorityLine, models.PROTECT, related_name="cells")
    step = models.CharField(_("step"), max_length=8, choices=Step)
    body = models.CharField(_("body"), max_length=12, choices=Body, blank=True)
    # Empty: the level of the post itself.
    body_level = models.CharField(_("level of the body"), max_length=10, choices=Level, blank=True)

    objects = scoped_manager()

    class Meta:
        verbose_name = _("cell of the authority matrix")
        ordering = ["step"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "step"], name="authority_cell_is_one_for_each_step"
            ),
            models.CheckConstraint(
                name="authority_cell_step_is_known", condition=Q(step__in=Step.values)
            ),
            models.CheckConstraint(
                name="authority_cell_body_is_known", condition=Q(body__in=["", *Body.values])
            ),
            models.CheckConstraint(
                name="authority_cell_level_is_known",
                condition=Q(body_level__in=["", *Level.values]),
            ),
        ]

    def __str__(self):
        return f"{self.line}: {self.get_step_display()}"


class UnitRole(EditableRecord):
    """What a unit does for its locality where its kind alone does not tell."""

    DATA_CLASS = DataClass.BASIC

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="roles")
    role = models.CharField(_("role"), max_length=12, choices=Body)
    valid = DateRangeField(_("during"))

    objects = scoped_manager("unit")

    class Meta:
        verbose_name = _("role of a unit")
        ordering = ["role"]
        constraints = [
            ExclusionConstraint(
                name="unit_has_a_role_once_at_a_time",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("The unit has this role in that time already."),
            ),
            models.CheckConstraint(name="unit_role_is_known", condition=Q(role__in=Body.values)),
        ]

    def __str__(self):
        return f"{self.unit}: {self.get_role_display()}"
