"""The family, on the own and on the spouse's side; a relative may have a record here too."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.models.cadre import Cadre
from cadres.models.lines import RecordLine, line_constraints
from portal.partial_dates import PartialDateField


class FamilySide(models.TextChoices):
    OWN = "own", _("own side")
    SPOUSE = "spouse", _("spouse's side")


class Relation(models.TextChoices):
    """What the relative is to the cadre, or to the spouse on the spouse's side."""

    FATHER = "cha", _("father")
    MOTHER = "me", _("mother")
    ADOPTIVE_FATHER = "cha_nuoi", _("adoptive father")
    ADOPTIVE_MOTHER = "me_nuoi", _("adoptive mother")
    SPOUSE = "vo_chong", _("spouse")
    CHILD = "con", _("child")
    ADOPTED_CHILD = "con_nuoi", _("adopted child")
    CHILD_IN_LAW = "con_dau_re", _("son- or daughter-in-law")
    SIBLING = "anh_chi_em", _("brother or sister")
    OTHER = "khac", _("other")


class FamilyMember(RecordLine):
    """One relative (quan hệ gia đình); where abroad is a compartment of its own."""

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="family")
    side = models.CharField(_("side"), max_length=6, choices=FamilySide, default=FamilySide.OWN)
    relation = models.CharField(_("relation"), max_length=10, choices=Relation)
    full_name = models.CharField(_("full name"), max_length=120)
    born = PartialDateField(_("born"), null=True, blank=True)
    origin_text = models.CharField(_("family origin"), max_length=200, blank=True)
    occupation = models.CharField(_("occupation"), max_length=160, blank=True)
    workplace = models.CharField(_("post, place of work"), max_length=200, blank=True)
    residence = models.CharField(_("residence"), max_length=200, blank=True)
    political = models.CharField(_("political organisation"), max_length=160, blank=True)
    is_alive = models.BooleanField(_("alive"), default=True)
    relative = models.ForeignKey(
        Cadre,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="relatives_records",
        verbose_name=_("own record in the portal"),
    )
    is_abroad = models.BooleanField(_("lives abroad"), default=False)
    abroad_country = models.CharField(
        pgettext_lazy("relative abroad", "country"), max_length=80, blank=True
    )
    abroad_since = PartialDateField(_("abroad since"), null=True, blank=True)
    abroad_note = models.CharField(_("occupation and status abroad"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("relative")
        ordering = ["side", "born"]
        indexes = [
            models.Index(
                fields=["relative"],
                name="family_member_by_relative",
                condition=Q(relative__isnull=False),
            ),
        ]
        constraints = [
            *line_constraints("family_member"),
            models.CheckConstraint(
                name="family_member_side_is_known", condition=Q(side__in=FamilySide.values)
            ),
            models.CheckConstraint(
                name="family_member_relation_is_known", condition=Q(relation__in=Relation.values)
            ),
            models.CheckConstraint(
                name="family_member_has_a_name",
                condition=~Q(full_name=""),
                violation_error_message=_("The name is missing."),
            ),
            models.CheckConstraint(
                name="family_member_is_somebody_else",
                condition=~Q(relative=F("cadre")),
                violation_error_message=_("A person is not a relative of the own self."),
            ),
            models.CheckConstraint(
                name="family_member_abroad_is_said_as_such",
                condition=Q(is_abroad=True)
                | Q(abroad_country="", abroad_since__isnull=True, abroad_note=""),
                violation_error_message=_("Tick “lives abroad”, or leave the country empty."),
            ),
        ]

    def __str__(self):
        return f"{self.get_relation_display()}: {self.full_name}"
