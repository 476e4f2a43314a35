"""What officers type about a record."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.models import (
    Cadre,
    Education,
    LegalCategory,
    Sex,
    Theory,
    Tier,
)
from cadres.selectors.cadres import may_read
from cadres.selectors.units import find_units, units_for
from portal.lists import ScopedIdField
from portal.partial_dates import PartialDateFormField
from portal.web import UseCaseForm

FIELDS_OF_RECORD = (
    "full_name",
    "other_name",
    "sex",
    "born",
    "ethnicity",
    "religion",
    "origin_text",
    "birthplace_text",
    "party_joined",
    "party_official",
    "legal_category",
    "education",
    "major",
    "theory",
)


class RecordForm(UseCaseForm):
    """The fields of a record that an officer may correct; others are not offered."""

    full_name = forms.CharField(label=_("Full name"), max_length=120)
    other_name = forms.CharField(label=_("Other name"), max_length=120, required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices)
    born = PartialDateFormField(label=_("Date of birth"))
    ethnicity = forms.CharField(label=_("Ethnic group"), max_length=30)
    religion = forms.CharField(label=_("Religion"), max_length=30)
    origin_text = forms.CharField(label=_("Family origin"), max_length=200)
    birthplace_text = forms.CharField(label=_("Birthplace"), max_length=200)
    party_joined = PartialDateFormField(label=_("Admitted to the Party"), required=False)
    party_official = PartialDateFormField(label=_("Official Party member since"), required=False)
    legal_category = forms.ChoiceField(label=_("Legal category"), choices=LegalCategory.choices)
    education = forms.ChoiceField(label=_("Professional level"), choices=Education.choices)
    major = forms.CharField(label=_("Major"), max_length=120, required=False)
    theory = forms.ChoiceField(label=_("Political theory"), choices=Theory.choices)


class AmendCadreForm(RecordForm):
    """A correction with its reason, of the version its editor saw."""

    reason = forms.CharField(
        label=_("Reason for the change"),
        max_length=300,
        help_text=_("It is shown in the audit trail and to the cadre."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, cadre: Cadre, actor, **kwargs):
        initial = {name: getattr(cadre, name) for name in FIELDS_OF_RECORD}
        super().__init__(*args, initial={**initial, "version": cadre.version}, **kwargs)
        for name in FIELDS_OF_RECORD:
            if not may_read(actor, cadre, name):
                del self.fields[name]

    def changes(self) -> dict:
        """The fields that differ from the record as it was shown."""
        return {
            name: self.cleaned_data[name]
            for name in FIELDS_OF_RECORD
            if name in self.fields and name in self.changed_data
        }


class RegisterCadreForm(RecordForm):
    """A new record."""

    code = forms.CharField(label=_("Cadre number"), max_length=12)
    employing_unit = ScopedIdField(label=_("Employing unit"), rows=units_for, find=find_units)
    managing_unit = ScopedIdField(label=_("Managing unit"), rows=units_for, find=find_units)
    tier = forms.ChoiceField(label=_("Management tier"), choices=Tier.choices)

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("employing_unit", "managing_unit"):
            self.fields[name].actor = actor
