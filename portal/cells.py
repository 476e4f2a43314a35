"""Cells of figure tables: stored without a language, written in the reader's."""

from datetime import date
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext

from portal.formats import DASH, date_text, number_text

LANGUAGES = ("vi", "en", "ar")


def in_languages(label: Any) -> dict[str, str]:
    """A label or message in the three languages: a snapshot does not know its reader's."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = str(label) if isinstance(label, Promise) else gettext(label)
    return found


def on_day(day: date | None) -> dict[str, str] | None:
    """A day, to be written as the reader's language writes it."""
    return {"date": day.isoformat()} if day else None


def cell_text(value: Any, lang: str) -> str:
    """What stands in a cell: names and days in the language, numbers grouped, "—" for nothing."""
    if value is None or value == "":
        return DASH
    if isinstance(value, dict):
        if "date" in value:
            return date_text(date.fromisoformat(value["date"]), lang)
        return value.get(lang) or value["vi"]
    if isinstance(value, bool):
        with translation.override(lang):
            return gettext("yes") if value else gettext("no")
    if isinstance(value, int | float):
        return number_text(value, lang)
    return str(value)
