"""What people type when a retirement is decided otherwise than the table says."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.models import Cadre, DecisionKind, OverrideGround
from portal.partial_dates import PartialDateFormField
from portal.web import UseCaseForm


class RetirementForm(UseCaseForm):
    """The decided month, its ground and the decision it rests on."""

    month = PartialDateFormField(
        label=_("Retires in"), help_text=_("Month and year, for example 07/2028.")
    )
    ground = forms.ChoiceField(label=_("Ground"), choices=OverrideGround.choices)
    decision_number = forms.CharField(label=_("Decision number"), max_length=40)
    decided_on = forms.DateField(label=_("Decision signed on"))
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, cadre: Cadre, **kwargs):
        super().__init__(*args, **kwargs)
        self.cadre = cadre

    def clean_month(self):
        month = self.cleaned_data["month"]
        if month.precision == "year":
            raise forms.ValidationError(_("Give the month too."))
        return month.earliest().replace(day=1)

    def decision(self) -> dict:
        """The decision as `record_decision` takes it."""
        return {
            "number": self.cleaned_data["decision_number"],
            "issued_on": self.cleaned_data["decided_on"],
            "issuer": self.cadre.managing_unit,
            "kind": DecisionKind.RETIREMENT,
            "summary": str(self.cadre)[:300],
        }

    def terms(self) -> dict:
        data = self.cleaned_data
        return {"retires_on": data["month"], "ground": data["ground"], "reason": data["reason"]}
