"""What officers type about exchange packages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.rules.exchange import systems
from cadres.selectors.exchange import units_to_send
from cadres.selectors.units import find_units
from portal.lists import ScopedIdField
from portal.web import UseCaseForm


class PreparePackageForm(UseCaseForm):
    """For which system, from which units."""

    system = forms.ChoiceField(
        label=_("Receiving system"),
        choices=lambda: [(each.code, each.name) for each in systems().values()],
    )
    unit = ScopedIdField(
        label=_("Unit"),
        rows=lambda actor: units_to_send(actor),
        find=find_units,
        help_text=_("Everybody in service there and in the units beneath it."),
    )

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].actor = actor


class VersionForm(UseCaseForm):
    """A step that needs only the version somebody saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class HandOverForm(VersionForm):
    """When the file was handed to the receiver, and under which number it was taken."""

    handed_over_on = forms.DateField(
        label=_("Handed over on"), widget=forms.DateInput(attrs={"inputmode": "numeric"})
    )
    receipt = forms.CharField(label=_("Receipt number"), max_length=80, required=False)


class AnswerForm(VersionForm):
    """What the receiver answered."""

    accepted = forms.TypedChoiceField(
        label=_("Answer"),
        choices=[("yes", _("accepted by the receiver")), ("no", _("returned by the receiver"))],
        coerce=lambda value: value == "yes",
    )
    answer = forms.CharField(label=_("What was answered"), max_length=300, required=False)
