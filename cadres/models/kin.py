"""Conflicts of interest between relatives in related posts, and reasons to go on regardless."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.models.assignment import Assignment
from cadres.models.cadre import Cadre
from cadres.models.family import FamilyMember
from cadres.models.scoping import NOTHING, ScopedQuerySet, covered_paths, scoped_manager
from cadres.models.seat import Title
from cadres.models.unit import Unit
from governance.classes import DataClass
from governance.records import ActorManager, EditableRecord, Record

A_REASON = r"\S.{18,}\S"


class KinTie(models.TextChoices):
    """What one person is to another."""

    PARENT = "parent", _("father or mother")
    ADOPTIVE_PARENT = "adoptive_parent", _("adoptive parent")
    PARENT_IN_LAW = "parent_in_law", _("parent-in-law")
    SPOUSE = "spouse", _("spouse")
    CHILD = "child", _("child")
    ADOPTED_CHILD = "adopted_child", _("adopted child")
    CHILD_IN_LAW = "child_in_law", _("son- or daughter-in-law")
    SIBLING = "sibling", _("brother or sister")
    SPOUSE_SIBLING = "spouse_sibling", _("brother or sister of the spouse")
    SIBLING_SPOUSE = "sibling_spouse", _("spouse of a brother or sister")
    OTHER = "other", _("other relative")


class KinRule(models.TextChoices):
    """The rules by which two posts of relatives collide."""

    SECTORS = "KIN-01", _("heads of listed sectors")
    STANDING = "KIN-02", _("same standing committee")
    DEPUTY = "KIN-03", _("head and deputy")
    LEADER = "KIN-04", _("leader and head of a listed sector")


class ConflictState(models.TextChoices):
    OPEN = "open", pgettext_lazy("conflict", "open")
    EXPLAINED = "explained", pgettext_lazy("conflict", "explained")
    CONFIRMED = "confirmed", pgettext_lazy("conflict", "confirmed")
    TRANSFER_PROPOSED = "transfer_proposed", _("transfer proposed")
    RESOLVED = "resolved", pgettext_lazy("conflict", "resolved")
    NOT_A_CONFLICT = "not_a_conflict", _("not a conflict")
    EXCEPTION_APPROVED = "exception_approved", _("exception approved")


LIVE_CONFLICTS = (
    ConflictState.OPEN,
    ConflictState.EXPLAINED,
    ConflictState.CONFIRMED,
    ConflictState.TRANSFER_PROPOSED,
)
DECIDED_CONFLICTS = (
    ConflictState.CONFIRMED,
    ConflictState.TRANSFER_PROPOSED,
    ConflictState.NOT_A_CONFLICT,
    ConflictState.EXCEPTION_APPROVED,
)


class ConflictQuerySet(ScopedQuerySet):
    """A finding tells of two people: who may not see both of them sees nothing of it."""

    path_lookups = tuple(
        f"{post}__cadre__{unit}"
        for post in ("first_post", "second_post")
        for unit in ("employing_unit", "managing_unit")
    )

    def visible_to(self, actor, verb: str = "view"):
        if actor.is_system:
            return self.all()
        paths = covered_paths(actor, self.model.DATA_CLASS, verb)
        both = [NOTHING, NOTHING]
        for at, lookup in enumerate(self.path_lookups):
            both[at // 2] |= self._beneath(lookup, paths)
        return self.filter(*both)


class ConflictStepQuerySet(ConflictQuerySet):
    path_lookups = tuple(f"finding__{each}" for each in ConflictQuerySet.path_lookups)


class ConflictFinding(EditableRecord):
    """Two relatives hold posts that must not meet (xung đột lợi ích); found, never typed.

    `kin` is what the holder of the second post is to the holder of the first.
    """

    DATA_CLASS = DataClass.PERSONAL

    rule = models.CharField(_("rule"), max_length=6, choices=KinRule)
    first_post = models.ForeignKey(Assignment, models.PROTECT, related_name="+")
    second_post = models.ForeignKey(Assignment, models.PROTECT, related_name="conflicts")
    kin = models.CharField(_("relation"), max_length=15, choices=KinTie)
    evidence = models.ForeignKey(FamilyMember, models.PROTECT, related_name="conflicts")
    found_on = models.DateField(_("found on"))
    source = models.CharField(_("instrument and article"), max_length=300)
    confidence = models.CharField(max_length=13, blank=True, editable=False)
    law_versions = models.JSONField(_("law applied"), default=dict, blank=True)
    state = models.CharField(
        _("state"), max_length=18, choices=ConflictState, default=ConflictState.OPEN
    )
    explanation = models.CharField(_("explanation"), max_length=500, blank=True)
    explained_by = models.CharField(max_length=60, editable=False, blank=True)
    explained_by_name = models.CharField(max_length=120, editable=False, blank=True)
    explained_on = models.DateField(_("explained on"), null=True, blank=True)
    reason = models.CharField(_("reason of the decision"), max_length=500, blank=True)
    decided_by = models.CharField(max_length=60, editable=False, blank=True)
    decided_by_name = models.CharField(max_length=120, editable=False, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    resolved_on = models.DateField(_("resolved on"), null=True, blank=True)

    objects = ActorManager.from_queryset(ConflictQuerySet)()

    class Meta:
        verbose_name = _("conflict of interest")
        ordering = ["-found_on", "id"]
        indexes = [models.Index(fields=["state", "found_on"], name="conflict_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "first_post", "second_post"],
                name="conflict_once_for_two_posts_and_a_rule",
                violation_error_message=_("This conflict is on record already."),
            ),
            models.CheckConstraint(
                name="conflict_is_between_two_posts_in_order",
                condition=Q(first_post__lt=F("second_post")),
            ),
            models.CheckConstraint(
                name="conflict_rule_is_known", condition=Q(rule__in=KinRule.values)
            ),
            models.CheckConstraint(
                name="conflict_kin_is_known", condition=Q(kin__in=KinTie.values)
            ),
            models.CheckConstraint(
                name="conflict_state_is_known", condition=Q(state__in=ConflictState.values)
            ),
            models.CheckConstraint(
                name="conflict_names_its_source", condition=Q(source__regex=r"\S")
            ),
            models.CheckConstraint(
                name="conflict_past_open_is_explained",
                condition=Q(state__in=["open", "resolved"])
                | Q(explanation__regex=A_REASON, explained_on__isnull=False) & ~Q(explained_by=""),
                violation_error_message=_("Explain the finding in at least 20 characters."),
            ),
            models.CheckConstraint(
                name="conflict_decided_says_who_when_and_why",
                condition=~Q(state__in=[str(each) for each in DECIDED_CONFLICTS])
                | Q(reason__regex=A_REASON, decided_on__isnull=False) & ~Q(decided_by=""),
                violation_error_message=_("Give the reason in at least 20 characters."),
            ),
            models.CheckConstraint(
                name="conflict_is_decided_by_another_person",
                condition=Q(decided_by="") | ~Q(decided_by=F("explained_by")),
                violation_error_message=_("Who explained a finding does not decide it."),
            ),
            models.CheckConstraint(
                name="conflict_resolved_says_since_when",
                condition=Q(state="resolved", resolved_on__isnull=False)
                | ~Q(state="resolved") & Q(resolved_on__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.rule}: {self.get_kin_display()}"

    def get_absolute_url(self):
        return reverse("cadres:conflict", args=[self.pk])

    @property
    def people(self) -> tuple[Cadre, Cadre]:
        return self.first_post.cadre, self.second_post.cadre

    @property
    def is_live(self) -> bool:
        return self.state in LIVE_CONFLICTS


class ConflictStep(Record):
    """One step of a finding's way; rows never change."""

    DATA_CLASS = DataClass.PERSONAL
    GUARD = "frozen"

    finding = models.ForeignKey(ConflictFinding, models.PROTECT, related_name="steps")
    at = models.DateTimeField(_("at"))
    state = models.CharField(_("state"), max_length=18, choices=ConflictState)
    by_name = models.CharField(_("by"), max_length=120, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = ActorManager.from_queryset(ConflictStepQuerySet)()

    class Meta:
        verbose_name = _("step of a finding")
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["finding", "at"], name="conflict_step_by_finding")]
        constraints = [
            models.CheckConstraint(
                name="conflict_step_state_is_known", condition=Q(state__in=ConflictState.values)
            ),
        ]

    def __str__(self):
        return f"{self.at:%d/%m/%Y}: {self.get_state_display()}"


