"""Invented Vietnamese people: names, ethnic groups, origins and schools as often as in life.

Everything is drawn from the `Random` the caller owns: a seed gives the same people again.
Full names of known leaders are never drawn; the list holds only fingerprints of them.
"""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random

from portal.vietnamese import fold

DATA = Path(__file__).parent / "data"
GENERATIONS = ("1990", "1980", "1970", "1955")
SHARES = 2_000  # slots of a wheel: the smallest share drawn is 0.05 %


@cache
def _book(name: str) -> dict:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def wheel(weights: dict[str, float]) -> tuple[str, ...]:
    """A tuple in which each value takes slots by its weight: one index draws from it."""
    total = sum(weights.values())
    slots: list[str] = []
    for value, weight in weights.items():
        slots.extend([value] * max(1, round(weight * SHARES / total)))
    return tuple(slots)


@cache
def _families(group: str) -> tuple[str, ...]:
    return wheel(_book("names.json")["families"][group])


@cache
def _middles(sex: str, generation: str) -> tuple[str, ...]:
    return wheel(_book("names.json")["middle_names"][sex][generation])


@cache
def _given(sex: str, generation: str, group: str) -> tuple[str, ...]:
    book = _book("names.json")
    names = tuple(book["given_names"][sex][generation])
    own = tuple(book["given_names_of_groups"].get(group, {}).get(sex, ()))
    # Names in the own language are common among the older people only.
    return names + own * 2 if generation in {"1955", "1970"} else names


@cache
def _groups(district: str) -> tuple[str, ...]:
    shares = _book("names.json")["ethnic_groups_by_origin"]
    return wheel(shares.get(district, shares["*"]))


@cache
def _avoided() -> frozenset[str]:
    return frozenset(_book("names.json")["avoid"])


def is_avoided(full_name: str) -> bool:
    """Whether a full name is that of a known leader."""
    return sha256(fold(full_name).encode()).hexdigest()[:12] in _avoided()


def pick(rng: Random, options: tuple | list):
    """One of the options; an index draw is three times as fast as `Random.choice`."""
    return options[int(rng.random() * len(options))]


def generation_of(birth_year: int) -> str:
    """The list of given names in fashion when somebody was born."""
    return next((g for g in GENERATIONS if birth_year >= int(g)), GENERATIONS[-1])


def full_name(rng: Random, *, sex: str, birth_year: int, group: str = "Kinh") -> str:
    """A full name (họ tên) for sex «m» or «f», with diacritics, family name first."""
    generation = generation_of(birth_year)
    families, middles = _families(group), _middles(sex, generation)
    given = _given(sex, generation, group)
    while True:
        family, name = pick(rng, families), pick(rng, given)
        middle = pick(rng, middles)
        if name in middle:
            continue
        found = f"{family} {middle} {name}"
        if not is_avoided(found):
            return found


def ethnic_group(rng: Random, district: str = "") -> str:
    """An ethnic group (dân tộc) with the shares of a district of origin."""
    return pick(rng, _groups(district))


@cache
def _provinces() -> tuple[tuple[str, str], ...]:
    book = _book("schools.json")["provinces"]
    names = {code: name for code, name, _ in book}
    return tuple((code, names[code]) for code in wheel({code: w for code, _, w in book}))


def origin_elsewhere(rng: Random) -> str:
    """A family origin (quê quán) outside Quảng Ninh, as old files write it."""
    code, province = pick(rng, _provinces())
    districts = _book("schools.json")["districts"].get(code)
    return f"{pick(rng, districts)}, {province}" if districts else province


def university(rng: Random) -> tuple[str, str]:
    """A university and one of its majors."""
    school, majors = pick(rng, _book("schools.json")["universities"])
    return school, pick(rng, majors)


def college(rng: Random) -> tuple[str, str]:
    """A college or vocational school and one of its majors."""
    school, majors = pick(rng, _book("schools.json")["colleges"])
    return school, pick(rng, majors)


def political_school(rng: Random, level: str) -> str:
    """Where political theory (lý luận chính trị) of a level is taught."""
    return pick(rng, _book("schools.json")["political_schools"][level])
