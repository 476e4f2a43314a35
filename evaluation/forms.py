"""What proposers and deciders type."""

from django import forms
from django.core.validators import MaxValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cadres.models import Cadre, Decision
from cadres.selectors.cadres import search_cadres
from evaluation.models import Notice, Reason, WorkClass, YearlyClass
from evaluation.selectors import votes_for
from portal.lists import ScopedIdField
from portal.web import UseCaseForm

FIRST_YEAR = 2016
NOTHING = [("", "—")]


def find_decisions(decisions, text: str):
    return decisions.filter(number__iexact=text.strip()).order_by("-issued_on")


def decision_field(**extra) -> ScopedIdField:
    return ScopedIdField(
        label=_("Decision"),
        rows=lambda actor: Decision.objects.visible_to(actor),
        find=find_decisions,
        help_text=_("Its number, as it is recorded."),
        **extra,
    )


def points_field() -> forms.DecimalField:
    return forms.DecimalField(
        label=_("Points"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )


class GroundsForm(UseCaseForm):
    """A class with the reason and the grounds it may need."""

    work_class = forms.ChoiceField(label=_("Class"), choices=WorkClass.choices)
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[*NOTHING, *Reason.choices],
        required=False,
        help_text=_("For non-completion its ground, for “not classified” the reason."),
    )
    grounds = forms.CharField(
        label=_("Grounds"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )


class ProposeForm(GroundsForm):
    """The class of a cadre's work in a year, as it is proposed."""

    cadre = ScopedIdField(
        label=_("Cadre"),
        rows=lambda actor: Cadre.objects.visible_to(actor),
        find=lambda cadres, text: search_cadres(cadres, text).order_by("sort_key"),
    )
    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR)
    score = points_field()
    disciplined = forms.BooleanField(
        label=_("Disciplined in the year for a breach in public duty"), required=False
    )

    field_order = ["cadre", "year", "work_class", "score", "reason", "disciplined", "grounds"]

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cadre"].actor = actor
        self.fields["year"].validators.append(MaxValueValidator(timezone.localdate().year))


class DecideForm(GroundsForm):
    """The class as it is decided, on what paper, and how the person was told."""

    decision = decision_field(required=False)
    vote = forms.ModelChoiceField(None, label=_("Collective decision"), required=False)
    notified_on = forms.DateField(label=_("Notified on"), required=False)
    notified_how = forms.ChoiceField(
        label=_("Notified"), choices=[*NOTHING, *Notice.choices], required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, yearly_class: YearlyClass, actor, **kwargs):
        shown = {
            name: getattr(yearly_class, name)
            for name in ("work_class", "reason", "grounds", "version")
        }
        super().__init__(*args, initial=shown, **kwargs)
        self.fields["decision"].actor = actor
        self.fields["vote"].queryset = votes_for(actor, yearly_class.unit)


class ClassifyUnitForm(UseCaseForm):
    """The class of a unit's work in a year, by decision."""

    work_class = forms.ChoiceField(label=_("Class"), choices=WorkClass.choices)
    score = points_field()
    grounds = forms.CharField(
        label=_("Grounds"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    decision = decision_field()

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].actor = actor
