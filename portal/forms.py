"""What a person types about the own account."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.models import Amendment
from governance.regulation import value_from_text
from portal.models import Account
from portal.web import UseCaseForm


class SignInForm(UseCaseForm):
    username = forms.CharField(
        label=_("Account name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class ChangePasswordForm(UseCaseForm):
    old_password = forms.CharField(
        label=_("Current password"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new_password = forms.CharField(
        label=_("New password"),
        max_length=128,
        strip=False,
        help_text=_("At least 15 characters; a sentence is easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class PreferencesForm(UseCaseForm):
    language = forms.ChoiceField(label=_("Language"), choices=Account.Language.choices)
    theme = forms.ChoiceField(label=_("Theme"), choices=Account.Theme.choices)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class DayForm(forms.Form):
    """The day whose law is shown."""

    on = forms.DateField(
        label=_("As of"),
        required=False,
        widget=forms.DateInput(attrs={"inputmode": "numeric", "placeholder": "31/12/2023"}),
    )

    def day(self):
        """The chosen day, today where none or a wrong one is given."""
        return (self.is_valid() and self.cleaned_data["on"]) or timezone.localdate()


class AmendForm(UseCaseForm):
    """A new dated value of one parameter, with the text it rests on."""

    value = forms.CharField(label=_("New value"), max_length=2000)
    since = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(attrs={"inputmode": "numeric"})
    )
    source = forms.CharField(label=_("Instrument and article"), max_length=300)
    confidence = forms.ChoiceField(
        label=_("How sure it is"),
        choices=Amendment.Confidences.choices,
        initial=Amendment.Confidences.OFFICIAL_TEXT,
    )
    scope = forms.CharField(
        label=_("Special case"),
        max_length=120,
        required=False,
        help_text=_("Leave empty for the general rule."),
    )

    def __init__(self, *args, parameter, **kwargs):
        super().__init__(*args, **kwargs)
        self.parameter = parameter

    def clean_value(self):
        try:
            return value_from_text(self.cleaned_data["value"], self.parameter)
        except (ValueError, ArithmeticError) as error:
            raise forms.ValidationError(_("This value cannot be read.")) from error
