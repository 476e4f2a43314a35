"""The rules of reports: what may be drafted, reviewed and signed, by whom."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from governance.findings import rule
from governance.regulation import Law
from governance.states import StateChart
from governance.text import Text, say


@dataclass(frozen=True)
class ReportLaw(Law):
    """The parameters of reporting in force on one day."""

    book = Path(__file__).with_name("regulation.toml")

    signer_is_another: bool
    first_year: int


REPORT = StateChart(
    name="Report",
    initial="draft",
    moves={
        "draft": ("frozen",),
        "frozen": ("review", "draft"),
        "review": ("signed", "draft"),
        "signed": ("issued", "draft"),
        "issued": ("superseded",),
        "superseded": (),
    },
    final=("superseded",),
)


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """What stands before a report of a year is drafted."""

    year: int
    today: date
    unit_from: date
    unit_until: date | None


@rule("REP-01", enforces="first_year")
def year_has_records(facts: DraftFacts, law: ReportLaw) -> Text | None:
    """A report is of a year of which the portal has records."""
    if not law.first_year <= facts.year <= facts.today.year:
        return say(
            "There are no records of {year}. Choose a year from {first} to {last}.",
            year=str(facts.year),
            first=str(law.first_year),
            last=str(facts.today.year),
        )
    return None


@rule("REP-02")
def unit_existed_in_the_year(facts: DraftFacts, law: ReportLaw) -> Text | None:
    """A report is of a unit that existed at the end of that year or in it."""
    starts_too_late = facts.unit_from > date(facts.year, 12, 31)
    ended_before = facts.unit_until is not None and facts.unit_until <= date(facts.year, 1, 1)
    if starts_too_late or ended_before:
        return say(
            "The unit did not exist in {year}. Choose another year, or its predecessor or"
            " successor.",
            year=str(facts.year),
        )
    return None


@dataclass(frozen=True, slots=True)
class SigningFacts:
    """Who prepared a report and who signs it (persons, not accounts)."""

    prepared_by: str
    signed_by: str


@rule("REP-03", enforces="signer_is_another")
def signer_did_not_prepare(facts: SigningFacts, law: ReportLaw) -> Text | None:
    """Who prepares a report does not sign it."""
    if law.signer_is_another and facts.prepared_by == facts.signed_by:
        return say("You prepared this report. Another person has to sign it.")
    return None


DRAFTING = (year_has_records, unit_existed_in_the_year)
SIGNING = (signer_did_not_prepare,)
RULES = (*DRAFTING, *SIGNING)
CHARTS = (REPORT,)
