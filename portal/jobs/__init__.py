"""Work in the background with exactly one result; truth is the job table, Redis a doorbell."""

from portal.jobs.bell import ring
from portal.jobs.errors import Cancelled, LeaseLost, PermanentError, TransientError
from portal.jobs.kinds import job_kind
from portal.jobs.run import JobRun
from portal.jobs.services import cancel, retry, retry_missed, submit, submit_batch

__all__ = [
    "Cancelled",
    "JobRun",
    "LeaseLost",
    "PermanentError",
    "TransientError",
    "cancel",
    "job_kind",
    "retry",
    "retry_missed",
    "ring",
    "submit",
    "submit_batch",
]
