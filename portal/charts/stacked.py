"""Bars of one length each, cut into shares; with the line a share must not pass."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from portal.charts.canvas import Canvas, Chart, shortened, speaking, text_width
from portal.formats import share

ROW = 34


@speaking
def stacked_bars(
    rows: Iterable[tuple],
    *,
    series,
    title,
    desc="",
    lang="vi",
    width=352,
    cap=None,
    places=1,
    head="",
) -> Chart:
    """100 % bars: rows of (label, counts); series of (class, name); `cap` limits the first one."""
    canvas = Canvas(width, lang)
    rows, series = [(str(label), list(counts)) for label, counts in rows], tuple(series)
    room = min(max((text_width(label) for label, _counts in rows), default=0), width * 0.36)
    left = room + 10
    bar, top = width - left - 2, 18 if cap is not None else 0
    for index, (label, counts) in enumerate(rows):
        y = top + index * ROW
        canvas.text(0, y + 18, shortened(label, room + 1), "tx2", weight=500)
        draw_bar(canvas, counts, series, left, y, bar, places)
    bottom = top + max(len(rows), 1) * ROW
    if cap is not None:
        x = left + bar * float(cap) / 100
        canvas.line(x, 14, x, bottom - 3, "stgt", width=1.5, dash="3 2")
        words = _("cap %(share)s") % {"share": canvas.percent(cap, 0)}
        canvas.text(x, 11, words, at="middle", weight=600)
    names = tuple(str(name) for _css, name in series)
    table = tuple(
        (label, *(canvas.number(n) for n in counts), canvas.number(sum(n or 0 for n in counts)))
        for label, counts in rows
    )
    legend = tuple((css, str(name)) for css, name in series)
    spoken = desc or "; ".join(spoken_row(canvas, row, names, places) for row in rows)
    columns = (head or _("Group"), *names, _("Total"))
    return Chart(canvas.svg(bottom, title, spoken), str(title), str(desc), columns, table, legend)


def draw_bar(canvas: Canvas, counts, series, left, y, bar, places) -> None:
    """One bar; a share too small for its number keeps only its colour."""
    total = sum(n or 0 for n in counts)
    if not total:
        canvas.rect(left, y + 3, bar, 22, "track")
        canvas.text(left + 8, y + 18.5, _("No data"), "tx3")
        return
    x = left
    for (css, name), count in zip(series, counts, strict=True):
        part = share(count or 0, total)
        length = bar * float(part) / 100
        words = canvas.number(part, places)
        canvas.rect(x, y + 3, length - 1.2, 22, css, tip=f"{name}: {canvas.number(count)}")
        if length > text_width(words, 12) + 6:
            canvas.text(x + length / 2, y + 18.5, words, "txi", at="middle", weight=600)
        x += length


def spoken_row(canvas: Canvas, row, names, places) -> str:
    label, counts = row
    total = sum(n or 0 for n in counts)
    shares = (
        f"{name} {canvas.percent(share(count or 0, total), places)}"
        for name, count in zip(names, counts, strict=True)
    )
    return f"{label}: {', '.join(shares)}"
