"""Ages by sex: two bars back to back, youngest first."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.charts.canvas import Canvas, Chart, speaking, text_width

ROW, TOP, MIDDLE = 23, 20, 62


@speaking
def pyramid(
    rows: Iterable[tuple],
    *,
    title,
    desc="",
    lang="vi",
    width=352,
    near_retirement=(),
    labels=None,
) -> Chart:
    """Rows of (age group, men, women); the groups in `near_retirement` carry a mark."""
    canvas, rows = Canvas(width, lang), [(str(a), int(m), int(f)) for a, m, f in rows]
    men, women = labels or (pgettext("sex", "Men"), pgettext("sex", "Women"))
    most = max((max(m, f) for _age, m, f in rows), default=0) or 1
    margin = text_width(canvas.number(most)) + 8
    half = (width - MIDDLE) / 2 - margin
    left = half + margin
    right = left + MIDDLE
    canvas.text(left, 12, men, "tx2", at="end", weight=600)
    canvas.text(right, 12, women, "tx2", weight=600)
    marked = set(map(str, near_retirement))
    for index, (age, m, f) in enumerate(rows):
        y = TOP + index * ROW
        canvas.text((left + right) / 2, y + 13.5, age, "tx2", at="middle")
        if age in marked:
            canvas.dot(right - 4, y + 9, 2.5, "today")
        canvas.rect(left - half * m / most, y, half * m / most, 18, "d1", tip=f"{men}, {age}: {m}")
        canvas.rect(right, y, half * f / most, 18, "d2", tip=f"{women}, {age}: {f}")
        canvas.text(left - half * m / most - 5, y + 13.5, canvas.number(m), at="end")
        canvas.text(right + half * f / most + 5, y + 13.5, canvas.number(f))
    height = TOP + max(len(rows), 1) * ROW + (explain_marks(canvas, len(rows)) if marked else 0)
    table = tuple(
        (age, canvas.number(m), canvas.number(f), canvas.number(m + f)) for age, m, f in rows
    )
    spoken = desc or "; ".join(f"{age}: {men} {m}, {women} {f}" for age, m, f in rows)
    columns = (_("Age"), men, women, _("Total"))
    return Chart(canvas.svg(height, title, spoken), str(title), str(desc), columns, table)


def explain_marks(canvas: Canvas, rows: int) -> int:
    """One line below the bars says what the marks mean; its height."""
    bottom = TOP + max(rows, 1) * ROW + 18
    canvas.dot(6, bottom - 6, 2.5, "today")
    canvas.text(14, bottom - 2, _("Five years or less before retirement age"), "tx3")
    return 24
