"""What officers type about seats and who takes them."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cadres.models import AssignmentKind, DecisionKind, Entry, Seat
from cadres.selectors.cadres import cadres_for, search_cadres
from portal.lists import ScopedIdField
from portal.web import UseCaseForm


def find_cadres(cadres, text: str):
    return search_cadres(cadres, text).order_by("sort_key")


class AssignForm(UseCaseForm):
    """Who takes a seat from when, on what decision."""

    cadre = ScopedIdField(
        label=_("Cadre"),
        rows=lambda actor: cadres_for(actor, timezone.localdate()),
        find=find_cadres,
    )
    from_day = forms.DateField(label=_("First day"))
    kind = forms.ChoiceField(label=_("Kind"), choices=AssignmentKind.choices)
    is_principal = forms.BooleanField(label=_("Principal post"), required=False, initial=True)
    entry = forms.ChoiceField(label=_("Came by"), choices=Entry.choices)
    decision_number = forms.CharField(label=_("Decision number"), max_length=40)
    decided_on = forms.DateField(label=_("Decision signed on"))

    def __init__(self, *args, actor, seat: Seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.seat = seat
        self.fields["cadre"].actor = actor

    def decision(self) -> dict:
        """The decision as `record_decision` takes it."""
        return {
            "number": self.cleaned_data["decision_number"],
            "issued_on": self.cleaned_data["decided_on"],
            "issuer": self.seat.unit,
            "kind": DecisionKind.APPOINTMENT,
            "summary": str(self.seat),
        }

    def assignment(self) -> dict:
        """What `assign` takes, without the decision."""
        names = ("cadre", "from_day", "kind", "is_principal", "entry")
        return {name: self.cleaned_data[name] for name in names}
