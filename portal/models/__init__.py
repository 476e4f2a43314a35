from portal.models.account import Account
from portal.models.imports import HeadingMemory, ImportBatch, ImportRow, WordMemory
from portal.models.job import BatchItem, Job, JobAsker, JobFile, StoredFile
from portal.models.saved_view import SavedView
from portal.models.session import Session
from portal.models.upload import Purpose, Upload

__all__ = [
    "Account",
    "BatchItem",
    "HeadingMemory",
    "ImportBatch",
    "ImportRow",
    "Job",
    "JobAsker",
    "JobFile",
    "Purpose",
    "SavedView",
    "Session",
    "StoredFile",
    "Upload",
    "WordMemory",
]
