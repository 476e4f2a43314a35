"""Questions to the legal kernel: the parameters of all rooms and the values in force on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db.models import F

from governance.models import Amendment
from governance.regulation import NoLawOnThatDay, Parameter, Provision, read_book


@cache
def books() -> dict[str, dict[str, Parameter]]:
    """The regulation book of each room that has one, by the room's name."""
    found = {}
    for config in apps.get_app_configs():
        book = Path(config.path) / "regulation.toml"
        if "site-packages" not in config.path and book.exists():
            found[config.label] = read_book(book)
    return found


def parameters() -> Iterator[Parameter]:
    for book in books().values():
        yield from book.values()


def parameter_called(key: str) -> Parameter | None:
    room, _, name = key.partition(".")
    return books().get(room, {}).get(name)


@dataclass(frozen=True, slots=True)
class LawLine:
    """One parameter as the page of the law shows it on a day."""

    parameter: Parameter
    in_force: Provision | None
    special: tuple[Provision, ...]
    coming: tuple[Provision, ...]


def law_in_force(on: date) -> dict[str, list[LawLine]]:
    """All parameters by room, with the value of the day, special cases and values to come."""
    return {
        room: [_line(parameter, on) for parameter in book.values()]
        for room, book in books().items()
    }


def _line(parameter: Parameter, on: date) -> LawLine:
    everything = parameter.everything()
    scopes = dict.fromkeys(p.scope for p in everything if p.scope and p.since <= on)
    try:
        in_force = parameter.on(on)
    except NoLawOnThatDay:
        in_force = None
    return LawLine(
        parameter=parameter,
        in_force=in_force,
        special=tuple(parameter.on(on, [scope]) for scope in scopes),
        coming=tuple(p for p in everything if p.since > on),
    )


def amendments():
    """Amendments, those that wait for a second person first, then the latest."""
    return Amendment.objects.order_by(
        F("confirmed_on").desc(nulls_first=True), "-entered_on", "id"
    )
