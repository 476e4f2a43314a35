"""What officers type about seats and who takes them."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cadres.models import AssignmentKind, DecisionKind, Entry, Seat
from cadres.selectors.cadres import cadres_for, search_cadres
from cadres.selectors.units import find_units, units_for
from cadres.services.quota import Leave
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
    leave_reason = forms.CharField(
        label=_("Reason to go beyond the quota"),
        max_length=500,
        required=False,
        help_text=_("Only where the payroll is full: why one more is needed."),
    )
    leave_by = ScopedIdField(
        label=_("Allowed by"),
        rows=units_for,
        find=find_units,
        required=False,
        help_text=_("The authority above the unit that allows it."),
    )
    kin_reason = forms.CharField(
        label=_("Reason to go on in spite of a family tie"),
        max_length=500,
        required=False,
        help_text=_("Only where a warning about relatives is shown; the reason is kept."),
    )

    def __init__(self, *args, actor, seat: Seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.seat = seat
        for name in ("cadre", "leave_by"):
            self.fields[name].actor = actor

    def clean(self):
        given = {name: self.cleaned_data.get(name) for name in ("leave_reason", "leave_by")}
        for name, other in (("leave_reason", "leave_by"), ("leave_by", "leave_reason")):
            if given[other] and not given[name] and name not in self.errors:
                self.add_error(name, _("Give both the reason and who allows it."))

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
        names = ("cadre", "from_day", "kind", "is_principal", "entry", "kin_reason")
        return {name: self.cleaned_data[name] for name in names} | {"leave": self.leave()}

    def leave(self) -> Leave | None:
        """Leave to go beyond the quota, where it was given."""
        reason, by = self.cleaned_data["leave_reason"], self.cleaned_data["leave_by"]
        return Leave(reason=reason, allowed_by=by) if reason and by else None
