"""What a person types about the own account."""

from django import forms
from django.utils.translation import gettext_lazy as _

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
