"""Figures of planning at the end of a year: one definition each, for pages, exports and reports.

An entry (lượt người) is one person planned for one post; the caller has checked the right to see.
"""

from datetime import date

from django.db.models import Count, Exists, F, Func, OuterRef, Q, TextField
from django.utils.translation import gettext_lazy as _

from cadres.figures import LEADERS, year_end
from cadres.models import Level, Seat, Sex, TitleGroup, Unit
from governance.dates import year_of
from governance.figure import FigureDef, FigureTable, FigureValue, percent_of
from planning.models import PlanEntry
from planning.rules import PlanningLaw
from portal.cells import in_languages

POST_GROUPS = [group for group in LEADERS if group != TitleGroup.COMMITTEE_MEMBER]
# What a post is to planning: the title in the unit, however many seats it has.
POST = Func(F("unit"), F("title"), function="ROW", output_field=TextField())
IN_FORCE = _("entries in force for posts beneath the unit")
POSTS = _("leading posts with a seat beneath the unit, committee members left out")

DEFINITIONS = (
    FigureDef(
        "planning.entries",
        _("Planning entries"),
        _("Entries approved and not ended on the day; a person counts once per post and term"),
        IN_FORCE,
        "count",
    ),
    FigureDef(
        "planning.people",
        _("People planned"),
        _("People with at least one entry in force on the day"),
        IN_FORCE,
        "count",
    ),
    FigureDef(
        "planning.women",
        _("Women in planning"),
        _("Entries of women ÷ entries in force on the day"),
        IN_FORCE,
        "ratio",
        "planning.women_share",
    ),
    FigureDef(
        "planning.minority",
        _("Ethnic minorities in planning"),
        _("Entries of people of other than Kinh ethnicity ÷ entries in force on the day"),
        IN_FORCE,
        "ratio",
    ),
    FigureDef(
        "planning.young",
        _("Young people in planning"),
        _("Entries of people younger than the age of the regulation ÷ entries in force"),
        IN_FORCE,
        "ratio",
        "planning.young_share",
    ),
    FigureDef(
        "planning.posts_with_successor",
        _("Posts with a successor planned"),
        _("Leading posts with at least one entry in force ÷ leading posts"),
        POSTS,
        "ratio",
    ),
    FigureDef(
        "planning.posts_without_successor",
        _("Posts without a successor planned"),
        _("Leading posts without any entry in force on the day"),
        POSTS,
        "count",
    ),
    FigureDef(
        "planning.posts_overfull",
        _("Posts with more people planned than allowed"),
        _("Posts of one term with more entries in force than the regulation allows"),
        IN_FORCE,
        "count",
        "planning.persons_per_post",
    ),
    FigureDef(
        "planning.entered",
        _("Entries added in the year"),
        _("Entries that came into force in the year"),
        _("entries for posts beneath the unit"),
        "count",
    ),
    FigureDef(
        "planning.left",
        _("Entries taken out in the year"),
        _("Entries in force that were taken out in the year, appointments left aside"),
        _("entries for posts beneath the unit"),
        "count",
    ),
)


def entries_in_force(*, unit: Unit, on: date):
    """The entries in force on a day for posts of a unit and of everything beneath it."""
    return PlanEntry.objects.in_force_on(on).filter(unit__path__startswith=unit.path)


def shares(on: date) -> dict[str, Count]:
    """How entries are counted by sex, ethnicity and age on a day."""
    at_40, at_50 = on.replace(year=on.year - 40), on.replace(year=on.year - 50)
    young = on.replace(year=on.year - PlanningLaw.on(on).young_age)
    return {
        "total": Count("pk"),
        "women": Count("pk", filter=Q(cadre__sex=Sex.FEMALE)),
        "minority": Count("pk", filter=~Q(cadre__ethnicity="Kinh")),
        "young": Count("pk", filter=Q(cadre__born__gt=young.isoformat())),
        "to_40": Count("pk", filter=Q(cadre__born__gte=at_40.isoformat())),
        "over_50": Count("pk", filter=Q(cadre__born__lt=at_50.isoformat())),
    }


def leading_posts(*, unit: Unit, on: date):
    """The (unit, title) pairs that have a seat on a day and should have successors."""
    return Seat.objects.filter(
        unit__path__startswith=unit.path, valid__contains=on, title__group__in=POST_GROUPS
    ).order_by()


def figures(*, unit: Unit, year: int) -> list[FigureValue]:
    """All figures of this room for a unit at the end of a year."""
    on = year_end(year)
    return [*_entry_figures(unit, on), *_post_figures(unit, on), *_flow_figures(unit, year, on)]


def _entry_figures(unit: Unit, on: date) -> list[FigureValue]:
    counted = entries_in_force(unit=unit, on=on).aggregate(
        people=Count("cadre", distinct=True), **shares(on)
    )
    total = counted["total"]
    parts = [
        FigureValue(f"planning.{name}", counted[name], total, on)
        for name in ("women", "minority", "young")
    ]
    return [
        FigureValue("planning.entries", total, None, on),
        FigureValue("planning.people", counted["people"], None, on),
        *parts,
    ]


