"""What units type about their goals and who answers for them."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cadres.forms.posts import ActorForm, day, version_field
from cadres.forms.seats import find_cadres
from cadres.models import Goal, GoalLevel, ResponsibilityRole
from cadres.selectors.cadres import cadres_for
from cadres.selectors.goals import find_goals, goals_visible
from cadres.selectors.units import find_units, units_for
from portal.lists import ScopedIdField

FIELDS = (
    "year", "level", "parent", "name", "measure", "target", "unit_of_measure", "weight", "due",
    "source",
)  # fmt: skip


def number(label, **more):
    return forms.DecimalField(
        label=label, min_value=0, max_digits=more.pop("digits", 12), decimal_places=2, **more
    )


class GoalFields(ActorForm):
    year = forms.IntegerField(label=_("Year"), min_value=2016, max_value=2100)
    level = forms.ChoiceField(label=_("Level"), choices=GoalLevel.choices, initial=GoalLevel.UNIT)
    name = forms.CharField(label=_("Goal"), max_length=300)
    measure = forms.CharField(label=_("Measure"), max_length=200)
    target = number(_("Target"), digits=14)
    unit_of_measure = forms.CharField(label=_("Unit of measure"), max_length=60)
    weight = number(_("Weight, %"), digits=5, max_value=100)
    due = day(_("Due"))
    source = forms.CharField(label=_("Source resolution or plan"), max_length=300)
    parent = ScopedIdField(
        label=_("Goal it serves"), rows=goals_visible, find=find_goals, required=False,
        help_text=_("Words of a goal of the same year, of this unit or of one above."),
    )  # fmt: skip


class SetGoalForm(GoalFields):
    """A new goal of a unit."""

    unit = ScopedIdField(label=_("Unit"), rows=units_for, find=find_units)

    field_order = ["unit", "year", "level"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = timezone.localdate().year


class AmendGoalForm(GoalFields):
    """A goal corrected, or its result counted."""

    achieved = number(_("Achieved"), digits=14, required=False)
    achieved_on = day(_("Counted on"), required=False)
    version = version_field()

    def __init__(self, *args, goal: Goal, **kwargs):
        names = (*FIELDS, "achieved", "achieved_on", "version")
        initial = {name: getattr(goal, name) for name in names}
        super().__init__(*args, initial=initial | {"parent": goal.parent_id}, **kwargs)

    def changes(self) -> dict:
        return {n: v for n, v in self.cleaned_data.items() if n != "version"}


class WorkForm(ActorForm):
    """Work contracted from a goal."""

    product = forms.CharField(label=_("Product"), max_length=300)
    quantity = number(_("Quantity"))
    unit_of_measure = forms.CharField(label=_("Unit of measure"), max_length=60)
    conversion_factor = number(
        _("Conversion factor"), digits=6, initial=1,
        help_text=_("How many standard products one of these counts for."),
    )  # fmt: skip
    due = day(_("Due"))


class DeliveryForm(ActorForm):
    delivered = number(_("Delivered"))
    delivered_on = day(_("Counted on"))
    version = version_field()


class ResponsibilityForm(ActorForm):
    """Who answers, in which role, from when, by which paper."""

    cadre = ScopedIdField(
        label=_("Cadre"),
        rows=lambda actor: cadres_for(actor, timezone.localdate()),
        find=find_cadres,
        help_text=_("A name, or the cadre number where several people bear the name."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=ResponsibilityRole.choices)
    weight = number(_("Share of the work, %"), digits=5, max_value=100, initial=100)
    from_day = day(_("From"))
    basis = forms.CharField(
        label=_("Assigned by"), max_length=200, help_text=_("The paper that assigns the work.")
    )


class EndResponsibilityForm(ActorForm):
    last_day_exclusive = day(_("First day no longer responsible"))
    version = version_field()
