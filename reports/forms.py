"""What people choose and write about reports."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.selectors.units import find_units, units_for
from portal.lists import ScopedIdField
from portal.web import UseCaseForm
from reports.models import LANGUAGES, Family, Report
from reports.outline import sections
from reports.selectors import text_of


class ChooseReportForm(UseCaseForm):
    """Which report: unit, year, layout, language."""

    unit = ScopedIdField(
        label=_("Unit"),
        rows=units_for,
        find=find_units,
        help_text=_("Name or official code, for example 22 for the province"),
    )
    year = forms.IntegerField(label=_("Year"), min_value=1900, max_value=2200)
    family = forms.ChoiceField(label=_("Layout"), choices=Family.choices)
    lang = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].actor = actor


class TextsForm(UseCaseForm):
    """The paragraphs of a report, one box for each section."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, report: Report, **kwargs):
        kwargs["initial"] = {"version": report.version} | {
            code: text_of(report.texts, section) for code, section in sections().items()
        }
        super().__init__(*args, **kwargs)
        for code, section in sections().items():
            self.fields[code] = forms.CharField(
                label=f"{code} {section.title}",
                required=False,
                max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    def texts(self) -> dict[str, str]:
        """The paragraphs that were changed."""
        return {code: self.cleaned_data[code] for code in sections() if code in self.changed_data}


class StepForm(UseCaseForm):
    """One step of a report's way; some steps ask for a word more."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)
    signer_name = forms.CharField(label=_("Name of the signer"), max_length=120, required=False)
    number = forms.CharField(label=_("Number"), max_length=20, required=False)
