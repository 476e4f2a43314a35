"""The forms of the record's lines and sheets, made from the model's own fields."""

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models as db
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cadres.models import Cadre, Decision, Unit
from cadres.selectors.cadres import search_cadres
from cadres.selectors.decisions import decisions_for, find_decisions
from cadres.selectors.units import find_units, units_for
from portal.lists import ScopedIdField
from portal.uploads import Purpose, UploadField
from portal.web import UseCaseForm

FINDERS = {
    Decision: (decisions_for, find_decisions, _("The number of a recorded decision")),
    Unit: (units_for, find_units, _("Its name or code, where the portal knows it")),
    Cadre: (
        lambda actor: Cadre.objects.visible_to(actor),
        search_cadres,
        _("Name or cadre number, where the person has a record here"),
    ),
}


def field_for(model, name: str, actor) -> forms.Field:
    """A form field for one field of a model; rows of others are found within the scope."""
    field = model._meta.get_field(name)
    if isinstance(field, db.ForeignKey):
        rows, find, hint = FINDERS[field.related_model]
        return ScopedIdField(
            label=capfirst(field.verbose_name),
            rows=rows,
            find=find,
            actor=actor,
            required=False,
            help_text=hint,
        )
    if isinstance(field, ArrayField):
        return forms.MultipleChoiceField(
            label=capfirst(field.verbose_name),
            choices=field.base_field.choices,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
    if isinstance(field, db.DecimalField):
        return field.formfield(localize=True, widget=forms.TextInput({"inputmode": "decimal"}))
    made = field.formfield()
    if isinstance(made, forms.DateField | forms.IntegerField) and not field.choices:
        made.widget = forms.TextInput({"inputmode": "numeric"})
    return made


class ModelPartForm(UseCaseForm):
    """Some fields of one row, the reason for the change, and the version its editor saw."""

    def __init__(self, *args, model, names, row, actor, **kwargs):
        self.names = tuple(names)
        initial = {name: self._initial(row, name) for name in self.names} if row else {}
        version = row.version if row else 0
        super().__init__(*args, initial={**initial, "version": version}, **kwargs)
        for name in self.names:
            self.fields[name] = field_for(model, name, actor)
            if row and isinstance(self.fields[name], ScopedIdField):
                self.fields[name].widget.chosen = getattr(row, name)
        self.fields["reason"] = forms.CharField(
            label=_("Reason for the change"),
            max_length=300,
            help_text=_("It is shown in the audit trail and to the cadre."),
        )
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @staticmethod
    def _initial(row, name):
        value = getattr(row, name)
        return str(value.pk) if isinstance(value, db.Model) else value

    def values(self) -> dict:
        """What a new row is made of."""
        return {name: self.cleaned_data[name] for name in self.names}

    def changes(self) -> dict:
        """The fields that differ from the row as it was shown."""
        return {name: self.cleaned_data[name] for name in self.names if name in self.changed_data}


class StrikeForm(UseCaseForm):
    reason = forms.CharField(
        label=_("Why is the line wrong?"),
        max_length=300,
        help_text=_("The line disappears from the record; the audit trail keeps it."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class OpenCompartmentForm(UseCaseForm):
    reason = forms.CharField(
        label=_("What do you need it for?"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("At least 20 characters. The person sees your name, the time and the reason."),
    )


class ConfirmForm(UseCaseForm):
    note = forms.CharField(label=_("Remark"), max_length=300, required=False)


class ScanForm(UseCaseForm):
    scan = UploadField(purpose=Purpose.SCAN, label=_("Scanned paper"))


class PhotoForm(UseCaseForm):
    photo = UploadField(purpose=Purpose.PHOTO, label=_("Photo 4×6"))
    reason = forms.CharField(label=_("Reason for the change"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
