"""The payroll ledger as a list: one line for each unit and category in force on a day."""

from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cadres.lists.days import OnDayFilter, day_of
from cadres.models import Level, QuotaCategory, QuotaEntry, UnitKind
from cadres.selectors import quota as selectors
from cadres.selectors.units import find_units, units_for
from portal.formats import number_text
from portal.lists import ChoiceFilter, Column, ListFilter, ListPage, ScopedIdFilter
from portal.templatetags.ui import badge, dash, language

STATES = (
    ("over", _("over the quota")),
    ("vacant", _("places free")),
    ("full", pgettext_lazy("quota", "exactly full")),
)


class StateFilter(ChoiceFilter):
    """Lines that have too many people, too few, or exactly enough."""

    def filter(self, queryset, value):
        lines = selectors.standing(queryset, day_of(self.parent.data)) if value else []
        fits = {
            "over": lambda room: room.over > 0,
            "vacant": lambda room: room.vacant > 0,
            "full": lambda room: not room.over and not room.vacant,
        }.get(value)
        if not fits:
            return queryset
        return queryset.filter(pk__in=[line.entry.pk for line in lines if fits(line.room)])


def beneath(queryset, unit):
    return queryset.filter(unit__path__startswith=unit.path)


class QuotaFilter(ListFilter):
    unit = ScopedIdFilter("unit", rows=units_for, apply=beneath, find=find_units, label=_("Unit"))
    category = ChoiceFilter(choices=QuotaCategory.choices, label=_("Category"))
    state = StateFilter(choices=STATES, label=_("State"))
    on = OnDayFilter(label=_("As of"))
    kind = ChoiceFilter("unit__kind", choices=UnitKind.choices, label=_("Kind"))
    level = ChoiceFilter("unit__level", choices=Level.choices, label=_("Level"))

    class Meta:
        model = QuotaEntry
        fields: list[str] = []


def over_badge(entry):
    if not entry.room.over:
        return dash(None)
    return badge(f"+{number_text(entry.room.over, language())}", "bad")


class QuotaList(ListPage):
    """Assigned, present, vacant and over of every unit an actor may see."""

    key = "quotas"
    title = _("Payroll quotas")
    filterset = QuotaFilter
    default_sort = "unit"
    columns = (
        Column(
            "unit",
            _("Unit"),
            value="unit.name",
            sort=("unit__path", "category"),
            url=lambda e: reverse("cadres:unit_quota", args=[e.unit_id]),
            always=True,
        ),
        Column("category", _("Category"), value="get_category_display"),
        Column("assigned", _("Assigned"), value="number", sort=("number",), css="num"),
        Column("present", _("Present"), value=lambda e: e.room.present, css="num"),
        Column("vacant", _("Places free"), value=lambda e: e.room.vacant, css="num"),
        Column("over", _("Over"), value=lambda e: e.room.over, html=over_badge, css="num"),
        Column("decision", _("Decision"), value=lambda e: e.decision.number, css="ltr"),
        Column("since", _("In force since"), value=lambda e: e.valid.lower, sort=("valid",)),
    )

    @cached_property
    def day(self):
        return day_of(self.request.GET)

    def queryset(self, actor):
        return selectors.entries_for(actor, self.day)

    def dress(self, rows):
        for line in selectors.standing(rows, self.day):
            line.entry.room = line.room
        return rows
