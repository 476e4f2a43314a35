"""The stored part of the legal kernel."""

from governance.models.change import ChangeRequest
from governance.models.decision import CollectiveDecision
from governance.models.law import Amendment
from governance.models.trail import AuditEvent

__all__ = ["Amendment", "AuditEvent", "ChangeRequest", "CollectiveDecision"]
