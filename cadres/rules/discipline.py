"""Discipline in force: which form exists for whom, until when it has effect, how sides pair."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from governance.dates import add_months, add_working_days
from governance.findings import rule
from governance.regulation import Law
from governance.text import Text, say

BOOK = Path(__file__).parents[1] / "regulation.toml"
PARTY, ADMIN = "party", "admin"
FIRST_DAY = date(2010, 1, 1)


class Form(StrEnum):
    """Forms of discipline of both sides, lightest first (hình thức kỷ luật)."""

    REPRIMAND = "reprimand"  # khiển trách
    WARNING = "warning"  # cảnh cáo
    SALARY = "salary"  # hạ bậc lương, until 2025-06-30
    DEMOTION = "demotion"  # giáng chức, until 2025-06-30
    DISMISSAL = "dismissal"  # cách chức
    REMOVAL = "removal"  # bãi nhiệm
    FORCED_OUT = "forced_out"  # buộc thôi việc
    EXPULSION = "expulsion"  # khai trừ


# How heavy a form weighs, so that the two sides of one matter can be compared.
WEIGHT = {
    Form.REPRIMAND: 1,
    Form.WARNING: 2,
    Form.SALARY: 2,
    Form.DEMOTION: 3,
    Form.DISMISSAL: 3,
    Form.REMOVAL: 4,
    Form.FORCED_OUT: 4,
    Form.EXPULSION: 4,
}
WITHOUT_END = (Form.REMOVAL, Form.FORCED_OUT, Form.EXPULSION)


@dataclass(frozen=True)
class DisciplineLaw(Law):
    """The parameters of discipline in force on one day."""

    book = BOOK

    party_forms: tuple[str, ...]
    admin_forms_can_bo: tuple[str, ...]
    admin_forms_cong_chuc: tuple[str, ...]
    admin_forms_cong_chuc_leader: tuple[str, ...]
    admin_forms_vien_chuc: tuple[str, ...]
    admin_forms_vien_chuc_leader: tuple[str, ...]
    party_discipline_months: int
    admin_discipline_months: int
    pairing_days: int
    pairing_counts_working_days: bool
    pairing_alert_days: int


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """What a disciplinary decision says of whom; days are inclusive."""

    side: str
    form: str
    category: str
    is_leader: bool
    decided_on: date
    announced_on: date
    effective_from: date
    today: date
    is_own: bool = False
    follows_side: str = ""
    follows_same_person: bool = True


def admin_forms_parameter(facts: MeasureFacts) -> str:
    """The parameter that lists the administrative forms of this category; "" where none does."""
    leads = "_leader" if facts.is_leader and facts.category != "can_bo" else ""
    name = f"admin_forms_{facts.category}{leads}"
    return name if name in DisciplineLaw.__dataclass_fields__ else ""


def forms_allowed(facts: MeasureFacts, law: DisciplineLaw) -> tuple[str, ...]:
    """The forms a decision may choose from on its day."""
    if facts.side == PARTY:
        return law.party_forms
    name = admin_forms_parameter(facts)
    return getattr(law, name) if name else ()


def expires_on(facts: MeasureFacts, law: DisciplineLaw) -> date | None:
    """The day from which a measure has no effect any more; nothing where it never ends."""
    if facts.form in WITHOUT_END:
        return None
    if facts.side == PARTY:
        return add_months(facts.announced_on, law.party_discipline_months)
    return add_months(facts.effective_from, law.admin_discipline_months)


@rule("DISC-06")
def law_is_known_on_that_day(facts: MeasureFacts, law: Law | None) -> Text | None:
    """A measure is dated on a day whose law the portal knows."""
    if facts.decided_on < FIRST_DAY:
        return say("The law of discipline is known here from {day} on. Check the date.",
                   day=FIRST_DAY)  # fmt: skip
    return None


@rule("DISC-01")
def form_exists_for_this_person(facts: MeasureFacts, law: DisciplineLaw) -> Text | None:
    """A form of discipline is one that the law of the day knows for this side and category."""
    allowed = forms_allowed(facts, law)
    if facts.form in allowed:
        return None
    if not allowed:
        return say("Administrative discipline of this category of people is not recorded here.")
    name = "party_forms" if facts.side == PARTY else admin_forms_parameter(facts)
    return say(
        "On {day} this form does not exist for this category ({source})."
        " Check the form, the category and the date of the decision.",
        day=facts.decided_on,
        source=Text(law.cite(name)),
    )


@rule("DISC-02")
def days_follow_one_another(facts: MeasureFacts, law: DisciplineLaw) -> Text | None:
    """A decision is signed before it is announced and takes effect, and not in the future."""
    if facts.decided_on > min(facts.announced_on, facts.effective_from):
        return say(
            "The decision was signed on {signed}, after it was announced or took effect."
            " Check the three dates.",
            signed=facts.decided_on,
        )
    if facts.announced_on > facts.today:
        return say("{day} lies in the future. Check the date.", day=facts.announced_on)
    return None


@rule("DISC-03")
def measure_is_recorded_by_another(facts: MeasureFacts, law: DisciplineLaw) -> Text | None:
    """Nobody records a measure against himself."""
    if facts.is_own:
        return say("This is your own record. Another officer records this measure.")
    return None


@rule("DISC-04", enforces="pairing_days")
def administrative_measure_follows_the_party(
    facts: MeasureFacts, law: DisciplineLaw
) -> Text | None:
    """Only an administrative measure follows a Party one, of the same person."""
    if not facts.follows_side:
        return None
    if facts.side != ADMIN or facts.follows_side != PARTY or not facts.follows_same_person:
        return say(
            "Choose a Party decision of the same person; only an administrative one follows it."
        )
    return None


@dataclass(frozen=True, slots=True)
class EndingFacts:
    """What ends a measure before its day."""

    ended_on: date
    effective_from: date
    expires_on: date | None
    has_ended: bool
    today: date


@rule("DISC-05")
def measure_still_has_effect(facts: EndingFacts, law: DisciplineLaw | None) -> Text | None:
    """Only a measure that still has effect is changed or revoked."""
    if facts.has_ended:
        return say("This measure was changed or revoked before.")
    if facts.ended_on < facts.effective_from:
        return say("The measure takes effect on {day}; choose that day or a later one.",
                   day=facts.effective_from)  # fmt: skip
    if facts.ended_on > facts.today:
        return say("{day} lies in the future. Check the date.", day=facts.ended_on)
    return None


class Proportion(StrEnum):
    """How the administrative form compares with the Party form of the same matter."""

    MISSING = "missing"
    LIGHTER = "lighter"
    EQUAL = "equal"
    HEAVIER = "heavier"


@dataclass(frozen=True, slots=True)
class Pairing:
    """A Party decision and the administrative one that should follow it."""

    days: int | None
    due_on: date
    on_time: bool
    proportion: Proportion


def pairing_due(announced_on: date, law: DisciplineLaw) -> date:
    """The last day on which the administrative decision is in time."""
    if law.pairing_counts_working_days:
        return add_working_days(announced_on, law.pairing_days)
    return date.fromordinal(announced_on.toordinal() + law.pairing_days)


def pairing(
    *, announced_on: date, form: str, admin_on: date | None, admin_form: str, on: date
) -> Pairing:
    """Compare the two sides by the law of the day on which the Party decision was announced."""
    law = DisciplineLaw.on(announced_on)
    due = pairing_due(announced_on, law)
    days = (admin_on - announced_on).days if admin_on else None
    return Pairing(days, due, (admin_on or on) <= due, proportion_of(form, admin_form))


def proportion_of(party_form: str, admin_form: str) -> Proportion:
    if not admin_form:
        return Proportion.MISSING
    party, admin = WEIGHT[Form(party_form)], WEIGHT[Form(admin_form)]
    if party == admin:
        return Proportion.EQUAL
    return Proportion.LIGHTER if admin < party else Proportion.HEAVIER


def heaviest(forms: Iterable[str]) -> str:
    return max(forms, key=lambda form: WEIGHT[Form(form)], default="")


MEASURE = (
    form_exists_for_this_person,
    days_follow_one_another,
    measure_is_recorded_by_another,
    administrative_measure_follows_the_party,
)
ENDING = (measure_still_has_effect,)
DATED = (law_is_known_on_that_day,)
RULES = (*DATED, *MEASURE, *ENDING)
