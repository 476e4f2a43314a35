"""Lists of job positions, titles, mismatches of rank, and written responsibilities."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cadres import access
from cadres.models import (
    Assignment,
    Cadre,
    Duty,
    JobPosition,
    Level,
    PositionGroup,
    PositionState,
    Rank,
    Title,
    TitleGroup,
    Track,
    UnitKind,
)
from cadres.rules.positions import PositionsLaw
from cadres.selectors import positions as selectors
from cadres.selectors.cadres import search_cadres
from cadres.selectors.goals import duties_for
from cadres.selectors.units import find_units, units_for
from governance.classes import DataClass
from portal.lists import ChoiceFilter, Column, ListFilter, ListPage, ScopedIdFilter
from portal.templatetags.ui import badge

STATE_TONES = {
    PositionState.IN_FORCE: "ok",
    PositionState.APPRAISED: "info",
    PositionState.APPROVED: "info",
    PositionState.DRAFT: "warn",
}


class PositionFilter(ListFilter):
    state = ChoiceFilter(choices=PositionState.choices, label=_("State"))
    group = ChoiceFilter(choices=PositionGroup.choices, label=_("Group"))
    level = ChoiceFilter(choices=Level.choices, label=_("Level"))
    unit_kind = ChoiceFilter(choices=UnitKind.choices, label=_("Kind of unit"))
    rank = ChoiceFilter(choices=Rank.choices, label=_("Civil-service rank"))

    class Meta:
        model = JobPosition
        fields: list[str] = []


class PositionList(ListPage):
    """The job positions by kind of unit, each with its rank and state."""

    key = "positions"
    title = _("Job positions")
    template = "cadres/positions.html"
    filterset = PositionFilter
    default_sort = "code"
    search_placeholder = _("Name or code of a position")
    columns = (
        Column(
            "name",
            _("Position"),
            value="name",
            sort=("name_vi",),
            url=JobPosition.get_absolute_url,
            always=True,
        ),
        Column("code", _("Code"), value="code", sort=("code", "-revision"), css="num"),
        Column("revision", _("Revision"), value="revision", css="num", default=False),
        Column("level", _("Level"), value="get_level_display"),
        Column("kind", _("Kind of unit"), value="get_unit_kind_display"),
        Column("group", _("Group"), value="get_group_display"),
        Column("rank", _("Civil-service rank"), value=lambda p: selectors.rank_name(p.rank)),
        Column("seats", _("Seats in each unit"), value="seats", css="num"),
        Column("ratio", _("Share, %"), value="ratio", css="num", default=False),
        Column("decision", _("Decision"), value="decision", default=False),
        Column(
            "state",
            _("State"),
            value="get_state_display",
            html=lambda p: badge(p.get_state_display(), STATE_TONES.get(p.state, "")),
        ),
    )

    def queryset(self, actor):
        return selectors.positions_for(actor)

    def search(self, queryset, text):
        return selectors.find_positions(queryset, text)

    def context(self):
        law = PositionsLaw.on(timezone.localdate())
        return {
            "tab": "positions",
            "waiting": selectors.waiting_for_approval(),
            "deadline": law.jobpos_approve_deadline,
            "deadline_source": law.cite("jobpos_approve_deadline"),
        }

    def actions(self):
        if access.may_over_a_tree(self.actor, access.EDIT):
            yield reverse("cadres:draw_up_position"), _("Draw up a position")
        yield reverse("cadres:mismatches"), _("Ranks below the position")


class TitleFilter(ListFilter):
    level = ChoiceFilter(choices=Level.choices, label=_("Level"))
    group = ChoiceFilter(choices=TitleGroup.choices, label=_("Group of titles"))
    track = ChoiceFilter(choices=Track.choices, label=_("Track"))

    class Meta:
        model = Title
        fields: list[str] = []


class TitleList(ListPage):
    """The catalogue of titles in their order of precedence."""

    key = "titles"
    title = _("Catalogue of titles")
    template = "cadres/titles.html"
    filterset = TitleFilter
    default_sort = "precedence"
    search_placeholder = _("Name or code of a title")
    columns = (
        Column(
            "name",
            _("Title"),
            value="name",
            sort=("name_vi", "code"),
            url=Title.get_absolute_url,
            always=True,
        ),
        Column(
            "precedence", _("Order"), value="precedence", sort=("precedence", "code"), css="num"
        ),
        Column("code", _("Code"), value="code", sort=("code",), css="num"),
        Column("level", _("Level"), value="get_level_display"),
        Column("group", _("Group of titles"), value="get_group_display"),
        Column("track", _("Track"), value="get_track_display"),
        Column("term", _("Term, years"), value="term_years", css="num"),
        Column("seats", _("Seats today"), value="seats_now", css="num"),
        Column("holders", _("Holders today"), value="holders_now", css="num"),
    )

    def queryset(self, actor):
        return selectors.titles_for(actor, timezone.localdate())

    def search(self, queryset, text):
        return selectors.find_titles(queryset, text)

    def context(self):
        return {"tab": "titles"}


def in_unit(queryset, unit):
    return queryset.filter(seat__unit__path__startswith=unit.path)


class MismatchFilter(ListFilter):
    unit = ScopedIdFilter(
        "seat__unit", rows=units_for, apply=in_unit, find=find_units, label=_("Unit")
    )

    class Meta:
        model = Assignment
        fields: list[str] = []


class MismatchList(ListPage):
    """Holders whose rank is below the one their seat's position demands."""

    key = "mismatches"
    title = _("Ranks below the position")
    template = "cadres/mismatches.html"
    filterset = MismatchFilter
    default_sort = "name"
    search_placeholder = _("Name, with or without accents, or cadre number")
    scope_paths = {DataClass.PERSONAL: "cadre__employing_unit__path"}
    empty_text = _("Nobody you may see has a rank below the position.")
    columns = (
        Column(
            "name",
            _("Full name"),
            value="cadre.full_name",
            sort=("cadre__sort_key",),
            url=lambda held: held.cadre.get_absolute_url(),
            always=True,
            lang="vi",
        ),
        Column("post", _("Post"), value="seat.title.name"),
        Column("unit", _("Unit"), value="seat.unit.name"),
        Column(
            "held",
            _("Rank held"),
            value=lambda held: selectors.rank_name(held.rank_held),
            data_class=DataClass.PERSONAL,
        ),
        Column(
            "wanted",
            _("Rank of the position"),
            value=lambda held: selectors.rank_name(held.rank_wanted),
            data_class=DataClass.PERSONAL,
        ),
    )

    def queryset(self, actor):
        return selectors.mismatches_for(actor, timezone.localdate())

    def search(self, queryset, text):
        return queryset.filter(cadre__in=search_cadres(Cadre.objects.all(), text).values("pk"))

    def context(self):
        law = PositionsLaw.on(timezone.localdate())
        return {
            "deadline": law.jobpos_rank_existing_deadline,
            "deadline_source": law.cite("jobpos_rank_existing_deadline"),
        }