def _post_figures(unit: Unit, on: date) -> list[FigureValue]:
    planned = PlanEntry.objects.in_force_on(on).filter(
        unit=OuterRef("unit"), title=OuterRef("title")
    )
    posts = leading_posts(unit=unit, on=on).values("unit", "title").distinct()
    whole, covered = posts.count(), posts.filter(Exists(planned)).count()
    limit = PlanningLaw.on(on).persons_per_post
    overfull = (
        entries_in_force(unit=unit, on=on)
        .order_by()
        .values("term", "unit", "title")
        .annotate(people=Count("pk"))
        .filter(people__gt=limit)
    )
    return [
        FigureValue("planning.posts_with_successor", covered, whole, on),
        FigureValue("planning.posts_without_successor", whole - covered, None, on),
        FigureValue("planning.posts_overfull", overfull.count(), None, on),
    ]


def _flow_figures(unit: Unit, year: int, on: date) -> list[FigureValue]:
    first, after = year_of(year)
    entered = Q(in_force_from__gte=first, in_force_from__lt=after)
    left = Q(in_force_from__isnull=False, state="out", out_on__gte=first, out_on__lt=after)
    counted = PlanEntry.objects.filter(unit__path__startswith=unit.path).aggregate(
        entered=Count("pk", filter=entered), left=Count("pk", filter=left)
    )
    return [FigureValue(f"planning.{name}", n, None, on) for name, n in counted.items()]


def tables(*, unit: Unit, year: int) -> list[FigureTable]:
    """The tables of this room for the annex of a report."""
    on = year_end(year)
    return [entries_table(unit, on), structure_table(unit, on)]


ENTRY_COLUMNS = (
    ("level", _("Level")),
    ("group", _("Group of titles")),
    ("total", _("Total")),
    ("women", _("Women")),
    ("minority", _("Ethnic minorities")),
    ("to_40", _("Age ≤ 40")),
    ("to_50", _("Age > 40–50")),
    ("over_50", _("Age > 50")),
    ("posts", _("Posts")),
    ("per_post", _("Entries per post")),
)


def entries_table(unit: Unit, on: date) -> FigureTable:
    """Entries in force by level and group of titles (after forms 12A–12C)."""
    keys = ("title__level", "title__group")
    entries = entries_in_force(unit=unit, on=on).order_by().values(*keys).annotate(**shares(on))
    counted = {tuple(row.pop(key) for key in keys): row for row in entries}
    posts = {
        (level, group): n
        for level, group, n in leading_posts(unit=unit, on=on)
        .values_list(*keys)
        .annotate(n=Count(POST, distinct=True))
    }
    return FigureTable(
        "planning.entries",
        _("Planning entries by level and group of titles"),
        ENTRY_COLUMNS,
        tuple(
            _entry_row(level, group, counted.get((level, group)), posts.get((level, group)))
            for level in Level.values
            for group in TitleGroup.values
            if (level, group) in counted or (level, group) in posts
        ),
        _("Unit: entries of all terms; one person counts once for each post and term."),
    )


def _entry_row(level: str, group: str, counted: dict | None, posts: int | None) -> dict:
    counted = counted or dict.fromkeys(("total", "women", "minority", "to_40", "over_50"), 0)
    per_post = percent_of(counted["total"], posts * 100) if posts else None
    return {
        "level": in_languages(Level(level).label),
        "group": in_languages(TitleGroup(group).label),
        **{name: counted[name] for name in ("total", "women", "minority", "to_40", "over_50")},
        "to_50": counted["total"] - counted["to_40"] - counted["over_50"],
        "posts": posts,
        "per_post": None if per_post is None else str(per_post),
    }


STRUCTURE_COLUMNS = (
    ("goal", _("Structure")),
    ("part", _("Entries")),
    ("whole", _("of")),
    ("percent", _("Share (%)")),
    ("target", _("Goal (%)")),
    ("met", _("Goal met")),
    ("source", _("Source")),
)
GOALS = (
    ("young", "young_share", _("Young people")),
    ("women", "women_share", _("Women")),
)


def structure_table(unit: Unit, on: date) -> FigureTable:
    """The structure the lists strive for, beside what they have; never a reason to lower it."""
    law = PlanningLaw.on(on)
    counted = entries_in_force(unit=unit, on=on).aggregate(**shares(on))
    rows = []
    for name, parameter, label in GOALS:
        share, target = percent_of(counted[name], counted["total"]), getattr(law, parameter)
        rows.append(
            {
                "goal": in_languages(label),
                "part": counted[name],
                "whole": counted["total"],
                "percent": None if share is None else str(share),
                "target": target,
                "met": None if share is None else share >= target,
                "source": in_languages(law.cite(parameter)),
            }
        )
    return FigureTable(
        "planning.structure",
        _("Structure of the planning lists"),
        STRUCTURE_COLUMNS,
        tuple(rows),
        _("The goals are to be striven for over the whole list; standards are not lowered."),
    )