class KinStage(models.TextChoices):
    """Where a warning about relatives was shown."""

    ASSIGNMENT = "assignment", _("filling a seat")
    MOVE = "move", _("proposing a move")
    NOMINATION = "nomination", _("proposing for planning")


class KinReason(Record):
    """Why somebody went on in spite of a warning about relatives; rows never change."""

    DATA_CLASS = DataClass.PERSONAL
    GUARD = "frozen"

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="kin_reasons")
    other = models.ForeignKey(Cadre, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.ForeignKey(Title, models.PROTECT, related_name="+")
    rule = models.CharField(_("rule"), max_length=6, choices=KinRule)
    stage = models.CharField(_("where"), max_length=10, choices=KinStage)
    source = models.CharField(_("instrument and article"), max_length=300)
    reason = models.CharField(_("reason"), max_length=500)
    given_by = models.CharField(max_length=60, editable=False)
    given_by_name = models.CharField(max_length=120, editable=False)
    given_on = models.DateField(_("given on"))

    objects = scoped_manager("cadre__employing_unit", "cadre__managing_unit")

    class Meta:
        verbose_name = _("reason in spite of a family tie")
        ordering = ["-given_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="kin_reason_is_given",
                condition=Q(reason__regex=A_REASON),
                violation_error_message=_("Give the reason in at least 20 characters."),
            ),
            models.CheckConstraint(
                name="kin_reason_is_about_two_people",
                condition=~Q(cadre=F("other")),
            ),
            models.CheckConstraint(
                name="kin_reason_rule_is_known", condition=Q(rule__in=KinRule.values)
            ),
            models.CheckConstraint(
                name="kin_reason_stage_is_known", condition=Q(stage__in=KinStage.values)
            ),
        ]

    def __str__(self):
        return f"{self.cadre}: {self.rule}"
