"""The organisation: a forest of units valid in time, never deleted."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cadres.models.scoping import scoped_manager
from governance.classes import DataClass
from governance.records import EditableRecord, Record


class Level(models.TextChoices):
    """Level of administration (cấp)."""

    PROVINCE = "province", pgettext_lazy("level", "province")
    DISTRICT = "district", pgettext_lazy("level", "district")
    COMMUNE = "commune", pgettext_lazy("level", "commune")


class Block(models.TextChoices):
    """Branch of the political system (khối)."""

    TERRITORY = "territory", _("territory")
    PARTY = "party", _("Party")
    GOVERNMENT = "government", _("government")
    FRONT = "front", _("Front and mass organisations")
    SERVICE = "service", _("public service")


class UnitKind(models.TextChoices):
    """What a unit is (loại tổ chức); the first eight are localities."""

    PROVINCE = "tinh", _("province")
    CITY = "thanh_pho", _("city under the province")
    TOWN = "thi_xa", _("town")
    DISTRICT = "huyen", _("rural district")
    COMMUNE = "xa", _("commune")
    WARD = "phuong", _("ward")
    TOWNSHIP = "thi_tran", _("township")
    SPECIAL_ZONE = "dac_khu", _("special zone")
    PARTY_COMMITTEE = "cap_uy", _("Party committee")
    STANDING_COMMITTEE = "btv", _("standing committee")
    PARTY_BODY = "ban_dang", _("Party advisory body")
    PEOPLES_COUNCIL = "hdnd", _("People's Council")
    PEOPLES_COMMITTEE = "ubnd", _("People's Committee")
    DEPARTMENT = "so", _("department")
    DIVISION = "phong", _("division")
    FRONT = "mttq", _("Fatherland Front committee")
    MASS_ORGANISATION = "doan_the", _("mass organisation")
    PUBLIC_SERVICE = "dvsn", _("public service unit")
    POLITICAL_SCHOOL = "truong_ct", _("political school")


LOCALITIES = tuple(UnitKind.values[:8])


class Named(models.Model):
    """Something with a name in the three languages; Vietnamese is the true one."""

    name_vi = models.CharField(_("Vietnamese name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200)
    name_ar = models.CharField(_("Arabic name"), max_length=200)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return getattr(self, f"name_{(get_language() or 'vi')[:2]}", "") or self.name_vi

    @property
    def names(self) -> dict[str, str]:
        """The names by language, as a stored table keeps them."""
        return {"vi": self.name_vi, "en": self.name_en, "ar": self.name_ar}


class Unit(Named, EditableRecord):
    """A unit of the organisation (đơn vị). `path` spells its ancestors: a subtree is a prefix.

    Name, kind and parent are the latest ones; `UnitRecord` keeps what they were when.
    """

    DATA_CLASS = DataClass.BASIC

    code = models.CharField(
        _("code"),
        max_length=24,
        unique=True,
        validators=[RegexValidator(r"^[A-Za-z0-9.-]+\Z")],
    )
    official_code = models.CharField(_("official code"), max_length=5, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=UnitKind)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    block = models.CharField(_("block"), max_length=12, choices=Block)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(_("path"), max_length=255, unique=True, editable=False)
    valid = DateRangeField(_("exists during"))

    objects = scoped_manager("")

    class Meta:
        verbose_name = _("unit")
        ordering = ["path"]
        indexes = [
            models.Index(fields=["parent"], name="unit_by_parent"),
            models.Index(
                fields=["official_code"],
                name="unit_by_official_code",
                condition=~Q(official_code=""),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="unit_path_ends_with_its_code",
                condition=Q(path__startswith="/") & Q(path__endswith="/"),
            ),
            models.CheckConstraint(
                name="unit_has_a_first_day",
                condition=Q(valid__startswith__isnull=False, valid__isempty=False),
                violation_error_message=_("The unit needs a first day."),
            ),
            models.CheckConstraint(
                name="unit_kind_is_known", condition=Q(kind__in=UnitKind.values)
            ),
            models.CheckConstraint(
                name="unit_level_is_known", condition=Q(level__in=Level.values)
            ),
            models.CheckConstraint(
                name="unit_block_is_known", condition=Q(block__in=Block.values)
            ),
            ExclusionConstraint(
                name="unit_official_code_once_at_a_time",
                expressions=[
                    ("official_code", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=~Q(official_code=""),
                violation_error_message=_("Another unit has this official code in that time."),
            ),
        ]

    def get_absolute_url(self):
        return reverse("cadres:unit", args=[self.pk])

    @property
    def is_locality(self) -> bool:
        return self.kind in LOCALITIES


class UnitRecord(Named, Record):
    """What a unit was called, of what kind and beneath whom, during a period."""

    DATA_CLASS = DataClass.BASIC

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="records")
    kind = models.CharField(_("kind"), max_length=12, choices=UnitKind)
    parent = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="child_records"
    )
    valid = DateRangeField(_("during"))
    instrument = models.CharField(_("instrument"), max_length=120, blank=True)

    objects = scoped_manager("unit")

    class Meta:
        verbose_name = _("unit record")
        ordering = ["valid"]
        constraints = [
            ExclusionConstraint(
                name="unit_record_one_at_a_time",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("The unit has a record for that time already."),
            ),
            models.CheckConstraint(
                name="unit_record_has_a_first_day",
                condition=Q(valid__startswith__isnull=False, valid__isempty=False),
            ),
            models.CheckConstraint(
                name="unit_record_kind_is_known", condition=Q(kind__in=UnitKind.values)
            ),
        ]


class UnitSuccession(Record):
    """Which unit took over from which, wholly or in part, on what instrument."""

    DATA_CLASS = DataClass.BASIC

    class Kind(models.TextChoices):
        WHOLE = "whole", _("taken over whole")
        PART = "part", _("taken over in part")
        RENAME = "rename", _("renamed")
        MERGE = "merge", _("merged")
        SPLIT = "split", _("split")
        DISSOLVE = "dissolve", _("dissolved")

    old = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    new = models.ForeignKey(Unit, models.PROTECT, related_name="predecessions")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    on = models.DateField(_("effective on"))
    instrument = models.CharField(_("instrument"), max_length=120)

    objects = scoped_manager("old", "new")

    class Meta:
        verbose_name = _("succession")
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="succession_is_recorded_once"),
            models.CheckConstraint(
                name="succession_is_between_two_units", condition=~Q(old=models.F("new"))
            ),
            models.CheckConstraint(
                name="succession_kind_is_known",
                condition=Q(kind__in=["whole", "part", "rename", "merge", "split", "dissolve"]),
            ),
        ]

    def __str__(self):
        return f"{self.old} → {self.new}"
