"""Lists about records: completeness by unit, records to confirm, posts without paper, readings."""

from functools import cached_property

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cadres.models import (
    Cadre,
    CadreStatus,
    Compartment,
    ReadingKind,
    RecordReading,
    Unit,
)
from cadres.selectors.cadres import search_cadres
from cadres.selectors.compartments import overseen_paths, readings_for
from cadres.selectors.completeness import POOR, by_unit
from cadres.selectors.decisions import undecided_for
from cadres.selectors.units import find_units, units_for
from governance.classes import DataClass
from portal.hats import hat_name
from portal.lists import (
    ChoiceFilter,
    Column,
    DateFilter,
    ListFilter,
    ListPage,
    ScopedIdFilter,
    TextFilter,
)
from portal.lists.confidential import Sight
from portal.templatetags.ui import badge, percent

GOOD = 90


def tone(value) -> str:
    if value is None:
        return ""
    return "ok" if value >= GOOD else "warn" if value >= POOR else "bad"


def score_badge(value):
    return badge(f"{value} %", tone(value)) if value is not None else None


def in_unit(queryset, unit):
    return queryset.filter(employing_unit__path__startswith=unit.path)


class UnitFilter(ListFilter):
    name = TextFilter("name_vi", label=_("Unit"))

    class Meta:
        model = Unit
        fields: list[str] = []


class CompletenessList(ListPage):
    """The league table of units by how complete the records of their people are."""

    key = "completeness"
    title = _("Completeness of records by unit")
    filterset = UnitFilter
    default_sort = "complete"
    empty_text = _("No unit with people is within your scope.")
    columns = (
        Column(
            "unit",
            _("Unit"),
            value="name",
            sort=("path",),
            always=True,
            url=lambda unit: f"{reverse('cadres:stale_records')}?unit={unit.pk}",
        ),
        Column("people", _("People in service"), sort=("people",), css="num"),
        Column(
            "complete",
            _("Completeness, %"),
            sort=("complete",),
            css="num",
            html=lambda unit: score_badge(unit.complete),
        ),
        Column("poor", _("Records under 70 %"), sort=("poor",), css="num"),
        Column("stale", _("To be confirmed"), sort=("stale",), css="num"),
        Column(
            "share",
            _("Confirmed within the year"),
            value=lambda unit: round(100 * (unit.people - unit.stale) / unit.people),
            html=lambda unit: percent(unit.people - unit.stale, unit.people, places=0),
            css="num",
        ),
    )

    def queryset(self, actor):
        return by_unit(actor, timezone.localdate())


class StaleFilter(ListFilter):
    unit = ScopedIdFilter(
        "employing_unit", rows=units_for, apply=in_unit, find=find_units, label=_("Unit")
    )

    class Meta:
        model = Cadre
        fields: list[str] = []


class StaleList(ListPage):
    """Records in service by completeness, with what they lack and when they were confirmed."""

    key = "stale_records"
    title = _("Records to complete and confirm")
    filterset = StaleFilter
    default_sort = "percent"
    search_placeholder = _("Name, with or without accents, or cadre number")
    columns = (
        Column(
            "name",
            _("Full name"),
            value="full_name",
            sort=("sort_key",),
            url=Cadre.get_absolute_url,
            always=True,
            lang="vi",
        ),
        Column("unit", _("Unit"), value="employing_unit.name"),
        Column(
            "percent",
            _("Completeness, %"),
            sort=("percent",),
            css="num",
            html=lambda cadre: score_badge(cadre.percent),
        ),
        Column("lacking", _("Items missing"), sort=("lacking",), css="num"),
        Column("confirmed", _("Confirmed on"), value="confirmed", sort=("confirmed",)),
    )

    def queryset(self, actor):
        return (
            Cadre.objects.visible_to(actor)
            .filter(status=CadreStatus.ACTIVE)
            .select_related("employing_unit")
            .annotate(
                percent=F("score__percent"),
                lacking=F("score__total") - F("score__present"),
                confirmed=F("score__confirmed_on"),
            )
        )

    def search(self, queryset, text):
        return search_cadres(queryset, text)


def whose(assignment) -> str:
    return assignment.cadre.get_absolute_url()


class UndecidedList(ListPage):
    """Posts that rest on no recorded decision: the report that must be empty."""

    key = "undecided"
    title = _("Posts without a decision")
    default_sort = "name"
    empty_text = _("Every post rests on a recorded decision.")
    columns = (
        Column(
            "name",
            _("Full name"),
            value="cadre.full_name",
            sort=("cadre__sort_key",),
            url=whose,
            always=True,
            lang="vi",
        ),
        Column("post", _("Post"), value=lambda a: str(a.seat.title)),
        Column("unit", _("Unit"), value="seat.unit.name"),
        Column("since", _("Since"), value=lambda a: a.held.lower),
        Column("until", _("Until"), value=lambda a: a.held.upper),
    )

    def queryset(self, actor):
        return undecided_for(actor)


class ReadingFilter(ListFilter):
    reader = TextFilter(label=_("Read by"))
    what = ChoiceFilter(choices=ReadingKind.choices, label=_("What"))
    compartment = ChoiceFilter(choices=Compartment.choices, label=_("Compartment"))
    since = DateFilter("day", lookup_expr="gte", label=_("Since"))
    until = DateFilter("day", lookup_expr="lte", label=_("Until"))

    class Meta:
        model = RecordReading
        fields = ("reader", "what", "compartment")


def reading_column(key, label, **more) -> Column:
    return Column(key, label, data_class=DataClass.ADMIN, **more)


class ReadingList(ListPage):
    """Who read whose record: for the auditor and the inspector of the scope."""

    key = "readings"
    title = _("Who read which record")
    filterset = ReadingFilter
    default_sort = "-at"
    empty_text = _("No reading within what you oversee.")
    columns = (
        Column("at", _("When"), sort=("at",), always=True),
        Column("reader", _("Read by")),
        Column("hat", _("Role"), value=lambda reading: hat_name(reading.hat)),
        Column(
            "cadre",
            _("Whose record"),
            value="cadre.full_name",
            lang="vi",
            url=lambda reading: reverse("cadres:readings", args=[reading.cadre_id]),
        ),
        Column("unit", _("Unit"), value="cadre.employing_unit.name"),
        Column("what", _("What"), value="get_what_display"),
        Column(
            "compartment",
            _("Compartment"),
            value="get_compartment_display",
            html=lambda r: badge(r.get_compartment_display(), "warn") if r.compartment else None,
        ),
    )

    @cached_property
    def sight(self):
        """What the hat oversees decides the rows; of those it sees every column."""
        sight = Sight(self.actor)
        sight.everything = sight.everything or bool(overseen_paths(self.actor))
        return sight

    def queryset(self, actor):
        return readings_for(actor)
