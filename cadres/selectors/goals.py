"""Questions about goals, who answers for them and how much somebody carries. Nothing writes."""

from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Count,
    DateField,
    Exists,
    F,
    Func,
    OuterRef,
    Prefetch,
    Q,
    Value,
)
from django.db.models.functions import Least
from django.urls import reverse
from django.utils.translation import gettext as _

from cadres.models import (
    LOCALITIES,
    Assignment,
    Cadre,
    Duty,
    Goal,
    Responsibility,
    ResponsibilityRole,
    Seat,
    Title,
    Unit,
)
from cadres.selectors.cadres import Panel
from governance.actor import Actor

OWNERS = Q(role=ResponsibilityRole.OWNER)


def works_in_locality_of(cadre: Cadre, unit: Unit, on: date) -> bool:
    """Does somebody hold a post in the locality of a unit on a day?"""
    place = locality_of(unit)
    return Assignment.objects.filter(
        cadre=cadre, held__contains=on, seat__unit__path__startswith=place.path
    ).exists()


def locality_of(unit: Unit) -> Unit:
    """The nearest locality that a unit belongs to, or the unit itself."""
    if unit.kind in LOCALITIES:
        return unit
    codes = unit.path.strip("/").split("/")
    above = Unit.objects.filter(code__in=codes, kind__in=LOCALITIES).order_by("-path")
    return max(above, key=lambda each: len(each.path), default=unit)


def owned(on: date):
    """Is there somebody who answers for the goal itself on a day?"""
    return Exists(
        Responsibility.objects.filter(
            OWNERS, goal=OuterRef("pk"), item__isnull=True, held__contains=day_of_goal(on)
        )
    )


def day_of_goal(on: date):
    """The day that counts for a responsibility: of a past goal the last day of its year."""
    end = Func(
        F("goal__year"), Value(12), Value(31), function="make_date", output_field=DateField()
    )
    return Least(Value(on, output_field=DateField()), end)


def goals_for(actor: Actor, on: date):
    """The goals an actor may see, each with `owners` of the day."""
    answering = Responsibility.objects.filter(
        OWNERS, item__isnull=True, held__contains=day_of_goal(on)
    ).select_related("cadre")
    return (
        Goal.objects.visible_to(actor)
        .select_related("unit")
        .prefetch_related(Prefetch("responsibilities", answering, to_attr="owners"))
    )


def goals_visible(actor: Actor):
    """The goals an actor may see, for a search box."""
    return Goal.objects.visible_to(actor).select_related("unit")


def find_goals(goals, text: str):
    return goals.filter(name__icontains=text).order_by("-year", "name")


@dataclass(frozen=True, slots=True)
class GoalCounts:
    """How many goals of a year there are, and how many of them nobody answers for."""

    goals: int
    unowned: int
    overdue: int


def goal_counts(actor: Actor, year: int, on: date) -> GoalCounts:
    """Counted over the goals an actor may see."""
    found = (
        Goal.objects.visible_to(actor)
        .filter(year=year)
        .annotate(is_owned=owned(on))
        .aggregate(
            goals=Count("pk"),
            unowned=Count("pk", filter=Q(is_owned=False)),
            overdue=Count("pk", filter=Q(due__lt=on, achieved__isnull=True)),
        )
    )
    return GoalCounts(**found)


def responsibilities_for(actor: Actor):
    """Who answers for what, as far as an actor may see."""
    return Responsibility.objects.visible_to(actor).select_related("goal__unit", "item", "cadre")


def carriers_for(actor: Actor, on: date):
    """The cadres who answer for something on a day, with how much each carries."""
    now = Q(responsibilities__held__contains=on)
    return (
        Cadre.objects.visible_to(actor)
        .filter(Exists(Responsibility.objects.filter(cadre=OuterRef("pk"), held__contains=on)))
        .select_related("employing_unit")
        .annotate(
            owns=Count("responsibilities", filter=now & Q(responsibilities__role="owner")),
            helps=Count("responsibilities", filter=now & ~Q(responsibilities__role="owner")),
        )
    )


@dataclass(frozen=True)
class GoalPage:
    """A goal with those who answer for it and for each piece of its work."""

    responsibilities: list[Responsibility]
    items: list
    children: list[Goal]

    @property
    def owner(self) -> Responsibility | None:
        return next((r for r in self.responsibilities if r.role == "owner" and r.is_now), None)


def goal_page(goal: Goal, actor: Actor, on: date) -> GoalPage:
    """What the page of one goal shows on a day (four queries)."""
    order = {role: place for place, role in enumerate(ResponsibilityRole.values)}
    given = list(goal.responsibilities.select_related("cadre").order_by("held", "pk"))
    given.sort(key=lambda each: order[each.role])
    day = min(on, date(goal.year, 12, 31))
    for each in given:
        each.is_now = each.held.lower <= day and (each.held.upper or date.max) > day
    items = list(goal.items.order_by("ordinal"))
    for item in items:
        item.answering = [r for r in given if r.item_id == item.pk]
    beneath = Goal.objects.visible_to(actor).filter(parent=goal).select_related("unit")
    return GoalPage([r for r in given if r.item_id is None], items, list(beneath))


def profile_panel(actor: Actor, cadre: Cadre, on: date) -> Panel | None:
    """What somebody answers for on a day, for the person's page."""
    carried = list(
        responsibilities_for(actor)
        .filter(cadre=cadre, held__contains=on)
        .order_by("role", "-goal__year", "goal__name")[:8]
    )
    if not carried:
        return None
    context = {"carried": carried, "all": f"{reverse('cadres:responsibilities')}?cadre={cadre.pk}"}
    return Panel(_("Answers for"), "cadres/_answers_for.html", context)


def duties_for(actor: Actor):
    """Every written responsibility: regulations are for everybody to read."""
    return Duty.objects.visible_to(actor)


def duties_of(title: Title, on: date) -> list[Duty]:
    """What regulations make the holder of a title answer for on a day."""
    return [d for d in _duties(on, [title.group]) if _falls_on(d, title)]


def duties_by_title(seats: list[Seat], on: date) -> list[tuple[Title, list[Duty]]]:
    """The written responsibilities of the heads among some seats (one query)."""
    titles = {seat.title_id: seat.title for seat in seats if seat.title.is_head}
    written = _duties(on, {title.group for title in titles.values()})
    found = [(t, [d for d in written if _falls_on(d, t)]) for t in titles.values()]
    return [(title, duties) for title, duties in found if duties]


def _duties(on: date, groups) -> list[Duty]:
    return list(
        Duty.objects.filter(valid__contains=on, group__in=groups).order_by("ordinal", "level")
    )


def _falls_on(duty: Duty, title: Title) -> bool:
    if duty.title_id:
        return duty.title_id == title.pk
    return duty.group == title.group and duty.level in {"", title.level}
