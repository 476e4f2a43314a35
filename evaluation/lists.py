"""The lists of this room."""

from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres import access
from cadres.models import TitleGroup
from cadres.selectors.units import find_units, units_for
from evaluation.models import State, WorkClass, YearlyClass
from evaluation.selectors import classes_listed_for, search_classes
from governance.classes import DataClass
from portal.lists import (
    ChoiceFilter,
    Column,
    ListFilter,
    ListPage,
    NumberFilter,
    ScopedIdFilter,
    YesNoFilter,
)
from portal.lists.confidential import Sight
from portal.templatetags.ui import badge

CLASS_TONES = {WorkClass.HTXS: "ok", WorkClass.KHT: "bad", WorkClass.KXL: "warn"}
STATE_TONES = {State.PROPOSED: "info", State.APPEALED: "warn"}


def in_unit(queryset, unit):
    return queryset.filter(unit__path__startswith=unit.path)


class YearlyClassFilter(ListFilter):
    year = NumberFilter("year", label=_("Year"), min_value=2000)
    work_class = ChoiceFilter("work_class", choices=WorkClass.choices, label=_("Class"))
    state = ChoiceFilter("state", choices=State.choices, label=_("State"))
    unit = ScopedIdFilter("unit", rows=units_for, apply=in_unit, find=find_units, label=_("Unit"))
    title_group = ChoiceFilter("title_group", choices=TitleGroup.choices, label=_("Title group"))
    is_current = YesNoFilter("is_current", label=_("Current"))

    class Meta:
        model = YearlyClass
        fields: list[str] = []


class YearlyClassList(ListPage):
    """The yearly classes an actor may see: whole years of units, or the own results."""

    key = "yearly-classes"
    title = _("Evaluation")
    filterset = YearlyClassFilter
    default_sort = "-year"
    search_placeholder = _("Name, with or without accents")
    columns = (
        Column(
            "name",
            _("Full name"),
            value="cadre.full_name",
            sort=("cadre__sort_key", "-year"),
            url=YearlyClass.get_absolute_url,
            always=True,
            lang="vi",
        ),
        Column("year", _("Year"), sort=("year",), css="num", html=lambda row: str(row.year)),
        Column(
            "class",
            _("Class"),
            value="get_work_class_display",
            html=lambda row: badge(
                row.get_work_class_display(), CLASS_TONES.get(row.work_class, "")
            ),
        ),
        Column("score", _("Points"), value="score", css="num"),
        Column("title_group", _("Title group"), value="get_title_group_display"),
        Column("unit", _("Unit in that year"), value="unit.name"),
        Column(
            "state",
            _("State"),
            value="get_state_display",
            html=lambda row: badge(row.get_state_display(), STATE_TONES.get(row.state, "")),
        ),
        Column("reason", _("Reason"), value="get_reason_display", default=False),
        Column("decided_on", _("Decided on"), value="decided_on", default=False),
        Column("notified_on", _("Notified on"), value="notified_on", default=False),
    )

    @cached_property
    def sight(self) -> Sight:
        """The rows are scoped by their class of data, and so are their own columns."""
        sight = Sight(self.actor, self.scope_paths)
        sight.reach.setdefault(str(DataClass.EVALUATION), set())
        return sight

    def queryset(self, actor):
        return classes_listed_for(actor)

    def search(self, queryset, text):
        return search_classes(queryset, text)

    def actions(self):
        if access.may_somewhere(self.actor, access.PROPOSE, data_class=DataClass.EVALUATION):
            yield reverse("evaluation:propose"), _("Propose a class")
