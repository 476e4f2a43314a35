"""The list of this room."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres import access
from cadres.models import Cadre, TitleGroup
from cadres.selectors.cadres import search_cadres
from cadres.selectors.units import find_units, units_for
from governance.classes import DataClass
from portal.lists import ChoiceFilter, Column, ListFilter, ListPage, ScopedIdFilter
from portal.templatetags.ui import badge
from rotation.models import Direction, Move, MoveKind, MoveState
from rotation.selectors import moves_for, year_choices

TONES = {
    MoveState.PROPOSED: "info",
    MoveState.IN_PROGRESS: "ok",
    MoveState.DUE: "warn",
}


def to_seats_of(queryset, unit):
    return queryset.filter(to_seat__unit__path__startswith=unit.path)


class MoveFilter(ListFilter):
    year = ChoiceFilter("effective_on", lookup_expr="year", choices=year_choices, label=_("Year"))
    kind = ChoiceFilter(choices=MoveKind.choices, label=_("Kind"))
    unit = ScopedIdFilter(
        "to_seat__unit", rows=units_for, apply=to_seats_of, find=find_units, label=_("To the unit")
    )
    group = ChoiceFilter(
        "to_seat__title__group", choices=TitleGroup.choices, label=_("Group of titles")
    )
    direction = ChoiceFilter(choices=Direction.choices, label=_("Direction"))
    state = ChoiceFilter(choices=MoveState.choices, label=_("State"))

    class Meta:
        model = Move
        fields: list[str] = []


def post(seat) -> str:
    return f"{seat.title.name}, {seat.unit.name}" if seat else ""


class MoveList(ListPage):
    """Who moves where and when, the latest first."""

    key = "moves"
    title = _("Moves and rotation")
    filterset = MoveFilter
    default_sort = "-effective"
    search_placeholder = _("Name, with or without accents, or cadre number")
    scope_paths = {DataClass.PLANNING: "cadre__managing_unit__path"}
    columns = (
        Column(
            "name",
            _("Full name"),
            value="cadre.full_name",
            sort=("cadre__sort_key",),
            url=Move.get_absolute_url,
            always=True,
            lang="vi",
        ),
        Column("kind", _("Kind"), value="get_kind_display"),
        Column("from", _("From"), value=lambda move: post(move.from_seat)),
        Column("to", _("To"), value=lambda move: post(move.to_seat)),
        Column(
            "effective",
            _("Effective on"),
            value="effective_on",
            sort=("effective_on",),
            css="num",
        ),
        Column("until", _("Expected until"), value="expected_until", css="num", default=False),
        Column("direction", _("Direction"), value="get_direction_display", default=False),
        Column(
            "state",
            _("State"),
            value="get_state_display",
            html=lambda move: badge(move.get_state_display(), TONES.get(move.state, "")),
        ),
    )

    def queryset(self, actor):
        return moves_for(actor)

    def search(self, queryset, text):
        return queryset.filter(cadre__in=search_cadres(Cadre.objects.all(), text).values("pk"))

    def actions(self):
        if access.may_somewhere(self.actor, access.PROPOSE, data_class=DataClass.PLANNING):
            yield reverse("rotation:propose"), _("Propose a move")
