"""What officers type about job positions, tables of regulations and written responsibilities."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cadres.models import (
    Body,
    DecisionKind,
    EquivalenceGroup,
    JobPosition,
    Level,
    PositionGroup,
    Rank,
    Seat,
    Step,
    Tier,
    Title,
    TitleGroup,
    Track,
    UnitKind,
)
from cadres.selectors.equivalence import groups_named
from cadres.selectors.positions import (
    competencies,
    find_titles,
    titles_visible,
    usable_positions,
)
from cadres.selectors.units import find_units, units_for
from governance.models import Amendment
from portal.lists import ScopedIdField
from portal.web import UseCaseForm

EMPTY = ("", "—")
TITLE_HELP = _("A name or a code from the catalogue of titles.")


class ActorForm(UseCaseForm):
    """A form whose search boxes find only what the actor may see."""

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, ScopedIdField):
                field.actor = actor


def version_field():
    return forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


def day(label, **more):
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"inputmode": "numeric"}), **more
    )


def long_text(label, **more):
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 6}), **more)


class NamesForm(ActorForm):
    name_vi = forms.CharField(label=_("Vietnamese name"), max_length=200)
    name_en = forms.CharField(label=_("English name"), max_length=200)
    name_ar = forms.CharField(label=_("Arabic name"), max_length=200)

    def names(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("name_vi", "name_en", "name_ar")}


class PositionForm(NamesForm):
    """A job position as it is drawn up."""

    code = forms.CharField(label=_("Code"), max_length=24)
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)
    unit_kind = forms.ChoiceField(label=_("Kind of unit"), choices=UnitKind.choices)
    group = forms.ChoiceField(label=_("Group"), choices=PositionGroup.choices)
    rank = forms.ChoiceField(
        label=_("Civil-service rank"), choices=[EMPTY, *Rank.choices], required=False
    )
    title = ScopedIdField(
        label=_("Title"), rows=titles_visible, find=find_titles, required=False,
        help_text=TITLE_HELP,
    )  # fmt: skip
    seats = forms.IntegerField(
        label=_("Seats in each unit"), min_value=1, max_value=500, initial=1
    )
    ratio = forms.DecimalField(
        label=_("Share of the payroll, %"), min_value=0, max_value=100, max_digits=5,
        decimal_places=2, required=False,
    )  # fmt: skip
    description = long_text(_("Job description"), max_length=10_000, required=False)

    field_order = ["code", "name_vi", "name_en", "name_ar"]


class AmendPositionForm(PositionForm):
    """A draft corrected; its code stays."""

    version = version_field()

    def __init__(self, *args, position: JobPosition, **kwargs):
        names = [name for name in self.base_fields if name != "version"]
        initial = {name: getattr(position, name) for name in names}
        initial |= {"version": position.version, "title": position.title_id}
        super().__init__(*args, initial=initial, **kwargs)
        del self.fields["code"]

    def changes(self) -> dict:
        return {n: v for n, v in self.cleaned_data.items() if n != "version"}


class FrameForm(UseCaseForm):
    """A line of a competency frame."""

    competency = forms.ModelChoiceField(queryset=None, label=_("Competency"))
    level = forms.TypedChoiceField(
        label=_("Level"),
        choices=[(n, str(n)) for n in range(1, 6)] + [(0, _("take out of the frame"))],
        coerce=int,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["competency"].queryset = competencies()


class VersionedForm(ActorForm):
    """A step of a row, of the version its editor saw."""

    version = version_field()


class ReturnForm(VersionedForm):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class ApprovePositionForm(VersionedForm):
    """The decision that approves a position."""

    decision_number = forms.CharField(label=_("Decision number"), max_length=40)
    decided_on = day(_("Decision signed on"))
    issuer = ScopedIdField(label=_("Issuing body"), rows=units_for, find=find_units)

    def decision(self, summary: str) -> dict:
        return {
            "number": self.cleaned_data["decision_number"],
            "issued_on": self.cleaned_data["decided_on"],
            "issuer": self.cleaned_data["issuer"],
            "kind": DecisionKind.OTHER,
            "summary": summary[:300],
        }


class InForceForm(VersionedForm):
    from_day = day(_("In force from"))


class LinkSeatForm(UseCaseForm):
    """Of which position a seat is, from when on."""

    position = forms.ModelChoiceField(queryset=None, label=_("Job position"))
    from_day = day(_("From"))

    def __init__(self, *args, actor, seat: Seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["position"].queryset = usable_positions(actor, seat, timezone.localdate())


class VersionForm(UseCaseForm):
    """What a new version of a regulation's table rests on."""

    since = day(_("In force from"))
    source = forms.CharField(label=_("Instrument and article"), max_length=300)
    confidence = forms.ChoiceField(
        label=_("How sure it is"),
        choices=Amendment.Confidences.choices,
        initial=Amendment.Confidences.OFFICIAL_TEXT,
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False)


