"""What officers choose when a workbook comes in."""

import tempfile
from pathlib import Path

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.imports.targets import target_named
from portal.models import ImportBatch
from portal.services.imports import sheet_of, suggested_mapping
from portal.web import UseCaseForm


class UploadForm(UseCaseForm):
    """The workbook itself."""

    workbook = forms.FileField(
        label=_("Workbook"),
        help_text=_("Excel (.xlsx, .xls) or CSV, at most 20 MB, without macros and password."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv,.txt"}),
        max_length=200,
        allow_empty_file=True,
    )

    def as_path(self) -> Path:
        """The bytes as sent, on disk: nothing has looked into them yet."""
        with tempfile.NamedTemporaryFile(delete=False) as out:
            for chunk in self.cleaned_data["workbook"].chunks():
                out.write(chunk)
        return Path(out.name)


class ColumnsForm(UseCaseForm):
    """Which column of the sheet is which column of the record."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, batch: ImportBatch, **kwargs):
        super().__init__(*args, initial={"version": batch.version}, **kwargs)
        self.batch = batch
        target = target_named(batch.target)
        chosen = suggested_mapping(batch)
        choices = [("", _("— not imported —"))]
        choices += [(c.key, f"{c.heading}{' *' if c.required else ''}") for c in target.columns]
        for column in sheet_of(batch)["offered"]:
            self.fields[f"at_{column['at']}"] = forms.ChoiceField(
                label=column["heading"] or _("(no heading)"),
                choices=choices,
                required=False,
                initial=chosen.get(str(column["at"]), ""),
            )

    def mapping(self) -> dict[str, str]:
        return {
            name.removeprefix("at_"): key
            for name, key in self.cleaned_data.items()
            if name.startswith("at_") and key
        }

    def rows(self):
        """(letter, heading, first values, field) of every column of the sheet."""
        for column in sheet_of(self.batch)["offered"]:
            yield column, self[f"at_{column['at']}"]


class SheetForm(forms.Form):
    """Which sheet of the workbook."""

    sheet = forms.ChoiceField(label=_("Sheet"))

    def __init__(self, *args, batch: ImportBatch, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [(s["name"], s["name"]) for s in batch.sheets]


class WordsForm(UseCaseForm):
    """What words of the workbook mean in the catalogues."""

    def __init__(self, *args, batch: ImportBatch, unknown: dict, suggestions: dict, **kwargs):
        super().__init__(*args, **kwargs)
        self.unknown = []
        for number, ((catalogue, word), count) in enumerate(unknown.items()):
            found = suggestions.get((catalogue, word), [])
            choices = [("", _("— still unknown —"))]
            choices += [(key, f"{name} · {round(100 * close)} %") for key, name, close in found]
            field = forms.ChoiceField(
                label=word, choices=choices, required=False, initial=self._sure(found)
            )
            self.fields[f"word_{number}"] = field
            self.unknown.append((f"word_{number}", catalogue, word, count))

    @staticmethod
    def _sure(found: list) -> str:
        """A suggestion far ahead of the others is chosen beforehand."""
        if found and found[0][2] >= 0.6 and (len(found) == 1 or found[0][2] - found[1][2] >= 0.15):
            return found[0][0]
        return ""

    def rows(self):
        for name, catalogue, word, count in self.unknown:
            yield self[name], catalogue, word, count

    def meanings(self) -> dict[tuple[str, str], str]:
        return {
            (catalogue, word): self.cleaned_data[name]
            for name, catalogue, word, _count in self.unknown
            if self.cleaned_data.get(name)
        }
