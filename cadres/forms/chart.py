"""What the address of a chart says: the day, the day compared with, how deep, what is open."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.forms.days import OnDayForm

DEPTHS = [("1", _("one level")), ("2", _("two levels")), ("6", _("everything"))]


class OpenedField(forms.CharField):
    """Ids of opened branches, with commas between."""

    widget = forms.HiddenInput

    def clean(self, value):
        try:
            return [UUID(part) for part in (super().clean(value) or "").split(",") if part]
        except ValueError as error:
            raise forms.ValidationError(_("A branch in this address is not known.")) from error


class ChartForm(OnDayForm):
    """The state of the chart; everything of it is in the address."""

    against = forms.DateField(
        label=_("Changes since"),
        required=False,
        widget=forms.DateInput(attrs={"inputmode": "numeric", "placeholder": "30/06/2025"}),
    )
    depth = forms.ChoiceField(label=_("Show"), choices=DEPTHS, required=False, initial="1")
    open = OpenedField(required=False, max_length=20_000)

    def asked(self) -> dict:
        """What the chart is asked for; defaults where the address says nothing or nonsense."""
        given = self.cleaned_data if self.is_valid() else {}
        return {
            "on": self.day(),
            "against": given.get("against"),
            "depth": int(given.get("depth") or 1),
            "opened": given.get("open") or [],
        }
