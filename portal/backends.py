"""Who an account is, and what happens after too many wrong passwords."""

import unicodedata
from datetime import timedelta

from axes.models import AccessAttempt
from django.contrib.auth.backends import ModelBackend
from django.db.models import Sum
from django.shortcuts import render
from django.utils.translation import gettext as _


class AccountBackend(ModelBackend):
    """Account name and password; NFC, so that a Vietnamese password is one on every keyboard."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        return super().authenticate(
            request,
            username=(username or "").strip().lower(),
            password=unicodedata.normalize("NFC", password or ""),
            **kwargs,
        )

    def get_user_permissions(self, user_obj, obj=None):
        return set()

    get_group_permissions = get_all_permissions = get_user_permissions


def cool_off(request) -> timedelta:
    """The more failures, the longer the wait: one minute after five, fifteen at most."""
    username = request.POST.get("username", "").strip().lower() if request else ""
    failures = (
        AccessAttempt.objects.filter(username=username).aggregate(n=Sum("failures_since_start"))[
            "n"
        ]
        or 0
    )
    return timedelta(minutes=min(15, max(1, failures - 4)))


def locked_out(request, credentials, *args, **kwargs):
    """Tell a locked-out visitor how long to wait; the same words for known and unknown names."""
    minutes = int(cool_off(request).total_seconds() // 60)
    return render(
        request,
        "portal/sign_in.html",
        {
            "locked": _("Too many failed attempts. Try again in %(minutes)s minutes.")
            % {"minutes": minutes}
        },
        status=429,
    )
