"""The official CV forms as dated data: which lines, which values, which tables."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

BOOK = Path(__file__).parent.parent / "layouts.toml"
VALUE = re.compile(r"\{(\w+)\}")
NUMBER = re.compile(r"(\d+(?:\.\d+)?)[)-]")


@dataclass(frozen=True)
class Piece:
    """A label, the value after it, and what may stand behind."""

    label: str
    value: str
    after: str


@dataclass(frozen=True)
class Block:
    """One element of a form: line, heading, part, note or table."""

    kind: str
    text: str = ""
    pieces: tuple[Piece, ...] = ()
    number: str = ""  # of the item it belongs to
    beside_photo: bool = False


@dataclass(frozen=True)
class FormTable:
    """A table of a form; turned: one column for each row of data."""

    columns: tuple[tuple[str, str, int], ...]  # head, key, width in per cent
    turned: bool = False


@dataclass(frozen=True)
class CvForm:
    """One official layout (mẫu) from a day on."""

    code: str
    name: str
    title: str
    side: str
    mark: str
    since: date
    source: str
    confidence: str
    page: dict
    head: tuple[Block, ...]
    blocks: tuple[Block, ...]
    tables: dict[str, FormTable]
    oath: tuple[str, ...]
    confirm: tuple[str, ...]

    def values(self) -> dict[str, list[str]]:
        """Every value the form asks for, with the numbers of its items."""
        found: dict[str, list[str]] = {}
        for block in (*self.head, *self.blocks):
            for piece in block.pieces:
                numbered = NUMBER.match(piece.label)
                found.setdefault(piece.value, []).append(numbered[1] if numbered else block.number)
        return found


@cache
def rank_names() -> dict[str, str]:
    """The civil-service ranks by their code, as a CV names them."""
    return tomllib.loads(BOOK.read_text(encoding="utf-8"))["ranks"]


@cache
def forms() -> dict[str, CvForm]:
    """All forms by their code."""
    book = tomllib.loads(BOOK.read_text(encoding="utf-8"))
    return {row["code"]: _form(row) for row in book["form"]}


def _form(row: dict) -> CvForm:
    tables = {
        name: FormTable(tuple(map(tuple, table["columns"])), table.get("turned", False))
        for name, table in row["tables"].items()
    }
    return CvForm(
        **{name: row[name] for name in ("code", "name", "title", "side", "mark", "source")},
        since=row["from"],
        confidence=row["confidence"],
        page=row["page"],
        head=tuple(Block("line", pieces=_pieces(line)) for line in row["head"]),
        blocks=tuple(_blocks(row["body"])),
        tables=tables,
        oath=tuple(row["oath"]),
        confirm=tuple(row["confirm"]),
    )


def _blocks(body: str):
    number, beside = "", False
    for line in filter(None, map(str.strip, body.splitlines())):
        if line in ("[photo", "]"):
            beside = line == "[photo"
            continue
        mark, _, text = line.partition(" ")
        if found := NUMBER.match(text if mark in ("#", "##") else line):
            number = found[1]
        if line.startswith("@"):
            yield Block("table", line[1:], number=number)
        elif mark in ("#", "##", "~"):
            kind = {"#": "heading", "##": "part", "~": "note"}[mark]
            yield Block(kind, text, number=number)
        else:
            yield Block("line", pieces=_pieces(line), number=number, beside_photo=beside)


def _pieces(line: str) -> tuple[Piece, ...]:
    pieces = []
    for part in line.split(" | "):
        if found := VALUE.search(part):
            before, after = part[: found.start()], part[found.end() :]
            pieces.append(Piece(before.strip(), found[1], after.strip()))
        else:
            pieces.append(Piece(part.strip(), "", ""))
    return tuple(pieces)
