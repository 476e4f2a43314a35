"""Title standards: criteria in groups, judged with three values; no answer is ever guessed.

A criterion is met, not met, without evidence, or for people to judge. Nothing here says
"not eligible": the competent level decides, and may accept somebody with a reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from governance.findings import rule
from governance.regulation import Law
from governance.states import StateChart
from governance.text import Text, say


@dataclass(frozen=True)
class StandardsLaw(Law):
    """The parameters of title standards in force on one day."""

    book = Path(__file__).parents[1] / "regulation.toml"

    standard_waiver_reason_length: int
    standard_waiver_by_competent_level: bool
    language_level_of_old_letter: Mapping[str, int]
    structure_young_age: int
    structure_shares: Mapping[str, int]


class Outcome(StrEnum):
    """What a check says of one criterion."""

    PASS = "pass"
    FAIL = "fail"
    MISSING = "missing"
    JUDGEMENT = "judgement"


class Kind(StrEnum):
    """What a criterion asks; the first two join others."""

    ALL = "all"
    ANY = "any"
    MIN_DEGREE = "min_degree"
    MIN_POLITICAL_THEORY = "min_theory"
    MIN_STATE_MGMT = "min_state"
    FOREIGN_LANGUAGE = "language"
    IT = "it"
    DEFENCE_TRAINING = "defence"
    MIN_MONTHS_IN_POST = "months_in_post"
    HELD_POST = "held_post"
    MAX_AGE_AT = "max_age"
    EVAL_LEVEL_LAST_N = "eval_level"
    PARTY_MEMBER = "party_member"
    NOT_UNDER_DISCIPLINE = "no_discipline"
    PLANNED_FOR = "planned_for"
    ASSET_DECLARED = "assets"
    HEALTH_CERT = "health"
    TEXT = "text"


GROUPS = frozenset({Kind.ALL, Kind.ANY})
OPERATORS = {
    Kind.ALL: "all_of",
    Kind.ANY: "any_of",
    Kind.HELD_POST: "any_of",
    Kind.PLANNED_FOR: "any_of",
    Kind.MAX_AGE_AT: "at_most",
    Kind.ASSET_DECLARED: "at_most",
    Kind.HEALTH_CERT: "at_most",
    Kind.PARTY_MEMBER: "is",
    Kind.NOT_UNDER_DISCIPLINE: "none",
    Kind.TEXT: "judged",
}


def operator_of(kind: str) -> str:
    """How found and required are compared: at least, unless the kind says otherwise."""
    return OPERATORS.get(Kind(kind), "at_least")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One requirement, or a group of them."""

    key: str
    kind: Kind
    value: Mapping[str, Any] = field(default_factory=dict)
    mandatory: bool = True
    needs_paper: bool = False
    basis: str = ""
    origin: str = ""
    children: tuple["Criterion", ...] = ()

    @property
    def is_group(self) -> bool:
        return self.kind in GROUPS

    def leaves(self) -> "Iterable[Criterion]":
        if not self.is_group:
            yield self
        for child in self.children:
            yield from child.leaves()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the record says about one criterion: outcome, found, and what it rests on."""

    outcome: Outcome
    found: Text | None = None
    evidence: tuple[Text | str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a criterion, and of a group the results it is joined from."""

    criterion: Criterion
    answer: Answer
    parts: tuple["Result", ...] = ()

    @property
    def outcome(self) -> Outcome:
        return self.answer.outcome

    def leaves(self) -> "Iterable[Result]":
        if not self.criterion.is_group:
            yield self
        for part in self.parts:
            yield from part.leaves()

    def flat(self, depth: int = 0) -> "Iterable[tuple[int, Result]]":
        """Groups before their parts, each with its depth: the order of a table."""
        yield depth, self
        for part in self.parts:
            yield from part.flat(depth + 1)


# The doubt that is told first: what somebody can still bring, then what people must weigh.
DOUBTS = (Outcome.MISSING, Outcome.JUDGEMENT)


def all_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Every one must be met; one not met decides, doubt stays doubt."""
    found = set(outcomes)
    if Outcome.FAIL in found:
        return Outcome.FAIL
    return next((doubt for doubt in DOUBTS if doubt in found), Outcome.PASS)


def any_of(outcomes: Iterable[Outcome]) -> Outcome:
    """One met is enough; not met only when every one is."""
    found = set(outcomes)
    if Outcome.PASS in found:
        return Outcome.PASS
    empty = Outcome.FAIL if found else Outcome.MISSING
    return next((doubt for doubt in DOUBTS if doubt in found), empty)


def joined(kind: Kind, parts: Iterable[Result]) -> Outcome:
    """The outcome of a group. What is only wished for never decides against somebody."""
    parts = tuple(parts)
    if kind == Kind.ANY:
        return any_of(part.outcome for part in parts)
    return all_of(part.outcome for part in parts if part.criterion.mandatory)


def settle(result: Result, settled: Mapping[str, Outcome]) -> Result:
    """The same with what people decided since: a waiver, or their judgement of a criterion."""
    if not result.criterion.is_group:
        decided = settled.get(result.criterion.key)
        if decided is None:
            return result
        answer = Answer(decided, result.answer.found, result.answer.evidence)
        return Result(result.criterion, answer)
    parts = tuple(settle(part, settled) for part in result.parts)
    return Result(result.criterion, Answer(joined(result.criterion.kind, parts)), parts)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many criteria stand how, for a line of a list; never "eligible" or "not"."""

    outcome: Outcome
    passed: int
    unmet: tuple[str, ...]
    missing: tuple[str, ...]
    judged: tuple[str, ...]


