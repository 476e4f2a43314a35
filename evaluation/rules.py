"""How a year's work is classed: pure functions over dated law."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from governance.findings import Finding, rule
from governance.regulation import Law
from governance.states import StateChart
from governance.text import Text, say

HTXS, HTT, HT, KHT, KXL = "HTXS", "HTT", "HT", "KHT", "KXL"
BEST_FIRST = (HTXS, HTT, HT, KHT)
NAMES = {
    HTXS: say("excellent completion"),
    HTT: say("good completion"),
    HT: say("completion"),
    KHT: say("non-completion"),
    KXL: say("not classified"),
}
RANK = {KHT: 0, HT: 1, HTT: 2, HTXS: 3}

YEARLY_CLASS = StateChart(
    name="Yearly class",
    moves={
        "proposed": ("decided",),
        "decided": ("appealed",),
        "appealed": ("upheld", "changed"),
        "upheld": (),
        "changed": (),
    },
    initial="proposed",
    final=("upheld", "changed"),
)


@dataclass(frozen=True)
class EvaluationLaw(Law):
    """The parameters of classification in force on one day."""

    book = Path(__file__).with_name("regulation.toml")

    score_cuts: tuple[int, ...]
    non_completion_grounds: tuple[str, ...]
    discipline_means_non_completion: bool
    head_not_above_unit: bool
    excellent_cap_pct: int
    excellent_cap_min_group: int

    @classmethod
    def of(cls, year: int) -> "EvaluationLaw":
        """A year's work is classed by the law at the end of that year, whenever it is decided."""
        return cls.on(date(year, 12, 31))


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """All a rule may look at when somebody's year is proposed or decided."""

    work_class: str
    score: Decimal | None = None
    grounds: str = ""
    reason: str = ""
    disciplined: bool = False
    unit_classes: tuple[tuple[str, str], ...] = ()  # (unit led, its class or "")
    excellent: int = 0  # others of the group decided as excellent
    good: int = 0  # others of the group proposed as good
    group: str = ""
    is_ahead: bool = False  # the year has not begun


@dataclass(frozen=True, slots=True)
class UnitClassFacts:
    """A unit's class, and the classes already decided for its heads."""

    work_class: str
    heads: tuple[tuple[str, str], ...] = ()  # (name, class)


@dataclass(frozen=True, slots=True)
class VoteFacts:
    """The paper a class rests on: a decision, or a vote and what became of it."""

    has_decision: bool
    has_vote: bool = False
    vote_sealed: bool = False
    vote_carried: bool = False
    vote_is_theirs: bool = False  # held in the unit or above it


def class_of_score(score: Decimal, cuts: tuple[int, ...]) -> str:
    """The class that points alone would give (điểm → mức xếp loại)."""
    for work_class, cut in zip(BEST_FIRST, cuts, strict=False):
        if score >= cut:
            return work_class
    return KHT


def excellent_cap(good: int, pct: int) -> int:
    """How many may be excellent, rounded down: 14 good at 20 % leave room for 2."""
    return good * pct // 100


def is_above(work_class: str, other: str) -> bool:
    """Is the first class better than the second? One that is not classed is above nothing."""
    return RANK.get(work_class, -1) > RANK.get(other, -1)


def needed_unit_class(facts: ClassFacts) -> bool:
    return facts.work_class in RANK and facts.work_class != KHT


@rule("EVAL-01", enforces="score_cuts")
def class_fits_score(facts: ClassFacts, law: EvaluationLaw) -> Text | None:
    """A class is not above what the points allow."""
    if not law.score_cuts or facts.work_class == KXL:
        return None
    if facts.score is None:
        return say("The points of the year are missing.")
    allowed = class_of_score(facts.score, law.score_cuts)
    if is_above(facts.work_class, allowed):
        return say(
            "{score} points allow at most {allowed}, not {proposed}",
            score=facts.score,
            allowed=NAMES[allowed],
            proposed=NAMES[facts.work_class],
        )
    return None


@rule("EVAL-02", enforces="score_cuts")
def lower_class_has_grounds(facts: ClassFacts, law: EvaluationLaw) -> Text | None:
    """A class below what the points give says why."""
    if not law.score_cuts or facts.score is None or facts.work_class == KXL:
        return None
    given = class_of_score(facts.score, law.score_cuts)
    if is_above(given, facts.work_class) and not facts.grounds.strip():
        return say(
            "{score} points give {given}; say why the class is {proposed}",
            score=facts.score,
            given=NAMES[given],
            proposed=NAMES[facts.work_class],
        )
    return None


