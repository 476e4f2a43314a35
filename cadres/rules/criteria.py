"""How each kind of criterion reads the facts of one person. Partial dates stay undecided."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cadres.rules.standards import (
    GROUPS,
    Answer,
    Criterion,
    Kind,
    Outcome,
    Result,
    StandardsLaw,
    joined,
)
from governance.dates import add_months, birthday, whole_months
from governance.text import Text, say

DEGREES = {
    "so_cap": say("elementary"),
    "trung_cap": say("intermediate"),
    "cao_dang": say("college"),
    "dai_hoc": say("university"),
    "thac_si": say("master"),
    "tien_si": say("doctor"),
}
THEORY = {
    "none": say("none"),
    "so_cap": say("elementary"),
    "trung_cap": say("intermediate"),
    "cao_cap": say("advanced"),
    "cu_nhan": say("bachelor"),
}
STATE = {
    "can_su": say("junior officer"),
    "chuyen_vien": say("specialist"),
    "chuyen_vien_chinh": say("principal specialist"),
    "chuyen_vien_cao_cap": say("senior specialist"),
}
LANGUAGE = {str(n): say("level {n} of 6", n=n) for n in range(1, 7)}
COMPUTING = {
    "co_ban": say("basic use of information technology"),
    "nang_cao": say("advanced use of information technology"),
    "trung_cap": say("intermediate diploma in information technology or higher"),
}
# The lower the number of the target group, the higher the post it is meant for.
DEFENCE = {str(n): say("target group {n}", n=n) for n in (4, 3, 2, 1)}
CLASSES = {
    "KHT": say("non-completion"),
    "HT": say("completion"),
    "HTT": say("good completion"),
    "HTXS": say("excellent completion"),
}
SCALES: dict[str, dict[str, Text]] = {
    Kind.MIN_DEGREE: DEGREES,
    Kind.MIN_POLITICAL_THEORY: THEORY,
    Kind.MIN_STATE_MGMT: STATE,
    Kind.FOREIGN_LANGUAGE: LANGUAGE,
    Kind.IT: COMPUTING,
    Kind.DEFENCE_TRAINING: DEFENCE,
    Kind.EVAL_LEVEL_LAST_N: CLASSES,
}
AXES = {
    Kind.MIN_DEGREE: "professional",
    Kind.MIN_POLITICAL_THEORY: "theory",
    Kind.MIN_STATE_MGMT: "state",
    Kind.FOREIGN_LANGUAGE: "language",
    Kind.IT: "it",
    Kind.DEFENCE_TRAINING: "defence",
}
# What other rooms tell, by the name under which their facts come; nobody told: no evidence.
TOLD = {
    Kind.EVAL_LEVEL_LAST_N: "classes",
    Kind.NOT_UNDER_DISCIPLINE: "discipline",
    Kind.PLANNED_FOR: "planned",
    Kind.ASSET_DECLARED: "assets",
    Kind.HEALTH_CERT: "health",
}
NO_RECORD = say("Nothing is recorded.")
NOT_OPEN = say("Your hat does not open this part of the record.")


def rank(kind: str, level: str) -> int:
    """The place of a level on its scale; -1 where the scale does not know it."""
    levels = list(SCALES[kind])
    return levels.index(level) if level in levels else -1


@dataclass(frozen=True, slots=True)
class Course:
    """A completed course: its axis, its level on the scale, what paper shows it."""

    axis: str
    level: str = ""
    text: str = ""
    paper: str = ""
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class Spell:
    """A post held, from a day that may be known to the month or year only, to an end."""

    title: str
    group: str
    level: str
    first: date
    first_latest: date
    until: date | None = None
    text: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """All a criterion may look at, as it stood on a day."""

    on: date
    born: tuple[date, date] | None = None
    education: str = ""
    theory: str = ""
    joined: tuple[date, date] | None = None
    official: tuple[date, date] | None = None
    courses: tuple[Course, ...] = ()
    posts: tuple[Spell, ...] = ()
    told: Mapping[str, tuple] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()


def evaluate(node: Criterion, facts: PersonFacts, law: StandardsLaw) -> Result:
    """The tree of criteria against one person."""
    if node.kind in GROUPS:
        parts = tuple(evaluate(child, facts, law) for child in node.children)
        return Result(node, Answer(joined(node.kind, parts)), parts)
    if node.kind in facts.closed:
        return Result(node, Answer(Outcome.MISSING, NOT_OPEN))
    name = TOLD.get(node.kind)
    if name is not None and name not in facts.told:
        return Result(node, Answer(Outcome.MISSING, say("No room of the portal tells this yet.")))
    return Result(node, CRITERIA[node.kind](node, facts, law))


def on_a_scale(node: Criterion, facts: PersonFacts, law: StandardsLaw) -> Answer:
    """A level of training, from the record itself or the best course that still counts."""
    needed, axis, scale = node.value["level"], AXES[node.kind], SCALES[node.kind]
    courses = [c for c in facts.courses if c.axis == axis]
    counting = [c for c in courses if c.expires is None or c.expires > facts.on]
    held = {"professional": facts.education, "theory": facts.theory}.get(axis, "")
    best = max(rank(node.kind, level) for level in (held, *(c.level for c in counting)))
    proofs = [c for c in counting if rank(node.kind, c.level) == best >= 0]
    evidence = tuple(said_of(course) for course in proofs[:3])
    if best < 0:
        unread = tuple(c.text for c in courses if c.text)[:3]
        found = say("No level that counts is recorded.") if courses else NO_RECORD
        return Answer(Outcome.MISSING, found, unread)
    found = list(scale.values())[best]
    if best < rank(node.kind, needed):
        return Answer(Outcome.FAIL, found, evidence)
    if node.needs_paper and not any(course.paper for course in proofs):
        return Answer(Outcome.MISSING, say("{level}, without a paper", level=found), evidence)
    return Answer(Outcome.PASS, found, evidence or (say("as the record says"),))


def said_of(course: Course) -> Text | str:
    shown = "" if course.paper in course.text else course.paper
    return "; ".join(part for part in (course.text, shown) if part)


def fits(spell: Spell, value: Mapping[str, Any]) -> bool:
    """A post counts when its title is named, or its group (and level, where levels are named)."""
    if spell.title in value.get("titles", ()):
        return True
    groups, levels = value.get("groups", ()), value.get("levels", ())
    return bool(groups or levels) and (
        (not groups or spell.group in groups) and (not levels or spell.level in levels)
    )


def spells_of(node: Criterion, facts: PersonFacts) -> list[Spell]:
    """The posts that count, begun by the day; all posts where the criterion names none."""
    value, begun = node.value, [s for s in facts.posts if s.first <= facts.on]
    if not any(value.get(name) for name in ("titles", "groups", "levels")):
        return begun
    return [spell for spell in begun if fits(spell, value)]


def months_held(spells: Iterable[Spell], on: date, start: Callable[[Spell], date]) -> int:
    """Whole months in these posts up to a day; what was held side by side counts once."""
    months = days = 0
    reached = date.min
    for spell in sorted(spells, key=start):
        begin, end = max(start(spell), reached), min(spell.until or on, on)
        if begin >= end:
            continue
        whole = whole_months(begin, end)
        months, days = months + whole, days + (end - add_months(begin, whole)).days
        reached = end
    return months + days // 30


def months_in_post(node: Criterion, facts: PersonFacts, law: StandardsLaw) -> Answer:
    """Months in posts of a set; a first day known to the year only gives two readings."""
    if not facts.posts:
        return Answer(Outcome.MISSING, NO_RECORD)
    needed, spells = node.value["months"], spells_of(node, facts)
    least = months_held(spells, facts.on, lambda s: s.first_latest)
    most = months_held(spells, facts.on, lambda s: s.first)
    exact = say("{n} months", n=least)
    found = exact if least == most else say("{least} to {most} months", least=least, most=most)
    shown = sorted(spells, key=lambda s: s.first, reverse=True)[:3]
    evidence = tuple(f"{s.text} ({s.paper})" if s.paper else s.text for s in shown)
    if most < needed:
        return Answer(Outcome.FAIL, found, evidence)
    if least < needed:
        return Answer(Outcome.MISSING, found, evidence)
    if node.needs_paper and not all(s.paper for s in spells):
        return Answer(
            Outcome.MISSING, say("{found}, a decision is missing", found=found), evidence
        )
    return Answer(Outcome.PASS, found, evidence)


def held_post(node: Criterion, facts: PersonFacts, law: StandardsLaw) -> Answer:
    """One of the posts has been held, whenever it was."""
    if not facts.posts:
        return Answer(Outcome.MISSING, NO_RECORD)
    spells = spells_of(node, facts)
    if not spells:
        return Answer(Outcome.FAIL, say("None of these posts is recorded."))
    proved = [s for s in spells if s.paper] or spells
    evidence = tuple(f"{s.text} ({s.paper})" if s.paper else s.text for s in proved[:2])
    if node.needs_paper and not proved[0].paper:
        return Answer(Outcome.MISSING, say("held, without a decision"), evidence)
    return Answer(Outcome.PASS, say("held"), evidence)


def max_age(node: Criterion, facts: PersonFacts, law: StandardsLaw) -> Answer:
    """Not past a birthday (and months after it) on the day of the check or a named day."""
    if facts.born is None:
        return Answer(Outcome.MISSING, NO_RECORD)
    at = date.fromisoformat(node.value["at"]) if node.value.get("at") else facts.on
    years, months = node.value["years"], node.value.get("more_months", 0)
    first, last = (add_months(birthday(day, years), months) for day in facts.born)
    ages = [whole_months(day, at) // 12 for day in reversed(facts.born)]
    found = say("{n} years old", n=ages[0])
    if ages[0] != ages[1]:
        found = say("{least} or {most} years old", least=ages[0], most=ages[1])
    if at <= first:
        return Answer(Outcome.PASS, found)
    return Answer(Outcome.FAIL if at > last else Outcome.MISSING, found)


def eval_level(node: Criterion, facts: PersonFacts, law: StandardsLaw) -> Answer:
    """The class of each of the last full years."""
    years, needed = node.value["years"], rank(node.kind, node.value["level"])
    classes = dict(facts.told["classes"])
    wanted = [facts.on.year - back for back in range(1, years + 1)]
    ranks = [rank(node.kind, classes.get(year, "")) for year in wanted]
    evidence = tuple(
        say("{year}: {level}", year=str(year), level=CLASSES[classes[year]])
        for year, place in zip(wanted, ranks, strict=True)
        if place >= 0
    )
    good = sum(place >= needed for place in ranks)
    found = say("{n} of {years} years", n=good, years=years)
    if any(0 <= place < needed for place in ranks):
        return Answer(Outcome.FAIL, found, evidence)
    return Answer(Outcome.PASS if good == years else Outcome.MISSING, found, evidence)


def party_member(node: Criterion, facts: PersonFacts, law: StandardsLaw) -> Answer:
    """A member of the Party by the day; official where that is asked."""
    official = node.value.get("official", True)
    since = facts.official if official else facts.joined
    if since is None:
        only_joined = official and facts.joined is not None
        found = say("admitted; no day of official membership") if only_joined else NO_RECORD
        return Answer(Outcome.MISSING, found)
    first, last = since
    if first > facts.on:
        return Answer(Outcome.FAIL, say("only from {day}", day=first))
    decided = Outcome.PASS if last <= facts.on else Outcome.MISSING
    year = say("since {year}", year=str(first.year))
    return Answer(decided, year if first != last else say("since {day}", day=first))


def no_discipline(node: Criterion, facts: PersonFacts, law: StandardsLaw) -> Answer:
    """No discipline in force and no block on the day; told as (text, from, until)."""
    standing = [
        (text, until)
        for text, since, until in facts.told["discipline"]
        if since <= facts.on and (until is None or facts.on < until)
    ]
    if not standing:
        return Answer(Outcome.PASS, say("none in force"))
    ends = [until for _text, until in standing]
    found = say("in force")
    if None not in ends:
        found = say("in force until {day}", day=max(ends))
    return Answer(Outcome.FAIL, found, tuple(text for text, _until in standing[:3]))


def planned_for(node: Criterion, facts: PersonFacts, law: StandardsLaw) -> Answer:
    """Planned for one of the titles; told as (code of the title, text)."""
    wanted = node.value.get("titles", ())
    texts = tuple(text for code, text in facts.told["planned"] if code in wanted)
    if texts:
        return Answer(Outcome.PASS, say("found in the succession planning"), texts[:3])
    others = tuple(text for _code, text in facts.told["planned"])
    return Answer(Outcome.FAIL, say("not planned for this post"), others[:2])


def recent(node: Criterion, facts: PersonFacts, law: StandardsLaw) -> Answer:
    """The newest paper is not older than some months; told as (first day, last day, text)."""
    told = [each for each in facts.told[TOLD[node.kind]] if each[0] <= facts.on]
    if not told:
        return Answer(Outcome.MISSING, NO_RECORD)
    first, last, text = max(told, key=lambda each: each[1])
    oldest = add_months(facts.on, -node.value["months"])
    found = say("of {day}", day=first) if first == last else say("of {n}", n=str(first.year))
    evidence = (text,) if text else ()
    if first >= oldest:
        return Answer(Outcome.PASS, found, evidence)
    # An old paper is no fault of the person: a new one is asked for.
    return Answer(Outcome.MISSING, say("{found}: a newer one is needed", found=found), evidence)


def judged(node: Criterion, facts: PersonFacts, law: StandardsLaw) -> Answer:
    return Answer(Outcome.JUDGEMENT)


CRITERIA: dict[str, Callable[[Criterion, PersonFacts, StandardsLaw], Answer]] = {
    **dict.fromkeys(AXES, on_a_scale),
    Kind.MIN_MONTHS_IN_POST: months_in_post,
    Kind.HELD_POST: held_post,
    Kind.MAX_AGE_AT: max_age,
    Kind.EVAL_LEVEL_LAST_N: eval_level,
    Kind.PARTY_MEMBER: party_member,
    Kind.NOT_UNDER_DISCIPLINE: no_discipline,
    Kind.PLANNED_FOR: planned_for,
    Kind.ASSET_DECLARED: recent,
    Kind.HEALTH_CERT: recent,
    Kind.TEXT: judged,
}
