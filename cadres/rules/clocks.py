"""Dates that come by themselves: retirement, the end of a term, the next step of pay.

Pure arithmetic over dated law. A birth date known to the year only gives a range, never a guess.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Protocol

from governance.dates import add_months, whole_months, whole_years
from governance.findings import rule
from governance.regulation import Law
from governance.text import Text, say

BOOK = Path(__file__).parents[1] / "regulation.toml"
FIRST_DAY = date(2013, 9, 15)  # all parameters are known from then on
FIRST_TABLE_YEAR, YOUNGEST, LATEST_AGE = 1995, 50, 75


class Known(Protocol):
    """A date that may be known to the month or the year only."""

    def earliest(self) -> date: ...

    def latest(self) -> date: ...


@dataclass(frozen=True)
class RetirementLaw(Law):
    """At how many months of age people retire who reach that age in the year of the day."""

    book = BOOK

    retirement_months_male: int
    retirement_months_female: int

    def months(self, sex: str) -> int:
        return self.retirement_months_male if sex == "male" else self.retirement_months_female


@dataclass(frozen=True)
class ClockLaw(Law):
    """The parameters of terms, alerts and decided retirement in force on one day."""

    book = BOOK

    appointment_term_months: int
    appointed_groups: tuple[str, ...]
    head_terms_in_a_row: int
    head_terms_groups: tuple[str, ...]
    clock_alert_months: tuple[int, ...]
    retirement_badge_months: int
    term_badge_months: int
    retirement_extension_months: int
    override_reason_length: int
    pay_step_months_a: int
    pay_step_months_b: int
    pay_over_scale_months: int
    pay_ranks: tuple

    @property
    def lower_ranks(self) -> tuple[str, ...]:
        """The codes of the ranks of groups B and C."""
        return tuple(row["code"] for row in self.pay_ranks if row["group"][0] in "BC")

    @classmethod
    def known_on(cls, day: date) -> "ClockLaw":
        """The law of a day; of the first day the book knows where somebody looks further back."""
        return cls.on(max(day, FIRST_DAY))


class RetirementTable:
    """The law of every year, read once; amendments are those of the day it was made."""

    def __init__(self):
        self.of_year = cache(lambda year: RetirementLaw.on(date(year, 1, 1)))

    def months(self, sex: str, year: int) -> int:
        return self.of_year(year).months(sex)


@dataclass(frozen=True, slots=True)
class Reached:
    """The month in which a required age is reached, and which year's law required it."""

    month: date
    year: int
    months: int


@dataclass(frozen=True, slots=True)
class Retirement:
    """The first and last month somebody can retire in, as far as the birth date is known."""

    first: Reached
    last: Reached

    @property
    def earliest(self) -> date:
        return self.first.month

    @property
    def latest(self) -> date:
        return self.last.month

    @property
    def is_exact(self) -> bool:
        return self.earliest == self.latest


def reached(born: date, sex: str, law: RetirementTable) -> Reached:
    """The first month in which the age required in that very year is reached."""
    birth_month = born.replace(day=1)
    for year in range(max(born.year + YOUNGEST, FIRST_TABLE_YEAR), born.year + LATEST_AGE):
        months = law.months(sex, year)
        month = add_months(birth_month, months)
        if month.year <= year:
            return Reached(max(month, date(year, 1, 1)), year, months)
    raise ValueError(f"the table retires nobody born {born} before {LATEST_AGE}")


def retirement_month(
    born: Known | date, sex: str, law: RetirementTable | None = None
) -> Retirement:
    """When somebody retires (tháng nghỉ hưu); a range where the birth month is not known."""
    law = law or RetirementTable()
    first, last = (born, born) if isinstance(born, date) else (born.earliest(), born.latest())
    return Retirement(reached(first, sex, law), reached(last, sex, law))


def months_left(born: Known | date, sex: str, on: date, law: RetirementTable | None = None) -> int:
    """Whole months of service from a day to the earliest month of retirement; never below zero."""
    return months_until(retirement_month(born, sex, law).earliest, on)