class PlaceTitleForm(ActorForm):
    """In which group of a draft a title stands."""

    title = ScopedIdField(
        label=_("Title"), rows=titles_visible, find=find_titles, help_text=TITLE_HELP
    )
    group = forms.ModelChoiceField(
        queryset=None, label=_("Group"), required=False, empty_label=_("in no group")
    )

    def __init__(self, *args, of, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups_named(of)


class GroupForm(NamesForm):
    """A new group of a draft."""

    code = forms.CharField(label=_("Code"), max_length=24)
    order = forms.IntegerField(label=_("Order, highest first"), min_value=1, max_value=999)
    broader = forms.ModelChoiceField(
        queryset=EquivalenceGroup.objects.none(), label=_("Next broader group"), required=False
    )

    field_order = ["code", "order", "name_vi", "name_en", "name_ar"]

    def __init__(self, *args, of, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["broader"].queryset = groups_named(of)

    def group(self) -> dict:
        data = self.cleaned_data
        return {"names": self.names(), **{n: data[n] for n in ("code", "order", "broader")}}


def bodies() -> list:
    """Every body a step can name: «standing committee, province» as one choice."""
    found = [("", _("nobody is named")), (f"{Body.CENTRE}@", Body.CENTRE.label)]
    found.append((f"{Body.AGENCY}@", Body.AGENCY.label))
    for level, level_name in Level.choices:
        found += [
            (f"{body}@{level}", f"{name} · {level_name}")
            for body, name in Body.choices
            if body not in {Body.CENTRE, Body.AGENCY}
        ]
    return found


class LineForm(ActorForm):
    """A line of a draft of the authority matrix."""

    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)
    group = forms.ChoiceField(label=_("Group of titles"), choices=TitleGroup.choices)
    track = forms.ChoiceField(
        label=_("Track"), choices=[("", _("every other track")), *Track.choices], required=False
    )
    title = ScopedIdField(
        label=_("This title alone"), rows=titles_visible, find=find_titles, required=False,
        help_text=_("Only where the regulation treats one title apart from its group."),
    )  # fmt: skip
    tier = forms.ChoiceField(label=_("Management tier"), choices=Tier.choices)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for step, label in Step.choices:
            self.fields[f"body_{step}"] = forms.ChoiceField(
                label=label, choices=bodies(), required=False
            )

    def clean(self):
        data = super().clean()
        title: Title | None = data.get("title")
        if title and (title.group, title.level) != (data.get("group"), data.get("level")):
            self.add_error("title", _("This title is of another group or level."))
        return data

    def line(self) -> dict:
        data = self.cleaned_data
        found = {}
        for step in Step.values:
            body, _at, level = data[f"body_{step}"].partition("@")
            found[step] = (body, level)
        names = ("level", "group", "track", "title", "tier")
        return {"bodies": found, **{name: data[name] for name in names}}


class DutyForm(ActorForm):
    """A responsibility as a regulation writes it."""

    text = long_text(_("Responsibility"), max_length=1000)
    group = forms.ChoiceField(label=_("Group of titles"), choices=TitleGroup.choices)
    level = forms.ChoiceField(
        label=_("Level"), choices=[("", _("every level")), *Level.choices], required=False
    )
    title = ScopedIdField(
        label=_("This title alone"), rows=titles_visible, find=find_titles, required=False,
        help_text=TITLE_HELP,
    )  # fmt: skip
    ordinal = forms.IntegerField(label=_("Number"), min_value=1, max_value=99, initial=1)
    source = forms.CharField(label=_("Instrument and article"), max_length=300)
    confidence = forms.ChoiceField(
        label=_("How sure it is"), choices=Amendment.Confidences.choices
    )
    since = day(_("In force from"))


class EndDutyForm(VersionedForm):
    last_day_exclusive = day(_("First day no longer in force"))
