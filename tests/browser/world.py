"""Which addresses are pages, who reads them, and how: for the tests in Chromium."""

from django.db.models import F

from cadres.models import Hat
from portal.models import Account
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


# What this folder cannot make yet is opened by the tests of its own room.
ELSEWHERE = {
    "amendment_id",
    "code",
    "file_id",
    "job_id",
    "list_key",
    "name",
    "room",
    "session_ref",
    "sha256",
    "view_id",
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
