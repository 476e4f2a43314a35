"""What somebody chooses who takes forms of many records."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.rules import layouts
from portal.web import UseCaseForm


class TakeFormsForm(UseCaseForm):
    """Which form, in which kind of file, and why."""

    form = forms.ChoiceField(
        label=_("Official form"),
        choices=lambda: [(each.code, each.name) for each in layouts.forms().values()],
    )
    ending = forms.ChoiceField(
        label=_("Kind of file"),
        choices=[("pdf", _("PDF, to print")), ("docx", _("Word, to edit"))],
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("Needed for more than 200 persons; the audit trail keeps it."),
    )
