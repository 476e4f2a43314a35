"""What the frame around every page needs."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse


def shell(request) -> dict:
    actor = getattr(request, "actor", None)
    return {
        "actor": actor,
        "hats": getattr(request, "hats", []),
        "theme": getattr(request.user, "theme", "system") if hasattr(request, "user") else "",
        "text_direction": "rtl" if request.LANGUAGE_CODE == "ar" else "ltr",
        "navigation": navigation(request) if actor else [],
        "version": settings.VERSION,
    }


def navigation(request) -> list[tuple]:
    """The groups of the side navigation with the entries this hat may open."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    groups = []
    for title, entries in settings.NAVIGATION:
        shown = [
            {"label": label, "icon": icon, "url": url, "current": name == here}
            for name, label, icon, *need in entries
            if (url := address(name)) and may_open(request.actor, *need)
        ]
        if shown:
            groups.append((title, shown))
    return groups


def address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def may_open(actor, data_class: str = "", verb: str = "view") -> bool:
    """Does the acting hat have this verb on this class anywhere? Nothing named: everybody."""
    return not data_class or any(
        data_class in grant.classes and verb in grant.verbs for grant in actor.grants
    )
