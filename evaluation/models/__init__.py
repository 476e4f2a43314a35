from evaluation.models.terms import (
    NON_COMPLETION,
    NOT_CLASSIFIED,
    Notice,
    Reason,
    State,
    WorkClass,
)
from evaluation.models.unit_class import UnitClass
from evaluation.models.yearly_class import YearlyClass

__all__ = [
    "NON_COMPLETION",
    "NOT_CLASSIFIED",
    "Notice",
    "Reason",
    "State",
    "UnitClass",
    "WorkClass",
    "YearlyClass",
]
