"""The list of reorganisations, and of the people one of them moves."""

from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres import access
from cadres.models import Cadre, Outcome, Placement, Reorganisation, ReorganisationState
from cadres.selectors.cadres import search_cadres
from cadres.selectors.reorganisation import placements_for, plans_for
from cadres.selectors.units import find_units, units_for
from portal.lists import (
    ChoiceFilter,
    Column,
    DateFilter,
    ListFilter,
    ListPage,
    ScopedIdFilter,
    YesNoFilter,
)
from portal.templatetags.ui import badge

TONES = {
    ReorganisationState.EFFECTIVE: "ok",
    ReorganisationState.SUBMITTED: "warn",
    ReorganisationState.SCHEDULED: "info",
}
OUTCOME_TONES = {Outcome.SEAT: "ok", Outcome.MOVES: "ok", Outcome.WAITS: "warn"}


def state_badge(plan):
    return badge(plan.get_state_display(), TONES.get(plan.state, ""))


class ReorganisationFilter(ListFilter):
    state = ChoiceFilter(choices=ReorganisationState.choices, label=_("State"))
    since = DateFilter("effective_on", lookup_expr="gte", label=_("Effective from"))
    until = DateFilter("effective_on", lookup_expr="lte", label=_("Effective to"))

    class Meta:
        model = Reorganisation
        fields: list[str] = []


class ReorganisationList(ListPage):
    """The plans an actor may see, the latest day first."""

    key = "reorganisations"
    title = _("Reorganisations")
    filterset = ReorganisationFilter
    default_sort = "-day"
    search_placeholder = _("Words of the plan's name or the instrument")
    empty_text = _("No reorganisation is recorded here.")
    columns = (
        Column(
            "title",
            _("Name of the plan"),
            value="title",
            sort=("title",),
            url=Reorganisation.get_absolute_url,
            always=True,
            lang="vi",
        ),
        Column("day", _("Effective on"), value="effective_on", sort=("effective_on",), css="num"),
        Column("instrument", _("Instrument"), value="instrument", lang="vi"),
        Column("unit", _("Within"), value="unit.name", default=False),
        Column("steps", _("Steps"), value="step_count", css="num"),
        Column("prepared", _("Prepared by"), value="prepared_by_name", default=False),
        Column("approved", _("Approved by"), value="approved_by_name", default=False),
        Column("state", _("State"), value="get_state_display", html=state_badge),
    )

    def queryset(self, actor):
        return plans_for(actor)

    def search(self, queryset, text):
        titled = queryset.filter(title__icontains=text)
        return titled | queryset.filter(instrument__icontains=text)

    def actions(self):
        if access.may_somewhere(self.actor, access.PROPOSE):
            yield reverse("cadres:draft_reorganisation"), _("Prepare a reorganisation")


def leaves_unit(queryset, unit):
    return queryset.filter(assignment__seat__unit__path__startswith=unit.path)


class PlacementFilter(ListFilter):
    outcome = ChoiceFilter(choices=Outcome.choices, label=_("Outcome"))
    unit = ScopedIdFilter(
        "assignment__seat__unit",
        rows=units_for,
        apply=leaves_unit,
        find=find_units,
        label=_("From unit"),
    )
    by_hand = YesNoFilter("by_hand", label=_("Decided by hand"))

    class Meta:
        model = Placement
        fields: list[str] = []


def takes(placement) -> str:
    return str(placement.takes or "")


def goes_to(placement) -> str:
    """Where the person works on; a concurrent post that ends leads nowhere."""
    stays = placement.outcome not in (Outcome.ENDS, Outcome.LEAVES)
    return placement.goes_to.name if stays and placement.goes_to else ""


class PlacementList(ListPage):
    """Everybody a reorganisation moves: from which seat to which."""

    key = "placements"
    title = _("People moved")
    filterset = PlacementFilter
    default_sort = "from"
    search_placeholder = _("Name, with or without accents, or cadre number")
    columns = (
        Column(
            "name",
            _("Full name"),
            value="assignment.cadre.full_name",
            sort=("assignment__cadre__sort_key",),
            url=lambda p: reverse("cadres:placement", args=[p.pk]),
            always=True,
            lang="vi",
        ),
        Column("code", _("Cadre number"), value="assignment.cadre.code", default=False),
        Column("post", _("Post until then"), value="assignment.seat.title.name"),
        Column(
            "from",
            _("From unit"),
            value="assignment.seat.unit.name",
            sort=("assignment__seat__unit__path",),
        ),
        Column(
            "outcome",
            _("Outcome"),
            value="get_outcome_display",
            html=lambda p: badge(p.get_outcome_display(), OUTCOME_TONES.get(p.outcome, "")),
        ),
        Column("takes", _("Post from then on"), value=takes),
        Column("to", _("To unit"), value=goes_to),
        Column("kind", _("Kind"), value="get_kind_display", default=False),
        Column("by_hand", _("Decided by hand"), value="by_hand", default=False),
    )

    @cached_property
    def plan(self):
        return plans_for(self.actor).get(pk=self.given["plan_id"])

    def queryset(self, actor):
        return placements_for(actor, self.plan)

    def search(self, queryset, text):
        found = search_cadres(Cadre.objects.all(), text).values("pk")
        return queryset.filter(assignment__cadre__in=found)

    def actions(self):
        yield reverse("cadres:reorganisation", args=[self.given["plan_id"]]), _("The plan")
