"""What every request passes: hostile bytes, the language, and whose hands it is in."""

import uuid
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone, translation
from django.utils.module_loading import import_string

from governance.actor import Actor, acting

LONGEST_QUERY = 8_000
SESSION_STEP = timezone.timedelta(minutes=1)


def limit_request(get_response):
    """Refuse a NUL, an endless address or a huge body before anything reads it."""

    def middleware(request):
        query = request.META.get("QUERY_STRING", "")
        if len(query) + len(request.path) > LONGEST_QUERY:
            return HttpResponse(status=414)
        if b"\0" in unquote_to_bytes(query) or "\0" in request.path:
            return HttpResponse(status=400)
        if body_size(request) > settings.LARGEST_BODY:
            return HttpResponse(status=413)
        return get_response(request)

    return middleware


def body_size(request) -> int:
    """What the request says of itself; the server reads no more than that."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isdigit() else 0


def speak_language(get_response):
    """The account's language, else the one chosen on this device, else Vietnamese."""
    known = dict(settings.LANGUAGES)

    def middleware(request):
        chosen = getattr(request.user, "language", None)
        if chosen is None:
            chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def act_as_account(get_response):
    """Set the actor of the request from the account, its hat and its grants of today."""
    grants_of = import_string(settings.GRANTS_OF)

    def middleware(request):
        request.actor = None
        if not request.user.is_authenticated:
            return get_response(request)
        request.actor = actor_for(request, grants_of)
        keep_session(request)
        with acting(request.actor):
            response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def actor_for(request, grants_of) -> Actor:
    """One acting hat at a time: the chosen one while it is held, else the first."""
    today = timezone.localdate()
    grants = grants_of(request.user, today)
    request.hats = sorted({grant.hat for grant in grants})
    hat = request.session.get("hat")
    if hat not in request.hats:
        hat = grants[0].hat if grants else ""
    return Actor(
        account_id=request.user.pk,
        name=request.user.username,
        hat=hat,
        grants=tuple(grant for grant in grants if grant.hat == hat),
        cadre_id=request.user.cadre_id,
        request_id=uuid.uuid4(),
        on=today,
    )


def keep_session(request) -> None:
    """Move the idle limit on, at most once a minute."""
    now = timezone.now()
    seen = request.session.get("seen", "")
    if not seen or timezone.datetime.fromisoformat(seen) + SESSION_STEP < now:
        request.session["seen"] = now.isoformat()
