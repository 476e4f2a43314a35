"""The rules of two records that are one person: merging them, and taking a merge back."""

from dataclasses import dataclass

from governance.findings import rule
from governance.text import Text, say


@dataclass(frozen=True, slots=True)
class MergeFacts:
    """Two records about to become one."""

    same_record: bool = False
    closed: str = ""  # the record of the two that was merged away already
    two_numbers: bool = False
    reason: str = ""


@rule("DUP-01")
def two_records_are_merged(facts: MergeFacts, law) -> Text | None:
    """A merge joins two records that both stand."""
    if facts.same_record:
        return say("Choose two different records.")
    if facts.closed:
        return say("{record} was merged into another record already.", record=facts.closed)
    return None


@rule("DUP-02")
def merged_records_have_one_id_number(facts: MergeFacts, law) -> Text | None:
    """Two valid identity numbers are two persons, or one of them is wrong."""
    if facts.two_numbers:
        return say(
            "The two records have different identity numbers. Correct the wrong one first; if"
            " both are right, these are two persons."
        )
    return None


@rule("DUP-03")
def merge_gives_its_reason(facts: MergeFacts, law) -> Text | None:
    """A merge says why the two records are one person."""
    if len(facts.reason.strip()) < 10:
        return say("Say in at least 10 characters how you know that this is one person.")
    return None


@dataclass(frozen=True, slots=True)
class UndoFacts:
    """What happened to the records after they were merged."""

    undone: bool = False
    changed: tuple[str, ...] = ()


@rule("DUP-04")
def nothing_changed_since_the_merge(facts: UndoFacts, law) -> Text | None:
    """A merge is taken back only while nothing it touched was changed afterwards."""
    if facts.undone:
        return say("This merge was taken back already.")
    if facts.changed:
        return say(
            "Changed after the merge: {what}. Take those changes back first, or correct the"
            " records by hand.",
            what=", ".join(facts.changed),
        )
    return None


MERGE = (two_records_are_merged, merged_records_have_one_id_number, merge_gives_its_reason)
UNDO = (nothing_changed_since_the_merge,)
RULES = (*MERGE, *UNDO)
