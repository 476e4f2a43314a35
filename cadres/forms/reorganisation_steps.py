"""What officers type about one step: each form gives exactly what its use case takes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.forms.unit_names import UnitField, UnitsField
from cadres.models import Block, Level, Reorganisation, StepKind, UnitKind
from cadres.services import reorganisation_steps as steps
from portal.web import UseCaseForm

AS_IT_IS = [("", _("as it is"))]
AS_THE_OLD = [("", _("as the old unit"))]


class StepForm(UseCaseForm):
    """A step of a plan; its units are those that exist on the plan's day."""

    def __init__(self, *args, actor, plan: Reorganisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan = plan
        for field in self.fields.values():
            if isinstance(field, UnitsField):
                field.actor, field.plan = actor, plan


class RenameForm(StepForm):
    unit = UnitField(label=_("Unit"))
    name_vi = forms.CharField(label=_("New Vietnamese name"), max_length=200)
    name_en = forms.CharField(label=_("New English name"), max_length=200, required=False)
    name_ar = forms.CharField(label=_("New Arabic name"), max_length=200, required=False)
    kind = forms.ChoiceField(
        label=_("New kind"), choices=AS_IT_IS + UnitKind.choices, required=False
    )
    with_bodies = forms.BooleanField(
        label=_("Bodies named after it follow"), required=False, initial=True
    )

    def step(self) -> dict:
        data = self.cleaned_data
        names = {n: data[n] or data["name_vi"] for n in ("name_vi", "name_en", "name_ar")}
        return {
            "unit": data["unit"],
            "names": names,
            "kind": data["kind"],
            "with_bodies": data["with_bodies"],
        }


class SuperiorForm(StepForm):
    unit = UnitField(label=_("Unit"))
    superior = UnitField(label=_("New superior"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["superior"].with_planned = True

    def step(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("unit", "superior")}


class AbolishForm(StepForm):
    units = UnitsField(label=_("Units that are abolished"))
    successors = UnitsField(
        label=_("Units that take over"),
        required=False,
        help_text=_("One on each line; the first receives people and files nobody placed."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successors"].with_planned = True

    def step(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("units", "successors", "reason")}


class FoundingForm(StepForm):
    """The fields of a unit to be founded; all of them empty where none is."""

    new_code = forms.CharField(label=_("Code of the new unit"), max_length=24, required=False)
    new_name_vi = forms.CharField(label=_("Vietnamese name"), max_length=200, required=False)
    new_name_en = forms.CharField(label=_("English name"), max_length=200, required=False)
    new_name_ar = forms.CharField(label=_("Arabic name"), max_length=200, required=False)
    new_official_code = forms.CharField(label=_("Official code"), max_length=5, required=False)
    new_kind = forms.ChoiceField(
        label=_("Kind"), choices=AS_THE_OLD + UnitKind.choices, required=False
    )
    new_level = forms.ChoiceField(
        label=_("Level"), choices=AS_THE_OLD + Level.choices, required=False
    )
    new_block = forms.ChoiceField(
        label=_("Block"), choices=AS_THE_OLD + Block.choices, required=False
    )
    new_parent = UnitField(
        label=_("Superior of the new unit"),
        required=False,
        help_text=_("Left empty: the superior of the old unit."),
    )
    new_like = UnitField(
        label=_("Bodies and seats after the pattern of"),
        required=False,
        help_text=_("The new unit gets the bodies and leading seats that this one has."),
    )

    def clean(self):
        """What is left empty of a new unit is as the old one, or the pattern, has it."""
        data = super().clean()
        source = data.get("new_like") or self.first_old(data)
        if any(data.get(f"new_{name}") for name in ("code", "name_vi")):
            for name in ("code", "name_vi"):
                if not data.get(f"new_{name}") and f"new_{name}" not in self.errors:
                    self.add_error(f"new_{name}", _("A new unit needs this."))
            for name in ("kind", "level", "block", "parent") if source else ():
                data[f"new_{name}"] = data.get(f"new_{name}") or getattr(source, name)
        return data

    def first_old(self, data: dict):
        """The unit after which a new one is made where nothing else is said."""
        return

    def founding(self) -> steps.Founding | None:
        data = self.cleaned_data
        if not data["new_code"]:
            return None
        return steps.Founding(
            names={n: data[f"new_{n}"] for n in ("name_vi", "name_en", "name_ar")},
            **{
                name: data[f"new_{name}"]
                for name in ("code", "official_code", "kind", "level", "block", "parent", "like")
            },
        )


class MergeForm(FoundingForm):
    whole = UnitsField(label=_("Units merged whole"), required=False)
    partly = UnitsField(label=_("Units of which a part is merged"), required=False)
    old_goes_on = forms.BooleanField(
        label=_("Those that give a part go on with the rest"), required=False
    )
    into = UnitField(
        label=_("Into the existing unit"),
        required=False,
        help_text=_("Leave it empty where a new unit is founded below."),
    )
    field_order = ["whole", "partly", "old_goes_on", "into"]

    def first_old(self, data):
        return next(iter([*(data.get("whole") or ()), *(data.get("partly") or ())]), None)

    def clean(self):
        data = super().clean()
        if bool(data.get("into")) == bool(data.get("new_code")) and not self.errors:
            self.add_error("into", _("Name either an existing unit or a new one, not both."))
        return data

    def step(self) -> dict:
        names = ("whole", "partly", "into", "old_goes_on")
        data = {name: self.cleaned_data[name] for name in names}
        return {**data, "found": self.founding()}


class SplitForm(FoundingForm):
    old = UnitField(label=_("Unit that is divided"))
    into = UnitsField(label=_("Existing units that take over a part"), required=False)
    old_goes_on = forms.BooleanField(label=_("It goes on with the rest"), required=False)
    field_order = ["old", "into", "old_goes_on"]

    def first_old(self, data):
        return data.get("old")

    def step(self) -> dict:
        founding = self.founding()
        data = {name: self.cleaned_data[name] for name in ("old", "into", "old_goes_on")}
        return {**data, "found": [founding] if founding else []}


# Kind → form, use case, and what the kind means in a sentence.
STEP_FORMS = {
    StepKind.RENAME: (RenameForm, steps.rename, _("A unit gets another name or kind.")),
    StepKind.MERGE: (MergeForm, steps.merge, _("Units, or parts of them, become one.")),
    StepKind.SPLIT: (SplitForm, steps.split, _("A unit is divided between others.")),
    StepKind.ABOLISH: (AbolishForm, steps.abolish, _("A unit closes; others take over.")),
    StepKind.SUPERIOR: (
        SuperiorForm,
        steps.change_superior,
        _("A unit, with all beneath it, comes under another."),
    ),
}
