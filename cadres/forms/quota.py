"""What the organisation officer types about a payroll quota."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.models import DecisionKind, QuotaCategory, Unit
from cadres.selectors.units import find_units, units_for
from portal.lists import ScopedIdField
from portal.web import UseCaseForm


class AssignQuotaForm(UseCaseForm):
    """A number for one category from a day on, and the decision that assigns it."""

    category = forms.ChoiceField(label=_("Category"), choices=QuotaCategory.choices)
    number = forms.IntegerField(label=_("Number assigned"), min_value=0, max_value=100_000)
    from_day = forms.DateField(label=_("In force from"))
    decision_number = forms.CharField(label=_("Decision number"), max_length=40)
    decided_on = forms.DateField(label=_("Decision signed on"))
    issuer = ScopedIdField(label=_("Issuing body"), rows=units_for, find=find_units)

    def __init__(self, *args, actor, unit: Unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.fields["issuer"].actor = actor

    def decision(self) -> dict:
        """The decision as `record_decision` takes it."""
        return {
            "number": self.cleaned_data["decision_number"],
            "issued_on": self.cleaned_data["decided_on"],
            "issuer": self.cleaned_data["issuer"],
            "kind": DecisionKind.OTHER,
            "summary": str(_("Payroll quota of %(unit)s") % {"unit": self.unit}),
        }

    def quota(self) -> dict:
        """What `assign_quota` takes, without unit and decision."""
        return {name: self.cleaned_data[name] for name in ("category", "number", "from_day")}
