"""What officers type when they draft a standard and build its criteria."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.models import (
    EvidenceRule,
    Level,
    StandardItem,
    Sureness,
    Title,
    TitleGroup,
    TitleStandard,
    Track,
)
from cadres.rules.criteria import SCALES
from cadres.rules.standards import GROUPS, Kind
from cadres.selectors.standards import tree_of
from portal.web import UseCaseForm, spoken

DAY = forms.DateInput(attrs={"inputmode": "numeric", "placeholder": "01/07/2026"})


def blank(choices, label):
    return [("", label), *choices]


class TitleChoice(forms.ModelChoiceField):
    def label_from_instance(self, title):
        return f"{title.name} · {title.get_level_display()} · {title.code}"


class TitlesChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, title):
        return f"{title.name} · {title.get_level_display()} · {title.code}"


class OpenStandardForm(UseCaseForm):
    """Whom a new edition is about, from when, and on what document it rests."""

    title = TitleChoice(
        Title.objects.none(),
        label=_("Title"),
        required=False,
        empty_label=_("a group of titles, named below"),
    )
    title_group = forms.ChoiceField(
        label=_("Group of titles"), required=False, choices=blank(TitleGroup.choices, "—")
    )
    level = forms.ChoiceField(label=_("Level"), required=False, choices=blank(Level.choices, "—"))
    track = forms.ChoiceField(
        label=_("Track"), required=False, choices=blank(Track.choices, _("every track"))
    )
    first_day = forms.DateField(label=_("In force from"), widget=DAY)
    source_document = forms.CharField(
        label=_("Source document"),
        max_length=300,
        help_text=_("Number, date and body, for example: Regulation 12-QĐ/TU of 05/03/2026"),
    )
    confidence = forms.ChoiceField(label=_("How sure it is"), choices=Sureness.choices)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].queryset = Title.objects.all()


class CriterionForm(UseCaseForm):
    """One criterion: the fields of its kind, its home, its weight and its legal basis."""

    def __init__(self, *args, standard: TitleStandard, kind: str, item=None, **kwargs):
        self.standard, self.kind, self.item = standard, Kind(kind), item
        super().__init__(*args, **kwargs)
        value = item.value if item else {}
        for name in ASKED.get(self.kind, ()):
            self.fields[name] = FIELDS[name](self.kind)
            self.initial.setdefault(name, first_of(name, value))
        self._common()

    def _common(self) -> None:
        item = self.item
        homes = self.standard.items.filter(kind__in=GROUPS, is_dropped=False)
        if item:
            homes = homes.exclude(pk__in=within(item))
        self.fields["parent"] = HomeChoice(
            homes, label=_("Stands in"), required=False, empty_label=_("the standard itself")
        )
        self.fields["mandatory"] = forms.BooleanField(
            label=_("Mandatory"),
            required=False,
            initial=True,
            help_text=_("Without the tick it is only wished for and decides nothing."),
        )
        if self.kind not in GROUPS:
            self.fields["evidence"] = forms.ChoiceField(
                label=_("Evidence"), choices=EvidenceRule.choices
            )
            self.fields["legal_basis"] = forms.CharField(
                label=_("Legal basis"), max_length=300, help_text=_("Document and article")
            )
        if item:
            names = ("parent", "mandatory", "evidence", "legal_basis")
            self.initial |= {name: getattr(item, name) for name in names}
            self.fields["version"] = forms.IntegerField(
                widget=forms.HiddenInput, min_value=1, initial=item.version
            )

    def value(self) -> dict:
        """What the criterion asks, as it is kept; empty parts are left out."""
        found = {}
        for name in ASKED.get(self.kind, ()):
            given = self.cleaned_data.get(name)
            if name == "titles":
                given = [title.code for title in given]
            elif name == "at":
                given = given.isoformat() if given else None
            elif name == "official":
                given = given == "official"
            if given not in (None, "", []):
                found[name] = given
        return found

    def item_fields(self) -> dict:
        """What `add_item` and `change_item` take beside the kind."""
        names = ("parent", "mandatory", "evidence", "legal_basis")
        kept = {name: self.cleaned_data[name] for name in names if name in self.fields}
        return {**kept, "value": self.value()}


class HomeChoice(forms.ModelChoiceField):
    def label_from_instance(self, item: StandardItem):
        return f"{item.get_kind_display()} ({item.position})"


def within(item: StandardItem) -> set:
    """A group with all groups inside it, as primary keys: no home for itself."""

    def keys(node, inside):
        inside = inside or node.key == str(item.pk)
        found = {node.key} if inside else set()
        return found.union(*(keys(child, inside) for child in node.children))

    return keys(tree_of(item.standard), False)


def first_of(name: str, value: dict):
    if name == "titles":
        return Title.objects.filter(code__in=value.get("titles", ()))
    if name == "official":
        return "official" if value.get("official", True) else "any"
    return value.get(name)


def scale(kind: Kind) -> list[tuple[str, str]]:
    return [(code, spoken(text)) for code, text in SCALES[kind].items()]


def number(label, most: int, required=True, **more):
    return lambda kind: forms.IntegerField(
        label=label, min_value=0, max_value=most, required=required, **more
    )


ASKED = {
    **dict.fromkeys(SCALES, ("level",)),
    Kind.EVAL_LEVEL_LAST_N: ("level", "years"),
    Kind.MIN_MONTHS_IN_POST: ("months", "groups", "levels", "titles"),
    Kind.HELD_POST: ("groups", "levels", "titles"),
    Kind.MAX_AGE_AT: ("years", "more_months", "at"),
    Kind.PARTY_MEMBER: ("official",),
    Kind.PLANNED_FOR: ("titles",),
    Kind.ASSET_DECLARED: ("months",),
    Kind.HEALTH_CERT: ("months",),
    Kind.TEXT: ("text",),
}
FIELDS = {
    "level": lambda kind: forms.ChoiceField(label=_("At least"), choices=scale(kind)),
    # Rooms tell the classes of five years; nobody is older than 99.
    "years": lambda kind: number(_("Years"), 5 if kind == Kind.EVAL_LEVEL_LAST_N else 99)(kind),
    "months": number(_("Months"), 999),
    "more_months": number(_("and months"), 11, required=False),
    "groups": lambda kind: forms.MultipleChoiceField(
        label=_("Groups of titles"),
        choices=TitleGroup.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    ),
    "levels": lambda kind: forms.MultipleChoiceField(
        label=_("Levels"),
        choices=Level.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    ),
    "titles": lambda kind: TitlesChoice(
        Title.objects.all(),
        label=_("Titles"),
        required=kind == Kind.PLANNED_FOR,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Hold Ctrl to choose several."),
    ),
    "at": lambda kind: forms.DateField(
        label=_("On this day"),
        required=False,
        widget=DAY,
        help_text=_("Leave empty for the day of the check."),
    ),
    "official": lambda kind: forms.ChoiceField(
        label=_("Membership"),
        choices=[("official", _("official member")), ("any", _("official or probationary"))],
    ),
    "text": lambda kind: forms.CharField(
        label=_("What people judge"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    ),
}
