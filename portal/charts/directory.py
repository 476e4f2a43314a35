"""Cards in columns, indented by their level: an organisation that is read on large paper."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from portal.charts.canvas import Canvas, speaking, text_width

WIDTH, HEIGHT = 1560, 1064  # the face of an A3 sheet across, in the units of the drawing
COLUMNS, GAP, TOP = 5, 18, 64
HEAD, NOTE, ROW, PAD, INDENT = 17, 14, 15.5, 5, 13


@dataclass(frozen=True)
class Row:
    """A line of a card: what, who, and a remark with its tone."""

    left: str
    right: str
    remark: str = ""
    tone: str = "tx2"


@dataclass(frozen=True)
class Card:
    """A unit: name, remark beneath it, and its lines; `depth` is how far it stands in."""

    title: str
    note: str = ""
    rows: tuple[Row, ...] = ()
    depth: int = 0
    tone: str = "d1"


@dataclass
class Placed:
    """A card and where it stands on its page."""

    card: Card
    x: float
    y: float
    width: float
    lines: list[str]


COLUMN = (WIDTH - GAP * (COLUMNS - 1)) / COLUMNS


def wrapped(words: str, room: float, size: float) -> list[str]:
    """The words in lines that fit."""
    lines, line = [], ""
    for word in str(words).split():
        longer = f"{line} {word}".strip()
        if line and text_width(longer, size) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines or [""]


def height_of(card: Card, lines: list[str]) -> float:
    remarks = sum(1 for row in card.rows if row.remark)
    note = NOTE if card.note else 0
    return PAD * 2 + HEAD * len(lines) + note + ROW * (len(card.rows) + remarks) + 5


def pages_of(cards: list[Card]) -> list[list[Placed]]:
    """Cards one beneath the other, column by column, page by page."""
    pages: list[list[Placed]] = [[]]
    column, y = 0, TOP
    for card in cards:
        x = min(card.depth, 6) * INDENT
        lines = wrapped(card.title, COLUMN - x - 12, 12.5)
        height = height_of(card, lines)
        if y + height > HEIGHT and y > TOP:
            column, y = column + 1, TOP
            if column == COLUMNS:
                pages.append([])
                column = 0
        pages[-1].append(Placed(card, column * (COLUMN + GAP) + x, y, COLUMN - x, lines))
        y += height + 4
    return pages


@speaking
def directory(
    cards: list[Card], *, title: Any, note: Any = "", page_word: str = "{at}/{all}", lang="vi"
) -> list[SafeString]:
    """One picture for each sheet."""
    pages = pages_of(cards)
    drawn = []
    for at, placed in enumerate(pages, start=1):
        canvas = Canvas(WIDTH, lang)
        canvas.text(0, 22, title, "tx", size=21, weight=650, room=WIDTH - 120)
        canvas.text(0, 44, note, "tx2", size=13, room=WIDTH - 120)
        page = page_word.format(at=at, all=len(pages))
        canvas.text(WIDTH, 22, page, "tx3", size=13, at="end")
        canvas.line(0, TOP - 9, WIDTH, TOP - 9, "axis")
        for each in placed:
            draw_card(canvas, each)
        drawn.append(canvas.svg(HEIGHT, f"{title} ({page})", str(note)))
    return drawn


def draw_card(canvas: Canvas, placed: Placed) -> None:
    """A frame with a coloured edge, the name, then line by line who sits where."""
    card, x, y, width = placed.card, placed.x, placed.y, placed.width
    height = height_of(card, placed.lines)
    canvas.rect(x, y, width, height, "axis", radius=3)
    canvas.rect(x + 1, y + 1, width - 2, height - 2, "hole", radius=2)
    canvas.rect(x, y, 4, height, card.tone, radius=1)
    at = y + PAD
    for line in placed.lines:
        at += HEAD
        canvas.text(x + 11, at - 4, line, "tx", size=12.5, weight=620, room=width - 14)
    if card.note:
        at += NOTE
        canvas.text(x + 11, at - 3, card.note, "tx3", size=11, room=width - 14)
    half = (width - 16) * 0.5
    for row in card.rows:
        at += ROW
        canvas.text(x + 11, at - 3, row.left, "tx2", size=11.5, room=half - 4)
        canvas.text(
            x + 11 + half, at - 3, row.right, "tx", size=11.5, weight=550, room=width - half - 15
        )
        if row.remark:
            at += ROW
            canvas.text(
                x + 11 + half, at - 4, row.remark, row.tone, size=11, room=width - half - 15
            )
