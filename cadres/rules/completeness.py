"""How complete a record is: which items it needs, why, and how much each of them counts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from governance.text import Text, say

# Item → (what it is, what it is needed for, the section where it is entered).
ITEMS: dict[str, tuple[Text, Text, str]] = {
    "born": (say("full date of birth"), say("retirement and age limits"), "identity"),
    "birthplace": (say("birthplace"), say("item 5 of the form"), "identity"),
    "origin": (say("family origin as a locality"), say("the non-local rule"), "identity"),
    "residence": (say("permanent residence"), say("item 7 of the form"), "identity"),
    "phone": (say("telephone"), say("reaching the person"), "identity"),
    "personal_id": (say("identity number"), say("the match with national data"), "identity"),
    "id_issued": (say("when the card was issued"), say("item 25 of the form"), "identity"),
    "social_insurance": (say("social insurance number"), say("pension"), "identity"),
    "recruited": (say("date of recruitment"), say("years of service"), "identity"),
    "agency": (say("recruiting agency"), say("item 12 of the form"), "identity"),
    "main_work": (say("main work"), say("item 18 of the form"), "identity"),
    "party": (say("both dates of Party membership"), say("standards of titles"), "identity"),
    "party_card": (say("Party card number"), say("the members' database"), "identity"),
    "general_education": (say("general education"), say("item 17 of the form"), "identity"),
    "professional": (say("professional level and major"), say("title standards"), "identity"),
    "training": (say("a degree with school and year"), say("title standards"), "training"),
    "theory": (say("political theory"), say("title standards"), "training"),
    "state_management": (say("state management"), say("title standards"), "training"),
    "language": (say("foreign language"), say("title standards"), "training"),
    "career": (say("the career before the present post"), say("item 27 of the form"), "career"),
    "papers": (say("a decision behind every post"), say("posts count only by decision"), "career"),
    "salary": (say("present rank and step"), say("the next raise"), "salary"),
    "family": (say("at least one parent"), say("conflicts of interest"), "family"),
    "health": (say("a health record of two years"), say("appointment dossiers"), "health"),
    "history": (say("personal history, or “nothing”"), say("item 28 of the form"), "history"),
    "forte": (say("forte"), say("item 21 of the form"), "identity"),
    "photo": (say("photo"), say("the printed form"), "identity"),
    "insurance_book": (say("periods of insurance"), say("pension"), "insurance"),
}


@dataclass(frozen=True, slots=True)
class Completeness:
    """The items a record has and lacks, and its weighted share in per cent."""

    present: tuple[str, ...]
    missing: tuple[str, ...]
    percent: int

    @property
    def total(self) -> int:
        return len(self.present) + len(self.missing)


def completeness(present: Collection[str], weights: Mapping[str, int]) -> Completeness:
    """Weigh the items there are against all that have a weight; rounded down, 100 only if full."""
    wanted = [item for item in ITEMS if weights.get(item)]
    have = tuple(item for item in wanted if item in present)
    lack = tuple(item for item in wanted if item not in present)
    whole = sum(weights[item] for item in wanted)
    share = sum(weights[item] for item in have)
    return Completeness(have, lack, 100 * share // whole if whole else 100)


def heaviest_first(missing: Collection[str], weights: Mapping[str, int]) -> list[str]:
    """What to enter next."""
    order = list(ITEMS)
    return sorted(missing, key=lambda item: (-weights.get(item, 0), order.index(item)))


def is_stale(confirmed_on: date | None, on: date, days: int) -> bool:
    """A record that was not confirmed within so many days asks to be confirmed."""
    return confirmed_on is None or confirmed_on + timedelta(days=days) < on


def describe(item: str) -> tuple[Any, Any, str]:
    return ITEMS[item]
