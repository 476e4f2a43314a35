"""Lists of goals, of who answers for what, and of how much somebody carries."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cadres import access
from cadres.models import Cadre, Goal, GoalLevel, Responsibility, ResponsibilityRole
from cadres.selectors import goals as selectors
from cadres.selectors.cadres import search_cadres
from cadres.selectors.units import find_units, units_for
from portal.formats import number_text
from portal.lists import ChoiceFilter, Column, ListFilter, ListPage, NumberFilter, ScopedIdFilter
from portal.templatetags.layout import Stat
from portal.templatetags.ui import badge


def of_unit(queryset, unit):
    return queryset.filter(unit__path__startswith=unit.path)


def with_owner(queryset, _name, value):
    found = queryset.annotate(is_owned=selectors.owned(timezone.localdate()))
    return found.filter(is_owned=value == "yes")


class GoalFilter(ListFilter):
    year = NumberFilter("year", label=_("Year"))
    unit = ScopedIdFilter("unit", rows=units_for, apply=of_unit, find=find_units, label=_("Unit"))
    owner = ChoiceFilter(
        method=with_owner,
        choices=[("no", _("nobody answers")), ("yes", _("somebody answers"))],
        label=_("Owner"),
    )
    level = ChoiceFilter(choices=GoalLevel.choices, label=_("Level"))

    class Meta:
        model = Goal
        fields: list[str] = []


def year_of(goal) -> str:
    return str(goal.year)


def owner_of(goal) -> str:
    return "; ".join(r.cadre.full_name for r in goal.owners)


def target_of(goal) -> str:
    return f"{number_text(goal.target_plain, get_language())} {goal.unit_of_measure}"


class GoalList(ListPage):
    """The goals of the year, each with the one who answers for it."""

    key = "goals"
    title = _("Goals and responsibility")
    template = "cadres/goals.html"
    filterset = GoalFilter
    default_sort = "-year"
    search_placeholder = _("Words of the goal")
    columns = (
        Column(
            "name",
            _("Goal"),
            value="name",
            sort=("name",),
            url=Goal.get_absolute_url,
            always=True,
            lang="vi",
        ),
        Column(
            "year", _("Year"), value=lambda g: str(g.year), sort=("year", "unit__path"), css="num"
        ),
        Column("unit", _("Unit"), value="unit.name", sort=("unit__path", "year")),
        Column("level", _("Level"), value="get_level_display", default=False),
        Column("target", _("Target"), value=target_of, css="num", lang="vi"),
        Column("weight", _("Weight, %"), value="weight_plain", css="num"),
        Column("due", _("Due"), value="due", sort=("due",), css="num"),
        Column("achieved", _("Achieved"), value="achieved_plain", css="num", default=False),
        Column(
            "owner",
            _("Who answers for it"),
            value=owner_of,
            lang="vi",
            html=lambda g: owner_of(g) or badge(_("nobody answers"), "warn"),
        ),
    )

    def queryset(self, actor):
        return selectors.goals_for(actor, timezone.localdate())

    def search(self, queryset, text):
        return queryset.filter(name__icontains=text)

    def context(self):
        today = timezone.localdate()
        counts = selectors.goal_counts(self.actor, today.year, today)
        unowned = f"{self.path}?year={today.year}&owner=no"
        stats = [
            Stat(_("Goals of %(year)s") % {"year": today.year}, counts.goals),
            Stat(
                _("Nobody answers for"),
                counts.unowned,
                of=counts.goals,
                tone="warn" if counts.unowned else "ok",
                url=unowned,
            ),
            Stat(_("Due and not counted"), counts.overdue, of=counts.goals),
        ]
        return {"tab": "goals", "stats": stats}

    def actions(self):
        if may_work(self.actor):
            yield reverse("cadres:set_goal"), _("Set a goal")


def may_work(actor) -> bool:
    return access.may_somewhere(actor, access.EDIT) or access.may_somewhere(actor, access.PROPOSE)


def of_goal_unit(queryset, unit):
    return queryset.filter(goal__unit__path__startswith=unit.path)


def carried_now(queryset, _name, value):
    today = timezone.localdate()
    return queryset.filter(held__contains=today) if value == "now" else queryset


class ResponsibilityFilter(ListFilter):
    cadre = ScopedIdFilter(
        "cadre", rows=lambda actor: Cadre.objects.visible_to(actor), label=_("Cadre"),
        find=lambda rows, text: search_cadres(rows, text).order_by("sort_key"),
    )  # fmt: skip
    role = ChoiceFilter(choices=ResponsibilityRole.choices, label=_("Role"))
    unit = ScopedIdFilter(
        "goal__unit", rows=units_for, apply=of_goal_unit, find=find_units, label=_("Unit")
    )
    year = NumberFilter("goal__year", label=_("Year"))
    when = ChoiceFilter(method=carried_now, choices=[("now", _("today"))], label=_("When"))

    class Meta:
        model = Responsibility
        fields: list[str] = []


class ResponsibilityList(ListPage):
    """Who answers for what, from when to when."""

    key = "responsibilities"
    title = _("Who answers for what")
    template = "cadres/responsibilities.html"
    filterset = ResponsibilityFilter
    default_sort = "name"
    search_placeholder = _("Name, with or without accents, or cadre number")
    columns = (
        Column(
            "name",
            _("Full name"),
            value="cadre.full_name",
            sort=("cadre__sort_key",),
            url=lambda r: r.cadre.get_absolute_url(),
            always=True,
            lang="vi",
        ),
        Column("role", _("Role"), value="get_role_display"),
        Column(
            "goal",
            _("Goal"),
            value="goal.name",
            sort=("goal__year", "goal__name"),
            url=lambda r: r.goal.get_absolute_url(),
            lang="vi",
        ),
        Column("item", _("Contracted work"), value="item.product", lang="vi"),
        Column("year", _("Year"), value=lambda r: str(r.goal.year), css="num"),
        Column("unit", _("Unit"), value="goal.unit.name"),
        Column("from", _("From"), value="held.lower", css="num"),
        Column("until", _("until"), value="held.upper", css="num", default=False),
        Column("basis", _("Assigned by"), value="basis", lang="vi", default=False),
    )

    def queryset(self, actor):
        return selectors.responsibilities_for(actor)

    def search(self, queryset, text):
        return queryset.filter(cadre__in=search_cadres(Cadre.objects.all(), text).values("pk"))

    def context(self):
        return {"tab": "responsibilities"}

    def actions(self):
        yield reverse("cadres:load"), _("Who carries how much")


def employed_in(queryset, unit):
    return queryset.filter(employing_unit__path__startswith=unit.path)


class LoadFilter(ListFilter):
    unit = ScopedIdFilter(
        "employing_unit", rows=units_for, apply=employed_in, find=find_units, label=_("Unit")
    )

    class Meta:
        model = Cadre
        fields: list[str] = []


class LoadList(ListPage):
    """The people who answer for something today, with how much each carries."""

    key = "load"
    title = _("Who carries how much")
    template = "cadres/responsibilities.html"
    filterset = LoadFilter
    default_sort = "name"
    search_placeholder = _("Name, with or without accents, or cadre number")
    columns = (
        Column(
            "name",
            _("Full name"),
            value="full_name",
            sort=("sort_key",),
            url=lambda c: f"{reverse('cadres:responsibilities')}?cadre={c.pk}&when=now",
            always=True,
            lang="vi",
        ),
        Column("unit", _("Employing unit"), value="employing_unit.name"),
        Column("owns", _("Answers for"), value="owns", css="num"),
        Column("helps", _("Takes part in"), value="helps", css="num"),
    )

    def queryset(self, actor):
        return selectors.carriers_for(actor, timezone.localdate())

    def search(self, queryset, text):
        return search_cadres(queryset, text)

    def context(self):
        return {"tab": "load"}
