"""The rules of the record: who may change it, how a compartment opens, what looks wrong in it."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from governance.findings import rule
from governance.regulation import Law
from governance.text import Text, say


@dataclass(frozen=True)
class RecordLaw(Law):
    """The parameters of the record in force on one day."""

    book = Path(__file__).parents[1] / "regulation.toml"

    record_stale_days: int
    compartment_reason_length: int
    compartment_minutes: int
    party_probation_months: int
    party_card_pattern: str
    record_weights: dict


@dataclass(frozen=True, slots=True)
class EditFacts:
    """Who changes whose record."""

    own_record: bool
    relative: bool
    reason: str = ""


@rule("FILE-01")
def nobody_edits_the_own_record(facts: EditFacts, law: RecordLaw) -> Text | None:
    """Nobody who keeps records changes the own one (separation of duties)."""
    if facts.own_record:
        return say("This is your own record. Propose the change, and let a colleague enter it.")
    return None


@rule("FILE-02")
def nobody_edits_a_relatives_record(facts: EditFacts, law: RecordLaw) -> Text | None:
    """Nobody who keeps records changes the record of a relative."""
    if facts.relative:
        return say("The record is a relative's of yours. Let a colleague enter the change.")
    return None


@rule("FILE-03")
def change_gives_its_reason(facts: EditFacts, law: RecordLaw) -> Text | None:
    """Every change of a record says why it is made."""
    if not facts.reason.strip():
        return say("Say why the record changes.")
    return None


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """The reason given to open a closed compartment."""

    reason: str


@rule("FILE-04", enforces="compartment_reason_length")
def opening_gives_its_reason(facts: OpeningFacts, law: RecordLaw) -> Text | None:
    """A closed compartment opens only for a stated reason."""
    given = len(facts.reason.strip())
    if given < law.compartment_reason_length:
        return say(
            "The reason has {given} characters; at least {needed} are needed. Name the task and"
            " the file it belongs to.",
            given=given,
            needed=law.compartment_reason_length,
        )
    return None


@dataclass(frozen=True, slots=True)
class ChainFacts:
    """A line beside the other lines of its kind: texts of partial dates."""

    begins: Any
    born: Any
    on: date


@rule("FILE-05")
def line_begins_after_birth(facts: ChainFacts, law: RecordLaw) -> Text | None:
    """No line of a record begins before the person was born."""
    if facts.begins and facts.born and facts.begins.surely_before(facts.born):
        return say("The line begins before the person was born. Check the date.")
    return None


@rule("FILE-06")
def line_does_not_begin_in_the_future(facts: ChainFacts, law: RecordLaw) -> Text | None:
    """A record tells what has happened: no line begins after today."""
    if facts.begins and facts.begins.earliest() > facts.on:
        return say(
            "The line begins after {today}. Enter it when the day has come.", today=facts.on
        )
    return None


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What is compared within one record; nothing here refuses."""

    sex: str
    born: Any
    personal_id: str = ""
    party_joined: Any = None
    party_official: Any = None
    party_card_no: str = ""
    recruited: Any = None


def doubts(facts: SheetFacts, law: RecordLaw) -> list[Text]:
    """What does not fit together in the record: pointed out, never refused."""
    return [
        text
        for test in (_id_and_person, _party_dates, _card_form, _recruited_young)
        if (text := test(facts, law))
    ]


def _id_and_person(facts: SheetFacts, law: RecordLaw) -> Text | None:
    """Digit 4 tells century and sex, digits 5 and 6 the year of birth."""
    number = facts.personal_id
    if not re.fullmatch(r"\d{12}", number) or not facts.born:
        return None
    century, woman = divmod(int(number[3]), 2)
    if woman != (facts.sex == "female"):
        return say("The fourth digit of the identity number belongs to the other sex.")
    if f"{19 + century}{number[4:6]}" != str(facts.born.year):
        return say(
            "The identity number tells the year of birth {told}, the record {written}.",
            told=f"{19 + century}{number[4:6]}",
            written=str(facts.born.year),
        )
    return None


def _party_dates(facts: SheetFacts, law: RecordLaw) -> Text | None:
    joined, official = facts.party_joined, facts.party_official
    if not joined or not official:
        return None
    if official.surely_before(joined):
        return say("Official member of the Party before the admission.")
    months = (official.latest().year - joined.earliest().year) * 12
    months += official.latest().month - joined.earliest().month
    if months < law.party_probation_months:
        return say(
            "Official member less than {months} months after the admission to the Party.",
            months=law.party_probation_months,
        )
    return None


def _card_form(facts: SheetFacts, law: RecordLaw) -> Text | None:
    if facts.party_card_no and not re.match(law.party_card_pattern, facts.party_card_no):
        return say("The number of the Party card has an unusual form.")
    return None


def _recruited_young(facts: SheetFacts, law: RecordLaw) -> Text | None:
    born, recruited = facts.born, facts.recruited
    if born and recruited and recruited.latest().year - born.earliest().year < 18:
        return say("Recruited before the age of 18.")
    return None


UNCONCERNED = (nobody_edits_the_own_record, nobody_edits_a_relatives_record)
EDITING = (*UNCONCERNED, change_gives_its_reason)
OPENING = (opening_gives_its_reason,)
LINE = (line_begins_after_birth, line_does_not_begin_in_the_future)
RULES = (*EDITING, *OPENING, *LINE)
