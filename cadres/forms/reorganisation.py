"""What officers type about a reorganisation as a whole."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.forms.unit_names import named_units
from cadres.models import Decision, DecisionKind, Placement, PlannedSeat, Reorganisation, Seat
from cadres.selectors.reorganisation import seats_to_take
from cadres.selectors.units import units_for
from portal.lists import ScopedIdField
from portal.web import UseCaseForm

WAIT = "wait"


def version_field():
    return forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


def day_field(**more):
    widget = forms.DateInput(attrs={"inputmode": "numeric", "placeholder": "01/07/2027"})
    return forms.DateField(widget=widget, **more)


class DraftForm(UseCaseForm):
    """What is to happen, when, on what basis, and within which unit it stays."""

    title = forms.CharField(label=_("Name of the plan"), max_length=200)
    unit = ScopedIdField(
        label=_("Within"),
        rows=units_for,
        find=named_units,
        help_text=_("The unit beneath which all of it happens: its code or full name."),
    )
    effective_on = day_field(
        label=_("Effective on"), help_text=_("It is carried out by itself in that night.")
    )
    instrument = forms.CharField(
        label=_("Instrument"),
        max_length=120,
        help_text=_("Number and body of the resolution or decision that orders it."),
    )

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].actor = actor


class AmendForm(UseCaseForm):
    """The same of a plan in preparation; the unit stays."""

    title = forms.CharField(label=_("Name of the plan"), max_length=200)
    effective_on = day_field(label=_("Effective on"))
    instrument = forms.CharField(label=_("Instrument"), max_length=120)
    version = version_field()

    def __init__(self, *args, plan: Reorganisation, **kwargs):
        initial = {n: getattr(plan, n) for n in ("title", "effective_on", "instrument", "version")}
        super().__init__(*args, initial=initial, **kwargs)


class PlanForm(UseCaseForm):
    """A plain step on, of the version that was seen."""

    version = version_field()

    def __init__(self, *args, plan: Reorganisation, **kwargs):
        super().__init__(*args, initial={"version": plan.version}, **kwargs)
        self.plan = plan


class ApprovePlanForm(PlanForm):
    """The approval, with the decision about the people where one was signed."""

    decision_number = forms.CharField(
        label=_("Decision on the people"),
        max_length=40,
        required=False,
        help_text=_("It will stand behind every new post that has no decision of its own."),
    )
    decided_on = day_field(label=_("Decision signed on"), required=False)

    def clean(self):
        data = super().clean()
        if bool(data.get("decision_number")) != bool(data.get("decided_on")):
            self.add_error("decided_on", _("Give both the number and the day, or neither."))
        return data

    def decision(self) -> dict | None:
        """What `record_decision` takes; nothing where no decision was named."""
        if not self.cleaned_data["decision_number"]:
            return None
        return {
            "number": self.cleaned_data["decision_number"],
            "issued_on": self.cleaned_data["decided_on"],
            "issuer": self.plan.unit,
            "kind": DecisionKind.REORGANISATION,
            "summary": self.plan.title[: Decision._meta.get_field("summary").max_length],
        }


class CancelPlanForm(PlanForm):
    reason = forms.CharField(label=_("Why it is cancelled"), max_length=300)


class PlaceForm(UseCaseForm):
    """The seat in which somebody goes on, among those free in the new place."""

    seat = forms.ChoiceField(label=_("Goes on in"))
    version = version_field()

    def __init__(self, *args, placement: Placement, **kwargs):
        chosen = placement.seat or placement.planned_seat
        initial = {"version": placement.version, "seat": str(chosen.pk) if chosen else WAIT}
        super().__init__(*args, initial=initial, **kwargs)
        self.seats = {str(seat.pk): seat for seat in seats_to_take(placement)}
        if chosen:
            self.seats[str(chosen.pk)] = chosen
        self.fields["seat"].choices = [
            (WAIT, _("without a seat for now")),
            *((key, f"{seat.title.name} — {seat.unit.name}") for key, seat in self.seats.items()),
        ]

    def chosen(self) -> Seat | PlannedSeat | None:
        return self.seats.get(self.cleaned_data["seat"])
