"""What officers type when they check a person for a post, accept or judge a criterion."""

from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cadres.forms.seats import find_cadres
from cadres.forms.standards import DAY, TitleChoice
from cadres.models import Title
from cadres.selectors.standard_checks import cadres_to_check, find_seats, seats_to_fill
from cadres.selectors.units import find_units, units_for
from portal.lists import ScopedIdField
from portal.web import UseCaseForm


def number_of(text: str, actor) -> str:
    """The number of a record that an address names by its id, for people to read."""
    try:
        found = cadres_to_check(actor).filter(pk=UUID(text))
    except ValueError:
        return text
    return found.values_list("code", flat=True).first() or text


class CheckForm(UseCaseForm):
    """Who is checked for which post, as of which day."""

    cadre = ScopedIdField(
        label=_("Cadre"),
        rows=cadres_to_check,
        find=find_cadres,
        help_text=_("Name, with or without accents, or cadre number"),
    )
    seat = ScopedIdField(
        label=_("Post"),
        rows=seats_to_fill,
        find=find_seats,
        required=False,
        help_text=_("Title and unit, for example: Bí thư, Hạ Long"),
    )
    title = TitleChoice(
        Title.objects.none(),
        label=_("or title"),
        required=False,
        empty_label=_("the title of the post above"),
    )
    on = forms.DateField(
        label=_("As of"),
        required=False,
        widget=DAY,
        help_text=_("Leave empty for today."),
    )

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].queryset = Title.objects.all()
        for name in ("cadre", "seat"):
            self.fields[name].actor = actor
        if named := self.initial.get("cadre"):
            self.initial["cadre"] = number_of(named, actor)

    def clean(self):
        found = super().clean()
        seat = found.get("seat")
        if not self.errors and not (seat or found.get("title")):
            raise ValidationError(_("Name the post or the title."))
        if seat:
            found["title"] = seat.title
        found["on"] = found.get("on") or timezone.localdate()
        return found


class ReasonForm(UseCaseForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("At least 20 characters; it stays with the check."),
    )


class JudgeForm(ReasonForm):
    """What people found of a criterion that the record cannot decide."""

    is_met = forms.TypedChoiceField(
        label=_("Finding"),
        choices=[("1", _("met")), ("0", _("not met"))],
        coerce=lambda text: text == "1",
        widget=forms.RadioSelect,
    )
    field_order = ["is_met", "reason"]


class WaiveForm(ReasonForm):
    """Who accepts a criterion that is not met, and why."""

    authority = ScopedIdField(
        label=_("Deciding authority"),
        rows=units_for,
        find=find_units,
        help_text=_("The body that decides about the post and answers for it"),
    )
    field_order = ["authority", "reason"]

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["authority"].actor = actor