@rule("EVAL-03", enforces="non_completion_grounds")
def non_completion_has_a_ground(facts: ClassFacts, law: EvaluationLaw) -> Text | None:
    """Work is classed as not completed only on a ground that the law names."""
    if facts.work_class != KHT:
        return None
    if facts.reason not in law.non_completion_grounds:
        return say("The ground for non-completion is none that the law names.")
    if facts.reason == "score" and (
        facts.score is None or class_of_score(facts.score, law.score_cuts) != KHT
    ):
        return say("The points are not below the lowest cut; name another ground.")
    return None


@rule("EVAL-04", enforces="discipline_means_non_completion")
def discipline_decides_the_class(facts: ClassFacts, law: EvaluationLaw) -> Text | None:
    """Who was disciplined for a breach in public duty has not completed the year."""
    forced = law.discipline_means_non_completion and facts.disciplined
    if forced and facts.work_class not in (KHT, KXL):
        return say("Disciplined in the year: the class can only be non-completion.")
    return None


@rule("EVAL-05", enforces="head_not_above_unit")
def head_is_not_above_unit(facts: ClassFacts, law: EvaluationLaw) -> Text | None:
    """A head's class is not above the class of the unit directly led."""
    if not law.head_not_above_unit or not needed_unit_class(facts):
        return None
    for unit, unit_class in facts.unit_classes:
        if not unit_class:
            return say(
                "{unit} is not classed for the year yet; it comes before its head", unit=unit
            )
        if is_above(facts.work_class, unit_class):
            return say(
                "{unit} is classed {unit_class}; its head cannot be {proposed}",
                unit=unit,
                unit_class=NAMES[unit_class],
                proposed=NAMES[facts.work_class],
            )
    return None


@rule("EVAL-06", enforces="excellent_cap_pct")
def excellent_within_cap(facts: ClassFacts, law: EvaluationLaw) -> Text | None:
    """The excellent are not more than the share of the good that the law allows."""
    cap = excellent_cap(facts.good, law.excellent_cap_pct)
    if facts.work_class == HTXS and facts.excellent + 1 > cap:
        return say(
            "{group}: {n} would be excellent; {pct} % of {good} good allow {cap}",
            group=facts.group,
            n=facts.excellent + 1,
            pct=law.excellent_cap_pct,
            good=facts.good,
            cap=cap,
        )
    return None


@rule("EVAL-07")
def class_rests_on_a_paper(facts: VoteFacts, law: EvaluationLaw | None) -> Text | None:
    """A class is decided by a decision, or by a vote that was carried and countersigned."""
    if facts.has_decision == facts.has_vote:
        return say("Name either the decision or the vote that the class rests on.")
    if facts.has_vote and not facts.vote_is_theirs:
        return say("The vote was held neither in the unit nor above it.")
    if facts.has_vote and not (facts.vote_sealed and facts.vote_carried):
        return say("The vote was not carried, or its totals are not countersigned yet.")
    return None


@rule("EVAL-08", enforces="head_not_above_unit")
def unit_is_not_below_its_heads(facts: UnitClassFacts, law: EvaluationLaw) -> Text | None:
    """A unit is not classed below a class already decided for its head."""
    above = [name for name, head in facts.heads if is_above(head, facts.work_class)]
    if law.head_not_above_unit and above:
        return say(
            "Already classed above {unit_class}: {names}",
            unit_class=NAMES[facts.work_class],
            names=", ".join(above),
        )
    return None


@rule("EVAL-09")
def year_has_begun(facts: ClassFacts, law: EvaluationLaw | None) -> Text | None:
    """Nobody is classed for a year that has not begun."""
    return say("That year has not begun.") if facts.is_ahead else None


def over_the_cap(
    candidates: Iterable[tuple[str, Decimal | None]], good: int, law: EvaluationLaw
) -> Finding | None:
    """Name those proposed as excellent beyond the cap, lowest points last; demote nobody."""
    cap = excellent_cap(good, law.excellent_cap_pct)
    ordered = sorted(candidates, key=lambda each: (each[1] is None, -(each[1] or 0)))
    if len(ordered) <= cap:
        return None
    message = say(
        "{n} are proposed as excellent; {pct} % of {good} good allow {cap}. "
        "The collective chooses among: {names}",
        n=len(ordered),
        pct=law.excellent_cap_pct,
        good=good,
        cap=cap,
        names=", ".join(name for name, _ in ordered),
    )
    return Finding("EVAL-06", message, law.cite("excellent_cap_pct"))


PROPOSAL = (
    year_has_begun,
    class_fits_score,
    lower_class_has_grounds,
    non_completion_has_a_ground,
    discipline_decides_the_class,
)
DECISION = (*PROPOSAL, head_is_not_above_unit, excellent_within_cap)
RULES = (*DECISION, class_rests_on_a_paper, unit_is_not_below_its_heads)
CHARTS = (YEARLY_CLASS,)
