"""The organisation chart as sheets: pictures for the screen's folder and pages for A3."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from cadres.models import Unit
from cadres.selectors.boxes import Box, Holder, SeatLine
from cadres.selectors.chart import Chart
from portal.charts.directory import Card, Row, directory, face_of
from portal.documents import PageLayout, compose
from portal.formats import date_text, number_text
from portal.vietnamese import fold

KIND = "cadres.chart"
LAYOUT = PageLayout(
    size="A3 landscape",
    margin_top="12mm",
    margin_bottom="10mm",
    margin_left="12mm",
    margin_right="12mm",
    number_place="",
)
TONES = {"new": "g3", "moved": "g3", "gone": "g1", "left": "g1", "renamed": "d5"}


def change_words() -> dict[str, Any]:
    """What became of a unit between the two days."""
    return {
        "new": _("new"),
        "moved": _("came from another superior"),
        "gone": _("gone"),
        "left": _("went to another superior"),
        "renamed": _("renamed"),
    }


def title(chart: Chart) -> str:
    return _("Organisation chart: %(unit)s") % {"unit": chart.root.name}


def note(chart: Chart) -> str:
    words = _("As of %(day)s") % {"day": date_text(chart.on)}
    if chart.against:
        words += " · " + _("changes since %(day)s") % {"day": date_text(chart.against)}
    return words


def stem(unit: Unit) -> str:
    """A file name of plain letters."""
    plain = "-".join(
        "".join(c for c in word if c.isalnum()) for word in fold(unit.name_vi).split()
    )
    return f"so-do-to-chuc-{plain.encode('ascii', 'ignore').decode()}"


def params_of(unit: Unit, asked: dict) -> dict:
    """The chart asked for, as a job keeps it."""
    return {
        "unit": str(unit.pk),
        "on": asked["on"].isoformat(),
        "against": asked["against"].isoformat() if asked["against"] else "",
        "depth": asked["depth"],
        "opened": [str(key) for key in asked["opened"]],
    }


def asked_of(params: dict) -> dict:
    """The same, read back."""
    against = params["against"]
    return {
        "on": date.fromisoformat(params["on"]),
        "against": date.fromisoformat(against) if against else None,
        "depth": params["depth"],
        "opened": params["opened"],
    }


# -- cards ------------------------------------------------------------------------
def cards(chart: Chart) -> list[Card]:
    words = change_words()
    return list(_cards(chart.root, 0, words))


def _cards(box: Box, depth: int, words: dict):
    remarks = [box.kind]
    if box.change:
        remarks.append(str(words[box.change]))
    if box.over:
        remarks.append(_("%(n)s over the payroll") % {"n": number_text(box.over)})
    if box.deputies_over:
        remarks.append(_("%(n)s deputies too many") % {"n": number_text(box.deputies_over)})
    rows = [row_of(seat) for seat in box.seats]
    if box.staff:
        filled, seats = (number_text(number) for number in box.staff)
        rows.append(Row(_("Staff"), f"{filled}/{seats}"))
    yield Card(box.name, " · ".join(remarks), tuple(rows), depth, TONES.get(box.change, "d1"))
    for child in box.children:
        yield from _cards(child, depth + 1, words)


def row_of(seat: SeatLine) -> Row:
    if seat.change == "gone":
        return Row(seat.title, f"({_('seat gone')})", seat.before, "txb")
    if not seat.holders:
        return Row(seat.title, f"({_('vacant')})", former(seat), "txb")
    names = ", ".join(holder.name for holder in seat.holders)
    return Row(seat.title, names, remark(seat, seat.holders[0]), "txw")


def remark(seat: SeatLine, holder: Holder) -> str:
    words = [str(each) for each, _tone in holder.badges]
    if seat.change == "new":
        words.append(_("new seat"))
    return " · ".join([*words, *([former(seat)] if seat.change == "holder" else [])])


def former(seat: SeatLine) -> str:
    return _("before: %(name)s") % {"name": seat.before} if seat.before else ""


# -- sheets -----------------------------------------------------------------------
def sheets(chart: Chart, lang: str = "") -> list:
    more = {"lang": lang} if lang else {}
    return directory(cards(chart), title=title(chart), note=note(chart), **more)


def picture(chart: Chart) -> str:
    """All sheets in one picture, one beneath the other."""
    parts, gap = sheets(chart), 30
    _columns, wide, tall = face_of(cards(chart))
    height = len(parts) * (tall + gap)
    placed = "".join(
        part.replace("<svg ", f'<svg y="{at * (tall + gap):g}" ', 1)
        for at, part in enumerate(parts)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-20 -20 {wide + 40:g} {height + 40:g}" '
        f'width="{wide + 40:g}" height="{height + 40:g}">'
        f'<rect x="-20" y="-20" width="{wide + 40:g}" height="{height + 40:g}" fill="#FFFFFF"/>'
        f"{placed}</svg>"
    )


def html(chart: Chart, lang: str) -> str:
    """The pages of the PDF."""
    context = {"sheets": sheets(chart, lang), "widths": ()}
    return compose("cadres/pdf/chart.html", context, lang=lang, title=title(chart), layout=LAYOUT)
