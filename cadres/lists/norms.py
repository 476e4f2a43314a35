"""Bodies beyond the leadership norms of a day, and people who hold two leading seats as one."""

from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.lists.days import OnDayFilter, day_of
from cadres.models import Assignment, Level, Unit, UnitKind
from cadres.rules.norms import NormLaw
from cadres.selectors import dual, norms
from cadres.selectors.units import find_units, units_for
from portal.formats import number_text
from portal.lists import ChoiceFilter, Column, ListFilter, ListPage, ScopedIdFilter
from portal.templatetags.ui import badge, language
from portal.templatetags.ui import law as law_tag


def beneath(queryset, unit):
    return queryset.filter(path__startswith=unit.path)


class NormFilter(ListFilter):
    within = ScopedIdFilter("pk", rows=units_for, apply=beneath, find=find_units, label=_("Unit"))
    on = OnDayFilter(label=_("As of"))
    kind = ChoiceFilter(choices=UnitKind.choices, label=_("Kind"))
    level = ChoiceFilter(choices=Level.choices, label=_("Level"))

    class Meta:
        model = Unit
        fields: list[str] = []


def too_many(unit):
    return badge(f"\u200e+{number_text(unit.deputies - unit.norm, language())}", "warn")


class NormList(ListPage):
    """Bodies that have more deputies than the norm of their kind and level."""

    key = "norms"
    title = _("Leadership norms exceeded")
    empty_text = _("No body has more deputies than the norm on that day.")
    template = "cadres/norms.html"
    filterset = NormFilter
    default_sort = "unit"
    columns = (
        Column(
            "unit",
            _("Unit"),
            value="name",
            sort=("path",),
            url=Unit.get_absolute_url,
            always=True,
        ),
        Column("kind", _("Kind"), value="get_kind_display"),
        Column("level", _("Level"), value="get_level_display", default=False),
        Column("norm", _("Norm of deputies"), value="norm", css="num"),
        Column("has", _("Deputies there"), value="deputies", css="num"),
        Column("over", _("Over"), value=lambda u: u.deputies - u.norm, html=too_many, css="num"),
        Column("since", _("At least since"), value="exceeded_since"),
        Column("source", _("Source"), value=lambda u: u.source, html=lambda u: u.source_shown),
    )

    @cached_property
    def day(self):
        return day_of(self.request.GET)

    def queryset(self, actor):
        return norms.exceeded_for(actor, self.day)

    def context(self):
        law = NormLaw.known_on(self.day)
        most = law.heads_of_one_person if law else None
        return {"heads": norms.heads_of_many(self.actor, self.day)[:50], "most": most}

    def actions(self):
        return [(reverse("cadres:dual_posts"), _("One person, two posts"))]

    def dress(self, rows):
        norms.since_when(rows, self.day)
        law = NormLaw.known_on(self.day)
        if law is None:
            return rows
        names = {key: name for key, (name, _most) in law.deputies().items()}
        for unit in rows:
            name = names[unit.level, unit.kind]
            unit.source = law.cite(name)
            unit.source_shown = law_tag(unit.source, law.badge(name))
        return rows


class ModelFilter(ChoiceFilter):
    """One of the models of one person in two posts."""

    def filter(self, queryset, value):
        return dual.of_model(queryset, value, day_of(self.parent.data)) if value else queryset


class DualFilter(ListFilter):
    model = ModelFilter(choices=dual.MODEL_CHOICES, label=_("Model"))
    level = ChoiceFilter("seat__unit__level", choices=Level.choices, label=_("Level"))
    on = OnDayFilter(label=_("As of"))

    class Meta:
        model = Assignment
        fields: list[str] = []


class DualList(ListPage):
    """People who hold two leading seats of one locality: one person, two seats."""

    key = "dual-posts"
    title = _("One person, two posts")
    empty_text = _("Nobody holds two such posts on that day.")
    template = "cadres/dual_posts.html"
    filterset = DualFilter
    default_sort = "unit"
    columns = (
        Column(
            "unit",
            _("Locality"),
            value="seat.unit.parent.name",
            sort=("seat__unit__path",),
            always=True,
        ),
        Column(
            "holder",
            _("Holder"),
            value="cadre.full_name",
            url=lambda a: a.cadre.get_absolute_url(),
            lang="vi",
        ),
        Column("model", _("Model"), value=lambda a: a.model_name),
        Column("first", _("First post"), value="seat.title.name"),
        Column("first_unit", _("Unit of the first post"), value="seat.unit.name"),
        Column("second", _("Second post"), value=lambda a: a.other.seat.title.name),
        Column(
            "second_unit",
            _("Unit of the second post"),
            value=lambda a: a.other.seat.unit.name,
            default=False,
        ),
        Column("since", _("Both since"), value=lambda a: max(a.held.lower, a.other.held.lower)),
    )

    @cached_property
    def day(self):
        return day_of(self.request.GET)

    def queryset(self, actor):
        return dual.dual_for(actor, self.day)

    def context(self):
        return {"summary": dual.summary_for(self.actor, self.day), "day": self.day}

    def dress(self, rows):
        return dual.with_others(rows, self.day, self.request.GET.get("model", ""))
