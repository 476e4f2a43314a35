"""The kinds of jobs there are: each app's tasks.py registers its own with a decorator."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

BATCH = "portal.batch"


@dataclass(frozen=True)
class Kind:
    """What a job of this kind is called, how long it may take, and the function that does it."""

    code: str
    title: object
    handler: Callable | None
    deadline: timedelta = timedelta(hours=2)
    max_attempts: int = 5


_kinds: dict[str, Kind] = {BATCH: Kind(BATCH, _("Batch"), None, deadline=timedelta(days=1))}


def job_kind(code: str, *, title, deadline: timedelta | None = None, max_attempts: int = 5):
    """Register a handler ``(run: JobRun) -> dict | None`` under this code."""

    def register(handler: Callable) -> Callable:
        known = _kinds.get(code)
        if known and known.handler.__qualname__ != handler.__qualname__:
            raise ValueError(f"two handlers for the job kind {code}")
        _kinds[code] = Kind(code, title, handler, deadline or Kind.deadline, max_attempts)
        return handler

    return register


@cache
def _load() -> None:
    autodiscover_modules("tasks")


def kind_named(code: str) -> Kind:
    _load()
    try:
        return _kinds[code]
    except KeyError:
        raise LookupError(f"no job kind is called {code!r}") from None


def title_of(code: str) -> str:
    """The kind's name in the reader's language; a kind that is gone keeps its code."""
    _load()
    return str(_kinds[code].title) if code in _kinds else code
