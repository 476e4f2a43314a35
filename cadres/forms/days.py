"""The one date picker of this room's pages."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OnDayForm(forms.Form):
    """The day whose organisation is shown."""

    on = forms.DateField(
        label=_("As of"),
        required=False,
        widget=forms.DateInput(attrs={"inputmode": "numeric", "placeholder": "31/12/2023"}),
    )

    def day(self):
        """The chosen day, today where none or a wrong one is given."""
        return (self.is_valid() and self.cleaned_data["on"]) or timezone.localdate()
