"""What is kept of the supervision of personnel work."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.models import Decision, Unit, scoped_manager
from governance.classes import DataClass
from governance.records import EditableRecord


class Programme(EditableRecord):
    """The inspections a body plans for a year (chương trình kiểm tra)."""

    DATA_CLASS = DataClass.DISCIPLINE

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="programmes")
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("title"), max_length=200)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="programmes"
    )

    objects = scoped_manager("unit")

    class Meta:
        verbose_name = _("inspection programme")
        ordering = ["-year", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"],
                name="programme_is_one_a_year_and_body",
                violation_error_message=_("This body has a programme for that year."),
            ),
            models.CheckConstraint(
                name="programme_year_is_plausible", condition=Q(year__range=(2000, 2100))
            ),
        ]

    def __str__(self):
        return self.title


class InspectionKind(models.TextChoices):
    """Forms of control (DOMAIN 9.1)."""

    PLANNED = "planned", _("programmed inspection")
    SURPRISE = "surprise", _("surprise inspection")
    SIGN = "sign", _("verification of a sign of violation")


class Topic(models.TextChoices):
    """Which part of personnel work is inspected."""

    EVALUATION = "evaluation", _("evaluation")
    PLANNING = "planning", _("planning")
    APPOINTMENT = "appointment", _("appointment")
    ROTATION = "rotation", _("rotation and transfer")
    RECRUITMENT = "recruitment", _("recruitment and exams")
    RECORDS = "records", _("records")
    POLICY = "policy", _("policy")
    CONDUCT = "conduct", _("exemplary conduct")


class InspectionState(models.TextChoices):
    PLANNED = "planned", _("planned")
    DECIDED = "decided", _("decided")
    FIELD = "field", _("in the field")
    EXPLANATION = "explanation", _("unit is heard")
    CONCLUDED = "concluded", _("concluded")
    FOLLOW_UP = "follow_up", _("follow-up")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("cancelled")


NOT_BEGUN = [InspectionState.PLANNED, InspectionState.DECIDED]
FOLLOWED_UP = [InspectionState.CONCLUDED, InspectionState.FOLLOW_UP]


class Inspection(EditableRecord):
    """One inspection of a unit's personnel work (cuộc kiểm tra)."""

    DATA_CLASS = DataClass.DISCIPLINE

    code = models.CharField(_("number"), max_length=30, unique=True)
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="inspections"
    )
    kind = models.CharField(_("kind"), max_length=8, choices=InspectionKind)
    topics = ArrayField(models.CharField(max_length=12, choices=Topic), verbose_name=_("topics"))
    led_by = models.ForeignKey(
        Unit, models.PROTECT, related_name="led_inspections", verbose_name=_("inspecting body")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="inspections", verbose_name=_("unit inspected")
    )
    team = models.JSONField(_("team"), default=list, blank=True)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    concluded_on = models.DateField(_("concluded on"), null=True, blank=True)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="inspections"
    )
    conclusion = models.TextField(_("conclusion"), blank=True, max_length=20_000)
    state = models.CharField(
        _("state"), max_length=12, choices=InspectionState, default=InspectionState.PLANNED
    )

    objects = scoped_manager("unit", "led_by")

    class Meta:
        verbose_name = _("inspection")
        ordering = ["-starts_on", "code"]
        indexes = [
            models.Index(fields=["unit", "-starts_on"], name="inspection_by_unit"),
            models.Index(fields=["-starts_on", "id"], name="inspection_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                name="inspection_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                name="inspection_planned_ones_belong_to_a_programme",
                condition=~Q(kind="planned") | Q(programme__isnull=False),
                violation_error_message=_("Name the programme of a programmed inspection."),
            ),
            models.CheckConstraint(
                name="inspection_conclusion_has_its_day",
                condition=~Q(state__in=["concluded", "follow_up", "closed"])
                | Q(concluded_on__isnull=False),
                violation_error_message=_("A concluded inspection has a day of conclusion."),
            ),
            models.CheckConstraint(name="inspection_has_a_topic", condition=Q(topics__len__gte=1)),
            models.CheckConstraint(
                name="inspection_kind_is_known", condition=Q(kind__in=InspectionKind.values)
            ),
            models.CheckConstraint(
                name="inspection_state_is_known",
                condition=Q(state__in=InspectionState.values),
            ),
        ]

    def __str__(self):
        return f"{self.code} · {self.unit}"

    def get_absolute_url(self):
        return reverse("inspection:inspection", args=[self.pk])

    def topic_names(self) -> list[str]:
        return [str(Topic(topic).label) for topic in self.topics]


