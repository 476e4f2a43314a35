"""How a job ends badly, and which ends are worth another attempt."""

from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError

from governance.findings import Refused
from portal.documents import RenderFailed


class PermanentError(Exception):
    """Trying again would end the same way; the sentence is shown to who asked."""


class TransientError(Exception):
    """Something outside was not ready; the job is tried again later."""


class Cancelled(Exception):
    """Somebody asked to stop."""


class LeaseLost(Exception):
    """Another worker holds this job now; whatever is under way here must not be written."""


TRANSIENT = (TransientError, OperationalError, InterfaceError, OSError, MemoryError)


def is_transient(error: BaseException) -> bool:
    if isinstance(error, RenderFailed):
        return not error.permanent
    return isinstance(error, TRANSIENT)


def told(error: BaseException) -> str:
    """The sentence for who asked; other errors may quote data and give only their name."""
    if isinstance(error, Refused):
        return "; ".join(str(finding.message) for finding in error.findings)[:500]
    if isinstance(error, ValidationError):
        return "; ".join(error.messages)[:500]
    if isinstance(error, PermanentError | TransientError | RenderFailed):
        return str(error)[:500]
    return ""
