"""The list of this room."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres import access
from cadres.models import Cadre, Level, TitleGroup
from cadres.selectors.cadres import search_cadres
from cadres.selectors.units import find_units, units_for
from governance.classes import DataClass
from planning.models import EntryState, PlanEntry
from planning.selectors import entries_for, term_choices
from portal.lists import ChoiceFilter, Column, ListFilter, ListPage, ScopedIdFilter
from portal.templatetags.ui import badge

TONES = {
    EntryState.APPROVED: "ok",
    EntryState.SUBMITTED: "info",
    EntryState.OUT: "warn",
}


def for_posts_of(queryset, unit):
    return queryset.filter(unit__path__startswith=unit.path)


class EntryFilter(ListFilter):
    term = ChoiceFilter("term__code", choices=term_choices, label=_("Term"))
    unit = ScopedIdFilter(
        "unit", rows=units_for, apply=for_posts_of, find=find_units, label=_("Unit of the post")
    )
    level = ChoiceFilter("title__level", choices=Level.choices, label=_("Level"))
    group = ChoiceFilter("title__group", choices=TitleGroup.choices, label=_("Group of titles"))
    state = ChoiceFilter(choices=EntryState.choices, label=_("State"))

    class Meta:
        model = PlanEntry
        fields: list[str] = []


class EntryList(ListPage):
    """Who is planned for which post, the latest proposals first."""

    key = "planning"
    title = _("Planning")
    filterset = EntryFilter
    default_sort = "-proposed"
    search_placeholder = _("Name, with or without accents, or cadre number")
    scope_paths = {DataClass.PLANNING: "cadre__managing_unit__path"}
    columns = (
        Column(
            "name",
            _("Full name"),
            value="cadre.full_name",
            sort=("cadre__sort_key",),
            url=PlanEntry.get_absolute_url,
            always=True,
            lang="vi",
        ),
        Column("title", _("Title"), value="title.name", sort=("title__precedence",)),
        Column("unit", _("Unit of the post"), value="unit.name", sort=("unit__path",)),
        Column("term", _("Term"), value="term.name", sort=("term__opens_on",)),
        Column("managing", _("Managed by"), value="cadre.managing_unit.name", default=False),
        Column("months", _("Months left"), value="months_left", css="num", default=False),
        Column(
            "proposed", _("Proposed on"), value="proposed_on", sort=("proposed_on",), css="num"
        ),
        Column("from", _("In force from"), value="in_force_from", css="num"),
        Column(
            "state",
            _("State"),
            value="get_state_display",
            html=lambda entry: badge(entry.get_state_display(), TONES.get(entry.state, "")),
        ),
    )

    def queryset(self, actor):
        return entries_for(actor)

    def search(self, queryset, text):
        return queryset.filter(cadre__in=search_cadres(Cadre.objects.all(), text).values("pk"))

    def actions(self):
        if access.may_somewhere(self.actor, access.PROPOSE, data_class=DataClass.PLANNING):
            yield reverse("planning:nominate"), _("Propose a person")
