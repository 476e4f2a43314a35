"""Who acts: carried by the context of a request, job or command, never by a session variable."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID


class NoActor(RuntimeError):
    """A record was asked for while nobody acts: no request, no job, no command."""


@dataclass(frozen=True, slots=True)
class GrantFact:
    """One hat over one unit subtree (quyền theo đơn vị), in force on the day of the actor."""

    hat: str
    path: str
    classes: frozenset[str]
    verbs: frozenset[str]  # "view", "edit", "propose", "approve", "sign", "report"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person or the system on whose behalf something is read or written."""

    account_id: UUID | None
    name: str
    hat: str = ""
    grants: tuple[GrantFact, ...] = ()
    cadre_id: UUID | None = None
    request_id: UUID | None = None
    on: date | None = None
    is_system: bool = False

    @property
    def person(self) -> str:
        """Who this is for the two-person rule: the cadre, else the account."""
        if self.cadre_id:
            return f"cadre:{self.cadre_id}"
        return f"account:{self.account_id}" if self.account_id else ""


@dataclass(slots=True)
class _Acting:
    actor: Actor
    memo: dict = field(default_factory=dict)


_acting: ContextVar[_Acting | None] = ContextVar("acting", default=None)


def current_actor() -> Actor:
    if (acting_now := _acting.get()) is None:
        raise NoActor(
            "nobody acts here: set request.actor, a job's actor, or acting(system_actor(…))"
        )
    return acting_now.actor


def somebody_acts() -> bool:
    return _acting.get() is not None


def memo() -> dict:
    """A small store that lives exactly as long as the present actor acts."""
    acting_now = _acting.get()
    return {} if acting_now is None else acting_now.memo


@contextmanager
def acting(actor: Actor) -> Iterator[Actor]:
    """Let an actor act for the length of the block."""
    token = _acting.set(_Acting(actor))
    try:
        yield actor
    finally:
        _acting.reset(token)


def system_actor(reason: str) -> Actor:
    """The portal itself, for jobs, commands, migrations; the audit trail shows the reason."""
    return Actor(account_id=None, name=f"system: {reason}", hat="SYSTEM", is_system=True)
