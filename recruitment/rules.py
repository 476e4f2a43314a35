"""How exams are marked and ranked: pure functions over dated law."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

from governance.findings import rule
from governance.regulation import Law
from governance.states import StateChart
from governance.text import Text, say

SELECTED, RESERVE, NOT_SELECTED = "selected", "reserve", "not_selected"
CENT = Decimal("0.01")

EXAM = StateChart(
    name="Exam",
    moves={
        "announced": ("marking", "cancelled"),
        "marking": ("final", "cancelled"),
        "final": (),
        "cancelled": (),
    },
    initial="announced",
    final=("final", "cancelled"),
)
CANDIDATE = StateChart(
    name="Candidate",
    moves={
        "registered": ("rejected", "withdrew", "examined"),
        "rejected": (),
        "examined": ("appointed", "withdrew"),
        "appointed": (),
        "withdrew": (),
    },
    initial="registered",
    final=("rejected", "appointed", "withdrew"),
)


@dataclass(frozen=True)
class RecruitmentLaw(Law):
    """The parameters of exams in force on one day; scope "leadership" for leadership titles."""

    book = Path(__file__).with_name("regulation.toml")

    round_one_pass_pct: int
    round_two_pass: int
    round_one_share: int
    priority_points: tuple[Decimal, ...]
    tie_order: tuple[str, ...]
    min_candidates: int


@dataclass(frozen=True, slots=True)
class Marks:
    """One candidate's marks: percent in round one, points of 100 in round two."""

    candidate: Any
    round_one: Decimal | None = None
    round_two: Decimal | None = None
    written: Decimal | None = None
    priority: Decimal = Decimal(0)
    preferred: bool = False  # by the head of the recruiting authority, between equals


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the marks put a candidate."""

    candidate: Any
    total: Decimal | None
    rank: int | None
    outcome: str


@dataclass(frozen=True, slots=True)
class PostFacts:
    """What a post's result rests on."""

    name: str
    marks: tuple[Marks, ...]
    quota: int
    has_tie_decision: bool = False


@dataclass(frozen=True, slots=True)
class ExamFacts:
    """Where an exam stands when somebody registers or is marked."""

    state: str
    days_to_exam: int
    candidate_state: str = "registered"


@rule("REC-01", enforces="round_one_pass_pct")
def passed_round_one(marks: Marks, law: RecruitmentLaw) -> Text | None:
    """Only who passed round one is marked in round two."""
    if marks.round_one is None:
        return say("Round one is not marked.")
    if marks.round_one < law.round_one_pass_pct:
        return say(
            "{pct} % in round one; {pass_pct} % admit to round two",
            pct=marks.round_one,
            pass_pct=law.round_one_pass_pct,
        )
    return None


@rule("REC-02", enforces="round_two_pass")
def passed_round_two(marks: Marks, law: RecruitmentLaw) -> Text | None:
    """Nobody below the pass mark of round two is selected."""
    if marks.round_two is None:
        return say("Round two is not marked.")
    if marks.round_two < law.round_two_pass:
        return say(
            "{points} points in round two; {needed} are needed",
            points=marks.round_two,
            needed=law.round_two_pass,
        )
    return None


@rule("REC-03", enforces="priority_points")
def priority_is_one_the_law_knows(claims: Iterable[Decimal], law: RecruitmentLaw) -> Text | None:
    """Priority points are those the law names."""
    known = {Decimal(value) for value in law.priority_points}
    if stray := sorted(set(claims) - known):
        return say("No priority of {points} points is known", points=stray[0])
    return None


@rule("REC-04", enforces="tie_order")
def ties_are_decided(facts: PostFacts, law: RecruitmentLaw) -> Text | None:
    """Equals at the edge of the quota are told apart by a recorded decision."""
    chosen = any(each.preferred for each in facts.marks)
    if tied := tied_at_the_edge(facts.marks, facts.quota, law):
        return say(
            "{post}: {n} candidates are equal at the edge of the quota; "
            "the head of the recruiting authority decides between them",
            post=facts.name,
            n=len(tied),
        )
    if chosen and not facts.has_tie_decision:
        return say("{post}: name the decision that chose between equals", post=facts.name)
    return None


@rule("REC-05", enforces="min_candidates")
def post_has_enough_candidates(facts: PostFacts, law: RecruitmentLaw) -> Text | None:
    """A post is filled by exam only from enough candidates."""
    if len(facts.marks) < law.min_candidates:
        return say(
            "{post} has {n} candidates; {needed} are needed",
            post=facts.name,
            n=len(facts.marks),
            needed=law.min_candidates,
        )
    return None


