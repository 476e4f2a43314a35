"""Values over time. Time runs from left to right in every language."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.charts.canvas import Canvas, Chart, speaking, text_width

CALM_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True)
class Series:
    """One line: its name stands at its end, so that nobody matches colours."""

    name: Any
    values: Sequence
    css: str = "sd1"
    dashed: bool = False


@speaking
def line_chart(
    labels: Sequence,
    series: Sequence[Series],
    *,
    title,
    desc="",
    lang="vi",
    width=352,
    height=176,
    places=None,
    head="",
) -> Chart:
    """Lines over common labels; an empty label draws no word, a missing value breaks the line."""
    canvas = Canvas(width, lang, mirrored=False)
    known = [Decimal(str(v)) for one in series for v in one.values if v is not None]
    step, most = calm_scale(max(known, default=Decimal(1)))
    ends = [f"{one.name} {canvas.number(last_value(one)[1], places)}" for one in series]
    left = text_width(canvas.number(most)) + 10
    right = width - max((text_width(words, 12) for words in ends), default=0) - 14
    x_of, y_of = scales(len(labels), left, right, 12, height - 22, float(most))
    tick = Decimal(0)
    while tick <= most:
        canvas.line(left, y_of(tick), right, y_of(tick), "gridl")
        canvas.text(left - 6, y_of(tick) + 4, canvas.number(tick), "tx3", at="end")
        tick += step
    for index, label in enumerate(labels):
        if str(label):
            canvas.text(x_of(index), height - 5, label, "tx3", at="middle")
    draw_series(canvas, series, ends, x_of, y_of)
    columns = (head or _("Time"), *(str(one.name) for one in series))
    table = tuple(
        (
            str(label) or str(index + 1),
            *(canvas.number(one.values[index], places) for one in series),
        )
        for index, label in enumerate(labels)
    )
    svg = canvas.svg(height, title, desc or "; ".join(ends))
    return Chart(svg, str(title), str(desc), columns, table)


def burn_down(labels, open_items, plan=None, **kwargs) -> Chart:
    """What is still open against what was planned to be open."""
    series = [Series(_("open"), open_items)]
    if plan is not None:
        series.append(Series(_("plan"), plan, "sd6", dashed=True))
    return line_chart(labels, series, **kwargs)


def draw_series(canvas, series, ends, x_of, y_of) -> None:
    """The lines, then their names at the end, moved apart where they would touch."""
    places = []
    for one, words in zip(series, ends, strict=True):
        for run in runs(one.values):
            points = [(x_of(i), y_of(value)) for i, value in run]
            width, dash = (1.5, "4 3") if one.dashed else (2.5, "")
            canvas.path(points, one.css, width=width, dash=dash)
        index, value = last_value(one)
        if value is not None:
            canvas.dot(x_of(index), y_of(value), 3 if one.dashed else 4, one.css.removeprefix("s"))
            places.append([y_of(value) + 4, x_of(index) + 9, words, one.dashed])
    places.sort()
    for upper, lower in zip(places, places[1:], strict=False):
        lower[0] = max(lower[0], upper[0] + 15)
    for y, x, words, quiet in places:
        canvas.text(x, y, words, "tx3" if quiet else "tx", weight=400 if quiet else 600)


def runs(values) -> list[list[tuple[int, Any]]]:
    """Unbroken stretches of known values."""
    found, run = [], []
    for index, value in enumerate(values):
        if value is None:
            found, run = [*found, run], []
        else:
            run.append((index, value))
    return [run for run in [*found, run] if run]


def last_value(one: Series) -> tuple[int, Any]:
    known = [(i, v) for i, v in enumerate(one.values) if v is not None]
    return known[-1] if known else (0, None)


def scales(count, left, right, top, bottom, most):
    """Functions from index and value to the place on the picture."""
    span = max(count - 1, 1)

    def x_of(index):
        return left + (right - left) * index / span

    def y_of(value):
        return bottom - (bottom - top) * float(value) / (most or 1)

    return x_of, y_of


def calm_scale(most: Decimal) -> tuple[Decimal, Decimal]:
    """A step of 1, 2 or 5 times a power of ten that gives four or five lines, and the top."""
    most = max(Decimal(str(most)), Decimal(1))
    power = Decimal(10) ** (len(str(int(most / 4))) - 1 if most >= 4 else 0)
    step = next(power * s for s in CALM_STEPS if power * s * 5 >= most)
    return step, (most / step).to_integral_value(ROUND_CEILING) * step


@speaking
def sparkline(values: Sequence, *, title, lang="vi", width=96, height=24, css="sd1") -> SafeString:
    """A line the size of a word; the words beside it say first, last and most."""
    canvas = Canvas(width, lang, mirrored=False)
    known = [v for v in values if v is not None]
    x_of, y_of = scales(
        len(values), 3, width - 5, 4, height - 4, float(max(known, default=1)) or 1
    )
    for run in runs(values):
        canvas.path([(x_of(i), y_of(v)) for i, v in run], css, width=1.8)
    if known:
        index, value = last_value(Series("", values))
        canvas.dot(x_of(index), y_of(value), 2.6, css.removeprefix("s"))
    words = f"{title}: {', '.join(canvas.number(v) for v in values)}"
    picture = canvas.svg(height, css="spark")
    return format_html('{}<span class="vh">{}</span>', picture, words)
