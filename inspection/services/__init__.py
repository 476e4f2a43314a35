"""What people do about inspections: one function per use case, one transaction each."""

from inspection.services.inspections import (
    cancel_inspection,
    close_inspection,
    conclude_inspection,
    decide_inspection,
    hear_unit,
    open_programme,
    plan_inspection,
    record_answer,
    record_finding,
    start_field_work,
)
from inspection.services.recommendations import (
    recommend,
    report_done,
    verify_recommendation,
    waive,
)

__all__ = [
    "cancel_inspection",
    "close_inspection",
    "conclude_inspection",
    "decide_inspection",
    "hear_unit",
    "open_programme",
    "plan_inspection",
    "recommend",
    "record_answer",
    "record_finding",
    "report_done",
    "start_field_work",
    "verify_recommendation",
    "waive",
]
