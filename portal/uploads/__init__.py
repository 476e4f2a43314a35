"""Files people hand in: checked, made anew by a limited child process, kept under their hash."""

from portal.uploads.fields import UploadField
from portal.uploads.kinds import Purpose
from portal.uploads.services import CleanFile, clean_upload, keep_upload

__all__ = ["CleanFile", "Purpose", "UploadField", "clean_upload", "keep_upload"]
