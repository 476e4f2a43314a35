"""Steps of pay: which coefficient belongs to a step, and when the next one is due."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from governance.dates import add_months
from governance.findings import rule
from governance.regulation import Law
from governance.text import Text, say


@dataclass(frozen=True)
class PayLaw(Law):
    """The parameters of pay in force on one day."""

    book = Path(__file__).parents[1] / "regulation.toml"

    pay_step_months_a: int
    pay_step_months_b: int
    pay_overscale_first: int
    pay_overscale_yearly: int
    pay_ranks: tuple

    def rank(self, code: str) -> "Rank | None":
        found = next((row for row in self.pay_ranks if row["code"] == code), None)
        if found is None:
            return None
        coefficients = tuple(Decimal(text) for text in found["coefficients"].split())
        return Rank(code, found["name"], found["group"], coefficients)


@dataclass(frozen=True, slots=True)
class Rank:
    """A rank of civil servants (ngạch) with the coefficient of each step."""

    code: str
    name: str
    group: str
    coefficients: tuple[Decimal, ...]

    @property
    def steps(self) -> int:
        return len(self.coefficients)


@dataclass(frozen=True, slots=True)
class StepFacts:
    """A step held since a day that may be known to the month or year only."""

    rank_code: str
    step: int | None
    coefficient: Decimal | None
    since: Any  # PartialDate
    over_scale_percent: int = 0
    delayed_months: int = 0


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next in the pay of somebody, and from when."""

    due: date
    exact: bool  # the day of the present step is known
    step: int
    coefficient: Decimal
    over_scale_percent: int


def next_step(facts: StepFacts, law: PayLaw) -> NextStep | None:
    """The regular next step; nothing for ranks the portal has no table of."""
    rank = law.rank(facts.rank_code)
    if rank is None or not facts.step or not facts.since or facts.step > rank.steps:
        return None
    months = law.pay_step_months_b if rank.group[0] in "BC" else law.pay_step_months_a
    percent, step = facts.over_scale_percent, facts.step
    if percent:  # beyond the scale: one more per cent every year
        months, percent = 12, percent + law.pay_overscale_yearly
    elif step < rank.steps:
        step += 1
    else:
        percent = law.pay_overscale_first
    due = add_months(facts.since.earliest(), months + facts.delayed_months)
    return NextStep(due, facts.since.is_full, step, rank.coefficients[step - 1], percent)


@rule("PAY-01", enforces="pay_ranks")
def coefficient_is_that_of_the_step(facts: StepFacts, law: PayLaw) -> Text | None:
    """The coefficient of a step is the one of the official table."""
    rank = law.rank(facts.rank_code)
    if rank is None or not facts.step or facts.coefficient is None:
        return None
    if facts.step > rank.steps:
        return say("The rank has {steps} steps only.", steps=rank.steps)
    right = rank.coefficients[facts.step - 1]
    if facts.coefficient != right:
        return say(
            "Step {step} of this rank has the coefficient {right}, not {given}.",
            step=facts.step,
            right=right,
            given=facts.coefficient,
        )
    return None


@rule("PAY-02")
def seniority_comes_after_the_last_step(facts: StepFacts, law: PayLaw) -> Text | None:
    """Seniority beyond the scale is paid on the last step only."""
    rank = law.rank(facts.rank_code)
    if rank and facts.over_scale_percent and facts.step and facts.step < rank.steps:
        return say("Step {step} is not the last one of the rank.", step=facts.step)
    return None


STEP = (coefficient_is_that_of_the_step, seniority_comes_after_the_last_step)
RULES = STEP
