"""The lists of measures and of the pairs of Party and administrative decisions."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cadres import access
from cadres.models import Cadre, DisciplineForm, DisciplineMeasure, MeasureState, Side
from cadres.rules.discipline import Proportion
from cadres.selectors.cadres import search_cadres
from cadres.selectors.units import find_units, units_for
from governance.classes import DataClass
from inspection.selectors.measures import measures_for, pairing_of, pairs_for, state_filter
from portal.lists import (
    ChoiceFilter,
    Column,
    DateFilter,
    ListFilter,
    ListPage,
    ScopedIdFilter,
    YesNoFilter,
)
from portal.templatetags.ui import badge, dash

STATE_TONES = {MeasureState.IN_EFFECT: "bad", MeasureState.COMING: "warn"}
PROPORTIONS = {
    Proportion.EQUAL: (_("in proportion"), "ok"),
    Proportion.LIGHTER: (_("lighter than the Party form"), "warn"),
    Proportion.HEAVIER: (_("heavier than the Party form"), "warn"),
    Proportion.MISSING: (_("missing"), ""),
}
SECRET = {"data_class": DataClass.DISCIPLINE}


def in_unit(queryset, unit):
    return queryset.filter(
        Q(cadre__employing_unit__path__startswith=unit.path)
        | Q(cadre__managing_unit__path__startswith=unit.path)
    )


class StateFilter(ChoiceFilter):
    def filter(self, queryset, value):
        return queryset.filter(state_filter(value, timezone.localdate()))


class AnsweredFilter(YesNoFilter):
    def filter(self, queryset, value):
        return queryset.filter(followed_by__isnull=not value)


def unit_filter() -> ScopedIdFilter:
    return ScopedIdFilter("cadre", rows=units_for, apply=in_unit, find=find_units, label=_("Unit"))


class MeasureFilter(ListFilter):
    state = StateFilter("ended_on", choices=MeasureState.choices, label=_("State"))
    side = ChoiceFilter(choices=Side.choices, label=_("Side"))
    form = ChoiceFilter(choices=DisciplineForm.choices, label=_("Form of discipline"))
    unit = unit_filter()
    since = DateFilter("announced_on", lookup_expr="gte", label=_("Announced from"))

    class Meta:
        model = DisciplineMeasure
        fields: list[str] = []


def state_badge(row):
    state = row.state_on(timezone.localdate())
    return badge(state.label, STATE_TONES.get(state, ""))


def name_column() -> Column:
    return Column(
        "cadre",
        _("Full name"),
        value="cadre.full_name",
        sort=("cadre__sort_key",),
        url=lambda row: reverse("inspection:measure", args=[row.pk]),
        always=True,
        lang="vi",
        **SECRET,
    )


def announced_column() -> Column:
    return Column(
        "announced", _("Announced on"), value="announced_on", sort=("announced_on",), css="num"
    )


class MeasureList(ListPage):
    """Disciplinary decisions, the latest first; the own ones are on the own record."""

    key = "measures"
    title = _("Discipline in force")
    filterset = MeasureFilter
    default_sort = "-announced"
    search_placeholder = _("Name, with or without accents, or cadre number")
    empty_text = _("No measure is recorded here.")
    columns = (
        name_column(),
        Column("unit", _("Unit"), value="cadre.employing_unit.name", **SECRET),
        Column("side", _("Side"), value="get_side_display"),
        Column("form", _("Form of discipline"), value="get_form_display", sort=("form",)),
        announced_column(),
        Column(
            "expires", _("In effect until"), value="expires_on", sort=("expires_on",), css="num"
        ),
        Column(
            "state",
            _("State"),
            value=lambda row: row.state_on(timezone.localdate()).label,
            html=state_badge,
            **SECRET,
        ),
        Column("decision", _("Decision"), value="decision.number", css="num", default=False),
        Column("violation", _("What for"), value="violation", default=False, lang="vi"),
    )

    def queryset(self, actor):
        return measures_for(actor)

    def search(self, queryset, text):
        return queryset.filter(cadre__in=search_cadres(Cadre.objects.all(), text).values("pk"))

    def actions(self):
        if access.may_somewhere(self.actor, access.EDIT, data_class=DataClass.DISCIPLINE):
            yield reverse("inspection:record_measure"), _("Record a measure")
            yield reverse("inspection:bar_while_pending"), _("Record a pending matter")
        yield reverse("inspection:pairing"), _("Both sides compared")


class PairFilter(ListFilter):
    answered = AnsweredFilter("follows", label=_("Administrative decision"))
    form = ChoiceFilter(choices=DisciplineForm.choices, label=_("Form of discipline"))
    unit = unit_filter()
    since = DateFilter("announced_on", lookup_expr="gte", label=_("Announced from"))

    class Meta:
        model = DisciplineMeasure
        fields: list[str] = []


def admin_of(row):
    return getattr(row, "followed_by", None)


def admin_words(row) -> str:
    admin = admin_of(row)
    return admin.get_form_display() if admin else ""


def days_words(row) -> str:
    """«12 days», or how it stands where the other side has not decided."""
    pair = pairing_of(row, timezone.localdate())
    if pair.days is None:
        return _now("not decided in time") if not pair.on_time else _now("still in time")
    return ngettext("%(n)d day", "%(n)d days", pair.days) % {"n": pair.days}


def days_badge(row):
    pair = pairing_of(row, timezone.localdate())
    return badge(days_words(row), "ok" if pair.on_time and pair.days is not None else
                 "info" if pair.on_time else "bad")  # fmt: skip


def proportion_words(row) -> str:
    return str(PROPORTIONS[pairing_of(row, timezone.localdate()).proportion][0])


def proportion_badge(row):
    words, tone = PROPORTIONS[pairing_of(row, timezone.localdate()).proportion]
    return badge(words, tone) if tone else dash(None, words)


class PairList(ListPage):
    """Each Party measure beside the administrative one: days between them, and proportion."""

    key = "discipline-pairs"
    title = _("Party and administrative discipline compared")
    filterset = PairFilter
    default_sort = "-announced"
    search_placeholder = _("Name, with or without accents, or cadre number")
    empty_text = _("No Party measure is recorded here.")
    columns = (
        name_column(),
        Column("form", _("Party form"), value="get_form_display", sort=("form",)),
        announced_column(),
        Column("admin", _("Administrative form"), value=admin_words, **SECRET),
        Column(
            "decided",
            _("Decided on"),
            value=lambda row: admin_of(row).decision.issued_on if admin_of(row) else None,
            css="num",
            **SECRET,
        ),
        Column("days", _("Days between"), value=days_words, html=days_badge, css="num", **SECRET),
        Column(
            "proportion",
            _("Proportion"),
            value=proportion_words,
            html=proportion_badge,
            **SECRET,
        ),
    )

    def queryset(self, actor):
        return pairs_for(actor)

    search = MeasureList.search
