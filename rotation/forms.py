"""What officers type about moves."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cadres.models import Cadre, DecisionKind
from cadres.selectors.cadres import search_cadres
from planning.models import PlanEntry
from planning.selectors import cadres_to_plan, find_posts, seats_for
from portal.lists import ScopedIdField
from portal.web import UseCaseForm
from rotation.models import MoveKind, Placement, SpecialCase
from rotation.selectors import equal_seat_held

PROPOSABLE = [choice for choice in MoveKind.choices if choice[0] != MoveKind.RETURN]
# A move of one of these kinds is decided by a paper of this kind; the others by an appointment.
PAPERS = {
    MoveKind.TRANSFER: DecisionKind.TRANSFER,
    MoveKind.ROTATION: DecisionKind.ROTATION,
    MoveKind.RETURN: DecisionKind.ROTATION,
}


def find_cadres(cadres, text: str):
    return search_cadres(cadres, text).order_by("sort_key")


def seats_today(actor):
    return seats_for(actor, timezone.localdate())


def find_posts_today(seats, text: str):
    return find_posts(seats, text, timezone.localdate())


NAME_OR_NUMBER = _("A name, or the cadre number where several people bear the name.")
TITLE_AND_UNIT = _("Title, unit. For example: Secretary, Commune A")


def entries_to_serve(actor):
    return (
        PlanEntry.objects.visible_to(actor)
        .in_force_on(timezone.localdate())
        .select_related("cadre", "title", "unit")
    )


def find_entries(entries, text: str):
    return entries.filter(cadre__in=search_cadres(Cadre.objects.all(), text).values("pk"))


class ActorForm(UseCaseForm):
    """A form whose search boxes find only what the actor may see."""

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, ScopedIdField):
                field.actor = actor


class ProposeForm(ActorForm):
    cadre = ScopedIdField(
        label=_("Cadre"), rows=cadres_to_plan, find=find_cadres, help_text=NAME_OR_NUMBER
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=PROPOSABLE)
    to_seat = ScopedIdField(
        label=_("To the seat"),
        rows=seats_today,
        find=find_posts_today,
        help_text=TITLE_AND_UNIT,
    )
    effective_on = forms.DateField(label=_("Effective on"))
    expected_until = forms.DateField(
        label=_("Expected until"), required=False, help_text=_("Only for a rotation.")
    )
    special_case = forms.ChoiceField(
        label=_("Special case"), choices=SpecialCase.choices, required=False
    )
    plan_entry = ScopedIdField(
        label=_("Serves the planning entry of"),
        rows=entries_to_serve,
        find=find_entries,
        required=False,
    )
    kin_reason = forms.CharField(
        label=_("Reason to go on in spite of a family tie"),
        max_length=500,
        required=False,
        help_text=_("Only where a warning about relatives is shown; the reason is kept."),
    )

    def clean(self):
        """Of equal seats, a re-appointment means the one that is held."""
        data = super().clean()
        names = ("cadre", "to_seat", "effective_on")
        if data.get("kind") == MoveKind.REAPPOINTMENT and all(data.get(name) for name in names):
            held = equal_seat_held(
                cadre=data["cadre"], seat=data["to_seat"], on=data["effective_on"]
            )
            data["to_seat"] = held or data["to_seat"]
        return data


class DecisionForm(ActorForm):
    """A step that rests on a decision of the unit that manages the cadre."""

    decision_number = forms.CharField(label=_("Decision number"), max_length=40)
    decided_on = forms.DateField(label=_("Decision signed on"))
    kin_reason = forms.CharField(
        label=_("Reason to go on in spite of a family tie"),
        max_length=500,
        required=False,
        help_text=_("Only where a warning about relatives is shown; the reason is kept."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args, move, **kwargs):
        super().__init__(*args, initial={"version": move.version}, **kwargs)
        self.move = move

    def decision(self) -> dict:
        """The decision as `decision_of` takes it."""
        return {
            "number": self.cleaned_data["decision_number"],
            "issued_on": self.cleaned_data["decided_on"],
            "issuer": self.move.cadre.managing_unit,
            "kind": PAPERS.get(self.move.kind, DecisionKind.APPOINTMENT),
            "summary": str(self.move)[:300],
        }


class ReturnForm(DecisionForm):
    ended_on = forms.DateField(label=_("Ended on"))
    placement = forms.ChoiceField(label=_("Placement afterwards"), choices=Placement.choices)
    to_seat = ScopedIdField(
        label=_("To the seat"), rows=seats_today, find=find_posts_today, required=False
    )
    reason = forms.CharField(label=_("Reason of an early end"), max_length=300, required=False)
    kin_reason = None  # a return is decided already; what meets there is found by itself

    def ending(self) -> dict:
        """What `record_return` takes, without the decision."""
        names = ("version", "ended_on", "placement", "to_seat", "reason")
        return {name: self.cleaned_data[name] for name in names}


class CancelForm(UseCaseForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
