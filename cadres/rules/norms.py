"""Norms of leadership: how many deputies a body may have, how many bodies one person may head."""

from dataclasses import dataclass, fields
from pathlib import Path

from governance.findings import rule
from governance.regulation import Law
from governance.text import Text, say


@dataclass(frozen=True)
class NormLaw(Law):
    """The leadership norms in force on one day; `deputies_<level>_<kind>` by kind of body."""

    book = Path(__file__).parents[1] / "regulation.toml"

    deputies_province_cap_uy: int
    deputies_province_ban_dang: int
    deputies_province_hdnd: int
    deputies_province_ubnd: int
    deputies_province_so: int
    deputies_province_mttq: int
    deputies_province_doan_the: int
    deputies_province_dvsn: int
    deputies_district_cap_uy: int
    deputies_district_ubnd: int
    deputies_district_phong: int
    deputies_commune_cap_uy: int
    deputies_commune_ubnd: int
    deputies_commune_phong: int
    heads_of_one_person: int

    def deputies(self) -> dict[tuple[str, str], tuple[str, int]]:
        """(level, kind of body) → (name of the parameter, most deputies)."""
        found = {}
        for each in fields(self):
            if each.name.startswith("deputies_"):
                _word, level, kind = each.name.split("_", 2)
                found[level, kind] = (each.name, getattr(self, each.name))
        return found


@dataclass(frozen=True, slots=True)
class NormFacts:
    """How many there are, and how many there may be (None: no norm is known)."""

    present: int
    most: int | None


@rule("NORM-01", enforces="deputies_province_so")
def deputies_are_within_the_norm(facts: NormFacts, law: NormLaw) -> Text | None:
    """A body has no more deputies than the norm of its kind and level."""
    if facts.most is not None and facts.present > facts.most:
        return say(
            "{present} deputies; {most} at most. Plan who moves, or record who allowed it.",
            present=facts.present,
            most=facts.most,
        )
    return None


@rule("NORM-02", enforces="heads_of_one_person")
def one_person_heads_few_bodies(facts: NormFacts, law: NormLaw) -> Text | None:
    """Nobody heads more bodies at once than the norm."""
    if facts.most is not None and facts.present > facts.most:
        return say(
            "Heads {present} bodies; {most} at most.", present=facts.present, most=facts.most
        )
    return None


RULES = (deputies_are_within_the_norm, one_person_heads_few_bodies)
