"""What people type about inspections and recommendations."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres import access
from cadres.models import DecisionKind
from cadres.selectors.units import find_units, units_for
from inspection.models import (
    InspectionKind,
    RecommendationState,
    Severity,
    Topic,
)
from inspection.selectors import programmes_for, units_over
from portal.lists import ScopedIdField
from portal.web import UseCaseForm

LARGEST_TEAM = 30
OUTCOMES = [
    (RecommendationState.DONE, _("done")),
    (RecommendationState.PARTLY, _("partly done")),
    (RecommendationState.OPEN, _("not done: back to the unit")),
]


def prose(label, *, longest: int = 4_000, **more) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": 5}), **more
    )


def bodies_for(actor):
    """The bodies for which an actor may plan an inspection."""
    return units_over(actor, access.EDIT) | units_over(actor, access.APPROVE)


def find_programmes(programmes, text: str):
    if text.isdigit() and len(text) == len("2026"):
        return programmes.filter(year=int(text))
    return programmes.filter(title__icontains=text)


class TeamField(forms.CharField):
    """Names of people, one on each line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value):
        names = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(names) > LARGEST_TEAM or any(len(name) > 120 for name in names):  # noqa: PLR2004
            raise forms.ValidationError(_("One name on each line, thirty at most."))
        return names


class ActorForm(UseCaseForm):
    """A form whose search boxes find only what the actor may see."""

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, ScopedIdField):
                field.actor = actor


class VersionedForm(UseCaseForm):
    """A step of a row, at the version its editor saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args, row, **kwargs):
        kwargs["initial"] = {"version": row.version, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.row = row


class ProgrammeForm(ActorForm):
    unit = ScopedIdField(label=_("Body"), rows=bodies_for, find=find_units)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    title = forms.CharField(label=pgettext_lazy("programme", "Title"), max_length=200)


class PlanForm(ActorForm):
    code = forms.CharField(label=_("Number"), max_length=30)
    kind = forms.ChoiceField(label=_("Kind"), choices=InspectionKind.choices)
    led_by = ScopedIdField(label=_("Inspecting body"), rows=bodies_for, find=find_units)
    unit = ScopedIdField(label=_("Unit inspected"), rows=units_for, find=find_units)
    starts_on = forms.DateField(label=_("Starts on"))
    ends_on = forms.DateField(label=_("Ends on"))
    programme = ScopedIdField(
        label=_("Programme"),
        rows=programmes_for,
        find=find_programmes,
        required=False,
        help_text=_("Its year or title. A programmed inspection needs one."),
    )
    team = TeamField(
        label=_("Team"),
        required=False,
        help_text=_("One name on each line, the head of the team first."),
    )
    topics = forms.MultipleChoiceField(
        label=_("Topics"), choices=Topic.choices, widget=forms.CheckboxSelectMultiple
    )


class DecideForm(VersionedForm):
    decision_number = forms.CharField(label=_("Decision number"), max_length=40)
    decided_on = forms.DateField(label=_("Decision signed on"))
    starts_on = forms.DateField(label=_("Starts on"))
    ends_on = forms.DateField(label=_("Ends on"))
    team = TeamField(
        label=_("Team"), help_text=_("One name on each line, the head of the team first.")
    )

    def __init__(self, *args, row, **kwargs):
        shown = {
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "team": "\n".join(row.team),
        }
        super().__init__(*args, row=row, initial=shown, **kwargs)

    def decision(self) -> dict:
        """The decision as `decision_of` takes it."""
        return {
            "number": self.cleaned_data["decision_number"],
            "issued_on": self.cleaned_data["decided_on"],
            "issuer": self.row.led_by,
            "kind": DecisionKind.INSPECTION,
            "summary": str(self.row)[:300],
        }

    def terms(self) -> dict:
        """What `decide_inspection` takes, without the decision."""
        names = ("version", "starts_on", "ends_on", "team")
        return {name: self.cleaned_data[name] for name in names}


class StepForm(VersionedForm):
    """A step that asks nothing."""


class CancelForm(VersionedForm):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class FindingForm(UseCaseForm):
    topic = forms.ChoiceField(label=_("Topic"))
    severity = forms.ChoiceField(label=_("Severity"), choices=Severity.choices)
    rule_cited = forms.CharField(label=_("Rule and article"), max_length=200, required=False)
    text = prose(_("What was found"))

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [(t, Topic(t).label) for t in row.topics]


class AnswerForm(VersionedForm):
    answered_on = forms.DateField(label=_("Answered on"))
    answer = prose(_("Answer of the unit"))


class ConcludeForm(VersionedForm):
    conclusion = prose(_("Conclusion"), longest=20_000)


class RecommendForm(ActorForm):
    owner = ScopedIdField(label=_("Responsible unit"), rows=units_for, find=find_units)
    due_on = forms.DateField(label=_("Due on"))
    text = prose(_("What to do"))


class ReportForm(VersionedForm):
    report = prose(_("Report of the unit"))


class VerifyForm(VersionedForm):
    outcome = forms.ChoiceField(
        label=_("What was verified"), choices=OUTCOMES, widget=forms.RadioSelect
    )
    remark = prose(
        _("Remark"),
        longest=2_000,
        required=False,
        help_text=_("Needed unless everything is done."),
    )


class WaiveForm(VersionedForm):
    reason = prose(_("Reason"), longest=300)
