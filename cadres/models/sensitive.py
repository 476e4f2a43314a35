"""The compartments of a record that stay closed until a reason is given."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.models.cadre import Cadre
from cadres.models.lines import RecordLine, line_constraints
from cadres.models.scoping import scoped_manager
from governance.classes import DataClass
from governance.records import EditableRecord, Record
from portal.models import Account


class Compartment(models.TextChoices):
    """Parts of the record under the strictest access (DOMAIN 2.15)."""

    HEALTH = "health", _("health")
    POLITICAL = "political", _("personal history")
    ABROAD = "abroad", _("family abroad")
    ASSETS = "assets", _("asset declarations")


class BloodGroup(models.TextChoices):
    A = "A", "A"
    B = "B", "B"
    AB = "AB", "AB"
    O = "O", "O"  # noqa: E741 -- the name of the group


class HealthRecord(RecordLine):
    """What one examination found; `from_date` is its day."""

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="health_records")
    condition = models.CharField(pgettext_lazy("health", "state of health"), max_length=120)
    height_cm = models.PositiveSmallIntegerField(_("height, cm"), null=True, blank=True)
    weight_kg = models.DecimalField(
        _("weight, kg"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    blood_group = models.CharField(_("blood group"), max_length=2, choices=BloodGroup, blank=True)

    class Meta:
        verbose_name = _("health record")
        ordering = ["from_date"]
        constraints = [
            *line_constraints("health_record"),
            models.CheckConstraint(
                name="health_record_blood_group_is_known",
                condition=Q(blood_group__in=["", *BloodGroup.values]),
            ),
            models.CheckConstraint(
                name="health_record_measures_are_human",
                condition=(Q(height_cm__isnull=True) | Q(height_cm__range=(80, 250)))
                & (Q(weight_kg__isnull=True) | Q(weight_kg__range=(20, 300))),
                violation_error_message=_("Give the height in cm and the weight in kg."),
            ),
        ]

    def __str__(self):
        return self.condition


class HistoryKind(models.TextChoices):
    NONE = "none", _("nothing to declare")
    ARREST = "arrest", _("arrest or imprisonment")
    FORMER_REGIME = "former_regime", _("worked for the former regime")
    FOREIGN = "foreign", _("relations with foreign organisations")
    OTHER = "other", _("other")


class PoliticalHistory(RecordLine):
    """A line of the personal history (đặc điểm lịch sử bản thân): under the strictest access."""

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="political_history")
    kind = models.CharField(_("kind"), max_length=14, choices=HistoryKind)
    place = models.CharField(_("where, which body"), max_length=200, blank=True)
    text = models.TextField(_("what happened"), max_length=4000, blank=True)

    class Meta:
        verbose_name = _("line of personal history")
        ordering = ["from_date"]
        constraints = [
            *line_constraints("political_history"),
            models.CheckConstraint(
                name="political_history_kind_is_known", condition=Q(kind__in=HistoryKind.values)
            ),
            models.CheckConstraint(
                name="political_history_tells_what_happened",
                condition=Q(kind="none") | ~Q(text=""),
                violation_error_message=_("Tell what happened, or choose “nothing to declare”."),
            ),
        ]

    def __str__(self):
        return str(self.get_kind_display())


class DeclarationKind(models.TextChoices):
    FIRST = "lan_dau", _("first declaration")
    SUPPLEMENTARY = "bo_sung", _("supplementary declaration")
    ANNUAL = "hang_nam", _("yearly declaration")
    PERSONNEL = "cong_tac_can_bo", _("for personnel work")


class AssetDeclaration(RecordLine):
    """That a declaration was due, handed in and checked: never what it says (DOMAIN 2.13)."""

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="asset_declarations")
    kind = models.CharField(_("kind"), max_length=16, choices=DeclarationKind)
    due_on = models.DateField(_("due on"))
    submitted_on = models.DateField(_("handed in on"), null=True, blank=True)
    is_checked = models.BooleanField(_("assets verified"), default=False)
    conclusion = models.CharField(_("number of the conclusion"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("asset declaration")
        ordering = ["due_on"]
        constraints = [
            *line_constraints("asset_declaration"),
            models.CheckConstraint(
                name="asset_declaration_kind_is_known",
                condition=Q(kind__in=DeclarationKind.values),
            ),
            models.CheckConstraint(
                name="asset_declaration_is_checked_once_handed_in",
                condition=Q(is_checked=False) | Q(submitted_on__isnull=False),
                violation_error_message=_("Only a declaration handed in can be verified."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.due_on.year}"


class FamilyEconomy(EditableRecord):
    """Income, house and land of the family in figures, as item 31 of form 2C/TCTW-98 asks."""

    DATA_CLASS = DataClass.PERSONAL

    cadre = models.OneToOneField(Cadre, models.PROTECT, related_name="economy")
    yearly_income = models.PositiveBigIntegerField(
        _("income of the household a year, VND"), null=True, blank=True
    )
    other_income = models.CharField(_("other sources of income"), max_length=200, blank=True)
    house_granted = models.CharField(_("house granted or rented, m²"), max_length=80, blank=True)
    house_owned = models.CharField(_("house bought or built, m²"), max_length=80, blank=True)
    land_granted = models.CharField(_("land granted, m²"), max_length=80, blank=True)
    land_owned = models.CharField(_("land bought, m²"), max_length=80, blank=True)
    production_land = models.CharField(
        _("land for production or business, m²"), max_length=80, blank=True
    )

    objects = scoped_manager("cadre__employing_unit", "cadre__managing_unit", own="cadre_id")

    class Meta:
        verbose_name = _("family economy")

    def __str__(self):
        return str(self.cadre)


class CompartmentOpening(Record):
    """That somebody opened a compartment of a record, why, and until when it stays open."""

    DATA_CLASS = DataClass.ADMIN
    GUARD = "frozen"

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="compartment_openings")
    compartment = models.CharField(_("compartment"), max_length=10, choices=Compartment)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    opened_by = models.CharField(_("opened by"), max_length=120)
    hat = models.CharField(_("role"), max_length=16)
    reason = models.CharField(_("reason"), max_length=500)
    opened_at = models.DateTimeField(_("opened at"))
    until = models.DateTimeField(_("open until"))

    objects = scoped_manager("cadre__employing_unit", "cadre__managing_unit", own="cadre_id")

    class Meta:
        verbose_name = _("opening of a compartment")
        ordering = ["-opened_at"]
        indexes = [models.Index(fields=["cadre", "account"], name="opening_by_cadre_account")]
        constraints = [
            models.CheckConstraint(
                name="opening_compartment_is_known",
                condition=Q(compartment__in=Compartment.values),
            ),
            models.CheckConstraint(
                name="opening_says_why",
                condition=Q(reason__regex=r"\S.{18,}\S"),
                violation_error_message=_("Give the reason in at least 20 characters."),
            ),
            models.CheckConstraint(
                name="opening_ends_by_itself", condition=Q(until__gt=F("opened_at"))
            ),
        ]

    def __str__(self):
        return f"{self.get_compartment_display()}: {self.opened_by}"
