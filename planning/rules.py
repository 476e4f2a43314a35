"""Who may be planned for which post (quy hoạch cán bộ): pure functions over dated law."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cadres.rules import clocks, ranks
from governance.dates import add_months
from governance.findings import rule
from governance.regulation import Law
from governance.states import StateChart
from governance.text import Text, say

BOOK = Path(__file__).with_name("regulation.toml")


@dataclass(frozen=True)
class PlanningLaw(Law):
    """The planning parameters in force on one day."""

    book = BOOK

    persons_per_post: int
    posts_per_person: int
    higher_post_only: bool
    months_left_at_term: int
    young_age: int
    young_share: int
    women_share: int
    decision_takes_out: bool


def retirement_month(born: date, sex: str) -> date:
    """The month of retirement of the record (tuổi nghỉ hưu), which the room of cadres computes."""
    return clocks.retirement_month(born, sex).earliest


def months_left(born: date, sex: str, on: date) -> int:
    """Whole months of service from a day to the month of retirement; never below zero."""
    return clocks.months_left(born, sex, on)


def rank_of(group: str, level: str, law: PlanningLaw) -> int:
    """How high a title stands on the day of the law."""
    return ranks.rank_of(group, level, ranks.RankLaw.on(law.day))


@dataclass(frozen=True, slots=True)
class NominationFacts:
    """All a rule of nomination may look at; `selectors.nomination_facts` fills it."""

    months_left: int
    retires: date
    term_opens: date
    planned_for_post: int
    posts_at_level: int
    rank_held: int
    rank_wanted: int
    in_service: bool = True
    post_exists: bool = True


@rule("PLAN-01", enforces="months_left_at_term")
def can_serve_long_enough(facts: NominationFacts, law: PlanningLaw) -> Text | None:
    """A person planned for a post can still serve the required months when the term opens."""
    if facts.months_left < law.months_left_at_term:
        return say(
            "{left} months of service are left when the term opens on {opens}, because retirement"
            " falls in {month}; {required} are required. Plan somebody younger for this term.",
            left=facts.months_left,
            opens=facts.term_opens,
            month=f"{facts.retires:%m/%Y}",
            required=law.months_left_at_term,
        )
    return None


@rule("PLAN-02", enforces="persons_per_post")
def post_has_room(facts: NominationFacts, law: PlanningLaw) -> Text | None:
    """No more people are planned for one post than the regulation allows."""
    if facts.planned_for_post >= law.persons_per_post:
        return say(
            "{planned} people are already planned for this post; {most} is the limit."
            " Withdraw an entry first.",
            planned=facts.planned_for_post,
            most=law.persons_per_post,
        )
    return None


@rule("PLAN-03", enforces="posts_per_person")
def person_has_room(facts: NominationFacts, law: PlanningLaw) -> Text | None:
    """No person is planned for more posts of one level than the regulation allows."""
    if facts.posts_at_level >= law.posts_per_person:
        return say(
            "This person is already planned for {posts} posts of this level; {most} is the limit.",
            posts=facts.posts_at_level,
            most=law.posts_per_person,
        )
    return None


@rule("PLAN-04", enforces="higher_post_only")
def post_is_higher(facts: NominationFacts, law: PlanningLaw) -> Text | None:
    """People are planned only for a higher post than the one they hold."""
    if law.higher_post_only and facts.rank_wanted <= facts.rank_held:
        return say("This post is not higher than the one held now. Choose a higher post.")
    return None


@rule("PLAN-05")
def person_is_in_service(facts: NominationFacts, law: PlanningLaw | None) -> Text | None:
    """Only people in service are planned."""
    if not facts.in_service:
        return say("This cadre is not in service. Correct the status first if that is wrong.")
    return None


@rule("PLAN-06")
def post_exists(facts: NominationFacts, law: PlanningLaw | None) -> Text | None:
    """A person is planned for a post that the unit has."""
    if not facts.post_exists:
        return say("The unit has no seat of this title now. Choose a title that the unit has.")
    return None


@dataclass(frozen=True, slots=True)
class StepFacts:
    """When a step of the procedure is said to have happened, and what came before it."""

    happened_on: date
    not_before: date
    today: date


@rule("PLAN-07")
def step_follows_the_one_before(facts: StepFacts, law: PlanningLaw | None) -> Text | None:
    """A step of planning is dated between the step before it and today."""
    if facts.happened_on < facts.not_before:
        return say(
            "{day} is before the step that precedes it, of {before}. Check the date.",
            day=facts.happened_on,
            before=facts.not_before,
        )
    if facts.happened_on > facts.today:
        return say("{day} lies in the future. Check the date.", day=facts.happened_on)
    return None


@dataclass(frozen=True, slots=True)
class ApprovalFacts:
    """The days of an approval."""

    decided_on: date
    in_force_from: date
    today: date


@rule("PLAN-08")
def in_force_follows_its_decision(facts: ApprovalFacts, law: PlanningLaw | None) -> Text | None:
    """An entry comes into force no earlier than its decision, and within a year."""
    if facts.in_force_from < facts.decided_on:
        return say(
            "The decision is of {signed}; the entry cannot be in force before that day.",
            signed=facts.decided_on,
        )
    if facts.in_force_from > add_months(facts.today, 12):
        return say("{day} is more than a year ahead. Check the date.", day=facts.in_force_from)
    return None


@dataclass(frozen=True, slots=True)
class WithdrawalFacts:
    """What taking out an entry rests on."""

    in_force: bool
    has_decision: bool


@rule("PLAN-09", enforces="decision_takes_out")
def what_is_in_force_ends_by_decision(facts: WithdrawalFacts, law: PlanningLaw) -> Text | None:
    """An entry in force is taken out only by a decision."""
    if law.decision_takes_out and facts.in_force and not facts.has_decision:
        return say("This entry is in force. Name the decision that takes it out.")
    return None


NOMINATION = (
    can_serve_long_enough,
    post_has_room,
    person_has_room,
    post_is_higher,
    person_is_in_service,
    post_exists,
)
STEP = (step_follows_the_one_before,)
APPROVAL = (in_force_follows_its_decision,)
WITHDRAWAL = (what_is_in_force_ends_by_decision,)
RULES = (*NOMINATION, *STEP, *APPROVAL, *WITHDRAWAL)

ENTRY_CHART = StateChart(
    name="planning entry",
    moves={
        "proposed": ("screened", "out"),
        "screened": ("voted", "out"),
        "voted": ("submitted", "out"),
        "submitted": ("approved", "out"),
        "approved": ("appointed", "out", "expired"),
        "appointed": (),
        "out": (),
        "expired": (),
    },
    initial="proposed",
    final=("appointed", "out", "expired"),
)
CHARTS = (ENTRY_CHART,)
