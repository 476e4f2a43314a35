"""The error pages: what happened and what to do, in the reader's language."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def bad_request(request, exception=None):
    return render(request, "portal/errors/400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "portal/errors/403.html", status=403)


def not_found(request, exception=None):
    return render(request, "portal/errors/404.html", status=404)


def server_error(request):
    """Without the frame: whatever broke may be part of it."""
    return HttpResponse(render_to_string("portal/errors/500.html"), status=500)


def csrf_failure(request, reason=""):
    return render(request, "portal/errors/expired.html", status=403)
