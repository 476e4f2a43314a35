"""How a refusal reaches people: as form errors on a page, as 422 over the API."""

from contextlib import contextmanager
from dataclasses import asdict

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _
from rest_framework.response import Response
from rest_framework.views import exception_handler as default_handler

from governance.findings import Finding, Refused
from governance.regulation import NoLawOnThatDay
from governance.text import Text, say
from portal.formats import written

LONGEST_TEXT = 20_000
REFUSALS = (Refused, ValidationError, NoLawOnThatDay)


class PortalFormRenderer(TemplatesSetting):
    """Form fields come from templates/_forms."""

    form_template_name = "_forms/form.html"
    field_template_name = "_forms/field.html"


def spoken(text) -> str:
    """A rule's sentence in the reader's language, its numbers and dates in that language too."""
    if isinstance(text, Text):
        return text.shown(_, written)
    return _(str(text)) if text else ""  # meanings and sources of the regulation books


def findings_in(error: Exception) -> list[Finding]:
    """Rules, constraints and a silent book refuse in the same words: one of `REFUSALS`."""
    if isinstance(error, Refused):
        return list(error.findings)
    if isinstance(error, NoLawOnThatDay):
        text = say(
            "The portal keeps no rule that was in force on {day} for: {what}. Choose a later day,"
            " or have the rule of that time entered with its source.",
            day=error.day,
            what=say(error.meaning),
        )
        return [Finding("LAW-02", text)]
    return [Finding(code="", message=message, source="") for message in error.messages]


class UseCaseForm(forms.Form):
    """A form whose valid data is exactly what one use case takes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.CharField) and field.max_length is None:
                field.max_length = LONGEST_TEXT
                field.validators.append(forms.fields.validators.MaxLengthValidator(LONGEST_TEXT))

    @contextmanager
    def collecting_refusals(self):
        """Show a refusal as form errors instead of letting it escape."""
        try:
            yield
        except REFUSALS as error:
            if hasattr(error, "error_dict"):
                self._add_by_field(error)
                return
            for finding in findings_in(error):
                source = f" ({spoken(finding.source)})" if finding.source else ""
                message = ValidationError(spoken(finding.message) + source, finding.code)
                self.add_error(None, message)

    def _add_by_field(self, error: ValidationError) -> None:
        for name, messages in error.message_dict.items():
            for message in messages:
                self.add_error(name if name in self.fields else None, message)


def exception_handler(error, context):
    """Answer a refused use case with its findings; leave the rest to DRF."""
    if isinstance(error, REFUSALS):
        findings = [
            {**asdict(f), "message": spoken(f.message), "source": spoken(f.source)}
            for f in findings_in(error)
        ]
        return Response({"findings": findings}, status=422)
    if isinstance(error, PermissionDenied):
        return Response({"detail": _("Your hat does not allow this.")}, status=403)
    return default_handler(error, context)
