"""Reports, and the figures they are frozen around."""

import secrets

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.models import Unit, scoped_manager
from governance.classes import DataClass
from governance.records import EditableRecord, Record

LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English"), ("ar", "العربية")]


class Family(models.TextChoices):
    """The two forms of official documents."""

    PARTY = "party", _("Party layout")
    ADMINISTRATIVE = "administrative", _("administrative layout")


class ReportState(models.TextChoices):
    DRAFT = "draft", _("draft")
    FROZEN = "frozen", _("figures frozen")
    REVIEW = "review", _("in review")
    SIGNED = "signed", _("signed")
    ISSUED = "issued", _("issued")
    SUPERSEDED = "superseded", _("superseded")


LIVE = [ReportState.DRAFT, ReportState.FROZEN, ReportState.REVIEW, ReportState.SIGNED]


class Snapshot(Record):
    """The figures and tables of a unit and year as they stood; named by their own hash."""

    DATA_CLASS = DataClass.EVALUATION
    UNWATCHED = "written once and named by its own hash, which every reading checks"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="snapshots")
    year = models.PositiveSmallIntegerField(_("year"))
    sha256 = models.CharField(_("hash"), max_length=64)
    content = models.JSONField(_("figures and tables"))
    taken_at = models.DateTimeField(_("taken at"), auto_now_add=True)

    objects = scoped_manager("unit")

    class Meta:
        verbose_name = _("snapshot of figures")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "sha256"], name="snapshot_is_kept_once"
            ),
        ]

    def __str__(self):
        return f"{self.unit} {self.year} {self.sha256[:8]}"


def new_code() -> str:
    """A code nobody can guess, for the public check (128 bits)."""
    return secrets.token_hex(16)


class Report(EditableRecord):
    """The annual report on the inspection of personnel work of one unit, in one language."""

    DATA_CLASS = DataClass.EVALUATION

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports")
    year = models.PositiveSmallIntegerField(_("year"))
    family = models.CharField(_("layout"), max_length=14, choices=Family)
    lang = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="successor"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ReportState, default=ReportState.DRAFT
    )
    drafted_with = models.ForeignKey(
        Snapshot, models.PROTECT, related_name="drafts", verbose_name=_("figures of the draft")
    )
    frozen_with = models.ForeignKey(
        Snapshot,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("frozen figures"),
    )
    texts = models.JSONField(_("texts"), default=dict, blank=True)
    prepared_by = models.CharField(_("prepared by"), max_length=80)
    signed_by = models.CharField(_("signed by"), max_length=80, blank=True)
    signer_name = models.CharField(_("name of the signer"), max_length=120, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    number = models.CharField(_("number"), max_length=20, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    code = models.CharField(_("code"), max_length=32, default=new_code, unique=True)

    objects = scoped_manager("unit")

    class Meta:
        verbose_name = _("report")
        ordering = ["-year", "unit__path"]
        indexes = [models.Index(fields=["-year", "id"], name="report_by_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "family", "lang", "edition"],
                name="report_edition_is_unique",
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "family", "lang"],
                condition=Q(state__in=["draft", "frozen", "review", "signed"]),
                name="report_has_one_edition_in_work",
                violation_error_message=_("An edition of this report is in work already."),
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "family", "lang"],
                condition=Q(state="issued"),
                name="report_has_one_edition_in_force",
            ),
            models.CheckConstraint(
                name="report_state_is_known", condition=Q(state__in=ReportState.values)
            ),
            models.CheckConstraint(
                name="report_family_is_known", condition=Q(family__in=Family.values)
            ),
            models.CheckConstraint(
                name="report_lang_is_known", condition=Q(lang__in=["vi", "en", "ar"])
            ),
            models.CheckConstraint(
                name="report_past_draft_has_frozen_figures",
                condition=Q(state="draft") | Q(frozen_with__isnull=False),
            ),
            models.CheckConstraint(
                name="report_signed_names_signer_and_day",
                condition=Q(state__in=["draft", "frozen", "review"])
                | (~Q(signed_by="") & Q(signed_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="report_signer_is_not_its_preparer",
                condition=Q(signed_by="") | ~Q(signed_by=models.F("prepared_by")),
                violation_error_message=_("Another person has to sign the report."),
            ),
            models.CheckConstraint(
                name="report_issued_has_number_and_day",
                condition=~Q(state__in=["issued", "superseded"])
                | (~Q(number="") & Q(issued_on__isnull=False)),
                violation_error_message=_("An issued report has a number and a day."),
            ),
        ]

    def __str__(self):
        return f"{self.unit} · {self.year} · {self.lang}"

    def get_absolute_url(self):
        return reverse("reports:report", args=[self.pk])
