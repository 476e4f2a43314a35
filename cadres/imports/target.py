"""Cadre records as something a workbook can be imported into."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cadres.imports import judging
from cadres.imports.columns import COLUMNS, ETHNIC_GROUPS
from cadres.imports.writing import Writer
from cadres.selectors.imports import Titles, Units
from portal.imports.closeness import Catalogue
from portal.imports.targets import Target


def choices_of(catalogue: str, actor, on: date) -> list[tuple[str, str]]:
    """(key, name) of everything a word of this catalogue may mean to this actor."""
    if catalogue == "unit":
        return Units(actor, on).choices()
    if catalogue == "title":
        return Titles().choices()
    return [(name, name) for name in ETHNIC_GROUPS]


def suggest(catalogue: str, words: list[str], actor) -> dict[str, list[tuple[str, str, float]]]:
    """The names most like each unknown word."""
    names = Catalogue(choices_of(catalogue, actor, timezone.localdate()))
    return {word: names.closest(word) for word in words}


def lists(actor) -> dict[str, list[str]]:
    """What the template offers to choose from: units, titles, ethnic groups."""
    units = Units(actor, timezone.localdate())
    return {
        "unit": sorted(u.name for u in units.facts.values() if units.within_reach(u.path)),
        "title": [name for _key, name in Titles().choices()],
        "ethnicity": list(ETHNIC_GROUPS),
    }


CADRES = Target(
    code="cadres",
    title=_("Cadre records"),
    columns=COLUMNS,
    judge=judging.judge,
    writer=Writer,
    suggest=suggest,
    choices_of=choices_of,
    lists=lists,
)
