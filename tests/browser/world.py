"""Which addresses are pages, who reads them, and how: for the tests in Chromium."""

from types import SimpleNamespace

from django.db.models import F

from cadres.models import Hat
from portal.models import Account
from tests.authz.table import ACCESS
from tests.world import World, addresses

__all__ = ["World"]
# Answers that are not pages: files, fragments, machine interfaces, and what needs a POST.
NOT_PAGES = ("api", "schema", "portal:alive", "portal:ready")


def page_names() -> list[tuple[str, tuple[str, ...]]]:
    """Every named address that may be a page, with the words it needs."""
    return [(name, words) for name, words in addresses() if not name.startswith(NOT_PAGES)]


def speak(account: Account, language: str, theme: str) -> None:
    Account.objects.filter(pk=account.pk).update(
        language=language, theme=theme, version=F("version") + 1
    )


def stands_for(world: World, account: Account) -> dict:
    """What each word of an address names for somebody: rows of the province, or their own."""
    return world.known() | {
        "job_id": lambda: world.job(account).pk,
        "file_id": lambda: world.done_job(account)[1].pk,
        "view_id": lambda: world.saved_view(account).pk,
        "session_ref": lambda: world.session(account).ref,
        "amendment_id": lambda: world.amendment.pk,
        "seq": lambda: world.event.seq,
        "list_key": lambda: "cadres",
        "room": lambda: "governance",
        "name": lambda: "quorum_share",
        "stored_id": lambda: world.done_job(account)[1].stored_id,
        "code": lambda: "0" * 32,
        "sha256": lambda: "0" * 64,
    }


def chosen_words(world: World, name: str) -> dict:
    """The words that the table of access fixes for an address."""
    entries = ACCESS.get(name, [])
    words: dict = {}
    for entry in entries if isinstance(entries, list) else [entries]:
        words |= entry.words
    both = SimpleNamespace(own=world)
    return {
        word: (lambda value=value: value(both) if callable(value) else value)
        for word, value in words.items()
    }


HATS = [
    Hat.ORG_OFFICER,
    Hat.ORG_HEAD,
    Hat.STANDING_MEMBER,
    Hat.INSPECTOR,
    Hat.EXAM_COUNCIL,
    Hat.SYS_ADMIN,
    Hat.AUDITOR,
    Hat.CADRE,
]