class DutyFilter(ListFilter):
    group = ChoiceFilter(choices=TitleGroup.choices, label=_("Group of titles"))
    level = ChoiceFilter(choices=Level.choices, label=_("Level"))

    class Meta:
        model = Duty
        fields: list[str] = []


class DutyList(ListPage):
    """What regulations make the holders of posts answer for."""

    key = "duties"
    title = _("Responsibilities by regulation")
    template = "cadres/duties.html"
    filterset = DutyFilter
    default_sort = "group"
    search_placeholder = _("Words of the responsibility or its source")
    columns = (
        Column("text", _("Responsibility"), value="text", always=True, lang="vi"),
        Column(
            "group", _("Group of titles"), value="get_group_display", sort=("group", "ordinal")
        ),
        Column("level", _("Level"), value="get_level_display"),
        Column("source", _("Instrument and article"), value="source", lang="vi"),
        Column("confidence", _("How sure it is"), value="get_confidence_display"),
        Column("from", _("In force from"), value="valid.lower", sort=("valid",), css="num"),
        Column("until", _("until"), value="valid.upper", css="num"),
    )

    def queryset(self, actor):
        return duties_for(actor)

    def search(self, queryset, text):
        return queryset.filter(text__icontains=text) | queryset.filter(source__icontains=text)

    def context(self):
        return {"tab": "duties"}

    def actions(self):
        if access.may_over_a_tree(self.actor, access.EDIT):
            yield reverse("cadres:write_duty"), _("Write a responsibility")
