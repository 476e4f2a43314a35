"""The sections of a record: which model each of them shows, and which compartment closes it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from cadres import models
from cadres.models import Compartment
from governance.classes import DataClass

COMMON = ("from_date", "to_date", "decision", "paper", "note")
ABROAD = ("is_abroad", "abroad_country", "abroad_since", "abroad_note")


@dataclass(frozen=True)
class Section:
    """One table of the record: the fields of its form in order, the columns of its page."""

    key: str
    title: Any
    model: type[Model]
    fields: tuple[str, ...]
    columns: tuple[str, ...]
    compartment: str = ""
    hint: Any = ""
    dated: bool = True

    @property
    def data_class(self) -> DataClass:
        return self.model.DATA_CLASS

    def compartment_of(self, fields) -> str:
        """The compartment that entering these fields needs open."""
        if self.compartment:
            return self.compartment
        return Compartment.ABROAD if set(fields) & set(ABROAD) else ""


SECTIONS: dict[str, Section] = {
    section.key: section
    for section in (
        Section(
            "career",
            _("Career"),
            models.CareerEvent,
            ("from_date", "to_date", "kind", "post_text", "unit_text", "unit", *COMMON[2:]),
            ("post_text", "unit_text", "kind"),
            hint=_("Work before or beside the seats of the portal; free text is allowed."),
        ),
        Section(
            "training",
            _("Training"),
            models.Qualification,
            (
                "axis", "level", "language", "major", "institution", "from_date", "to_date",
                "mode", "certificate", "certificate_on", "expires", "classification", "funding",
                "equivalent_by_57", *COMMON[2:],
            ),
            ("level_name", "axis", "major", "institution", "mode", "certificate"),
        ),
        Section(
            "party",
            _("Party life"),
            models.PartyEvent,
            ("kind", "role", "organisation", "unit", "number", "badge_years", *COMMON),
            ("kind", "role", "organisation", "number", "badge_years"),
        ),
        Section(
            "salary",
            _("Salary"),
            models.SalaryStep,
            (
                "from_date", "to_date", "basis", "raise_kind", "rank_code", "step",
                "coefficient", "over_scale_percent", "amount", "position_name",
                "delayed_months", *COMMON[2:],
            ),
            ("rank_code", "step", "coefficient", "over_scale_percent", "raise_kind", "amount"),
        ),
        Section(
            "allowances",
            _("Allowances"),
            models.Allowance,
            ("kind", "coefficient", "percent", "amount", *COMMON),
            ("kind", "coefficient", "percent", "amount"),
        ),
        Section(
            "mandates",
            _("Elected mandates"),
            models.ElectedMandate,
            ("body", "term", "constituency", "role", *COMMON),
            ("body", "term", "constituency", "role"),
        ),
        Section(
            "awards",
            _("Awards"),
            models.Award,
            ("kind", "grade", "title", "issuer_text", "from_date", *COMMON[2:]),
            ("kind", "grade", "title", "issuer_text"),
        ),
        Section(
            "research",
            _("Research"),
            models.ResearchWork,
            ("title", "level", "role", "result", *COMMON),
            ("title", "level", "role", "result"),
        ),
        Section(
            "family",
            _("Family"),
            models.FamilyMember,
            (
                "side", "relation", "full_name", "born", "origin_text", "occupation",
                "workplace", "residence", "political", "is_alive", "relative", *ABROAD,
                "paper", "note",
            ),
            ("side", "relation", "full_name", "born", "occupation", "workplace", "residence"),
            dated=False,
            hint=_("Parents, spouse, children, brothers and sisters; then the spouse's side."),
        ),
        Section(
            "abroad",
            _("Stays abroad"),
            models.StayAbroad,
            ("from_date", "to_date", "country", "purpose", "paid_by", *COMMON[2:]),
            ("country", "purpose", "paid_by"),
        ),
        Section(
            "insurance",
            _("Insurance"),
            models.InsurancePeriod,
            ("from_date", "to_date", "employer", "basis", *COMMON[2:]),
            ("employer", "basis"),
        ),
        Section(
            "health",
            _("Health"),
            models.HealthRecord,
            ("from_date", "condition", "height_cm", "weight_kg", "blood_group", "paper", "note"),
            ("condition", "height_cm", "weight_kg", "blood_group"),
            compartment=Compartment.HEALTH,
        ),
        Section(
            "history",
            _("Personal history"),
            models.PoliticalHistory,
            ("kind", "from_date", "to_date", "place", "text", "paper", "note"),
            ("kind", "place", "text"),
            compartment=Compartment.POLITICAL,
            hint=_("Where there is nothing, enter one line “nothing to declare”."),
        ),
        Section(
            "assets",
            _("Asset declarations"),
            models.AssetDeclaration,
            ("kind", "due_on", "submitted_on", "is_checked", "conclusion", "paper", "note"),
            ("kind", "due_on", "submitted_on", "is_checked", "conclusion"),
            compartment=Compartment.ASSETS,
            dated=False,
            hint=_("Only that a declaration was due and handed in; never what it says."),
        ),
    )
}  # fmt: skip

# The sheet of single values, in parts: one page of a form each.
PARTS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "papers": (
        _("Identity papers"),
        (
            "personal_id", "id_issued_on", "id_issued_by", "old_ids", "social_insurance_no",
            "health_insurance_no",
        ),
    ),
    "contact": (
        _("Residence and contact"),
        (
            "permanent_text", "permanent_unit", "current_text", "current_unit", "phone_office",
            "phone_home", "phone_mobile", "email",
        ),
    ),
    "entry": (
        _("Recruitment and work"),
        (
            "family_class", "job_before", "recruit_agency", "recruit_mode", "joined_agency",
            "joined_revolution", "main_work", "longest_job", "forte",
        ),
    ),
    "party": (
        _("Party, Youth Union, army"),
        (
            "party_place", "party_file_no", "party_card_no", "union_joined", "union_place",
            "union_post", "enlisted", "discharged", "military_rank", "military_post",
            "policy_categories", "policy_note",
        ),
    ),
    "titles": (
        _("Schooling and titles"),
        (
            "general_education", "academic_rank", "academic_rank_year", "state_title",
            "state_title_year",
        ),
    ),
}  # fmt: skip
ECONOMY = (
    "yearly_income", "other_income", "house_granted", "house_owned", "land_granted",
    "land_owned", "production_land",
)  # fmt: skip
