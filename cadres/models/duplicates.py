"""Records of one person that were two: merges with their way back, pairs found to be two."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.models.cadre import Cadre
from cadres.models.scoping import scoped_manager
from governance.classes import DataClass
from governance.records import EditableRecord


class RecordMerge(EditableRecord):
    """One record taken into another (hợp nhất hồ sơ); the merged one stays as a signpost."""

    DATA_CLASS = DataClass.PERSONAL

    survivor = models.ForeignKey(
        Cadre, models.PROTECT, related_name="merges", verbose_name=_("record that stays")
    )
    merged = models.ForeignKey(
        Cadre, models.PROTECT, related_name="merged_by", verbose_name=_("record merged into it")
    )
    reason = models.CharField(_("reason"), max_length=300)
    merged_on = models.DateField(_("merged on"))
    merged_by_name = models.CharField(_("merged by"), max_length=150)
    before = models.JSONField(_("values before"), default=dict, blank=True)
    moved = models.JSONField(_("rows moved"), default=list, blank=True)
    kept_back = models.JSONField(_("rows left behind"), default=list, blank=True)
    undone_on = models.DateField(_("undone on"), null=True, blank=True)
    undone_by_name = models.CharField(_("undone by"), max_length=150, blank=True)
    undone_reason = models.CharField(_("reason of undoing"), max_length=300, blank=True)

    objects = scoped_manager("survivor__employing_unit", "merged__employing_unit")

    class Meta:
        verbose_name = _("merge of records")
        ordering = ["-merged_on"]
        constraints = [
            models.CheckConstraint(
                name="merge_joins_two_records",
                condition=~Q(survivor=F("merged")),
                violation_error_message=_("A record is not merged into itself."),
            ),
            models.UniqueConstraint(
                fields=["merged"],
                condition=Q(undone_on__isnull=True),
                name="merge_of_a_record_stands_once",
                violation_error_message=_("This record is merged into another already."),
            ),
            models.CheckConstraint(
                name="merge_gives_its_reason",
                condition=Q(reason__regex=r"\S.{8,}\S"),
                violation_error_message=_("Give the reason in at least 10 characters."),
            ),
            models.CheckConstraint(
                name="merge_undone_says_by_whom",
                condition=Q(undone_on__isnull=True) | ~Q(undone_by_name=""),
            ),
        ]

    def __str__(self):
        return f"{self.merged} → {self.survivor}"

    def get_absolute_url(self):
        return reverse("cadres:merge", args=[self.pk])


class DuplicatePair(EditableRecord):
    """Two records that may be one person: found every night, merged or said to be two."""

    DATA_CLASS = DataClass.PERSONAL

    class Grounds(models.TextChoices):
        OLD_ID = "old_id", _("the same old identity number")
        SAME = "same", _("the same name and date of birth")
        ALIKE = "alike", _("a name much alike, born in the same year")

    first = models.ForeignKey(Cadre, models.PROTECT, related_name="+", verbose_name=_("first"))
    second = models.ForeignKey(Cadre, models.PROTECT, related_name="+", verbose_name=_("second"))
    grounds = models.CharField(_("grounds"), max_length=6, choices=Grounds)
    closeness = models.PositiveSmallIntegerField(_("alike in per cent"))
    found_on = models.DateField(_("found on"))
    gone = models.BooleanField(_("no longer alike"), default=False)
    distinct_on = models.DateField(_("found to be two persons on"), null=True, blank=True)
    decided_by_name = models.CharField(_("decided by"), max_length=150, blank=True)

    objects = scoped_manager("first__employing_unit", "second__employing_unit")

    class Meta:
        verbose_name = _("probable duplicate")
        ordering = ["-closeness"]
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                name="duplicate_pair_stands_once",
                violation_error_message=_("This pair is known already."),
            ),
            models.CheckConstraint(
                name="duplicate_pair_is_in_order",
                condition=Q(first__lt=F("second")),
                violation_error_message=_("The two records of a pair stand in order."),
            ),
            models.CheckConstraint(
                name="duplicate_grounds_are_known",
                condition=Q(grounds__in=["old_id", "same", "alike"]),
            ),
            models.CheckConstraint(
                name="duplicate_found_to_be_two_says_by_whom",
                condition=Q(distinct_on__isnull=True) | ~Q(decided_by_name=""),
            ),
        ]

    def __str__(self):
        return f"{self.first} ~ {self.second}"

    def get_absolute_url(self):
        return reverse("cadres:duplicate", args=[self.pk])