def months_until(due: date, on: date) -> int:
    """Whole months from a day to a date; never below zero."""
    return max(0, whole_months(on, due)) if due > on else 0


def term_end(since: date, term_years: int) -> date:
    """The first day after a term (nhiệm kỳ) that began on a day."""
    return add_months(since, 12 * term_years)


def appointment_months(term_years: int | None, law: ClockLaw) -> int:
    """For how long a leading civil servant is appointed; sector law may say a title's own term."""
    return 12 * term_years if term_years else law.appointment_term_months


def reappointment_due(since: date, term_years: int | None, law: ClockLaw) -> date:
    """The day by which a leading civil servant is re-appointed or leaves (bổ nhiệm lại)."""
    return add_months(since, appointment_months(term_years, law))


def last_term_end(since: date, term_years: int, law: ClockLaw) -> date:
    """The day on which a head has served all terms in a row that the law allows."""
    return add_months(since, 12 * term_years * law.head_terms_in_a_row)


def months_of_step(rank_code: str, over_scale: int, delayed: int, law: ClockLaw) -> int:
    """How long somebody stays in a salary step before the next one (nâng bậc lương)."""
    if over_scale:
        return law.pay_over_scale_months + delayed
    lower = rank_code in law.lower_ranks
    return (law.pay_step_months_b if lower else law.pay_step_months_a) + delayed


def years_in_post(since: date, on: date) -> int:
    """Completed years since a post was taken."""
    return max(0, whole_years(since, on))


def unbroken_since(spans: list[tuple[date, date | None]], on: date) -> date | None:
    """Since when half-open spans that touch or overlap have run up to a day."""
    start = None
    for lower, upper in sorted(spans, key=lambda span: span[0], reverse=True):
        if lower > on:
            continue
        if start is None:
            start = lower if upper is None or upper > on else None
        elif upper is None or upper >= start:
            start = lower
    return start


def age_text(months: int) -> Text:
    """688 months as 57 years 4 months."""
    years, rest = divmod(months, 12)
    if rest:
        return say("{years} years {months} months", years=years, months=rest)
    return say("{years} years", years=years)


@dataclass(frozen=True, slots=True)
class OverrideOfRetirement:
    """What a decided retirement month rests on."""

    retires_on: date
    by_table: date
    reason: str


@rule("CLOCK-01", enforces="override_reason_length")
def decided_month_gives_its_reason(facts: OverrideOfRetirement, law: ClockLaw) -> Text | None:
    """A retirement month that differs from the table says why."""
    given = len(facts.reason.strip())
    if given < law.override_reason_length:
        return say(
            "The reason has {given} characters; at least {needed} are needed.",
            given=given,
            needed=law.override_reason_length,
        )
    return None


@rule("CLOCK-02", enforces="retirement_extension_months")
def decided_month_is_not_too_late(facts: OverrideOfRetirement, law: ClockLaw) -> Text | None:
    """Nobody works longer beyond the month of the table than the law allows."""
    latest = add_months(facts.by_table, law.retirement_extension_months)
    if facts.retires_on > latest:
        return say(
            "The table says {table}; the latest month allowed is {latest}. Choose an earlier one.",
            table=f"{facts.by_table:%m/%Y}",
            latest=f"{latest:%m/%Y}",
        )
    return None


@rule("CLOCK-03")
def decided_month_differs(facts: OverrideOfRetirement, law: ClockLaw) -> Text | None:
    """A decided retirement month is another one than that of the table."""
    if facts.retires_on == facts.by_table:
        return say("The table says {table} already; nothing needs to be decided.",
                   table=f"{facts.by_table:%m/%Y}")  # fmt: skip
    return None


RETIREMENT_OVERRIDE = (
    decided_month_gives_its_reason,
    decided_month_is_not_too_late,
    decided_month_differs,
)
RULES = RETIREMENT_OVERRIDE
