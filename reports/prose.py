"""Texts with figures in them: [[code]], [[code|fraction]], [[code|percent]], [[code|count]]."""

import re
from collections.abc import Mapping

from portal.formats import DASH, number_text, percent_text
from reports.figures import Reading

FIGURE = re.compile(r"\[\[([a-z_]+(?:\.[a-z_A-Z0-9]+)+)(?:\|(fraction|percent|count))?\]\]")


def figures_in(text: str) -> list[str]:
    """The codes of the figures a text holds."""
    return [found[0] for found in FIGURE.findall(text)]


def unknown_figures(text: str, known: Mapping) -> list[str]:
    """What a text names as a figure although there is none of that code."""
    return [code for code in figures_in(text) if code not in known]


def told(text: str, readings: Mapping[str, Reading], lang: str) -> str:
    """The text with every figure written out in a language; a code without a figure is a dash."""

    def written(match: re.Match) -> str:
        reading = readings.get(match[1])
        return value_text(reading, lang, match[2] or "") if reading else DASH

    return FIGURE.sub(written, text)


def value_text(reading: Reading, lang: str, how: str = "") -> str:
    """A figure in words: 12/13 (92,31 %), or only its fraction, share or count."""
    value = reading.now
    return written_value(value, reading.definition.kind, lang, how)


def written_value(value, kind: str, lang: str, how: str = "") -> str:
    """A value as its kind is written; "—" where there is no denominator."""
    if value is None or value.numerator is None:
        return DASH
    count = number_text(value.numerator, lang)
    if kind != "ratio" or how == "count":
        return count
    if not value.denominator:
        return DASH
    fraction = f"{count}/{number_text(value.denominator, lang)}"
    share = percent_text(value.percent, lang)
    if how == "fraction":
        return fraction
    return share if how == "percent" else f"{fraction} ({share})"
