"""One person in the middle, relatives on one side, groups on the other: who is tied to whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal.charts.canvas import Canvas, Chart, speaking

WIDTH, BOX, ROW, HEIGHT = 700, 218, 58, 46
MIDDLE, BOX_MIDDLE = 258, 184


@dataclass(frozen=True)
class Tied:
    """Somebody or a group at the end of a line: the words on it, the name, a remark, a colour."""

    words: Any
    name: Any
    note: Any = ""
    css: str = "d1"
    dash: str = ""


@speaking
def ties(
    person: str,
    note: str,
    people: Sequence[Tied],
    groups: Sequence[Tied] = (),
    *,
    title: Any,
    columns: tuple = (),
    rows: tuple = (),
    legend: tuple = (),
    lang: str = "vi",
) -> Chart:
    """The picture; the page shows the same ties as a table."""
    canvas = Canvas(WIDTH, lang)
    lines = max(len(people), len(groups), 1)
    height = lines * ROW + 12
    middle = height / 2
    for side, found in ((WIDTH - BOX, people), (0, groups)):
        top = middle - len(found) * ROW / 2
        for at, each in enumerate(found):
            y = top + at * ROW + ROW / 2
            draw_tie(canvas, each, side, y, middle)
    draw_person(canvas, person, note, middle)
    said = "; ".join(f"{each.words}: {each.name}" for each in (*people, *groups))
    return Chart(
        svg=canvas.svg(height, title, said),
        title=str(title),
        desc=said,
        columns=columns,
        rows=rows,
        legend=legend,
        wide=True,
    )


def draw_person(canvas: Canvas, person: str, note: str, middle: float) -> None:
    centre, room = MIDDLE + BOX_MIDDLE / 2, BOX_MIDDLE - 16
    frame(canvas, MIDDLE, middle - HEIGHT / 2, BOX_MIDDLE, "d3")
    canvas.text(centre, middle - 3, person, at="middle", size=13, weight=650, room=room)
    canvas.text(centre, middle + 14, note, "tx3", at="middle", size=11, room=room)


def draw_tie(canvas: Canvas, each: Tied, x: float, y: float, middle: float) -> None:
    """A line from the person to a frame, and in the frame the words, the name and the remark."""
    after = x > MIDDLE
    begin, end = (MIDDLE + BOX_MIDDLE, x) if after else (MIDDLE, x + BOX)
    bend = (begin + end) / 2
    points = [(begin, middle), (bend, middle), (bend, y), (end, y)]
    canvas.path(points, f"s{each.css}", width=1.6, dash=each.dash)
    frame(canvas, x, y - HEIGHT / 2, BOX, each.css)
    canvas.text(x + 12, y - 9, each.words, "tx3", size=11, room=BOX - 20)
    canvas.text(x + 12, y + 5, each.name, size=12.5, weight=620, room=BOX - 20)
    canvas.text(x + 12, y + 18, each.note, "tx2", size=10.5, room=BOX - 20)


def frame(canvas: Canvas, x: float, y: float, width: float, css: str) -> None:
    canvas.rect(x, y, width, HEIGHT, "axis", radius=4)
    canvas.rect(x + 1, y + 1, width - 2, HEIGHT - 2, "hole", radius=3)
    canvas.rect(x, y, 4, HEIGHT, css, radius=1)
