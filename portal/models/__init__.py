from portal.models.account import Account
from portal.models.exchange import ExchangePackage, ExternalId, PackageError, PackageState
from portal.models.imports import HeadingMemory, ImportBatch, ImportRow, WordMemory
from portal.models.job import BatchItem, Job, JobAsker, JobFile, StoredFile
from portal.models.saved_view import SavedView
from portal.models.session import Session
from portal.models.upload import Purpose, Upload

__all__ = [
    "Account",
    "BatchItem",
    "ExchangePackage",
    "ExternalId",
    "HeadingMemory",
    "ImportBatch",
    "ImportRow",
    "Job",
    "JobAsker",
    "JobFile",
    "PackageError",
    "PackageState",
    "Purpose",
    "SavedView",
    "Session",
    "StoredFile",
    "Upload",
    "WordMemory",
]
