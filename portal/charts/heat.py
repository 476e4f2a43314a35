"""A table whose cells are tinted: a real table, so it can be read, copied and printed."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from portal import formats
from portal.charts.canvas import Chart, speaking

STEPS = 5


@speaking
def heat_table(
    columns: Sequence,
    rows: Iterable[tuple],
    *,
    title,
    desc="",
    lang="vi",
    width=None,
    head="",
    level=None,
    places=None,
    url=None,
) -> Chart:
    """Rows of (label, values); `level(value, row, column)` gives 0 (trouble) to 5, else by size.

    `url(row, column)` may link a cell to the records behind it.
    """
    rows = [(label, list(values)) for label, values in rows]
    level = level or by_size(rows)
    body = format_html_join(
        "",
        '<tr><th scope="row">{}</th>{}</tr>',
        (
            (label, drawn_cells(values, index, level, url, lang, places))
            for index, (label, values) in enumerate(rows)
        ),
    )
    heads = format_html_join("", '<th scope="col">{}</th>', ((column,) for column in columns))
    table = format_html(
        '<div class="scroll" tabindex="0" role="group" aria-label="{0}"><table class="tbl heat">'
        '<caption class="vh">{0}</caption><thead><tr><th scope="col">{1}</th>{2}</tr></thead>'
        "<tbody>{3}</tbody></table></div>",
        title,
        head or _("Group"),
        heads,
        body,
    )
    return Chart(table, str(title), str(desc))


def drawn_cells(values, row: int, level, url, lang, places):
    drawn = []
    for column, value in enumerate(values):
        words = formats.number_text(value, lang, places)
        address = url(row, column) if url else ""
        shown = format_html('<a href="{}">{}</a>', address, words) if address else words
        step = level(value, row, column) if value is not None else None
        drawn.append(("num" if step is None else f"num h{step}", shown))
    return format_html_join("", '<td class="{}">{}</td>', drawn)


def by_size(rows):
    """Tint by size over the whole table; what is red or yellow is decided by a rule, not here."""
    most = max((float(v) for _label, values in rows for v in values if v is not None), default=0)

    def level(value: Any, row: int, column: int) -> int:
        return 2 + min(3, int(4 * float(value) / most)) if most else 2

    return level
