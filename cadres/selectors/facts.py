"""What standards look at, gathered for many people at once: a few queries, whatever the number.

What rooms above know (classes, planning) comes through `settings.STANDARD_EVIDENCE`: the name of
a fact and the function `(cadre_ids, on) -> {cadre_id: rows}` that tells it.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

from cadres.models import (
    AssetDeclaration,
    Assignment,
    BarredFrom,
    Cadre,
    DisciplineMeasure,
    HealthRecord,
    Qualification,
    covered_paths,
)
from cadres.rules.criteria import AXES, TOLD, Course, PersonFacts, Spell
from cadres.rules.standards import Kind, StandardsLaw
from cadres.selectors.blocks import blocks_barring
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


def gather(cadre_ids: Iterable[UUID], on: date, **how) -> dict[UUID, PersonFacts]:
    """The facts of these cadres on a day, in one stretch."""
    people = Cadre.objects.filter(pk__in=list(cadre_ids))
    return facts_of(list(people.values_list(*FIELDS)), on, **how)


FIELDS = ("pk", "born", "education", "theory", "party_joined", "party_official")


def facts_of(
    rows: list[tuple],
    on: date,
    *,
    law: StandardsLaw,
    kinds: frozenset = EVERY_KIND,
    closed: frozenset = frozenset(),
) -> dict[UUID, PersonFacts]:
    """The facts of each of these rows of cadres (`FIELDS`); only what the criteria ask."""
    ids, kinds = [row[0] for row in rows], kinds - closed
    courses = courses_of(ids, law, {AXES[k] for k in kinds if k in AXES})
    posts = posts_of(ids, on) if kinds & POSTS else {}
    told = told_of(ids, on, {TOLD[k] for k in kinds if k in TOLD})
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
            told={name: tuple(each.get(pk, ())) for name, each in told.items()},
            closed=closed,
        )
        for pk, born, education, theory, joined, official in rows
    }


def bounds(partial: PartialDate | None) -> tuple[date, date] | None:
    return (partial.earliest(), partial.latest()) if partial else None


def courses_of(ids: list[UUID], law: StandardsLaw, axes: set[str]) -> dict[UUID, list[Course]]:
    """The courses of the axes that matter, each read as a place on its scale."""
    found: dict[UUID, list[Course]] = defaultdict(list)
    if not axes:
        return found
    letters = law.language_level_of_old_letter
    rows = (
        Qualification.objects.standing()
        .filter(cadre__in=ids, axis__in=axes)
        .values_list(
            "cadre_id", "axis", "level", "institution", "major", "certificate", "language",
            "expires",
        )
    )  # fmt: skip
    for cadre, axis, level, institution, major, paper, language, ends in rows.order_by().iterator(
        5_000
    ):
        place = level_of(axis, f"{language} {level}".strip(), letters)
        shown = "" if level == place else level
        text = ", ".join(filter(None, (language, shown, major, institution)))
        expires = ends.latest() if ends else None
        found[cadre].append(Course(axis, place, text, paper or institution, expires))
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
    """What this room and the functions named in the settings tell, by the name of the fact."""
    found = {name: OWN[name](ids, on) for name in names if name in OWN}
    sources = settings.STANDARD_EVIDENCE
    above = {name: import_string(sources[name])(ids, on) for name in names if name in sources}
    return found | above


def discipline(ids: list[UUID], on: date) -> dict[UUID, tuple]:
    """Measures in effect on a day and blocks that bar from a higher post."""
    found: dict[UUID, list] = defaultdict(list)
    measures = DisciplineMeasure.objects.filter(cadre__in=ids, effective_from__lte=on).exclude(
        Q(expires_on__lte=on) | Q(ended_on__lte=on)
    )
    for cadre, number, since, until in measures.order_by().values_list(
        "cadre_id", "decision__number", "effective_from", "expires_on"
    ):
        found[cadre].append((number, since, until))
    for block in blocks_barring(BarredFrom.HIGHER_POST, on).filter(cadre__in=ids):
        found[block.cadre_id].append((block.source, block.barred.lower, block.until))
    return found


def declarations(ids: list[UUID], on: date) -> dict[UUID, tuple]:
    """Declarations of assets handed in by a day: that they were, never what they say."""
    found: dict[UUID, list] = defaultdict(list)
    rows = AssetDeclaration.objects.standing().filter(cadre__in=ids, submitted_on__lte=on)
    for cadre, day in rows.order_by().values_list("cadre_id", "submitted_on"):
        found[cadre].append((day, day, ""))
    return found


def examinations(ids: list[UUID], on: date) -> dict[UUID, tuple]:
    """Days of health examinations: never what they found."""
    found: dict[UUID, list] = defaultdict(list)
    rows = HealthRecord.objects.standing().filter(cadre__in=ids, from_date__isnull=False)
    for cadre, day, paper in rows.order_by().values_list("cadre_id", "from_date", "paper"):
        found[cadre].append((day.earliest(), day.latest(), paper))
    return found


OWN = {"discipline": discipline, "assets": declarations, "health": examinations}
