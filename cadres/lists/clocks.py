"""The list of coming dates."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cadres.models import Cadre, ClockDue, ClockKind
from cadres.selectors.cadres import search_cadres
from cadres.selectors.clockwords import how
from cadres.selectors.clockwork import clocks_for, coming_within
from cadres.selectors.units import find_units, units_for
from governance.classes import DataClass
from portal.lists import ChoiceFilter, Column, ListFilter, ListPage, ScopedIdFilter
from portal.templatetags.ui import badge, date
from portal.web import spoken

WITHIN = [
    ("past", _("already past")),
    ("3", _("within 3 months")),
    ("6", _("within 6 months")),
    ("12", _("within 12 months")),
    ("24", _("within 2 years")),
]
SOON, LATER = 90, 180  # days


def in_unit(queryset, unit):
    return queryset.filter(
        Q(cadre__employing_unit__path__startswith=unit.path)
        | Q(cadre__managing_unit__path__startswith=unit.path)
    )


class WithinFilter(ChoiceFilter):
    def filter(self, queryset, value):
        today = timezone.localdate()
        if value == "past":
            return queryset.filter(due_on__lte=today)
        return queryset.filter(coming_within(int(value), today))


class ClockFilter(ListFilter):
    kind = ChoiceFilter(choices=ClockKind.choices, label=_("Kind"))
    within = WithinFilter("due_on", choices=WITHIN, label=_("When"))
    unit = ScopedIdFilter("cadre", rows=units_for, apply=in_unit, find=find_units, label=_("Unit"))

    class Meta:
        model = ClockDue
        fields: list[str] = []


def days_left(row) -> int:
    return (row.due_on - timezone.localdate()).days


def left_words(row) -> str:
    """«5 months left», «12 days left», «past since 40 days»."""
    days = days_left(row)
    if days <= 0:
        return ngettext("past since %(n)d day", "past since %(n)d days", -days) % {"n": -days}
    if days <= LATER:
        return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}
    months = days * 12 // 365
    return ngettext("%(n)d month left", "%(n)d months left", months) % {"n": months}


def left_badge(row):
    days = days_left(row)
    tone = "bad" if days <= 0 else "warn" if days <= SOON else "info" if days <= LATER else ""
    return badge(left_words(row), tone)


def due_cell(row):
    if row.due_on == row.latest_on:
        return date(row.due_on)
    return format_html('{}<span class="sub">– {}</span>', date(row.due_on), date(row.latest_on))


def how_words(row) -> str:
    return spoken(how(row.kind, row.basis, row.due_on, row.latest_on))


class ClockList(ListPage):
    """What comes when, for whom: the next date first, each with its computation."""

    key = "clocks"
    title = _("Upcoming dates")
    filterset = ClockFilter
    default_sort = "due"
    search_placeholder = _("Name, with or without accents, or cadre number")
    empty_text = _("No date of this kind comes in that time.")
    columns = (
        Column(
            "cadre",
            _("Full name"),
            value="cadre.full_name",
            sort=("cadre__sort_key",),
            url=lambda row: row.cadre.get_absolute_url(),
            always=True,
            lang="vi",
            data_class=DataClass.PERSONAL,
        ),
        Column("unit", _("Unit"), value="cadre.employing_unit.name"),
        Column(
            "kind",
            _("Kind"),
            value="get_kind_display",
            sort=("kind", "due_on"),
        ),
        Column(
            "seat",
            _("Post"),
            value=lambda row: row.seat.title.name if row.seat_id else "",
            data_class=DataClass.PERSONAL,
        ),
        Column("due", _("Due on"), value="due_on", sort=("due_on",), html=due_cell, css="num"),
        Column(
            "left",
            _("Time left"),
            value=left_words,
            html=left_badge,
            data_class=DataClass.PERSONAL,
        ),
        Column("how", _("How it was computed"), value=how_words, data_class=DataClass.PERSONAL),
        Column("latest", _("At the latest"), value="latest_on", css="num", default=False),
        Column("computed", _("Computed on"), value="computed_on", css="num", default=False),
    )

    def queryset(self, actor):
        return clocks_for(actor)

    def search(self, queryset, text):
        rows = search_cadres(Cadre.objects.all(), text)
        return queryset.filter(cadre__in=rows.values("pk"))

    def actions(self):
        yield self.calendar_address(), _("Calendar file")

    def calendar_address(self) -> str:
        return reverse("cadres:calendar") + "?" + self.request.GET.urlencode()
