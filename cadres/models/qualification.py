"""Courses and degrees (đào tạo, bồi dưỡng), with the paper that proves them."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.models.cadre import Cadre, Education, Theory
from cadres.models.lines import RecordLine, line_constraints
from governance.classes import DataClass
from portal.partial_dates import PartialDateField


class QualificationAxis(models.TextChoices):
    PROFESSIONAL = "professional", _("professional training")
    THEORY = "theory", _("political theory")
    STATE_MANAGEMENT = "state", _("state management")
    ECONOMICS = "economics", _("economic management")
    LANGUAGE = "language", _("foreign language")
    ETHNIC_LANGUAGE = "ethnic", _("language of an ethnic minority")
    IT = "it", _("information technology")
    DEFENCE = "defence", _("defence and security")
    PARTY_WORK = "party_work", _("Party and mass-organisation work")
    POST_COURSE = "post_course", _("course for a post")


class StudyMode(models.TextChoices):
    """How somebody studied (hình thức đào tạo)."""

    FULL_TIME = "chinh_quy", _("full time")
    IN_SERVICE = "tai_chuc", _("while working")
    DISTANCE = "tu_xa", _("by distance")
    BRIDGING = "lien_thong", _("bridging course")
    SHORT = "boi_duong", _("short course")
    CONCENTRATED = "tap_trung", _("concentrated")
    NOT_CONCENTRATED = "khong_tap_trung", _("not concentrated")
    JOINT = "lien_ket", _("joint programme")
    ABROAD = "nuoc_ngoai", _("abroad")


class Qualification(RecordLine):
    """One completed course or degree; `decision` is the one that sent the person there."""

    DATA_CLASS = DataClass.BASIC

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="qualifications")
    axis = models.CharField(_("kind"), max_length=14, choices=QualificationAxis)
    level = models.CharField(pgettext_lazy("training", "level"), max_length=60)
    institution = models.CharField(_("institution"), max_length=160, blank=True)
    major = models.CharField(_("major"), max_length=120, blank=True)
    mode = models.CharField(_("form of study"), max_length=16, choices=StudyMode, blank=True)
    certificate = models.CharField(_("certificate, number"), max_length=120, blank=True)
    certificate_on = PartialDateField(_("certificate issued on"), null=True, blank=True)
    classification = models.CharField(
        pgettext_lazy("of a degree", "grade"), max_length=40, blank=True
    )
    expires = PartialDateField(_("certificate valid until"), null=True, blank=True)
    language = models.CharField(pgettext_lazy("studied", "language"), max_length=40, blank=True)
    funding = models.CharField(_("paid by"), max_length=80, blank=True)
    equivalent_by_57 = models.BooleanField(
        _("recognised as equivalent under 57-QĐ/TW"), default=False
    )

    class Meta:
        verbose_name = _("qualification")
        ordering = ["to_date"]
        indexes = [
            models.Index(fields=["cadre"], name="qualification_by_cadre"),
            models.Index(
                F("institution"),
                Left("to_date", 4),
                name="qualification_by_school_year",
                condition=~Q(institution=""),
            ),
        ]
        constraints = [
            *line_constraints("qualification"),
            models.CheckConstraint(
                name="qualification_axis_is_known",
                condition=Q(axis__in=QualificationAxis.values),
            ),
            models.CheckConstraint(
                name="qualification_mode_is_known", condition=Q(mode__in=["", *StudyMode.values])
            ),
            models.CheckConstraint(
                name="qualification_expires_after_issue",
                condition=Q(expires__isnull=True)
                | Q(certificate_on__isnull=True)
                | Q(expires__not_before=F("certificate_on")),
                violation_error_message=_("The certificate ends before it was issued."),
            ),
        ]

    def __str__(self):
        return f"{self.get_axis_display()}: {self.level_name}"

    @property
    def level_name(self) -> str:
        """A level of the two scales in the reader's language; any other as it was written."""
        scale = {QualificationAxis.PROFESSIONAL: Education, QualificationAxis.THEORY: Theory}
        return str(dict(scale.get(self.axis, Theory).choices).get(self.level, self.level))
