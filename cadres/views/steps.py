"""The page of one step: a form, a use case, and the way back."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone


def step_page(request, form, act, *, title, button, done, back, crumbs=(), lead="", note=""):
    """Show the form; when it is valid, act and go back; a refusal is shown above the form.

    `act` gets the valid data; `back` is an object with an address, or a function of what
    `act` returned.
    """
    if form.is_valid():
        with form.collecting_refusals(), transaction.atomic():
            result = act(form.cleaned_data)
            messages.success(request, done)
            return redirect(back(result) if callable(back) else back)
    context = {
        "form": form,
        "step_title": title,
        "button": button,
        "trail": crumbs,
        "lead": lead,
        "note": note,
    }
    return render(request, "cadres/step.html", context, status=422 if form.errors else 200)


def address(name: str, *words) -> str:
    return reverse(name, args=words)


def who(request) -> dict:
    """Who acts, and on which day: what every use case takes."""
    return {"by": request.actor, "on": timezone.localdate()}
