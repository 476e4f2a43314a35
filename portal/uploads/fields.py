"""A file as one field of a use case's form: checked, made anew, ready for `keep_upload`."""

from django import forms

from portal.uploads.kinds import LIMITS, Purpose
from portal.uploads.services import CleanFile, clean_upload


class UploadField(forms.FileField):
    """Its clean value is a `CleanFile`; a refusal stands beside the field in plain words.

    The form of the page needs ``enctype="multipart/form-data"`` and ``request.FILES``.
    """

    widget = forms.FileInput

    def __init__(self, *, purpose: str, **kwargs):
        self.purpose = Purpose(purpose)
        kwargs.setdefault("help_text", LIMITS[self.purpose].help_text)
        super().__init__(**kwargs)

    def widget_attrs(self, widget) -> dict:
        return {**super().widget_attrs(widget), "accept": LIMITS[self.purpose].accept}

    def clean(self, data, initial=None) -> CleanFile | None:
        if data in self.empty_values and not self.required:
            return None
        return clean_upload(super().clean(data, initial), purpose=self.purpose)
