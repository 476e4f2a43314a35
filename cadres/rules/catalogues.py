"""Closed vocabularies of the record: ethnic groups and religions, with the codes of a system."""

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

BOOK = Path(__file__).parents[1] / "catalogues.toml"


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a catalogue; a code means something only together with its system."""

    name: str
    code_system: str
    code: str
    also: tuple[str, ...] = ()


@cache
def catalogue(name: str) -> tuple[Term, ...]:
    """`ethnic_groups` or `religions`, in the order of their codes."""
    book = tomllib.loads(BOOK.read_text(encoding="utf-8"))[name]
    return tuple(
        Term(row["name"], book["code_system"], row["code"], tuple(row.get("also", ())))
        for row in book["rows"]
    )


def known(name: str, text: str) -> Term | None:
    """The term that somebody means, whatever case or composition of the letters."""
    wanted = _plain(text)
    return next(
        (t for t in catalogue(name) if wanted in {_plain(t.name), *map(_plain, t.also)}), None
    )


def by_code(name: str, code_system: str, code: str) -> Term | None:
    """The term of a code, only where the system of the code is the catalogue's own."""
    return next(
        (t for t in catalogue(name) if (t.code_system, t.code) == (code_system, code)), None
    )


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().replace("-", " ").split())
