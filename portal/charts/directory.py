"""Cards in columns, indented by their level: an organisation that is read on large paper."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from portal.charts.canvas import Canvas, speaking, text_width

WIDTH, HEIGHT = 1560, 1064  # the face of an A3 sheet across, in the units of the drawing
COLUMNS, FEWEST, GAP, TOP = 5, 3, 18, 64
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


def face_of(cards: list[Card]) -> tuple[int, float, float]:
    """Columns, width and height of a sheet: few cards stand in fewer columns, printed larger."""
    for columns in range(FEWEST, COLUMNS):
        width = columns * (COLUMN + GAP) - GAP
        face = (columns, width, HEIGHT * width / WIDTH)
        if len(pages_of(cards, *face)) == 1:
            return face
    return COLUMNS, WIDTH, HEIGHT


def pages_of(cards: list[Card], columns: int, _width: float, tall: float) -> list[list[Placed]]:
    """Cards one beneath the other, column by column, page by page."""
    pages: list[list[Placed]] = [[]]
    column, y = 0, TOP
    for card in cards:
        x = min(card.depth, 6) * INDENT
        lines = wrapped(card.title, COLUMN - x - 12, 12.5)
        height = height_of(card, lines)
        if y + height > tall and y > TOP:
            column, y = column + 1, TOP
            if column == columns:
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
    face = face_of(cards)
    pages, (_columns, width, tall) = pages_of(cards, *face), face
    drawn = []
    for at, placed in enumerate(pages, start=1):
        canvas = Canvas(width, lang)
        canvas.text(0, 22, title, "tx", size=21, weight=650, room=width - 120)
        canvas.text(0, 44, note, "tx2", size=13, room=width - 120)
        page = page_word.format(at=at, all=len(pages))
        canvas.text(width, 22, page, "tx3", size=13, at="end")
        canvas.line(0, TOP - 9, width, TOP - 9, "axis")
        for each in placed:
            draw_card(canvas, each)
        drawn.append(canvas.svg(tall, f"{title} ({page})", str(note)))
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
    for row in card.rows:
        at += ROW
        right = start_of(row.right, width, text_width(row.left, 11.5) + 6)
        canvas.text(x + 11, at - 3, row.left, "tx2", size=11.5, room=right - 15)
        canvas.text(
            x + right, at - 3, row.right, "tx", size=11.5, weight=550, room=width - right - 4
        )
        if row.remark:
            at += ROW
            right = start_of(row.remark, width)
            canvas.text(x + right, at - 4, row.remark, row.tone, size=11, room=width - right - 4)


def start_of(words: str, width: float, left: float = 0) -> float:
    """Where the right half of a line begins: sooner for long words, later beside long ones."""
    half, fits = 11 + (width - 16) * 0.5, width - 4 - text_width(words, 11.5)
    if fits < half:
        return max(fits, 11 + min(left, (width - 16) * 0.4))
    return min(fits, max(half, 11 + left))
