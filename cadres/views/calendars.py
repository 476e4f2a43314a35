"""Coming dates as a file that calendars read (iCalendar, RFC 5545)."""

from datetime import date, timedelta

from cadres.lists.clocks import how_words

MOST_EVENTS = 500
LONGEST_LINE = 74  # octets; longer lines are folded


def calendar_text(rows, on: date) -> str:
    """The next dates from a day on, each an event of a whole day."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//cadre-portal//upcoming dates//VI"]
    for row in rows.filter(due_on__gte=on).order_by("due_on", "pk")[:MOST_EVENTS]:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{row.pk}",
            f"DTSTAMP:{on:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{row.due_on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{row.due_on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{escaped(f'{row.get_kind_display()}: {row.cadre.full_name}')}",
            f"DESCRIPTION:{escaped(how_words(row))}",
            "END:VEVENT",
        ]
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def folded(line: str) -> str:
    """A long line in pieces of at most 75 octets, never inside a letter."""
    pieces, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > LONGEST_LINE:
            pieces.append(piece)
            piece = ""
        piece += letter
    return "\r\n ".join([*pieces, piece])
