"""Lines of the career beside the seats: earlier work, mandates, research, stays abroad."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.models.cadre import Cadre
from cadres.models.lines import RecordLine, line_constraints
from cadres.models.unit import Unit
from governance.classes import DataClass


class CareerKind(models.TextChoices):
    WORK = "work", _("work")
    STUDY = "study", _("study")
    MILITARY = "military", _("military service")
    CONTRACT = "contract", _("work on contract")
    BREAK = "break", _("out of work")


class CareerEvent(RecordLine):
    """A stretch of the career as the file tells it (quá trình công tác), before or beside seats.

    Old places of work are free text; `unit` is named where it is one the portal knows.
    """

    DATA_CLASS = DataClass.BASIC

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="career_events")
    kind = models.CharField(_("kind"), max_length=10, choices=CareerKind, default=CareerKind.WORK)
    unit_text = models.CharField(_("place of work"), max_length=200, blank=True)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit in the portal"),
    )
    post_text = models.CharField(pgettext_lazy("career", "post, work"), max_length=200)

    class Meta:
        verbose_name = _("line of the career")
        ordering = ["from_date"]
        constraints = [
            *line_constraints("career_event"),
            models.CheckConstraint(
                name="career_event_kind_is_known", condition=Q(kind__in=CareerKind.values)
            ),
            models.CheckConstraint(
                name="career_event_has_a_beginning",
                condition=Q(from_date__isnull=False),
                violation_error_message=_("Say since when, at least the year."),
            ),
        ]

    def __str__(self):
        return f"{self.post_text}, {self.unit_text}".rstrip(", ")


class ElectedBody(models.TextChoices):
    NATIONAL = "quoc_hoi", _("National Assembly")
    PROVINCE = "hdnd_tinh", _("provincial People's Council")
    DISTRICT = "hdnd_huyen", _("district People's Council")
    COMMUNE = "hdnd_xa", _("commune People's Council")


class ElectedMandate(RecordLine):
    """A mandate of the people (đại biểu Quốc hội, HĐND)."""

    DATA_CLASS = DataClass.BASIC

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="mandates")
    body = models.CharField(_("elected body"), max_length=10, choices=ElectedBody)
    term = models.CharField(
        pgettext_lazy("of an assembly", "term"),
        max_length=40,
        help_text=_("For example: khoá XIV, 2021-2026"),
    )
    constituency = models.CharField(_("constituency"), max_length=120, blank=True)
    role = models.CharField(_("role"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("elected mandate")
        ordering = ["from_date"]
        constraints = [
            *line_constraints("elected_mandate"),
            models.CheckConstraint(
                name="elected_mandate_body_is_known", condition=Q(body__in=ElectedBody.values)
            ),
        ]

    def __str__(self):
        return f"{self.get_body_display()}, {self.term}"


class ResearchLevel(models.TextChoices):
    STATE = "nha_nuoc", _("State level")
    MINISTRY = "bo", _("ministry level")
    PROVINCE = "tinh", _("province level")
    BASE = "co_so", _("grass-roots level")


class ResearchWork(RecordLine):
    """A piece of research and what became of it (đề tài nghiên cứu khoa học)."""

    DATA_CLASS = DataClass.BASIC

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="research_works")
    title = models.CharField(pgettext_lazy("of a work", "title"), max_length=300)
    level = models.CharField(
        pgettext_lazy("research", "level"), max_length=10, choices=ResearchLevel
    )
    role = models.CharField(_("role"), max_length=80, blank=True)
    result = models.CharField(_("result"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("research work")
        ordering = ["from_date"]
        constraints = [
            *line_constraints("research_work"),
            models.CheckConstraint(
                name="research_work_level_is_known", condition=Q(level__in=ResearchLevel.values)
            ),
        ]

    def __str__(self):
        return self.title


class StayAbroad(RecordLine):
    """A journey or a stay abroad (đi nước ngoài)."""

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="stays_abroad")
    country = models.CharField(_("country"), max_length=80)
    purpose = models.CharField(_("purpose"), max_length=200)
    paid_by = models.CharField(_("paid by"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("stay abroad")
        ordering = ["from_date"]
        constraints = [
            *line_constraints("stay_abroad"),
            models.CheckConstraint(
                name="stay_abroad_has_a_beginning",
                condition=Q(from_date__isnull=False),
                violation_error_message=_("Say since when, at least the year."),
            ),
        ]

    def __str__(self):
        return f"{self.country}: {self.purpose}"


class InsurancePeriod(RecordLine):
    """A period of compulsory social insurance as the insurance book has it."""

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="insurance_periods")
    employer = models.CharField(_("place of work"), max_length=200)
    basis = models.CharField(_("wage insured"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("period of insurance")
        ordering = ["from_date"]
        constraints = line_constraints("insurance_period")

    def __str__(self):
        return self.employer