@rule("REC-06", enforces="round_one_pass_pct")
def everybody_is_marked(facts: PostFacts, law: RecruitmentLaw) -> Text | None:
    """A result is published once every candidate's rounds are marked."""
    waiting = [
        each
        for each in facts.marks
        if each.round_one is None
        or (each.round_one >= law.round_one_pass_pct and each.round_two is None)
    ]
    if waiting:
        return say("{post}: {n} candidates are not marked yet", post=facts.name, n=len(waiting))
    return None


@rule("REC-07")
def registration_is_open(facts: ExamFacts, law: RecruitmentLaw | None) -> Text | None:
    """Candidates register after the announcement and before the exam is held."""
    if facts.state != EXAM.initial or facts.days_to_exam <= 0:
        return say("Registration for this exam is closed.")
    return None


@rule("REC-08")
def exam_can_be_marked(facts: ExamFacts, law: RecruitmentLaw | None) -> Text | None:
    """Marks are entered once the exam is held and until its results are published."""
    if facts.state not in ("announced", "marking"):
        return say("The marks of this exam are sealed; ask for a change of the sealed record.")
    if facts.days_to_exam > 0:
        return say("This exam is not held yet.")
    if facts.candidate_state != CANDIDATE.initial:
        return say("This candidate does not sit the exam.")
    return None


@rule("REC-09", enforces="tie_order")
def only_equals_are_chosen_between(facts: PostFacts, law: RecruitmentLaw) -> Text | None:
    """A recorded choice is only among equals at the edge of the quota."""
    equals = {each.candidate for each in undecided(facts.marks, facts.quota, law)}
    if any(each.preferred and each.candidate not in equals for each in facts.marks):
        return say("{post}: somebody chosen is not among the equals", post=facts.name)
    return None


def highest(claims: Iterable[Decimal]) -> Decimal:
    """Of several priorities only the highest counts."""
    return max(claims, default=Decimal(0))


def total_of(marks: Marks, law: RecruitmentLaw) -> Decimal | None:
    """Round two with the weight of round one, and the priority (điểm xét tuyển)."""
    if marks.round_two is None or marks.round_one is None:
        return None
    share = Decimal(law.round_one_share) / 100
    weighed = marks.round_one * share + marks.round_two * (1 - share)
    return (weighed + marks.priority).quantize(CENT, ROUND_HALF_UP)


def order_key(marks: Marks, law: RecruitmentLaw) -> tuple:
    """Highest first: the total, then what the law names against ties."""
    told_apart = {
        "round_two": marks.round_two,
        "written": marks.written or Decimal(0),
        "head_decides": Decimal(marks.preferred),
    }
    return (-total_of(marks, law), *(-told_apart[name] for name in law.tie_order))


def in_order(marks: Iterable[Marks], law: RecruitmentLaw) -> list[Marks]:
    passed = [
        each
        for each in marks
        if passed_round_one(each, law) is None and passed_round_two(each, law) is None
    ]
    return sorted(passed, key=lambda each: order_key(each, law))


def tied_at_the_edge(marks: Iterable[Marks], quota: int, law: RecruitmentLaw) -> list[Marks]:
    """Equal candidates of whom the quota takes some but not all."""
    place = 0
    for _, group in groupby(in_order(marks, law), key=lambda each: order_key(each, law)):
        equals = list(group)
        if place < quota < place + len(equals):
            return equals
        place += len(equals)
    return []


def undecided(marks: Iterable[Marks], quota: int, law: RecruitmentLaw) -> list[Marks]:
    """The equals whom a person must choose between, whatever was chosen so far."""
    return tied_at_the_edge([replace(each, preferred=False) for each in marks], quota, law)


def placed(facts: PostFacts, law: RecruitmentLaw) -> list[Placed]:
    """Rank within a post: equals share a rank, the quota selects, the next are the reserve."""
    found, rank, before = [], 0, None
    ordered = in_order(facts.marks, law)
    for place, marks in enumerate(ordered, start=1):
        key = order_key(marks, law)
        rank = rank if key == before else place
        before = key
        outcome = SELECTED if place <= facts.quota else RESERVE
        found.append(Placed(marks.candidate, total_of(marks, law), rank, outcome))
    out = {each.candidate for each in ordered}
    found += [
        Placed(each.candidate, total_of(each, law), None, NOT_SELECTED)
        for each in facts.marks
        if each.candidate not in out
    ]
    return found


PUBLICATION = (
    post_has_enough_candidates,
    everybody_is_marked,
    only_equals_are_chosen_between,
    ties_are_decided,
)
RULES = (
    passed_round_one,
    passed_round_two,
    priority_is_one_the_law_knows,
    ties_are_decided,
    post_has_enough_candidates,
    everybody_is_marked,
    registration_is_open,
    exam_can_be_marked,
    only_equals_are_chosen_between,
)
CHARTS = (EXAM, CANDIDATE)
