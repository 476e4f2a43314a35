"""The one date picker of this room's pages."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)


def _within_two_centuries(day: date) -> None:
    if not EARLIEST <= day <= LATEST:
        raise forms.ValidationError(_("Choose a day between 01/01/1900 and 31/12/2100."))


class OnDayForm(forms.Form):
    """The day whose organisation is shown."""

    on = forms.DateField(
        label=_("As of"),
        required=False,
        validators=[_within_two_centuries],
        widget=forms.DateInput(attrs={"inputmode": "numeric", "placeholder": "31/12/2023"}),
    )

    def chosen(self) -> date | None:
        """The day asked for; nothing where none or a wrong one is given."""
        return self.cleaned_data["on"] if self.is_valid() else None

    def day(self) -> date:
        """The chosen day, or today."""
        return self.chosen() or timezone.localdate()
