"""Horizontal bars: how many of how many, and how near to a target."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from portal.charts.canvas import Canvas, Chart, speaking, text_width
from portal.formats import share

ROW, BULLET_ROW = 40, 58


@speaking
def fraction_bars(
    rows: Iterable[tuple], *, title, desc="", lang="vi", width=380, places=2, columns=()
) -> Chart:
    """n of N by group: rows of (label, n, N) or (label, n, N, class)."""
    canvas, table = Canvas(width, lang), []
    rows = [(*row, "d1")[:4] for row in rows]
    for index, (label, part, whole, css) in enumerate(rows):
        y, part_share = index * ROW, share(part, whole)
        counts = f"{canvas.number(part)}/{canvas.number(whole)}"
        words = f"{counts} · {canvas.percent(part_share, places)}" if whole else counts
        room = width - text_width(words, 12.5) - 12
        canvas.text(0, y + 13, label, size=13, room=room)
        canvas.text(width, y + 13, words, at="end", size=12.5, weight=600)
        canvas.rect(0, y + 19, width, 10, "track", radius=2)
        if part_share:
            canvas.rect(0, y + 19, width * float(min(part_share, 100)) / 100, 10, css, radius=2)
        shares = canvas.percent(part_share, places)
        table.append((label, canvas.number(part), canvas.number(whole), shares))
    heads = tuple(columns) or (_("Group"), _("Number"), _("Out of"), _("Share"))
    svg = canvas.svg(max(len(rows), 1) * ROW - 8, title, desc or sentence(table))
    return Chart(svg, str(title), str(desc), heads, tuple(table))


@speaking
def bullet_bars(
    rows: Iterable[tuple], *, title, desc="", lang="vi", width=380, places=1, percent=True
) -> Chart:
    """Value against target: rows of (label, value, target[, "min" or "max"[, scale end]])."""
    canvas, table = Canvas(width, lang), []
    rows = [filled(*row) for row in rows]
    bar = width - 92
    for index, (label, value, target, sense, maximum) in enumerate(rows):
        y = index * BULLET_ROW
        met, verdict = judged(canvas, value, target, sense, places, percent)
        tone = "txo" if met else "txb"
        canvas.text(0, y + 14, label, size=13, room=width - text_width(verdict, 12) - 24)
        canvas.text(width, y + 14, verdict, tone, at="end", weight=600)
        canvas.rect(0, y + 23, bar, 16, "track", radius=2)
        if value is not None:
            length = bar * float(min(value, maximum)) / float(maximum)
            canvas.rect(0, y + 23, length, 16, "d1" if met else "d2", radius=2)
        canvas.rect(bar * float(target) / float(maximum) - 1.5, y + 19, 3, 24, "tgt")
        shown = canvas.percent(value, places) if percent else canvas.number(value, places)
        canvas.text(width, y + 36, shown, at="end", size=14, weight=600)
        aim = canvas.percent(target, places) if percent else canvas.number(target, places)
        table.append((label, shown, aim, verdict))
    heads = (_("Target"), _("Value"), _("Aim"), _("Result"))
    svg = canvas.svg(max(len(rows), 1) * BULLET_ROW - 12, title, desc or sentence(table))
    return Chart(svg, str(title), str(desc), heads, tuple(table))


def filled(label, value, target, sense="min", maximum=None) -> tuple:
    """The row with a scale that holds both value and target, rounded up to a calm number."""
    value = None if value is None else Decimal(str(value))
    target = Decimal(str(target))
    most = Decimal(str(maximum)) if maximum else max(value or 0, target) * Decimal("1.25")
    return label, value, target, sense, most or Decimal(1)


def judged(canvas: Canvas, value, target, sense, places, percent) -> tuple[bool, str]:
    """Whether the aim is met, in words that do not need the colour."""
    if value is None:
        return False, _("No data")
    gap = target - value if sense == "min" else value - target
    if gap <= 0:
        return True, _("Met")
    by = canvas.number(gap, places)
    if percent:
        words = _("%(n)s points short") if sense == "min" else _("%(n)s points over")
    else:
        words = _("%(n)s short") if sense == "min" else _("%(n)s over")
    return False, words % {"n": by}


def sentence(table: list[tuple]) -> str:
    """The figures in one line, for those who hear the chart."""
    return "; ".join(f"{label}: {', '.join(map(str, rest))}" for label, *rest in table)
