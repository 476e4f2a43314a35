"""A career in lanes. A date known only by its year fades in over that year."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.charts.canvas import Canvas, Chart, speaking, text_width
from portal.formats import partial_date_text

BAR, GAP, LANE_GAP, TOP = 20, 5, 8, 22
FADES = (0.12, 0.26, 0.42, 0.58, 0.74, 0.88)


@dataclass(frozen=True)
class Span:
    """Something that lasted; "2011", "2011-03", a date, or nothing for "until now"."""

    start: Any
    end: Any
    label: Any
    css: str = "d1"


@speaking
def timeline(
    lanes: Iterable[tuple[Any, Sequence[Span]]],
    *,
    today: date,
    title,
    desc="",
    lang="vi",
    width=760,
    since: int | None = None,
) -> Chart:
    """Lanes of (name, spans); what overlaps in a lane moves to a row of its own."""
    canvas = Canvas(width, lang, mirrored=False)
    lanes = [(str(name), list(spans)) for name, spans in lanes]
    first = since or min(
        (bounds(span.start)[0].year for _name, spans in lanes for span in spans),
        default=today.year - 5,
    )
    left = min(max((text_width(name, 12.5) for name, _spans in lanes), default=0) + 12, 210)
    x_of = year_scale(left, width - 26, first, year_of(today) + 0.3)
    packed = [(name, packed_rows(spans, today)) for name, spans in lanes]
    heights = [max(len(rows), 1) * (BAR + GAP) + LANE_GAP for _name, rows in packed]
    bottom = TOP + sum(heights)
    draw_years(canvas, x_of, first, today, bottom)
    y = TOP
    for (name, rows), height in zip(packed, heights, strict=True):
        canvas.text(0, y + GAP + 14, name, "tx2", size=12.5, room=left - 8)
        for row, spans in enumerate(rows):
            for span in spans:
                draw_span(canvas, span, x_of, y + GAP + row * (BAR + GAP), today, width)
        y += height
    table = tuple(
        (name, str(span.label), written(span.start), written(span.end))
        for name, spans in lanes
        for span in spans
    )
    columns = (_("Lane"), _("What"), pgettext("period", "From"), pgettext("period", "To"))
    spoken = desc or "; ".join(f"{what}: {start} – {end}" for _n, what, start, end in table)
    svg = canvas.svg(bottom + 2, title, spoken)
    return Chart(svg, str(title), str(desc), columns, table, wide=True)


def draw_years(canvas: Canvas, x_of, first: int, today: date, bottom: float) -> None:
    """Year lines as dense as there is room for, and the line of today."""
    now = year_of(today)
    years = int(now) + 1 - first
    step = next(s for s in (1, 2, 5, 10, 20) if years / s <= 12 or s == 20)
    start = first if step < 5 else first + (-first % step)
    for year in range(start, int(now) + 1, step):
        canvas.line(x_of(year), TOP - 5, x_of(year), bottom, "gridl")
        if x_of(now) - x_of(year) > 34:
            canvas.text(x_of(year), 12, year, "tx3", at="middle")
    canvas.line(x_of(now), 16, x_of(now), bottom, "today", width=1.5)
    canvas.text(x_of(now), 12, _("now"), "txb", at="middle", weight=600)


def draw_span(canvas: Canvas, span: Span, x_of, y: float, today: date, width: float) -> None:
    """The certain part as a solid bar, the uncertain ends in fading steps."""
    early, late = bounds(span.start)
    end_early, end_late = (today, today) if not span.end else bounds(span.end)
    solid_from, solid_to = x_of(year_of(late)), x_of(year_of(end_early))
    if solid_to < solid_from + 3:
        solid_from = min(solid_from, x_of(year_of(early)))
        solid_to = max(solid_from + 3, solid_to)
    fade_in, fade_out = x_of(year_of(early)), x_of(year_of(end_late, after=True))
    tip = f"{span.label}, {written(span.start)} – {written(span.end)}"
    for index, opacity in enumerate(FADES):
        slice_in, slice_out = (solid_from - fade_in) / 6, (fade_out - solid_to) / 6
        if early != late and slice_in > 0:
            x = fade_in + index * slice_in
            canvas.rect(x, y, slice_in, BAR, span.css, opacity=opacity)
        if span.end and end_early != end_late and slice_out > 0:
            x = fade_out - (index + 1) * slice_out
            canvas.rect(x, y, slice_out, BAR, span.css, opacity=opacity)
    certain = early == late and (not span.end or end_early == end_late)
    length = solid_to - solid_from - (1.5 if not span.end or end_early == end_late else 0)
    canvas.rect(solid_from, y, length, BAR, span.css, radius=2 if certain else 0, tip=tip)
    words = str(span.label)
    if text_width(words, 12) < length - 8:
        canvas.text(solid_from + 6, y + 14.5, words, "txi", weight=550)
    elif length > 46:
        canvas.text(solid_from + 6, y + 14.5, words, "txi", weight=550, room=length - 8)


def packed_rows(spans: Sequence[Span], today: date) -> list[list[Span]]:
    """As few rows as hold the spans without overlap, in order of time."""
    rows: list[list[Span]] = []
    ends: list[date] = []
    for span in sorted(spans, key=lambda s: bounds(s.start)[0]):
        start, _late = bounds(span.start)
        end = bounds(span.end)[0] if span.end else today
        for index, taken_until in enumerate(ends):
            if taken_until <= start:
                rows[index].append(span)
                ends[index] = end
                break
        else:
            rows.append([span])
            ends.append(end)
    return rows


def bounds(value) -> tuple[date, date]:
    """The first and last day a partial date may mean."""
    if isinstance(value, date):
        return value, value
    parts = [int(part) for part in str(getattr(value, "value", value)).split("-")]
    if len(parts) == 3:
        day = date(*parts)
        return day, day
    if len(parts) == 2:
        year, month = parts
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(parts[0], 1, 1), date(parts[0], 12, 31)


def year_of(day: date, *, after: bool = False) -> float:
    return day.year + (day.timetuple().tm_yday - (0 if after else 1)) / 366


def year_scale(left: float, right: float, first: float, last: float):
    span = max(last - first, 1)
    return lambda year: left + (right - left) * (float(year) - first) / span


def written(value) -> str:
    if not value:
        return _("now")
    iso = value.isoformat() if isinstance(value, date) else str(getattr(value, "value", value))
    return partial_date_text(iso)
