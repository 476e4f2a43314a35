"""What people type about measures of discipline and career blocks."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cadres.models import BarredFrom, DisciplineForm, MeasureState, Side, Unit
from cadres.selectors.cadres import search_cadres
from cadres.selectors.units import find_units, units_for
from inspection.forms import ActorForm, prose
from inspection.selectors.measures import cadres_to_discipline, measures_for
from portal.lists import ScopedIdField
from portal.web import UseCaseForm

ENDS = [(each.value, each.label) for each in (MeasureState.CHANGED, MeasureState.REVOKED)]


def find_cadres(cadres, text: str):
    return search_cadres(cadres, text).order_by("sort_key")


def party_measures(actor):
    return measures_for(actor).filter(side="party", followed_by=None)


def find_measures(measures, text: str):
    return measures.filter(decision__number__iexact=text.strip())


class DecisionFields(UseCaseForm):
    """The paper of a step: its number, its day and who signed it."""

    decision_number = forms.CharField(label=_("Decision number"), max_length=40)
    decided_on = forms.DateField(label=_("Decision signed on"))

    def paper(self, issuer: Unit) -> dict:
        """The decision as `paper_of` takes it."""
        return {
            "number": self.cleaned_data["decision_number"],
            "issued_on": self.cleaned_data["decided_on"],
            "issuer": issuer,
        }

    def terms(self, *besides: str) -> dict:
        """The data of the form without the paper."""
        paper = {"decision_number", "decided_on", *besides}
        return {name: value for name, value in self.cleaned_data.items() if name not in paper}


class MeasureForm(ActorForm, DecisionFields):
    """A disciplinary decision as it was announced."""

    field_order = ["cadre", "side", "form", "is_leader", "issuer", "decision_number"]

    cadre = ScopedIdField(label=_("Cadre"), rows=cadres_to_discipline, find=find_cadres)
    side = forms.ChoiceField(label=_("Side"), choices=Side.choices)
    form = forms.ChoiceField(label=_("Form of discipline"), choices=DisciplineForm.choices)
    is_leader = forms.BooleanField(label=_("Held a leading post"), required=False)
    issuer = ScopedIdField(label=_("Issuing body"), rows=units_for, find=find_units)
    announced_on = forms.DateField(label=_("Announced on"))
    effective_from = forms.DateField(label=_("In effect from"))
    follows = ScopedIdField(
        label=_("Party decision it follows"),
        rows=party_measures,
        find=find_measures,
        required=False,
        help_text=_("Its number; only for an administrative measure."),
    )
    violation = prose(_("What for"), longest=500)


class EndMeasureForm(DecisionFields):
    """The decision that changes or revokes a measure."""

    end = forms.ChoiceField(label=_("What the decision does"), choices=ENDS)
    ended_on = forms.DateField(label=_("From"))


class ExceptionForm(DecisionFields):
    """What the competent level allows in spite of a block."""

    what = forms.ChoiceField(label=_("What is allowed"), choices=BarredFrom.choices)
    first_day = forms.DateField(label=_("First day"))
    last_day_exclusive = forms.DateField(label=_("Until (not any more)"))
    reason = prose(_("Reason"), longest=500)


class MatterForm(ActorForm):
    """A matter under review, investigation, prosecution or trial."""

    cadre = ScopedIdField(label=_("Cadre"), rows=cadres_to_discipline, find=find_cadres)
    since = forms.DateField(label=_("Since"), initial=timezone.localdate)
    matter = prose(_("Matter"), longest=500)


class CloseMatterForm(UseCaseForm):
    lifted_on = forms.DateField(label=_("Closed on"), initial=timezone.localdate)
    reason = prose(_("How it was closed"), longest=500)
