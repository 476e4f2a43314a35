"""What standards look at, gathered for many people at once: a few queries, whatever the number.

What rooms above know (classes, planning) comes through `settings.STANDARD_EVIDENCE`: the name of
a fact and the function `(cadre_ids, on) -> {cadre_id: rows}` that tells it.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from cadres.models import Assignment, Cadre, Qualification, covered_paths
from cadres.rules.criteria import AXES, TOLD, Course, PersonFacts, Spell
from cadres.rules.standards import Kind, StandardsLaw
from cadres.selectors.training import level_of
from governance.actor import Actor
from governance.classes import DataClass
from portal.partial_dates import PartialDate

# Whose class of data a criterion would reveal, beyond name, post and training.
CLASS_OF = {
    Kind.MAX_AGE_AT: DataClass.PERSONAL,
    Kind.PARTY_MEMBER: DataClass.PERSONAL,
    Kind.ASSET_DECLARED: DataClass.PERSONAL,
    Kind.HEALTH_CERT: DataClass.PERSONAL,
    Kind.EVAL_LEVEL_LAST_N: DataClass.EVALUATION,
    Kind.PLANNED_FOR: DataClass.PLANNING,
    Kind.NOT_UNDER_DISCIPLINE: DataClass.DISCIPLINE,
}
POSTS = frozenset({Kind.MIN_MONTHS_IN_POST, Kind.HELD_POST})
EVERY_KIND = frozenset(Kind)


def closed_to(actor: Actor) -> frozenset[Kind]:
    """The kinds whose data this actor does not reach everywhere in the scope of checks."""
    if actor.is_system:
        return frozenset()
    scope = covered_paths(actor, DataClass.PLANNING)
    reached = {c: covered_paths(actor, c) for c in set(CLASS_OF.values())}
    return frozenset(
        kind
        for kind, wanted in CLASS_OF.items()
        if not all(any(path.startswith(p) for p in reached[wanted]) for path in scope)
    )


def gather(
    cadre_ids: Iterable[UUID],
    on: date,
    *,
    law: StandardsLaw,
    kinds: frozenset = EVERY_KIND,
    closed: frozenset = frozenset(),
) -> dict[UUID, PersonFacts]:
    """The facts of each of these cadres on a day; only what the kinds of criteria ask."""
    ids, kinds = list(cadre_ids), kinds - closed
    courses = courses_of(ids, law, {AXES[k] for k in kinds if k in AXES})
    posts = posts_of(ids, on) if kinds & POSTS else {}
    told = told_of(ids, on, {TOLD[k] for k in kinds if k in TOLD})
    rows = Cadre.objects.filter(pk__in=ids).values_list(
        "pk", "born", "education", "theory", "party_joined", "party_official"
    )
    return {
        pk: PersonFacts(
            on=on,
            born=bounds(born),
            education=education,
            theory=theory,
            joined=bounds(joined),
            official=bounds(official),
            courses=tuple(courses.get(pk, ())),
            posts=tuple(posts.get(pk, ())),
            told={name: tuple(rows.get(pk, ())) for name, rows in told.items()},
            closed=closed,
        )
        for pk, born, education, theory, joined, official in rows.iterator(5_000)
    }


def bounds(partial: PartialDate | None) -> tuple[date, date] | None:
    return (partial.earliest(), partial.latest()) if partial else None


def courses_of(ids: list[UUID], law: StandardsLaw, axes: set[str]) -> dict[UUID, list[Course]]:
    """The courses of the axes that matter, each read as a place on its scale."""
    found: dict[UUID, list[Course]] = defaultdict(list)
    if not axes:
        return found
    letters = law.language_level_of_old_letter
    rows = Qualification.objects.filter(cadre__in=ids, axis__in=axes).values_list(
        "cadre_id", "axis", "level", "institution", "major"
    )
    for cadre, axis, level, institution, major in rows.order_by().iterator(5_000):
        place = level_of(axis, level, letters)
        text = ", ".join(filter(None, ("" if level == place else level, major)))
        found[cadre].append(Course(axis, place, text, institution))
    return found


def posts_of(ids: list[UUID], on: date) -> dict[UUID, list[Spell]]:
    """The posts begun by a day, with what is known of their first day."""
    found: dict[UUID, list[Spell]] = defaultdict(list)
    rows = Assignment.objects.filter(cadre__in=ids, held__startswith__lte=on).values_list(
        "cadre_id", "held", "start_precision", "decision__number",
        "seat__title__code", "seat__title__group", "seat__title__level",
        "seat__title__name_vi", "seat__unit__name_vi",
    )  # fmt: skip
    for cadre, held, precision, paper, code, group, level, title, unit in rows.order_by().iterator(
        5_000
    ):
        first = last = held.lower
        if precision != "day":
            known = PartialDate(first.isoformat()[: 4 if precision == "year" else 7])
            first, last = known.earliest(), known.latest()
        found[cadre].append(
            Spell(code, group, level, first, last, held.upper, f"{title}, {unit}", paper or "")
        )
    return found


def told_of(ids: list[UUID], on: date, names: set[str]) -> dict[str, dict[UUID, tuple]]:
    """What the functions named in the settings tell, by the name of the fact."""
    sources = settings.STANDARD_EVIDENCE
    return {name: import_string(sources[name])(ids, on) for name in names if name in sources}
