"""Terms, and the people planned for posts in them. Votes are totals; no ballot is ever stored."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.models import Cadre, Decision, Level, Named, Title, Unit, scoped_manager
from cadres.models.scoping import ScopedQuerySet
from governance.classes import DataClass
from governance.models import CollectiveDecision
from governance.records import ActorManager, EditableRecord


class TermTrack(models.TextChoices):
    PARTY = "party", _("Party")
    STATE = "state", pgettext_lazy("track", "State")


class Term(Named, EditableRecord):
    """A term of office of a level (nhiệm kỳ), to which people are elected or planned."""

    DATA_CLASS = DataClass.BASIC

    code = models.CharField(_("code"), max_length=24, unique=True)
    track = models.CharField(_("track"), max_length=5, choices=TermTrack)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"))

    objects = scoped_manager()

    class Meta:
        verbose_name = _("term")
        ordering = ["-opens_on", "code"]
        constraints = [
            models.CheckConstraint(
                name="term_closes_after_it_opens",
                condition=Q(closes_on__gt=F("opens_on")),
                violation_error_message=_("A term closes after it opens."),
            ),
            models.CheckConstraint(
                name="term_track_is_known", condition=Q(track__in=TermTrack.values)
            ),
            models.CheckConstraint(
                name="term_level_is_known", condition=Q(level__in=Level.values)
            ),
            models.UniqueConstraint(
                name="term_opens_once_per_track_and_level",
                fields=["track", "level", "opens_on"],
                violation_error_message=_("This track and level have a term of that day."),
            ),
        ]


class EntryState(models.TextChoices):
    """The steps of planning, reduced from DOMAIN 6.4."""

    PROPOSED = "proposed", _("proposed")
    SCREENED = "screened", _("standards checked")
    VOTED = "voted", _("voted for")
    SUBMITTED = "submitted", _("submitted for approval")
    APPROVED = "approved", _("in force")
    OUT = "out", _("taken out")
    APPOINTED = "appointed", pgettext_lazy("state", "appointed")
    EXPIRED = "expired", _("expired")


class OutReason(models.TextChoices):
    OVER_AGE = "over_age", _("over age")
    DISCIPLINE = "discipline", _("discipline")
    POLITICAL_STANDARD = "political", _("political standard")
    NOT_COMPLETED = "not_completed", _("tasks not completed")
    LOW_CONFIDENCE = "low_confidence", _("low confidence")
    BELOW_STANDARD = "below_standard", _("below standard")
    NOT_CARRIED = "not_carried", _("vote not carried")
    TRANSFERRED = "transferred", _("transferred")
    POST_ABOLISHED = "post_abolished", _("post abolished")
    OWN_WISH = "own_wish", _("own wish")
    DECEASED = "deceased", _("deceased")
    OTHER = "other", _("other")


ENDED = (EntryState.OUT, EntryState.APPOINTED, EntryState.EXPIRED)
VOTED_FOR = (EntryState.VOTED, EntryState.SUBMITTED, EntryState.APPROVED, EntryState.APPOINTED)
IN_FORCE = (EntryState.APPROVED, EntryState.APPOINTED, EntryState.EXPIRED)


class PlanEntryQuerySet(ScopedQuerySet):
    path_lookups = ("cadre__managing_unit",)

    def in_force_on(self, day):
        """Entries approved and not ended on a day, whatever became of them later."""
        not_ended = Q(out_on__isnull=True) | Q(out_on__gt=day)
        return self.filter(not_ended, in_force_from__lte=day)

    def counting(self):
        """Entries that take up a place of their post: all that have not ended."""
        return self.exclude(state__in=ENDED)


class PlanEntry(EditableRecord):
    """One person planned for one post in one term (lượt quy hoạch)."""

    DATA_CLASS = DataClass.PLANNING

    term = models.ForeignKey(Term, models.PROTECT, related_name="entries", verbose_name=_("term"))
    cadre = models.ForeignKey(
        Cadre, models.PROTECT, related_name="plan_entries", verbose_name=_("cadre")
    )
    title = models.ForeignKey(
        Title, models.PROTECT, related_name="plan_entries", verbose_name=_("title")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="plan_entries", verbose_name=_("unit")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=EntryState, default=EntryState.PROPOSED
    )
    months_left = models.PositiveSmallIntegerField(
        _("months of service left at the opening of the term"), null=True, blank=True
    )
    law_versions = models.JSONField(_("law applied"), default=dict, blank=True)
    proposed_on = models.DateField(_("proposed on"))
    proposed_by = models.CharField(_("proposed by (person)"), max_length=60, blank=True)
    proposed_by_name = models.CharField(_("proposed by"), max_length=150, blank=True)
    screened_on = models.DateField(_("standards checked on"), null=True, blank=True)
    vote = models.OneToOneField(
        CollectiveDecision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_entry",
        verbose_name=_("vote"),
    )
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True)
    approved_by = models.CharField(_("approved by (person)"), max_length=60, blank=True)
    approved_by_name = models.CharField(_("approved by"), max_length=150, blank=True)
    decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_entries",
        verbose_name=_("decision"),
    )
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    out_on = models.DateField(_("ended on"), null=True, blank=True)
    out_reason = models.CharField(_("reason"), max_length=16, choices=OutReason, blank=True)
    out_decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decision that ended it"),
    )

    objects = ActorManager.from_queryset(PlanEntryQuerySet)()

    class Meta:
        verbose_name = _("planning entry")
        verbose_name_plural = _("planning entries")
        ordering = ["-proposed_on", "id"]
        indexes = [
            models.Index(fields=["unit", "title", "term"], name="plan_entry_by_post"),
            models.Index(fields=["proposed_on", "id"], name="plan_entry_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "cadre", "title", "unit"],
                name="plan_entry_once_per_person_post_and_term",
                condition=~Q(state__in=ENDED),
                violation_error_message=_("This cadre is already planned for the post."),
            ),
            models.CheckConstraint(
                name="plan_entry_state_is_known", condition=Q(state__in=EntryState.values)
            ),
            models.CheckConstraint(
                name="plan_entry_out_reason_is_known",
                condition=Q(out_reason__in=["", *OutReason.values]),
            ),
            models.CheckConstraint(
                name="plan_entry_passes_a_vote",
                condition=~Q(state__in=VOTED_FOR) | Q(vote__isnull=False),
                violation_error_message=_("Record the vote first."),
            ),
            models.CheckConstraint(
                name="plan_entry_in_force_rests_on_a_decision",
                condition=~Q(state__in=IN_FORCE)
                | Q(in_force_from__isnull=False, decision__isnull=False),
                violation_error_message=_("Name the decision and the day it takes effect."),
            ),
            models.CheckConstraint(
                name="plan_entry_that_ended_says_when",
                condition=Q(state__in=ENDED, out_on__isnull=False)
                | Q(~Q(state__in=ENDED), out_on__isnull=True),
                violation_error_message=_("Say when the entry ended."),
            ),
            models.CheckConstraint(
                name="plan_entry_taken_out_says_why",
                condition=Q(state=EntryState.OUT) ^ Q(out_reason=""),
                violation_error_message=_("Say why the entry is taken out."),
            ),
            models.CheckConstraint(
                name="plan_entry_ends_after_it_began",
                condition=Q(out_on__isnull=True)
                | Q(out_on__gte=F("proposed_on"))
                & (Q(in_force_from__isnull=True) | Q(out_on__gte=F("in_force_from"))),
                violation_error_message=_("An entry ends after it began."),
            ),
            models.CheckConstraint(
                name="plan_entry_is_approved_by_another_person",
                condition=Q(approved_by="") | ~Q(approved_by=F("proposed_by")),
                violation_error_message=_("Another person must approve."),
            ),
        ]

    def __str__(self):
        return f"{self.cadre}: {self.title}, {self.unit}"

    def get_absolute_url(self):
        return reverse("planning:entry", args=[self.pk])

    @property
    def has_ended(self) -> bool:
        return self.state in ENDED
