"""The pencil of every chart: shapes that carry a class for the page and a colour for paper."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from html import escape
from typing import Any

from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from portal import formats

# class -> colour on paper; tokens.css has the same values in its light theme (a test compares)
PRINT_COLOURS = {
    "d1": "#1F5F8B",
    "d2": "#B9562A",
    "d3": "#2F7F66",
    "d4": "#7A5BA3",
    "d5": "#94700A",
    "d6": "#6B7280",
    "g4": "#14573A",
    "g3": "#357F5B",
    "g2": "#946812",
    "g1": "#A8231C",
    "track": "#EEECE6",
    "gridl": "#E7E3DA",
    "axis": "#CBC6BA",
    "tgt": "#1D2126",
    "stgt": "#1D2126",
    "hole": "#FFFFFF",
    "tx": "#1D2126",
    "tx2": "#454B54",
    "tx3": "#5F6670",
    "txi": "#FFFFFF",
    "txb": "#A8231C",
    "txo": "#17653A",
    "txw": "#7F4D00",
    "today": "#A8231C",
}
FONT = "Inter Variable, IBM Plex Sans Arabic, Tinos, Amiri, sans-serif"
OTHER_END = {"start": "end", "end": "start", "middle": "middle"}
ISOLATE, END_ISOLATE = "\N{RIGHT-TO-LEFT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
WIDE, NARROW = set("MWĐQGOƠÔ@%mw"), set("iljtfrI.,:;'|()[] /")


@dataclass(frozen=True)
class Chart:
    """A picture, what it says, and the same figures as a table."""

    svg: SafeString
    title: str
    desc: str = ""
    columns: tuple = ()
    rows: tuple = ()
    legend: tuple[tuple[str, str], ...] = ()
    wide: bool = False

    def __str__(self) -> str:
        return self.svg

    def __html__(self) -> str:
        return self.svg


def colour(css: str) -> str:
    """The paper colour of a class such as "d1", or of the stroke "sd1"."""
    return PRINT_COLOURS.get(css) or PRINT_COLOURS[css.removeprefix("s")]


def text_width(words: str, size: float = 12) -> float:
    """About how wide words will be; a little too much rather than too little."""
    units = sum(0.9 if c in WIDE else 0.34 if c in NARROW else 0.6 for c in words)
    return units * size


def shortened(words: str, room: float, size: float = 12) -> str:
    """The words, or as many as there is room for."""
    words = str(words)
    if text_width(words, size) <= room:
        return words
    while words and text_width(words + "…", size) > room:
        words = words[:-1]
    return words.rstrip() + "…" if words else ""


def is_arabic(words: str) -> bool:
    return any("\u0600" <= c <= "\u06ff" for c in words)


def speaking(draw: Callable[..., Chart]) -> Callable[..., Chart]:
    """Draw in the language given, or in that of the reader."""

    @wraps(draw)
    def drawn(*args, lang: str | None = None, **kwargs) -> Chart:
        lang = (lang or translation.get_language() or "vi")[:2]
        with translation.override(lang):
            return draw(*args, lang=lang, **kwargs)

    return drawn


class Canvas:
    """Collects shapes. When `mirrored`, x runs from the right: bars grow the way one reads."""

    def __init__(self, width: float, lang: str, *, mirrored: bool | None = None):
        self.width = width
        self.lang = lang
        self.mirrored = lang == "ar" if mirrored is None else mirrored
        self.shapes: list[str] = []

    def number(self, value, places: int | None = None) -> str:
        return formats.number_text(value, self.lang, places)

    def percent(self, value, places: int = 1) -> str:
        return formats.percent_text(value, self.lang, places)

    def rect(self, x, y, width, height, css, *, radius=0.0, opacity=1.0, tip="") -> None:
        width = max(width, 0)
        if self.mirrored:
            x = self.width - x - width
        attributes = f' rx="{radius:g}"' if radius else ""
        attributes += f' fill-opacity="{opacity:g}"' if opacity != 1 else ""
        end = f"><title>{escape(tip)}</title></rect>" if tip else "/>"
        self.shapes.append(
            f'<rect class="{css}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" '
            f'height="{height:.1f}" fill="{colour(css)}"{attributes}{end}'
        )

    def line(self, x1, y1, x2, y2, css, *, width=1.0, dash="") -> None:
        if self.mirrored:
            x1, x2 = self.width - x1, self.width - x2
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.shapes.append(
            f'<line class="{css}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
            f'stroke="{colour(css)}" stroke-width="{width:g}"{dashes}/>'
        )

    def path(self, points, css, *, width=2.0, dash="") -> None:
        if len(points) < 2:
            return
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        drawn = " ".join(f"{self._x(x):.1f},{y:.1f}" for x, y in points)
        self.shapes.append(
            f'<polyline class="{css}" points="{drawn}" fill="none" stroke="{colour(css)}" '
            f'stroke-width="{width:g}" stroke-linejoin="round"{dashes}/>'
        )

    def dot(self, x, y, radius, css) -> None:
        self.shapes.append(
            f'<circle class="{css}" cx="{self._x(x):.1f}" cy="{y:.1f}" r="{radius:g}" '
            f'fill="{colour(css)}"/>'
        )

    def text(self, x, y, words, css="tx", *, at="start", size=12.0, weight=400, room=None) -> None:
        words = str(words)
        if room is not None:
            words = shortened(words, room, size)
        if self.mirrored:
            x, at = self.width - x, OTHER_END[at]
        if is_arabic(words):
            words = f"{ISOLATE}{words}{END_ISOLATE}"
        attributes = f' text-anchor="{at}"' if at != "start" else ""
        attributes += f' font-size="{size:g}"' if size != 12 else ""
        attributes += f' font-weight="{weight}"' if weight != 400 else ""
        self.shapes.append(
            f'<text class="{css}" x="{x:.1f}" y="{y:.1f}" fill="{colour(css)}"{attributes}>'
            f"{escape(words)}</text>"
        )

    def _x(self, x: float) -> float:
        return self.width - x if self.mirrored else x

    def svg(self, height: float, title: str = "", desc: str = "", css: str = "") -> SafeString:
        """Close the picture. Without a title it is decoration beside words that say the same."""
        spoken = f"<title>{escape(str(title))}</title>" if title else ""
        spoken += f"<desc>{escape(str(desc))}</desc>" if desc else ""
        role = 'role="img"' if title else 'aria-hidden="true"'
        named = f' class="{css}"' if css else ""
        return mark_safe(  # every word in it went through escape()
            f'<svg xmlns="http://www.w3.org/2000/svg"{named} '
            f'viewBox="0 0 {self.width:g} {height:g}" width="{self.width:g}" '
            f'height="{height:g}" direction="ltr" font-family="{FONT}" '
            f'font-size="12" {role}>{spoken}{"".join(self.shapes)}</svg>'
        )


def cells(canvas: Canvas, values, places: int | None = None) -> tuple[Any, ...]:
    return tuple(canvas.number(value, places) for value in values)
