"""The rules of taking whole records out of the portal: how many at once, and why."""

from dataclasses import dataclass
from pathlib import Path

from governance.findings import rule
from governance.regulation import Law
from governance.text import Text, say

SHORTEST_REASON = 20


@dataclass(frozen=True)
class PapersLaw(Law):
    """The parameters of documents that leave the portal, in force on one day."""

    book = Path(__file__).parents[1] / "regulation.toml"

    forms_at_once: int
    forms_reason_from: int


@dataclass(frozen=True, slots=True)
class TakingFacts:
    """How many persons' records somebody takes away, and the reason given."""

    persons: int
    reason: str


@rule("DOC-01", enforces="forms_at_once")
def not_too_many_at_once(facts: TakingFacts, law: PapersLaw) -> Text | None:
    """Forms are printed for at least one person and for no more at once than allowed."""
    if not facts.persons:
        return say("Nobody is chosen. Choose records in the list first.")
    if facts.persons > law.forms_at_once:
        return say(
            "{persons} records are too many at once; at most {most}. Narrow the list by a filter.",
            persons=facts.persons,
            most=law.forms_at_once,
        )
    return None


@rule("DOC-02", enforces="forms_reason_from")
def many_need_a_reason(facts: TakingFacts, law: PapersLaw) -> Text | None:
    """Whoever takes away the records of many persons says why."""
    if facts.persons <= law.forms_reason_from or len(facts.reason.strip()) >= SHORTEST_REASON:
        return None
    return say(
        "For more than {many} persons give the reason in at least {least} letters; "
        "the audit trail keeps it.",
        many=law.forms_reason_from,
        least=SHORTEST_REASON,
    )


TAKING = (not_too_many_at_once, many_need_a_reason)
RULES = TAKING
CHARTS = ()
