"""The first page after signing in, and the catalogue of components."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from governance.findings import Finding
from portal import inbox
from portal.context import address
from portal.views import samples
from portal.web import UseCaseForm

SHOWN_WORK = 8


@require_safe
def home(request):
    """What waits for me, and the way to everything else."""
    today = timezone.localdate()
    items = inbox.work_for(request.actor, today)
    context = {
        "items": [(i, i.deadline(today), i.tone(today)) for i in items[:SHOWN_WORK]],
        "total": len(items),
        "today": today,
        "dashboard": address(getattr(settings, "DASHBOARD", "reports:dashboard")),
    }
    return render(request, "portal/home.html", context)


class SampleForm(UseCaseForm):
    """Every kind of field once; the catalogue is its only user."""

    name = forms.CharField(
        label=gettext_lazy("Full name"),
        max_length=60,
        help_text=gettext_lazy("As on the identity card."),
    )
    born = forms.DateField(
        label=gettext_lazy("Date of birth"), help_text=gettext_lazy("For example 15/03/1979")
    )
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex"),
        choices=[("M", gettext_lazy("Male")), ("F", gettext_lazy("Female"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=gettext_lazy("Remark"), widget=forms.Textarea, required=False)
    file = forms.FileField(label=gettext_lazy("File"), required=False)
    agreed = forms.BooleanField(label=gettext_lazy("The person has been told"))


@require_safe
def ui_catalogue(request):
    """Every component in every state: for the eye, for axe and for those who build pages."""
    messages.success(request, _("Your preferences are kept."))
    context = {
        "form": SampleForm(),
        "wrong_form": wrong_form(),
        "findings": [
            Finding(
                "PLAN-01",
                _("Too old to be planned for a first term."),
                "Quy định 50-QĐ/TW, điều 12",
            )
        ],
        "icons": sorted(samples.icon_list()),
        **samples.shown(timezone.localdate()),
    }
    return render(request, "portal/ui_catalogue.html", context)


def wrong_form() -> SampleForm:
    form = SampleForm({"wrong-name": "<b>An</b>" * 10, "wrong-born": "31/02/1980"}, prefix="wrong")
    form.is_valid()
    return form
