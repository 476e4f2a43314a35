"""The law as a page shows it: rooms as chapters, values in words."""

from dataclasses import dataclass
from datetime import date

from django.apps import apps

from governance.regulation import Provision
from governance.selectors import LawLine, law_in_force
from portal.lawwords import value_in_words, word


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value with where it comes from."""

    text: str
    scope: str
    provision: Provision


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One parameter: its value of the day, special cases and values to come."""

    room: str
    name: str
    meaning: str
    note: str
    in_force: ShownValue | None
    others: tuple[ShownValue, ...]


def chapters(on: date) -> list[tuple[str, list[ShownLine]]]:
    """The title of each room with its parameters."""
    return [
        (apps.get_app_config(room).verbose_name, [_shown(room, line) for line in lines])
        for room, lines in law_in_force(on).items()
    ]


def _shown(room: str, line: LawLine) -> ShownLine:
    parameter = line.parameter

    def value(provision: Provision) -> ShownValue:
        return ShownValue(
            value_in_words(provision.value, parameter.unit), word(provision.scope), provision
        )

    return ShownLine(
        room=room,
        name=parameter.key.partition(".")[2],
        meaning=parameter.meaning,
        note=parameter.note,
        in_force=value(line.in_force) if line.in_force else None,
        others=tuple(value(p) for p in (*line.special, *line.coming)),
    )
