"""Questions about checks: one person now, many at once, and a kept check derived again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from cadres.models import (
    Assignment,
    Cadre,
    CadreStatus,
    CheckOutcome,
    Seat,
    StandardCheck,
    StandardResult,
    TitleStandard,
    Unit,
    covered_paths,
)
from cadres.rules.criteria import NOT_OPEN, evaluate
from cadres.rules.keeping import restored, restored_facts
from cadres.rules.sentences import sentence
from cadres.rules.standards import (
    Answer,
    Criterion,
    Outcome,
    Result,
    StandardsLaw,
    Verdict,
    joined,
    settle,
    verdict,
)
from cadres.selectors.facts import FIELDS, closed_to, facts_of, gather
from cadres.selectors.standards import CodeNames, kinds_in, titles_of, tree_of
from governance.actor import Actor
from governance.classes import DataClass

STEP = 2_000


def checks_for(actor: Actor):
    """The kept checks an actor may see."""
    return StandardCheck.objects.visible_to(actor).select_related(
        "cadre", "title", "seat__unit", "seat__title", "standard__title"
    )


def cadres_to_check(actor: Actor):
    """The cadres in service for whom this actor may see the preparation of appointments."""
    return within_class(actor, DataClass.PLANNING).select_related("employing_unit")


def within_class(actor: Actor, data_class: DataClass):
    """The cadres in service whose data of a class the actor reaches."""
    rows = Cadre.objects.filter(status=CadreStatus.ACTIVE)
    if actor.is_system:
        return rows
    inside = Unit.objects.none()
    for path in covered_paths(actor, data_class):
        inside |= Unit.objects.filter(path__startswith=path)
    units = inside.values("pk")
    return rows.filter(Q(employing_unit__in=units) | Q(managing_unit__in=units))


def holders(standard: TitleStandard, on: date):
    """The people who hold a title of this edition on a day, as primary keys."""
    titles = [title.pk for title in titles_of(standard, on)]
    held = Assignment.objects.filter(held__contains=on, seat__title__in=titles)
    return held.values("cadre_id")


def check_now(standard: TitleStandard, cadre: Cadre, *, on: date, actor: Actor) -> Result:
    """One person against an edition, without keeping anything."""
    tree, law = tree_of(standard), StandardsLaw.on(on)
    facts = gather([cadre.pk], on, law=law, kinds=kinds_in(tree), closed=closed_to(actor))
    return evaluate(tree, facts[cadre.pk], law)


def survey(
    trees: Iterable[Criterion], people, *, on: date, closed: frozenset = frozenset()
) -> Iterator[tuple[UUID, tuple[Verdict, ...]]]:
    """A queryset of people against one or more trees: a few queries for each stretch of them."""
    trees, law = tuple(trees), StandardsLaw.on(on)
    kinds = kinds_in(*trees)
    rows = iter(list(people.order_by().values_list(*FIELDS)))
    while stretch := list(islice(rows, STEP)):
        found = facts_of(stretch, on, law=law, kinds=kinds, closed=closed)
        for pk, facts in found.items():
            yield pk, tuple(verdict(evaluate(tree, facts, law)) for tree in trees)


def newly_failing(
    standard: TitleStandard, *, old: Criterion, new: Criterion, on: date, actor: Actor
) -> dict[UUID, Verdict]:
    """The holders in the actor's scope who meet the old criteria, or might, and fail the new."""
    held = holders(standard, on)
    people = cadres_to_check(actor).filter(pk__in=held)
    found = survey([old, new], people, on=on, closed=closed_to(actor))
    return {
        pk: after
        for pk, (before, after) in found
        if after.outcome == Outcome.FAIL != before.outcome
    }


@dataclass(frozen=True)
class Line:
    """A row of the table of a check: criterion, what is required, found and decided."""

    depth: int
    criterion: Criterion
    sentence: Any
    answer: Answer
    outcome: Outcome
    result: StandardResult | None = None

    @property
    def word(self) -> str:
        return CheckOutcome(self.answer.outcome).label

    @property
    def waiver(self):
        return getattr(self.result, "waiver", None)

    @property
    def judgement(self):
        return getattr(self.result, "judgement", None)


