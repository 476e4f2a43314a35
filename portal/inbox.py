"""«Việc của tôi»: what waits for one person, from every room, sorted by its due date.

Each room names a source in `settings.INBOX_SOURCES`: a function (actor, on) that gives its
WorkItems. A link must lead to a page its reader can open.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import get_language, gettext, ngettext

from governance.actor import Actor
from portal.formats import number_text

SOON = 7  # days


@dataclass(frozen=True)
class WorkItem:
    """One thing to do: `kind` groups it ("Recommendation"), `unit` says for whom."""

    title: Any
    url: str
    due: date | None = None
    kind: Any = ""
    unit: Any = ""

    def days_left(self, on: date) -> int | None:
        return (self.due - on).days if self.due else None

    def deadline(self, on: date) -> str:
        """The due date in words."""
        days = self.days_left(on)
        if days is None:
            return gettext("no deadline")
        if days < 0:
            return _counted(
                ngettext("overdue by %(n)s day", "overdue by %(n)s days", -days), -days
            )
        if days == 0:
            return gettext("due today")
        return _counted(ngettext("%(n)s day left", "%(n)s days left", days), days)

    def tone(self, on: date) -> str:
        days = self.days_left(on)
        if days is None or days > SOON:
            return ""
        return "bad" if days < 0 else "warn"


def _counted(sentence: str, days: int) -> str:
    return sentence % {"n": number_text(days, get_language() or "vi")}


@cache
def sources(names: tuple[str, ...]) -> tuple:
    return tuple(import_string(name) for name in names)


def work_for(actor: Actor, on: date) -> list[WorkItem]:
    """Everything that waits for this actor, the most urgent first."""
    found: Iterable[WorkItem] = (
        item for source in sources(tuple(settings.INBOX_SOURCES)) for item in source(actor, on)
    )
    return sorted(found, key=lambda item: (item.due is None, item.due or on, str(item.title)))


def kinds_of(items: Iterable[WorkItem]) -> dict[str, int]:
    """How many things there are of each kind, in words as shown."""
    counts: dict[str, int] = {}
    for item in items:
        counts[str(item.kind)] = counts.get(str(item.kind), 0) + 1
    return dict(sorted(counts.items()))
