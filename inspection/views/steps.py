"""The one way in which a page takes a step: show its form, act, go on."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone

from cadres import access
from governance.classes import DataClass


def take_step(request, form, act: Callable[..., Any], *, to, told: str, **page):
    """Show a form; when its data fits, act with it and go to `to`.

    `act` gets the data of the form with `by` and `on`; a refusal shows on the form.
    """
    if form.is_valid():
        with form.collecting_refusals(), transaction.atomic():
            done = act(**form.cleaned_data, by=request.actor, on=timezone.localdate())
            messages.success(request, told)
            return redirect(to or done)
    context = {"form": form, "back": to, **page}
    status = 422 if form.errors else 200
    return render(request, "inspection/step.html", context, status=status)


def require(request, *verbs: str, over) -> None:
    access.require(request.actor, *verbs, over=over, data_class=DataClass.DISCIPLINE)