def lines(
    result: Result, settled: Result | None = None, kept: dict[str, StandardResult] | None = None
) -> list[Line]:
    """The rows of a result, the root left out; `settled` counts waivers and judgements."""
    names, decided = CodeNames(), (settled or result).flat()
    return [
        Line(
            depth - 1,
            each.criterion,
            sentence(each.criterion, names),
            each.answer,
            after.outcome,
            (kept or {}).get(each.criterion.key),
        )
        for (depth, each), (_depth, after) in zip(result.flat(), decided, strict=True)
        if depth
    ]


@dataclass(frozen=True)
class Sheet:
    """A kept check as a page shows it: the rows, and the whole with what people decided."""

    check: StandardCheck
    lines: list[Line]
    outcome: Outcome
    agrees: bool

    def counted(self) -> dict[str, int]:
        found = dict.fromkeys(Outcome, 0)
        for line in self.lines:
            if not line.criterion.is_group:
                found[line.outcome] += 1
        return found


def sheet(check: StandardCheck, actor: Actor) -> Sheet:
    """A kept check with its waivers; what the reader's hat does not open is not shown."""
    rows = check.results.select_related("waiver__authority", "judgement")
    kept = {str(row.item_id): row for row in rows}
    tree = tree_of(check.standard)
    result = from_kept(tree, kept, closed_to(actor))
    settled = settle(result, decisions_in(kept))
    return Sheet(
        check=check,
        lines=lines(result, settled, kept),
        outcome=settled.outcome,
        agrees=agrees(rerun(check, tree), kept),
    )


def from_kept(tree: Criterion, kept: dict[str, StandardResult], closed: frozenset) -> Result:
    """The result as it was kept, not as today's reading of the facts would give it."""
    if tree.is_group:
        parts = tuple(from_kept(child, kept, closed) for child in tree.children)
        return Result(tree, Answer(joined(tree.kind, parts)), parts)
    row = kept[tree.key]
    if tree.kind in closed:
        return Result(tree, Answer(Outcome.MISSING, NOT_OPEN))
    evidence = tuple(restored(each) for each in row.evidence)
    return Result(tree, Answer(Outcome(row.outcome), restored(row.found), evidence))


def decisions_in(kept: dict[str, StandardResult]) -> dict[str, Outcome]:
    """Criteria that people decided: accepted by a waiver, or judged met or not."""
    decided = {}
    for key, row in kept.items():
        if judgement := getattr(row, "judgement", None):
            decided[key] = Outcome.PASS if judgement.is_met else Outcome.FAIL
        if getattr(row, "waiver", None):
            decided[key] = Outcome.PASS
    return decided


def rerun(check: StandardCheck, tree: Criterion | None = None) -> Result:
    """The check derived again from the facts kept with it, the edition and the law of its day."""
    law = StandardsLaw.on(check.on)
    return evaluate(tree or tree_of(check.standard), restored_facts(check.inputs), law)


def agrees(again: Result, kept: dict[str, StandardResult]) -> bool:
    """The derived answers are those that were kept."""
    return {leaf.criterion.key: str(leaf.outcome) for leaf in again.leaves()} == {
        key: row.outcome for key, row in kept.items()
    }


def seats_to_fill(actor: Actor):
    """The seats of today that an actor sees, for a search box."""
    return Seat.objects.visible_to(actor).filter(valid__contains=timezone.localdate())


def find_seats(seats, text: str):
    """The posts that somebody means by "title, unit"; of equal seats one."""
    for part in filter(None, (part.strip() for part in text.replace("،", ",").split(","))):
        exact = Q(title__code__iexact=part) | Q(unit__code__iexact=part)
        named = Q()
        for language in ("vi", "en", "ar"):
            exact |= Q(**{f"title__name_{language}__iexact": part})
            named |= Q(**{f"title__name_{language}__icontains": part})
            named |= Q(**{f"unit__name_{language}__icontains": part})
        precise = seats.filter(exact)
        seats = precise if precise.exists() else seats.filter(named)
    return (
        seats.select_related("title", "unit")
        .order_by("unit__path", "title__code", "ordinal")
        .distinct("unit__path", "title__code")
    )
