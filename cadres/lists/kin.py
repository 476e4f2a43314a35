"""Conflicts of interest between relatives in related posts, as a list."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cadres.models import Cadre, ConflictFinding, ConflictState, KinRule
from cadres.selectors.cadres import search_cadres
from cadres.selectors.kin import findings_for
from cadres.selectors.units import find_units, units_for
from governance.classes import DataClass
from portal.lists import ChoiceFilter, Column, DateFilter, ListFilter, ListPage, ScopedIdFilter
from portal.templatetags.ui import badge

TONES = {
    ConflictState.OPEN: "bad",
    ConflictState.EXPLAINED: "warn",
    ConflictState.CONFIRMED: "bad",
    ConflictState.TRANSFER_PROPOSED: "info",
    ConflictState.RESOLVED: "ok",
    ConflictState.EXCEPTION_APPROVED: "info",
}


def in_unit(queryset, unit):
    """Where at least one of the two posts lies beneath the unit."""
    return queryset.filter(
        Q(first_post__seat__unit__path__startswith=unit.path)
        | Q(second_post__seat__unit__path__startswith=unit.path)
    )


class ConflictFilter(ListFilter):
    state = ChoiceFilter(choices=ConflictState.choices, label=_("State"))
    rule = ChoiceFilter(choices=KinRule.choices, label=_("Rule"))
    unit = ScopedIdFilter(
        "first_post", rows=units_for, apply=in_unit, find=find_units, label=_("Unit")
    )
    since = DateFilter("found_on", lookup_expr="gte", label=_("Found since"))

    class Meta:
        model = ConflictFinding
        fields: list[str] = []


def person(at: int):
    return lambda finding: finding.people[at].full_name


def post(name: str):
    def said(finding) -> str:
        seat = getattr(finding, name).seat
        return f"{seat.title.name}, {seat.unit.name}"

    return said


class ConflictList(ListPage):
    """Found by the portal; only where both people are within the scope."""

    key = "conflicts"
    title = _("Conflicts of interest")
    filterset = ConflictFilter
    default_sort = "-found"
    search_placeholder = _("Name, with or without accents, or cadre number")
    empty_text = _("No conflict of interest matches.")
    scope_paths = {DataClass.PERSONAL: "first_post__cadre__employing_unit__path"}
    columns = (
        Column(
            "first",
            _("Person"),
            value=person(0),
            url=ConflictFinding.get_absolute_url,
            always=True,
            lang="vi",
            data_class=DataClass.PERSONAL,
        ),
        Column("first_post", _("Post"), value=post("first_post")),
        Column("kin", _("Relation"), value="get_kin_display", data_class=DataClass.PERSONAL),
        Column(
            "second",
            _("Relative"),
            value=person(1),
            lang="vi",
            data_class=DataClass.PERSONAL,
        ),
        Column("second_post", _("Post of the relative"), value=post("second_post")),
        Column("rule", _("Rule"), value="get_rule_display"),
        Column(
            "state",
            _("State"),
            value="get_state_display",
            html=lambda f: badge(f.get_state_display(), TONES.get(f.state, "")),
        ),
        Column("found", _("Found on"), value="found_on", sort=("found_on",), css="num"),
        Column("source", _("Instrument and article"), value="source", default=False),
    )

    def queryset(self, actor):
        return findings_for(actor)

    def search(self, queryset, text):
        found = search_cadres(Cadre.objects.visible_to(self.actor), text).values("pk")
        return queryset.filter(Q(first_post__cadre__in=found) | Q(second_post__cadre__in=found))
