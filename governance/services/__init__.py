"""The use cases of the legal kernel."""

from governance.services.changes import (
    approve_change,
    carry_out_change,
    request_change,
    withdraw_change,
)
from governance.services.decisions import countersign_decision, record_collective_decision
from governance.services.law import confirm_amendment, enter_amendment

__all__ = [
    "approve_change",
    "carry_out_change",
    "confirm_amendment",
    "countersign_decision",
    "enter_amendment",
    "record_collective_decision",
    "request_change",
    "withdraw_change",
]