def verdict(result: Result) -> Verdict:
    """The keys of the criteria that stand against the whole, by what they lack."""
    found: dict[Outcome, list[str]] = {outcome: [] for outcome in Outcome}
    _weigh(result, found)
    return Verdict(
        result.outcome,
        len(found[Outcome.PASS]),
        tuple(found[Outcome.FAIL]),
        tuple(found[Outcome.MISSING]),
        tuple(found[Outcome.JUDGEMENT]),
    )


def _weigh(result: Result, found: dict[Outcome, list[str]]) -> None:
    """Count what decides: the mandatory criteria; a choice that is met counts once."""
    criterion = result.criterion
    if not criterion.is_group or (criterion.kind == Kind.ANY and result.outcome == Outcome.PASS):
        found[result.outcome].append(criterion.key)
        return
    for part in result.parts:
        if part.criterion.mandatory or criterion.kind == Kind.ANY:
            _weigh(part, found)


@dataclass(frozen=True, slots=True)
class ConfirmingFacts:
    """What stands in the way of putting an edition in force."""

    criteria: int
    empty_groups: int
    without_basis: int
    entered_by: str
    confirmed_by: str


@rule("STD-01")
def standard_asks_something(facts: ConfirmingFacts, law: StandardsLaw) -> Text | None:
    """A standard in force has at least one criterion and no empty group."""
    if not facts.criteria:
        return say("The standard has no criterion. Add at least one.")
    if facts.empty_groups:
        return say("{n} groups are empty. Fill them or remove them.", n=facts.empty_groups)
    return None


@rule("STD-02")
def criteria_name_their_basis(facts: ConfirmingFacts, law: StandardsLaw) -> Text | None:
    """Every criterion of a standard in force names its legal basis."""
    if facts.without_basis:
        return say(
            "{n} criteria name no legal basis. Write document and article for each.",
            n=facts.without_basis,
        )
    return None


@rule("STD-03")
def another_person_confirms(facts: ConfirmingFacts, law: StandardsLaw) -> Text | None:
    """A standard is put in force by another person than the one who entered it."""
    if not facts.confirmed_by or facts.confirmed_by == facts.entered_by:
        return say("You entered this edition. Ask another person to confirm it.")
    return None


@dataclass(frozen=True, slots=True)
class WaiverFacts:
    """What a waiver, or the judgement of a criterion, rests on."""

    reason: str
    outcome: str
    checked_by: str
    decided_by: str
    has_authority: bool = True


@rule("STD-04", enforces="standard_waiver_reason_length")
def waiver_gives_its_reason(facts: WaiverFacts, law: StandardsLaw) -> Text | None:
    """Whoever accepts or judges a criterion says why."""
    needed = law.standard_waiver_reason_length
    if len(facts.reason.strip()) < needed:
        return say(
            "The reason has {given} characters; at least {needed} are needed.",
            given=len(facts.reason.strip()),
            needed=needed,
        )
    return None


@rule("STD-05", enforces="standard_waiver_by_competent_level")
def competent_level_waives(facts: WaiverFacts, law: StandardsLaw) -> Text | None:
    """Only the competent level accepts somebody below a standard, and its authority is named."""
    if law.standard_waiver_by_competent_level and not facts.has_authority:
        return say("Name the authority that decides about this post and answers for it.")
    return None


@rule("STD-06")
def only_what_is_not_met_is_waived(facts: WaiverFacts, law: StandardsLaw) -> Text | None:
    """A waiver concerns a criterion that is not met or not proved."""
    if facts.outcome == Outcome.PASS:
        return say("This criterion is met; there is nothing to accept.")
    return None


@rule("STD-07")
def checker_does_not_waive(facts: WaiverFacts, law: StandardsLaw) -> Text | None:
    """Whoever made the check does not accept its gaps."""
    if not facts.decided_by or facts.decided_by == facts.checked_by:
        return say("You made this check. Another person of the competent level decides.")
    return None


@rule("STD-08")
def people_judge_what_is_theirs(facts: WaiverFacts, law: StandardsLaw) -> Text | None:
    """People judge what the record cannot decide, never what it shows."""
    if facts.outcome not in DOUBTS:
        return say("The record decides this criterion; correct the record if it is wrong.")
    return None


EDITIONS = StateChart(
    name="Edition of a title standard",
    moves={
        "draft": ("in_force", "withdrawn"),
        "in_force": ("superseded",),
        "superseded": (),
        "withdrawn": (),
    },
    initial="draft",
    final=("superseded", "withdrawn"),
)
CONFIRMING = (standard_asks_something, criteria_name_their_basis, another_person_confirms)
WAIVING = (
    waiver_gives_its_reason,
    competent_level_waives,
    only_what_is_not_met_is_waived,
    checker_does_not_waive,
)
JUDGING = (waiver_gives_its_reason, people_judge_what_is_theirs)
RULES = (*CONFIRMING, *WAIVING, people_judge_what_is_theirs)
CHARTS = (EDITIONS,)
