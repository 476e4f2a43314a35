"""What officers type about planning."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cadres.models import DecisionKind
from cadres.selectors.cadres import search_cadres
from governance.rules import VoteTotals
from planning.models import EntryState, OutReason, Term
from planning.selectors import cadres_to_plan, find_posts, seats_for, terms_open
from portal.lists import ScopedIdField
from portal.web import UseCaseForm

MOST_PEOPLE = 100_000


def find_cadres(cadres, text: str):
    return search_cadres(cadres, text).order_by("sort_key")


def seats_today(actor):
    return seats_for(actor, timezone.localdate())


def find_posts_today(seats, text: str):
    return find_posts(seats, text, timezone.localdate())


NAME_OR_NUMBER = _("A name, or the cadre number where several people bear the name.")
TITLE_AND_UNIT = _("Title, unit. For example: Secretary, Commune A")


class ActorForm(UseCaseForm):
    """A form whose search boxes find only what the actor may see."""

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, ScopedIdField):
                field.actor = actor


class NominateForm(ActorForm):
    cadre = ScopedIdField(
        label=_("Cadre"), rows=cadres_to_plan, find=find_cadres, help_text=NAME_OR_NUMBER
    )
    post = ScopedIdField(
        label=_("Post"), rows=seats_today, find=find_posts_today, help_text=TITLE_AND_UNIT
    )
    term = forms.ModelChoiceField(Term.objects.none(), label=_("Term"))
    kin_reason = forms.CharField(
        label=_("Reason to go on in spite of a family tie"),
        max_length=500,
        required=False,
        help_text=_("Only where a warning about relatives is shown; the reason is kept."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["term"].queryset = terms_open(timezone.localdate())

    def nomination(self) -> dict:
        """What `nominate` takes: a post is a title in a unit."""
        data, seat = self.cleaned_data, self.cleaned_data["post"]
        return {
            "cadre": data["cadre"],
            "title": seat.title,
            "unit": seat.unit,
            "term": data["term"],
            "kin_reason": data["kin_reason"],
        }


class StepForm(ActorForm):
    """A step of an entry, of the version its editor saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args, entry, **kwargs):
        super().__init__(*args, initial={"version": entry.version}, **kwargs)


def people(label, **more):
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_PEOPLE, **more)


class VoteForm(StepForm):
    held_on = forms.DateField(label=_("Held on"))
    convened = people(_("People convened"))
    present = people(_("People present"))
    issued = people(_("Ballots issued"))
    valid = people(_("Valid ballots"))
    invalid = people(_("Invalid ballots"), initial=0)
    votes_for = people(_("Votes for"))
    votes_against = people(_("Votes against"))
    minutes = forms.CharField(
        label=_("Minutes"),
        max_length=2_000,
        help_text=_("Number and date of the counting minutes. No ballot is ever entered."),
    )

    def vote(self) -> dict:
        """What `record_vote` takes."""
        data = self.cleaned_data
        totals = VoteTotals(**{name: data[name] for name in VoteTotals.__slots__})
        return {**{n: data[n] for n in ("version", "held_on", "minutes")}, "totals": totals}


class DecisionForm(StepForm):
    """A step that rests on a decision of the unit that manages the cadre."""

    decision_number = forms.CharField(label=_("Decision number"), max_length=40)
    decided_on = forms.DateField(label=_("Decision signed on"))

    def __init__(self, *args, entry, **kwargs):
        super().__init__(*args, entry=entry, **kwargs)
        self.entry = entry

    def decision(self) -> dict:
        """The decision as `decision_of` takes it."""
        return {
            "number": self.cleaned_data["decision_number"],
            "issued_on": self.cleaned_data["decided_on"],
            "issuer": self.entry.cadre.managing_unit,
            "kind": DecisionKind.PLANNING,
            "summary": str(self.entry)[:300],
        }


class ApproveForm(DecisionForm):
    in_force_from = forms.DateField(label=_("In force from"))


class WithdrawForm(DecisionForm):
    """The decision is asked for only where the entry is in force."""

    reason = forms.ChoiceField(label=_("Reason"), choices=OutReason.choices)
    out_on = forms.DateField(label=_("Ended on"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.entry.state != EntryState.APPROVED:
            del self.fields["decision_number"], self.fields["decided_on"]

    def decision(self) -> dict | None:
        return super().decision() if "decided_on" in self.fields else None
