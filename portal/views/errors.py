"""The error pages: what happened and what to do, in the reader's language."""

import sys

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_bidi

RETRY_SECONDS = 60


def bad_request(request, exception=None):
    return render(request, "portal/errors/400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "portal/errors/403.html", status=403)


def not_found(request, exception=None):
    return render(request, "portal/errors/404.html", status=404)


def server_error(request):
    """Without the frame: whatever broke may be part of it."""
    if database_is_away(sys.exc_info()[1]):
        return away()
    return HttpResponse(render_to_string("portal/errors/500.html"), status=500)


def database_is_away(error) -> bool:
    """A question failed because nobody was there to ask; a slow or refused one is not that."""
    lost = connection.connection is None or connection.connection.closed
    return isinstance(error, OperationalError | InterfaceError) and bool(lost)


def away() -> HttpResponse:
    """Said without asking the database; load balancers and browsers come again later."""
    context = {
        "LANGUAGE_CODE": get_language(),
        "text_direction": "rtl" if get_language_bidi() else "ltr",
    }
    page = render_to_string("portal/errors/503.html", context)
    return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_SECONDS)})


def csrf_failure(request, reason=""):
    return render(request, "portal/errors/expired.html", status=403)
