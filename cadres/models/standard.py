"""Title standards: editions valid in time, and the tree of criteria each of them asks."""

import uuid
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cadres.models.scoping import scoped_manager
from cadres.models.seat import Title, TitleGroup, Track
from cadres.models.unit import Level
from governance.classes import DataClass
from governance.models import Amendment
from governance.records import EditableRecord
from governance.regulation import Confidence

Sureness = Amendment.Confidences


class StandardState(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_FORCE = "in_force", _("in force")
    SUPERSEDED = "superseded", _("superseded")
    WITHDRAWN = "withdrawn", _("withdrawn")


APPLIED = [StandardState.IN_FORCE, StandardState.SUPERSEDED]


class ItemKind(models.TextChoices):
    """What a criterion asks (DOMAIN 3.2); the first two join others."""

    ALL = "all", _("all of these")
    ANY = "any", _("one of these")
    MIN_DEGREE = "min_degree", _("professional level")
    MIN_POLITICAL_THEORY = "min_theory", _("political theory")
    MIN_STATE_MGMT = "min_state", _("state management")
    FOREIGN_LANGUAGE = "language", _("foreign language")
    IT = "it", _("information technology")
    DEFENCE_TRAINING = "defence", _("defence and security")
    MIN_MONTHS_IN_POST = "months_in_post", _("months in posts")
    HELD_POST = "held_post", _("post held before")
    MAX_AGE_AT = "max_age", _("age limit")
    EVAL_LEVEL_LAST_N = "eval_level", _("quality classes")
    PARTY_MEMBER = "party_member", _("Party membership")
    NOT_UNDER_DISCIPLINE = "no_discipline", _("no discipline in force")
    PLANNED_FOR = "planned_for", _("planned for the post")
    ASSET_DECLARED = "assets", _("declaration of assets and income")
    HEALTH_CERT = "health", _("health certificate")
    TEXT = "text", _("judged by people")


class Operator(models.TextChoices):
    AT_LEAST = "at_least", _("at least")
    AT_MOST = "at_most", _("at most")
    ALL_OF = "all_of", _("all of these")
    ANY_OF = "any_of", _("one of these")
    IS = "is", _("is so")
    NONE = "none", _("none")
    JUDGED = "judged", _("judged by people")


class EvidenceRule(models.TextChoices):
    RECORD = "record", _("the entry in the record is enough")
    DOCUMENT = "document", _("a certificate or decision must be named")


class TitleStandard(EditableRecord):
    """One edition of the standard of a title, or of a group of titles (tiêu chuẩn chức danh).

    A draft is entered by one person and put in force by another; what is in force is sealed.
    """

    DATA_CLASS = DataClass.BASIC
    GUARD: ClassVar[str] = "sealed"

    title = models.ForeignKey(
        Title, models.PROTECT, null=True, blank=True, related_name="standards"
    )
    title_group = models.CharField(
        _("group of titles"), max_length=20, choices=TitleGroup, blank=True
    )
    level = models.CharField(_("level"), max_length=10, choices=Level, blank=True)
    track = models.CharField(_("track"), max_length=8, choices=Track, blank=True)
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    valid = DateRangeField(_("in force during"))
    source_document = models.CharField(_("source document"), max_length=300)
    confidence = models.CharField(
        _("how sure it is"), max_length=20, choices=Sureness, default=Sureness.OFFICIAL_TEXT
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=StandardState, default=StandardState.DRAFT
    )
    entered_by = models.CharField(_("entered by (person)"), max_length=60)
    entered_by_name = models.CharField(_("entered by"), max_length=150)
    entered_on = models.DateField(_("entered on"))
    confirmed_by = models.CharField(_("confirmed by (person)"), max_length=60, blank=True)
    confirmed_by_name = models.CharField(_("confirmed by"), max_length=150, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)

    objects = scoped_manager()

    class Meta:
        verbose_name = _("title standard")
        ordering = ["title_group", "level", "track", "-edition", "id"]
        constraints = [
            models.CheckConstraint(
                name="standard_is_of_a_title_or_of_a_group",
                condition=Q(title__isnull=False, title_group="", level="", track="")
                | Q(title__isnull=True) & ~Q(title_group="") & ~Q(level=""),
                violation_error_message=_("Name one title, or a group of titles and its level."),
            ),
            models.UniqueConstraint(
                fields=["title", "edition"],
                condition=Q(title__isnull=False),
                name="standard_edition_once_per_title",
                violation_error_message=_("This title has an edition of that number."),
            ),
            models.UniqueConstraint(
                fields=["title_group", "level", "track", "edition"],
                condition=Q(title__isnull=True),
                name="standard_edition_once_per_group",
                violation_error_message=_("This group of titles has an edition of that number."),
            ),
            ExclusionConstraint(
                name="standard_of_a_title_one_at_a_time",
                expressions=[
                    ("title", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=Q(title__isnull=False, state__in=APPLIED),
                violation_error_message=_("Another edition is in force in that period."),
            ),
            ExclusionConstraint(
                name="standard_of_a_group_one_at_a_time",
                expressions=[
                    ("title_group", RangeOperators.EQUAL),
                    ("level", RangeOperators.EQUAL),
                    ("track", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=Q(title__isnull=True, state__in=APPLIED),
                violation_error_message=_("Another edition is in force in that period."),
            ),
            models.CheckConstraint(
                name="standard_has_a_first_day",
                condition=Q(valid__startswith__isnull=False, valid__isempty=False),
                violation_error_message=_("Say from which day the standard is in force."),
            ),
            models.CheckConstraint(
                name="standard_is_confirmed_by_another_person",
                condition=~Q(confirmed_by=F("entered_by")),
                violation_error_message=_("Another person must confirm this edition."),
            ),
            models.CheckConstraint(
                name="standard_applied_is_confirmed",
                condition=Q(state__in=["draft", "withdrawn"], confirmed_by="")
                & Q(confirmed_on__isnull=True)
                | Q(state__in=APPLIED, confirmed_on__isnull=False) & ~Q(confirmed_by=""),
            ),
            models.CheckConstraint(
                name="standard_names_its_document", condition=Q(source_document__regex=r"\S")
            ),
            models.CheckConstraint(
                name="standard_group_is_known",
                condition=Q(title_group__in=["", *TitleGroup.values]),
            ),
            models.CheckConstraint(
                name="standard_level_is_known", condition=Q(level__in=["", *Level.values])
            ),
            models.CheckConstraint(
                name="standard_track_is_known", condition=Q(track__in=["", *Track.values])
            ),
            models.CheckConstraint(
                name="standard_confidence_is_known", condition=Q(confidence__in=Sureness.values)
            ),
            models.CheckConstraint(
                name="standard_state_is_known", condition=Q(state__in=StandardState.values)
            ),
        ]

    def __str__(self):
        return f"{self.subject} ({_now('edition')} {self.edition})"

    def get_absolute_url(self):
        return reverse("cadres:standard", args=[self.pk])

    @property
    def subject(self) -> str:
        """Whom it is about: the title, or the group with its level and track."""
        if self.title_id:
            return f"{self.title.name} ({self.title.get_level_display()}, {self.title.code})"
        parts = [self.get_title_group_display(), self.get_level_display()]
        return capfirst(", ".join(str(p) for p in (*parts, self.get_track_display()) if p))

    @property
    def is_draft(self) -> bool:
        return self.state == StandardState.DRAFT

    @property
    def badge(self) -> str:
        """The confidence to warn about, or nothing."""
        return self.confidence if Confidence(self.confidence).needs_badge else ""


class StandardItem(EditableRecord):
    """A criterion of an edition, or a group of criteria; a trigger keeps it in its draft's tree.

    `origin` is the same through all editions, so that two of them can be compared.
    """

    DATA_CLASS = DataClass.BASIC

    standard = models.ForeignKey(TitleStandard, models.PROTECT, related_name="items")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    position = models.PositiveSmallIntegerField(_("place"), default=1)
    kind = models.CharField(_("kind"), max_length=16, choices=ItemKind)
    operator = models.CharField(_("comparison"), max_length=8, choices=Operator)
    value = models.JSONField(_("value"), default=dict, blank=True)
    mandatory = models.BooleanField(_("mandatory"), default=True)
    evidence = models.CharField(
        _("evidence"), max_length=8, choices=EvidenceRule, default=EvidenceRule.RECORD
    )
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    origin = models.UUIDField(_("first entered as"), default=uuid.uuid4, editable=False)
    is_dropped = models.BooleanField(_("removed from the draft"), default=False)

    objects = scoped_manager()

    class Meta:
        verbose_name = _("criterion")
        ordering = ["standard", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "origin"],
                name="standard_item_once_per_edition",
            ),
            models.CheckConstraint(
                name="standard_item_is_not_its_own_group",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
            ),
            models.CheckConstraint(
                name="standard_item_kind_is_known", condition=Q(kind__in=ItemKind.values)
            ),
            models.CheckConstraint(
                name="standard_item_operator_is_known", condition=Q(operator__in=Operator.values)
            ),
            models.CheckConstraint(
                name="standard_item_evidence_is_known",
                condition=Q(evidence__in=EvidenceRule.values),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}"
