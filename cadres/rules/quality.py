"""What makes a record good: correct, complete, clean, alive (đúng, đủ, sạch, sống).

These are measured, not enforced: each has a weight, and the records that fail it are listed.
"""

from dataclasses import dataclass

from governance.text import Text, say

CORRECT, COMPLETE, CLEAN, ALIVE = "correct", "complete", "clean", "alive"
HIGH, MEDIUM, LOW = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing a record should be, and how much it weighs."""

    code: str
    kind: str
    weight: int
    statement: Text


MEASURES = (
    Measure("DQ-01", CORRECT, HIGH, say("Age in service lies between 18 and 70 years")),
    Measure("DQ-02", CORRECT, HIGH, say("Identity number agrees with year of birth and sex")),
    Measure("DQ-03", CORRECT, HIGH, say("Official Party membership follows the admission")),
    Measure("DQ-04", CORRECT, MEDIUM, say("Recruitment follows the 15th birthday")),
    Measure("DQ-11", COMPLETE, HIGH, say("Identity number is recorded")),
    Measure("DQ-12", COMPLETE, MEDIUM, say("Date of birth is known to the day")),
    Measure("DQ-13", COMPLETE, MEDIUM, say("A post held today is recorded")),
    Measure("DQ-14", COMPLETE, MEDIUM, say("Every post held today names its decision")),
    Measure("DQ-15", COMPLETE, LOW, say("A degree or course is recorded")),
    Measure("DQ-16", COMPLETE, LOW, say("Pay is recorded")),
    Measure("DQ-21", CLEAN, HIGH, say("No other record is probably the same person")),
    Measure("DQ-22", CLEAN, LOW, say("The name is written with small letters and marks")),
    Measure("DQ-23", CLEAN, LOW, say("Religion and ethnic group are not left blank")),
    Measure("DQ-31", ALIVE, MEDIUM, say("The record was confirmed within the last year")),
    Measure("DQ-32", ALIVE, HIGH, say("Nobody in service is past 65 years of age")),
)
BY_CODE = {measure.code: measure for measure in MEASURES}


def score(records: int, failing: dict[str, int]) -> float:
    """100 when nothing fails; heavy failings weigh more."""
    if not records:
        return 100.0
    weight = sum(measure.weight for measure in MEASURES)
    lost = sum(
        BY_CODE[code].weight * number for code, number in failing.items() if code in BY_CODE
    )
    return round(100 * (1 - lost / (weight * records)), 2)
