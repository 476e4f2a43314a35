"""The structure of leading posts by level on a day: age, sex, ethnicity, education, theory."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, Count, Q, Value, When

from cadres.models import (
    Assignment,
    Level,
    Sex,
    TitleGroup,
)
from cadres.rules.criteria import rank
from cadres.rules.standards import Criterion, Kind, StandardsLaw
from cadres.selectors.standards import standards_by_title, trees_of
from governance.dates import birthday

AGES = ("under_40", "40_50", "over_50", "unknown")
KINH = "Kinh"


@dataclass
class LevelStructure:
    """The people who lead at one level, counted once each by every question."""

    level: str
    people: int = 0
    ages: Counter = field(default_factory=Counter)
    sexes: Counter = field(default_factory=Counter)
    ethnic: Counter = field(default_factory=Counter)
    education: Counter = field(default_factory=Counter)
    theory: Counter = field(default_factory=Counter)
    asked: Counter = field(default_factory=Counter)
    met: Counter = field(default_factory=Counter)

    @property
    def label(self) -> str:
        return str(Level(self.level).label)


def structure(cadres, on: date) -> list[LevelStructure]:
    """Leading posts held on a day by people of this queryset, by level; three queries."""
    found = {level: LevelStructure(level) for level in Level.values}
    trees = {}
    by_title = standards_by_title(on)
    if by_title:
        editions = {each.pk: each for each in by_title.values()}
        trees = trees_of(editions.values())
    for row in counted(cadres, on):
        count, level = row["people"], found[row["seat__title__level"]]
        level.people += count
        level.ages[row["age"]] += count
        level.sexes[row["cadre__sex"]] += count
        level.ethnic["kinh" if row["cadre__ethnicity"] == KINH else "minority"] += count
        level.education[row["cadre__education"]] += count
        level.theory[row["cadre__theory"]] += count
        edition = by_title.get(row["seat__title"])
        if edition:
            against(level, row, trees[edition.pk], count)
    return [level for level in found.values() if level.people]


def counted(cadres, on: date):
    """Groups of equal people who hold a leading principal post on a day."""
    young, old = birthday(on, -40), birthday(on, -50)
    age = Case(
        When(cadre__born__earliest__gt=young, then=Value("under_40")),
        When(cadre__born__latest__lte=old, then=Value("over_50")),
        When(
            Q(cadre__born__latest__lte=young, cadre__born__earliest__gt=old), then=Value("40_50")
        ),
        default=Value("unknown"),
    )
    return (
        Assignment.objects.filter(held__contains=on, is_principal=True, cadre__in=cadres)
        .exclude(seat__title__group=TitleGroup.SPECIALIST)
        .order_by()
        .annotate(age=age)
        .values(
            "seat__title", "seat__title__level", "age", "cadre__sex", "cadre__ethnicity",
            "cadre__education", "cadre__theory",
        )
        .annotate(people=Count("cadre", distinct=True))
    )  # fmt: skip


def against(level: LevelStructure, row: dict, tree: Criterion, count: int) -> None:
    """How many the standard of their title asks a degree or theory of, and how many have it."""
    held = {
        Kind.MIN_DEGREE: row["cadre__education"],
        Kind.MIN_POLITICAL_THEORY: row["cadre__theory"],
    }
    for leaf in tree.children:
        if leaf.kind in held and leaf.mandatory:
            level.asked[leaf.kind] += count
            if rank(leaf.kind, held[leaf.kind]) >= rank(leaf.kind, leaf.value["level"]):
                level.met[leaf.kind] += count


def targets(level: LevelStructure, law: StandardsLaw) -> list[tuple[str, int, int, int]]:
    """(what, number, of how many, share striven for) of the young and of women."""
    shares = law.structure_shares
    women = shares["women_commune" if level.level == Level.COMMUNE else "women"]
    return [
        ("young", level.ages["under_40"], level.people, shares["young"]),
        ("women", level.sexes[Sex.FEMALE], level.people, women),
    ]
