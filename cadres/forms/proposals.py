"""What a person types to propose a change of the own record, and what officers answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.forms.lines import ModelPartForm
from portal.uploads import Purpose, UploadField
from portal.web import UseCaseForm


class ProposeForm(ModelPartForm):
    """The fields of one part of the record, why they should change, and a paper that shows it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Why should the record change?")
        self.fields["reason"].help_text = _("The officer and the authority read it.")
        self.fields["evidence"] = UploadField(
            purpose=Purpose.EVIDENCE,
            label=_("Evidence"),
            required=False,
            help_text=_("A scan or a photo of the paper: PDF, JPEG or PNG."),
        )


class StepForm(UseCaseForm):
    """One step of a proposal's way, of the version its reader saw."""

    step = forms.ChoiceField(
        choices=[(s, s) for s in ("submit", "withdraw", "verify", "approve", "send_back")]
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("What is missing?"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
