"""A cadre: who somebody is, where the person comes from, and who manages the file."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.models.scoping import scoped_manager
from cadres.models.unit import Unit
from governance.classes import DataClass
from governance.records import EditableRecord
from portal.partial_dates import PartialDateField
from portal.vietnamese import fold, name_key, tidy


class Sex(models.TextChoices):
    MALE = "male", _("male")
    FEMALE = "female", _("female")


class LegalCategory(models.TextChoices):
    """Category of people in law (DOMAIN 1.3)."""

    CADRE = "can_bo", _("cadre (elected or approved for a term)")
    CIVIL_SERVANT = "cong_chuc", _("civil servant")
    PUBLIC_EMPLOYEE = "vien_chuc", _("public employee")
    CONTRACT = "hop_dong", _("contract staff")
    PART_TIME = "kct", _("part-time grass-roots worker")


class Education(models.TextChoices):
    """Highest professional level (trình độ chuyên môn), lowest first."""

    PRIMARY = "so_cap", _("elementary")
    SECONDARY = "trung_cap", _("intermediate")
    COLLEGE = "cao_dang", _("college")
    UNIVERSITY = "dai_hoc", _("university")
    MASTER = "thac_si", _("master")
    DOCTOR = "tien_si", _("doctor")


class Theory(models.TextChoices):
    """Level of political theory (lý luận chính trị), lowest first."""

    NONE = "none", _("none")
    ELEMENTARY = "so_cap", _("elementary")
    INTERMEDIATE = "trung_cap", _("intermediate")
    ADVANCED = "cao_cap", _("advanced")
    BACHELOR = "cu_nhan", _("bachelor")


class Tier(models.TextChoices):
    """Who manages the cadre (diện quản lý)."""

    CENTRE = "tw", _("managed by the Centre")
    PROVINCE = "btv_tinh_uy", _("managed by the provincial Standing Committee")
    SUBORDINATE = "cap_uy_truc_thuoc", _("managed by the subordinate Party committee")
    AGENCY = "tap_the_lanh_dao", _("managed by the leadership of the agency")


class CadreStatus(models.TextChoices):
    ACTIVE = "active", _("in service")
    RETIRED = "retired", _("retired")
    LEFT = "left", _("left the service")
    DECEASED = "deceased", _("deceased")
    MERGED = "merged", _("merged into another record")


class Cadre(EditableRecord):
    """A person in the scope of cadre work (cán bộ). The names' keys are kept by `save`."""

    DATA_CLASS = DataClass.BASIC
    FIELD_CLASS = {
        "born": DataClass.PERSONAL,
        "ethnicity": DataClass.PERSONAL,
        "religion": DataClass.PERSONAL,
        "origin_text": DataClass.PERSONAL,
        "origin_unit": DataClass.PERSONAL,
        "birthplace_text": DataClass.PERSONAL,
        "birthplace_unit": DataClass.PERSONAL,
        "raised_text": DataClass.PERSONAL,
        "raised_unit": DataClass.PERSONAL,
        "party_joined": DataClass.PERSONAL,
        "party_official": DataClass.PERSONAL,
    }

    code = models.CharField(_("cadre number"), max_length=12, unique=True)
    full_name = models.CharField(_("full name"), max_length=120)
    other_name = models.CharField(_("other name"), max_length=120, blank=True)
    sort_key = models.CharField(max_length=800, editable=False, db_collation="C")
    search_key = models.CharField(max_length=240, editable=False)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex)
    born = PartialDateField(_("date of birth"))
    ethnicity = models.CharField(_("ethnic group"), max_length=30, default="Kinh")
    religion = models.CharField(_("religion"), max_length=30, default="Không")
    origin_text = models.CharField(_("family origin"), max_length=200)
    origin_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("family origin (locality)"),
    )
    birthplace_text = models.CharField(_("birthplace"), max_length=200)
    birthplace_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("birthplace (locality)"),
    )
    raised_text = models.CharField(_("brought up in"), max_length=200, blank=True)
    raised_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("brought up in (locality)"),
    )
    party_joined = PartialDateField(_("admitted to the Party"), null=True, blank=True)
    party_official = PartialDateField(_("official Party member since"), null=True, blank=True)
    recruited = PartialDateField(_("recruited"), null=True, blank=True)
    legal_category = models.CharField(_("legal category"), max_length=10, choices=LegalCategory)
    education = models.CharField(_("professional level"), max_length=10, choices=Education)
    major = models.CharField(_("major"), max_length=120, blank=True)
    theory = models.CharField(
        _("political theory"), max_length=10, choices=Theory, default=Theory.NONE
    )
    employing_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="employees", verbose_name=_("employing unit")
    )
    managing_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="managed_cadres", verbose_name=_("managing unit")
    )
    tier = models.CharField(_("management tier"), max_length=20, choices=Tier)
    status = models.CharField(
        _("status"), max_length=8, choices=CadreStatus, default=CadreStatus.ACTIVE
    )
    status_on = models.DateField(_("status since"), null=True, blank=True)

    objects = scoped_manager("employing_unit", "managing_unit", own="pk")

    class Meta:
        verbose_name = _("cadre")
        ordering = ["sort_key", "id"]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="cadre_by_name"),
            GinIndex(fields=["search_key"], name="cadre_by_search", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["employing_unit", "sort_key", "id"], name="cadre_by_employer"),
            models.Index(fields=["managing_unit", "sort_key", "id"], name="cadre_by_manager"),
        ]
        constraints = [
            models.CheckConstraint(
                name="cadre_has_a_name",
                condition=~Q(full_name="") & ~Q(sort_key=""),
                violation_error_message=_("The name is missing."),
            ),
            models.CheckConstraint(name="cadre_sex_is_known", condition=Q(sex__in=Sex.values)),
            models.CheckConstraint(
                name="cadre_legal_category_is_known",
                condition=Q(legal_category__in=LegalCategory.values),
            ),
            models.CheckConstraint(
                name="cadre_education_is_known", condition=Q(education__in=Education.values)
            ),
            models.CheckConstraint(
                name="cadre_theory_is_known", condition=Q(theory__in=Theory.values)
            ),
            models.CheckConstraint(name="cadre_tier_is_known", condition=Q(tier__in=Tier.values)),
            models.CheckConstraint(
                name="cadre_status_is_known", condition=Q(status__in=CadreStatus.values)
            ),
            models.CheckConstraint(
                name="cadre_status_other_than_active_has_a_date",
                condition=Q(status="active") | Q(status_on__isnull=False),
                violation_error_message=_("Say since when the person is not in service."),
            ),
        ]

    def __str__(self):
        return self.full_name

    def get_absolute_url(self):
        return reverse("cadres:cadre", args=[self.pk])

    def clean(self):
        self.set_keys()

    def set_keys(self) -> None:
        """Compose the name (NFC, single spaces) and the keys it is sorted and found by."""
        self.full_name = tidy(self.full_name)
        self.sort_key = name_key(self.full_name)
        self.search_key = fold(f"{self.full_name} {self.other_name}".strip())
