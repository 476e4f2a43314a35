"""Packages for other systems: what was prepared, what was wrong in it, what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from governance.classes import DataClass
from governance.records import ActorManager, EditableRecord, Record
from portal.models.job import Job, StoredFile


class PathQuerySet(models.QuerySet):
    """Rows over a subtree of units the portal knows only by its path."""

    path_lookup = "path"

    def visible_to(self, actor, verb: str = "view"):
        if actor.is_system:
            return self.all()
        inside = Q(pk__in=[])
        for grant in actor.grants:
            if DataClass.PERSONAL in grant.classes and verb in grant.verbs:
                inside |= Q(**{f"{self.path_lookup}__startswith": grant.path})
        return self.filter(inside)


class ErrorQuerySet(PathQuerySet):
    path_lookup = "package__path"


class PackageState(models.TextChoices):
    DRAFT = "draft", _("being checked")
    CHECKED = "checked", _("checked")
    PACKED = "packed", _("packed")
    HANDED_OVER = "handed_over", _("handed over")
    ACCEPTED = "accepted", pgettext_lazy("exchange package", "accepted")
    RETURNED = "returned", pgettext_lazy("exchange package", "returned")
    CANCELLED = "cancelled", pgettext_lazy("exchange package", "dropped")


class ExchangePackage(EditableRecord):
    """Records of a subtree of units as another system wants them (gói dữ liệu trao đổi)."""

    DATA_CLASS = DataClass.PERSONAL

    system = models.SlugField(_("receiving system"), max_length=40)
    mapping_version = models.CharField(_("version of the mapping"), max_length=20)
    unit_ref = models.UUIDField(_("unit"))
    unit_name = models.CharField(_("unit"), max_length=200)
    path = models.CharField(_("path of the unit"), max_length=200, db_index=True)
    as_of = models.DateField(_("as of"))
    state = models.CharField(
        _("state"), max_length=12, choices=PackageState, default=PackageState.DRAFT
    )
    persons = models.PositiveIntegerField(_("records"), default=0)
    faulty = models.PositiveIntegerField(_("records with errors"), default=0)
    stored = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("stored file"),
    )
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    job = models.ForeignKey(
        Job, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("job")
    )
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("prepared by"),
    )
    prepared_at = models.DateTimeField(_("prepared at"))
    handed_over_on = models.DateField(_("handed over on"), null=True, blank=True)
    receipt = models.CharField(_("receipt number"), max_length=80, blank=True)
    answer = models.CharField(_("answer of the receiver"), max_length=300, blank=True)
    repeats = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="repetitions",
        verbose_name=_("repeats the package"),
    )

    objects = ActorManager.from_queryset(PathQuerySet)()

    class Meta:
        verbose_name = _("exchange package")
        ordering = ["-prepared_at", "-id"]
        indexes = [models.Index(fields=["-prepared_at", "-id"], name="package_newest_first")]
        constraints = [
            models.CheckConstraint(
                name="package_state_is_known", condition=Q(state__in=PackageState.values)
            ),
            models.CheckConstraint(
                name="package_faulty_are_among_its_records",
                condition=Q(faulty__lte=F("persons")),
                violation_error_message=_("No more records can be faulty than there are."),
            ),
            models.CheckConstraint(
                name="package_packed_has_its_file",
                condition=~Q(state__in=["packed", "handed_over", "accepted", "returned"])
                | Q(stored__isnull=False, sha256__regex=r"^[0-9a-f]{64}$"),
                violation_error_message=_("A packed package has its file and its SHA-256."),
            ),
            models.CheckConstraint(
                name="package_handed_over_says_when",
                condition=~Q(state__in=["handed_over", "accepted", "returned"])
                | Q(handed_over_on__isnull=False),
                violation_error_message=_("Say on which day the package was handed over."),
            ),
            models.CheckConstraint(
                name="package_repeats_another_one", condition=~Q(repeats=F("id"))
            ),
        ]

    def __str__(self):
        return f"{self.system}: {self.unit_name}"

    def get_absolute_url(self):
        return reverse("cadres:package", args=[self.pk])

    @property
    def sound(self) -> int:
        return self.persons - self.faulty


class PackageError(Record):
    """Why one record does not go into a package: the field, the rule, what to do."""

    DATA_CLASS = DataClass.PERSONAL
    UNWATCHED = "worked out from the records at each check; the check itself is told to the trail"

    package = models.ForeignKey(
        ExchangePackage, models.PROTECT, related_name="errors", verbose_name=_("exchange package")
    )
    subject_ref = models.UUIDField(_("record"))
    subject_code = models.CharField(_("cadre number"), max_length=20)
    subject_name = models.CharField(_("full name"), max_length=120)
    field = models.CharField(_("field"), max_length=80)
    code = models.CharField(_("rule"), max_length=10)

    objects = ActorManager.from_queryset(ErrorQuerySet)()

    class Meta:
        verbose_name = _("error in an exchange package")
        ordering = ["subject_code", "field"]
        constraints = [
            models.UniqueConstraint(
                fields=["package", "subject_ref", "field", "code"],
                name="package_error_is_told_once",
            ),
            models.CheckConstraint(
                name="package_error_names_its_rule",
                condition=Q(code__regex=r"^EXC-[0-9]{2}$"),
            ),
        ]

    def __str__(self):
        return f"{self.subject_code}: {self.field}"


class ExternalId(EditableRecord):
    """How another system calls a person or a unit of ours (mã định danh ngoài)."""

    DATA_CLASS = DataClass.PERSONAL

    class Kind(models.TextChoices):
        CADRE = "cadre", _("cadre")
        UNIT = "unit", _("unit")

    system = models.SlugField(_("other system"), max_length=40)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    subject_ref = models.UUIDField(_("our record"))
    external_id = models.CharField(_("number there"), max_length=60)

    class Meta:
        verbose_name = _("number in another system")
        ordering = ["system", "kind", "external_id"]
        constraints = [
            models.CheckConstraint(
                name="external_id_kind_is_known", condition=Q(kind__in=["cadre", "unit"])
            ),
            models.CheckConstraint(name="external_id_is_not_empty", condition=~Q(external_id="")),
            models.UniqueConstraint(
                fields=["system", "kind", "subject_ref"],
                name="external_id_one_for_a_record",
                violation_error_message=_("The record has a number in that system already."),
            ),
            models.UniqueConstraint(
                fields=["system", "kind", "external_id"],
                name="external_id_belongs_to_one_record",
                violation_error_message=_("Another record has this number in that system."),
            ),
        ]

    def __str__(self):
        return f"{self.system}: {self.external_id}"