class Severity(models.TextChoices):
    NOTE = "note", _("note")
    SHORTCOMING = "shortcoming", _("shortcoming")
    VIOLATION = "violation", _("violation")
    SERIOUS = "serious", _("serious violation")
    VERY_SERIOUS = "very_serious", _("very serious violation")


class Finding(EditableRecord):
    """What an inspection found, and what the unit inspected answered (phát hiện, giải trình)."""

    DATA_CLASS = DataClass.DISCIPLINE

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="findings")
    ordinal = models.PositiveSmallIntegerField(_("number"))
    topic = models.CharField(_("topic"), max_length=12, choices=Topic)
    severity = models.CharField(_("severity"), max_length=12, choices=Severity)
    text = models.TextField(_("what was found"), max_length=4_000)
    rule_cited = models.CharField(_("rule and article"), max_length=200, blank=True)
    answer = models.TextField(_("answer of the unit"), blank=True, max_length=4_000)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)

    objects = scoped_manager("inspection__unit", "inspection__led_by")

    class Meta:
        verbose_name = _("finding")
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "ordinal"], name="finding_number_is_unique"
            ),
            models.CheckConstraint(
                name="finding_topic_is_known", condition=Q(topic__in=Topic.values)
            ),
            models.CheckConstraint(
                name="finding_severity_is_known", condition=Q(severity__in=Severity.values)
            ),
        ]

    def __str__(self):
        return f"{self.inspection.code}/{self.ordinal}"


class RecommendationState(models.TextChoices):
    OPEN = "open", _("open")
    REPORTED = "reported", _("reported done")
    PARTLY = "partly", _("partly done")
    DONE = "done", _("verified done")
    WAIVED = "waived", _("waived")


SETTLED = [RecommendationState.DONE, RecommendationState.WAIVED]
TO_DO = [RecommendationState.OPEN, RecommendationState.PARTLY]


class Recommendation(EditableRecord):
    """What a unit must do, by when, and who verified that it did (kiến nghị)."""

    DATA_CLASS = DataClass.DISCIPLINE

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="recommendations")
    owner = models.ForeignKey(
        Unit, models.PROTECT, related_name="recommendations", verbose_name=_("responsible unit")
    )
    text = models.TextField(_("what to do"), max_length=4_000)
    due_on = models.DateField(_("due on"))
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=RecommendationState,
        default=RecommendationState.OPEN,
    )
    report = models.TextField(_("report of the unit"), blank=True, max_length=4_000)
    reported_by = models.CharField(_("reported by"), max_length=80, blank=True)
    reported_by_name = models.CharField(
        _("who reported"), max_length=150, blank=True, default="", db_default=""
    )
    reported_on = models.DateField(_("reported on"), null=True, blank=True)
    verified_by = models.CharField(_("verified by"), max_length=80, blank=True)
    verified_by_name = models.CharField(
        _("who verified"), max_length=150, blank=True, default="", db_default=""
    )
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    remark = models.TextField(_("remark of the verifier"), blank=True, max_length=2_000)

    objects = scoped_manager("owner", "finding__inspection__led_by")

    class Meta:
        verbose_name = _("recommendation")
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["due_on", "id"], name="recommendation_by_due_day"),
            models.Index(fields=["owner", "due_on"], name="recommendation_by_owner"),
        ]
        constraints = [
            models.CheckConstraint(
                name="recommendation_state_is_known",
                condition=Q(state__in=RecommendationState.values),
            ),
            models.CheckConstraint(
                name="recommendation_is_verified_by_another",
                condition=Q(verified_by="") | ~Q(verified_by=F("reported_by")),
                violation_error_message=_("Somebody else has to verify what was reported."),
            ),
            models.CheckConstraint(
                name="recommendation_settled_has_its_day_and_verifier",
                condition=~Q(state__in=["done", "waived"])
                | (Q(settled_on__isnull=False) & ~Q(verified_by="")),
                violation_error_message=_("Who settled it, and when?"),
            ),
        ]

    def __str__(self):
        return self.text[:80]

    def get_absolute_url(self):
        return reverse("inspection:recommendation", args=[self.pk])

    def is_overdue(self, on) -> bool:
        """Is it past its day and not settled?"""
        return self.state not in SETTLED and self.due_on < on

    def days_overdue(self, on) -> int:
        return (on - self.due_on).days if self.is_overdue(on) else 0
