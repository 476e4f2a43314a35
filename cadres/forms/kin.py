"""What is typed about a conflict of interest between relatives."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.web import UseCaseForm

STEPS = ("explained", "confirmed", "transfer_proposed", "exception_approved", "not_a_conflict")


class ConflictStepForm(UseCaseForm):
    """One step of a finding's way, of the version its reader saw."""

    step = forms.ChoiceField(choices=[(step, step) for step in STEPS])
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 4}))
