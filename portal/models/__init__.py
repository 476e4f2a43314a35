from portal.models.account import Account
from portal.models.job import BatchItem, Job, JobAsker, JobFile, StoredFile
from portal.models.saved_view import SavedView
from portal.models.session import Session

__all__ = [
    "Account",
    "BatchItem",
    "Job",
    "JobAsker",
    "JobFile",
    "SavedView",
    "Session",
    "StoredFile",
]
