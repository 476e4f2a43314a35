"""What officers choose when two records are one person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.models import DuplicatePair
from cadres.selectors.duplicates import differences
from portal.web import UseCaseForm


class MergeForm(UseCaseForm):
    """Which record stays, which value of each field is right, and why it is one person."""

    survivor = forms.ChoiceField(
        label=_("Record that stays"),
        choices=[("first", _("the first")), ("second", _("the second"))],
        widget=forms.RadioSelect,
        initial="first",
    )
    reason = forms.CharField(
        label=_("How do you know that this is one person?"), max_length=300, min_length=10
    )

    def __init__(self, *args, pair: DuplicatePair, **kwargs):
        super().__init__(*args, **kwargs)
        self.pair = pair
        self.differences = differences(pair.first, pair.second)
        for each in self.differences:
            self.fields[f"field_{each.name}"] = forms.ChoiceField(
                label=each.label,
                choices=[("first", each.first or "—"), ("second", each.second or "—")],
                widget=forms.RadioSelect,
                initial="second" if each.second and not each.first else "first",
            )

    def rows(self):
        for each in self.differences:
            yield each, self[f"field_{each.name}"]

    def merge(self) -> dict:
        """What `merge_records` takes."""
        stays = self.cleaned_data["survivor"]
        first, second = self.pair.first, self.pair.second
        survivor, merged = (first, second) if stays == "first" else (second, first)
        take = {
            each.name
            for each in self.differences
            if self.cleaned_data[f"field_{each.name}"] != stays
        }
        reason = self.cleaned_data["reason"]
        return {"survivor": survivor, "merged": merged, "take": take, "reason": reason}


class UndoForm(UseCaseForm):
    """Why a merge is taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=300, min_length=10)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
