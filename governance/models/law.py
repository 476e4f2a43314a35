"""Amendments: values of law entered in the portal, in force once a second person confirms them."""

from pathlib import Path
from typing import ClassVar

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.classes import DataClass
from governance.records import Record
from governance.regulation import Confidence, read_book, read_value, text_of_value


class Amendment(Record):
    """A dated value of one parameter (sửa đổi tham số): entered by one, confirmed by another."""

    DATA_CLASS: ClassVar[DataClass] = DataClass.BASIC
    GUARD: ClassVar[str] = "frozen"

    class Confidences(models.TextChoices):
        OFFICIAL_TEXT = "OFFICIAL_TEXT", _("official text")
        PUBLIC_PAGE = "PUBLIC_PAGE", _("public page")
        MEMORY = "MEMORY", _("from memory")
        UNSURE = "UNSURE", _("unsure")
        DESIGN = "DESIGN", _("design of the portal")

    parameter = models.CharField(_("parameter"), max_length=120)
    scope = models.CharField(_("special case"), max_length=120, blank=True)
    value = models.JSONField(_("value"))
    since = models.DateField(_("in force from"))
    source = models.CharField(_("instrument and article"), max_length=300)
    confidence = models.CharField(_("confidence"), max_length=20, choices=Confidences)
    entered_by = models.CharField(_("entered by (person)"), max_length=60)
    entered_by_name = models.CharField(_("entered by"), max_length=150)
    entered_on = models.DateField(_("entered on"))
    confirmed_by = models.CharField(_("confirmed by (person)"), max_length=60, blank=True)
    confirmed_by_name = models.CharField(_("confirmed by"), max_length=150, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)

    class Meta:
        ordering = ["parameter", "since", "confirmed_on", "id"]
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        constraints = [
            models.CheckConstraint(
                name="amendment_is_confirmed_by_another_person",
                condition=~Q(confirmed_by=F("entered_by")),
                violation_error_message=_("Another person must confirm this amendment."),
            ),
            models.CheckConstraint(
                name="amendment_confirmation_is_whole",
                condition=Q(confirmed_on__isnull=True, confirmed_by="")
                | (Q(confirmed_on__isnull=False) & ~Q(confirmed_by="")),
            ),
            models.CheckConstraint(
                name="amendment_confidence_is_known",
                condition=Q(confidence__in=[str(member) for member in Confidence]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parameter} {self.since.isoformat()}"

    def get_absolute_url(self) -> str:
        return reverse("portal:law")

    @property
    def meaning(self) -> str:
        """What the parameter means; its key where no book knows it any more."""
        room, _dot, name = self.parameter.partition(".")
        book = Path(apps.get_app_config(room).path) / "regulation.toml"
        known = read_book(book).get(name) if book.exists() else None
        return known.meaning if known else self.parameter

    @property
    def shown_value(self) -> str:
        return text_of_value(read_value(self.value, ""))
