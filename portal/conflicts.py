"""Two people edit one record: the second sees both values, field by field, and chooses.

Nothing is overwritten. The choice is sent to the same address as the first attempt, under the
names of the form's own fields, with the version of the row as it is now.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language

from governance.records import Conflict
from portal.lists.rows import written

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
        return conflict_page(request, exception) if isinstance(exception, Conflict) else None


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
    choices = dict(field.flatchoices) if field is not None and field.choices else {}
    return str(choices.get(value, written(value, lang)))


def as_sent(field, value: Any) -> str:
    """A value as the form of this field would send it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if hasattr(value, "pk"):
        return str(value.pk)
    box = field.formfield() if field is not None else None
    if box is None:
        return str(value)
    shown = box.widget.format_value(box.prepare_value(value))
    return str(shown[0] if isinstance(shown, list) else shown)
