"""Values of the law in the reader's words: codes named, numbers with their unit."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from portal.formats import date_text, number_text

WORDS = {
    "origin": _("family origin"),
    "birthplace": _("birthplace"),
    "upbringing": _("brought up in"),
    "secretary": _("secretary"),
    "deputy_secretary": _("deputy secretary"),
    "committee_member": _("committee member"),
    "council_chair": _("chair of the People's Council"),
    "peoples_chair": _("chair of the People's Committee"),
    "deputy_chair": _("deputy chair"),
    "head": _("head"),
    "deputy_head": _("deputy head"),
    "specialist": _("specialist"),
    "province": _("province"),
    "district": _("rural district"),
    "commune": _("commune"),
    "score": _("points below the lowest cut"),
    "degeneration": _("degeneration or breach concluded by the competent level"),
    "discipline": _("disciplined for a breach in public duty"),
    "tasks": _("tasks not completed"),
    "corruption": _("corruption or waste in a unit directly led"),
    "round_two": _("round two, points"),
    "written": _("written part of round two"),
    "head_decides": _("decision of the head of the recruiting authority"),
    "leadership": _("leadership exam"),
    "HIGHEST": _("the highest tier"),
    "nonlocal_or_two_terms": _("non-local head, or head after two terms"),
}
UNITS = {
    "characters": _("%(value)s characters"),
    "days": _("%(value)s days"),
    "hours": _("%(value)s hours"),
    "lines": _("%(value)s lines"),
    "months": _("%(value)s months"),
    "months of age": _("%(value)s months of age"),
    "people": _("%(value)s people"),
    "percent": "%(value)s %%",
    "persons": _("%(value)s people"),
    "points": _("%(value)s points of the scale"),
    "posts": _("%(value)s posts"),
    "terms": _("%(value)s terms"),
    "years": _("%(value)s years"),
}


def word(code: str) -> str:
    """The name of a code; what has none stands as it is."""
    return str(WORDS.get(code, code))


def value_in_words(value: Any, unit: str) -> str:
    """A value with its unit; an empty list is said to be empty."""
    if value in ((), []):
        return gettext("none")
    text = str(value) if unit == "year" else words_of(value)
    return str(UNITS[unit]) % {"value": text} if unit in UNITS else text


def words_of(value: Any) -> str:
    if isinstance(value, date):
        return date_text(value)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, Mapping):
        return "; ".join(f"{word(key)}: {words_of(each)}" for key, each in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(words_of(each) for each in value)
    return word(value) if isinstance(value, str) else number_in_words(value)


def number_in_words(value: Any) -> str:
    """Fractions such as 2/3 are said as the law says them."""
    text = str(value)
    return text if "/" in text else number_text(text, get_language() or "vi")
