"""Signing in and out, the own sessions and preferences."""

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from governance.actor import Actor, acting
from portal.forms import ChangePasswordForm, PreferencesForm, SignInForm
from portal.hashers import TooManySignIns
from portal.models import Session
from portal.services import accounts

YEAR = 365 * 24 * 3600


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def sign_in(request):
    """Name and password; the same answer for an unknown name and a wrong password."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    form = SignInForm(request.POST or None)
    context = {"form": form, "next": request.POST.get("next") or request.GET.get("next", "")}
    status = 200
    if form.is_valid():
        try:
            account = auth.authenticate(request, **form.cleaned_data)
        except TooManySignIns:
            account, status = None, 429
        if account:
            return open_session(request, account)
        status = getattr(request, "axes_locked_out", False) and 429 or 422
        form.add_error(None, _("The account name or the password is wrong."))
    elif form.is_bound:
        status = 422
    return render(request, "portal/sign_in.html", context, status=status)


def open_session(request, account):
    """A fresh session key, the device noted, the sign-in audited."""
    auth.login(request, account)
    now = timezone.now()
    request.session.update(
        {
            "since": now.isoformat(),
            "seen": now.isoformat(),
            "address": request.META.get("REMOTE_ADDR"),
            "browser": request.META.get("HTTP_USER_AGENT", "")[:200],
        }
    )
    actor = Actor(account_id=account.pk, name=account.username)
    with acting(actor):
        accounts.note_sign_in(account=account, by=actor, on=timezone.localdate())
    wanted = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        wanted = ""
    return redirect(wanted or settings.LOGIN_REDIRECT_URL)


@require_POST
def sign_out(request):
    auth.logout(request)
    response = redirect("portal:sign_in")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@login_not_required
@require_POST
def set_language(request):
    """Remember the language on this device and, when signed in, on the account."""
    language = request.POST.get("language")
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    if language not in dict(settings.LANGUAGES):
        return response
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax")
    if request.user.is_authenticated and request.user.language != language:
        accounts.set_preferences(
            account=request.user,
            version=request.user.version,
            language=language,
            by=request.actor,
            on=timezone.localdate(),
        )
    return response


@require_POST
def switch_hat(request):
    """Act under another of the own hats; the session key changes with the rights."""
    if request.POST.get("hat") in request.hats:
        request.session.cycle_key()
        request.session["hat"] = request.POST["hat"]
    return redirect(settings.LOGIN_REDIRECT_URL)


@require_http_methods(["GET", "POST"])
def my_account(request):
    """The own language and theme."""
    account = request.user
    form = PreferencesForm(
        request.POST or None,
        initial={
            "language": account.language,
            "theme": account.theme,
            "version": account.version,
        },
    )
    if form.is_valid():
        accounts.set_preferences(
            account=account, **form.cleaned_data, by=request.actor, on=timezone.localdate()
        )
        messages.success(request, _("Your preferences are kept."))
        return redirect("portal:my_account")
    return render(
        request, "portal/my_account.html", {"form": form}, status=422 if form.errors else 200
    )


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def change_password(request):
    form = ChangePasswordForm(request.POST or None)
    if form.is_valid():
        with form.collecting_refusals():
            account = accounts.change_password(
                account=request.user,
                **form.cleaned_data,
                by=request.actor,
                on=timezone.localdate(),
            )
            auth.update_session_auth_hash(request, account)
            messages.success(request, _("The password is changed; other sessions are ended."))
            return redirect("portal:my_account")
    status = 422 if form.errors else 200
    return render(request, "portal/change_password.html", {"form": form}, status=status)


@require_http_methods(["GET"])
def my_sessions(request):
    """Where this account is signed in."""
    sessions = Session.objects.filter(
        account_id=request.user.pk, expire_date__gt=timezone.now()
    ).order_by("-seen_at")
    context = {"sessions": sessions, "here": request.session.session_key}
    return render(request, "portal/my_sessions.html", context)


@require_POST
def end_session(request, session_ref):
    """End one of the own sessions; somebody else's does not exist for this account."""
    session = get_object_or_404(Session, ref=session_ref, account_id=request.user.pk)
    accounts.end_session(session=session, by=request.actor, on=timezone.localdate())
    messages.success(request, _("The session is ended."))
    return redirect("portal:my_sessions")
