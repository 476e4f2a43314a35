"""Two people edit one record: the second sees both values, field by field, and chooses.

Nothing is overwritten. The choice is sent to the same address as the first attempt, under the
names of the form's own fields, with the version of the row as it is now.
"""

import logging
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from governance.records import Conflict
from portal.lists.rows import written
from portal.web import REFUSALS, findings_in, spoken

logger = logging.getLogger(__name__)
CARRIED_APART = {"csrfmiddlewaretoken", "version"}


@dataclass(frozen=True)
class Difference:
    """One field that two people see differently; without `name` there is nothing to choose."""

    label: str
    mine: str
    theirs: str
    name: str = ""
    mine_sent: str = ""
    theirs_sent: str = ""


class ConflictMiddleware:
    """Answer a Conflict from any view, so that no view can forget to."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Conflict):
            return conflict_page(request, exception)
        if isinstance(exception, IntegrityError):
            return constraint_page(request, exception)
        if isinstance(exception, REFUSALS):
            return refusal_page(request, exception)
        return None


def conflict_page(request, conflict: Conflict) -> HttpResponse:
    """Both values of every field in question, with HTTP 409."""
    differences = differences_of(conflict, request.POST)
    if request.content_type == "application/json":
        return JsonResponse(
            {
                "version": conflict.current.version,
                "fields": [
                    {"label": d.label, "yours": d.mine, "now": d.theirs} for d in differences
                ],
            },
            status=409,
        )
    apart = CARRIED_APART | {difference.name for difference in differences}
    carried = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in apart
        for value in values
    ]
    context = {
        "subject": conflict.current,
        "version": conflict.current.version,
        "differences": differences,
        "carried": carried,
        "can_choose": any(difference.name for difference in differences),
    }
    return render(request, "portal/conflict.html", context, status=409)


def constraint_page(request, error: IntegrityError) -> HttpResponse:
    """The last witness said no, for instance because two people did the same at once: 409."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
    sentence = constraint_sentences().get(name)
    if sentence is None:
        logger.error("no sentence for the constraint %r", name)
        sentence = _("Someone did the same at the same time. Load the page again and look.")
    if request.content_type == "application/json":
        return JsonResponse({"detail": str(sentence)}, status=409)
    return render(request, "portal/constraint.html", {"sentence": sentence}, status=409)


def refusal_page(request, refused: Exception) -> HttpResponse:
    """A rule said no where no form was waiting to show it."""
    sentence = " ".join(spoken(finding.message) for finding in findings_in(refused))
    return render(request, "portal/constraint.html", {"sentence": sentence}, status=422)


@cache
def constraint_sentences() -> dict[str, Any]:
    """What each named constraint says to people."""
    return {
        constraint.name: constraint.violation_error_message
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if constraint.violation_error_message != constraint.default_violation_error_message
    }


def differences_of(conflict: Conflict, sent) -> list[Difference]:
    """Each field that differs, as people read it and as the form sends it."""
    lang = (get_language() or "vi")[:2]
    found = []
    for name, label, now, proposed in conflict.rows():
        field = field_of(conflict.current, name)
        choice = {}
        if name in sent or isinstance(now, bool):
            choice = {
                "name": name,
                "mine_sent": as_sent(field, proposed) if name not in sent else sent[name],
                "theirs_sent": as_sent(field, now),
            }
        texts = {"mine": read(field, proposed, lang), "theirs": read(field, now, lang)}
        found.append(Difference(label=str(label), **texts, **choice))
    return found


def field_of(row, name: str):
    try:
        return row._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def read(field, value: Any, lang: str) -> str:
    """A value in words."""
    if isinstance(value, list):
        return "; ".join(written(each, lang) for each in value)
    choices = dict(field.flatchoices) if field is not None and field.choices else {}
    return str(choices.get(value, written(value, lang)))


def as_sent(field, value: Any) -> str:
    """A value as the form of this field would send it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "\n".join(str(each) for each in value)
    if hasattr(value, "pk"):
        return str(value.pk)
    box = field.formfield() if field is not None else None
    if box is None:
        return str(value)
    shown = box.widget.format_value(box.prepare_value(value))
    return str(shown[0] if isinstance(shown, list) else shown)
