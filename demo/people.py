"""Invented cadres: birth, origin, Party membership, training; with the gaps real files have."""

import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from cadres.models import Cadre, Qualification
from demo import names
from demo.copying import NULL, Copier
from demo.localities import TWO_TIERS, localities_at
from demo.names import pick
from demo.units import Forest, Node, small
from portal.vietnamese import fold, name_key, tidy

MESSY_NAME, YEAR_ONLY, MONTH_ONLY = 0.008, 0.03, 0.06
SHAPE_OF_ORIGINS = date(2023, 12, 31)
LEADING = 8  # grades below this number are leading posts
WOMEN = {"general": 0.27, "school": 0.4, "health": 0.42, "women": 0.97, "veterans": 0.03}


@dataclass(slots=True)
class Place:
    """A commune of Quảng Ninh somebody comes from, or a place outside it (no locality)."""

    text: str
    commune: str = ""
    district: str = ""
    unit: str = NULL


@dataclass(slots=True)
class Person:
    """A cadre while the careers are drawn; `best` is the highest grade held (1 = province)."""

    id: str
    number: int
    sex: str
    born: date
    field: str
    origin: Place
    birthplace: Place
    raised: Place
    group: str
    name: str
    best: int = 9
    fillers: int = 0
    category: str = ""
    status: str = "active"
    status_on: date | None = None
    assignments: list = field(default_factory=list)
    party_joined: str = NULL
    party_official: str = NULL

    def age_on(self, day: date) -> float:
        return (day - self.born).days / 365.25

    def limit(self) -> float:
        """The age at which the person must have left a post."""
        return 57.0 if self.sex == "female" else 61.0

    def touches(self, communes: frozenset[str], district: str) -> bool:
        """Whether any place of the person lies in one of the communes or in the district."""
        places = (self.origin, self.birthplace, self.raised)
        return any(p.commune in communes or p.district == district for p in places if p.commune)


class Places:
    """Where people may come from: the communes as of 2023, and other provinces."""

    def __init__(self, forest: Forest):
        self.communes: dict[str, list[Place]] = {}
        self.by_code: dict[str, Place] = {}
        for unit in localities_at(SHAPE_OF_ORIGINS, "commune"):
            node = forest.at[unit.key]
            district = next(
                u
                for u in localities_at(SHAPE_OF_ORIGINS, "district")
                if u.code == unit.parent_code
            )
            text = f"{small(unit.name_vi)}, {small(district.name_vi)}, tỉnh Quảng Ninh"
            place = Place(text, unit.code, unit.parent_code, node.id)
            self.communes.setdefault(unit.parent_code, []).append(place)
            self.by_code[unit.code] = place
        self.districts = sorted(self.communes)

    def within(self, rng: Random, district: str) -> Place:
        # Hoành Bồ's communes have belonged to Hạ Long since 2020.
        return pick(rng, self.communes["193" if district == "204" else district])

    def elsewhere_in_province(self, rng: Random, district: str) -> Place:
        while (other := pick(rng, self.districts)) == district:
            pass
        return self.within(rng, other)

    def outside(self, rng: Random) -> Place:
        return Place(names.origin_elsewhere(rng))


class People:
    """Draws people and writes their records."""

    def __init__(self, rng: Random, forest: Forest, copier: Copier, new_id):
        self.rng, self.places, self.new_id = rng, Places(forest), new_id
        self.count = 0
        self._cadre = copier.stream(
            Cadre, "id", "code", "full_name", "sort_key", "search_key", "sex", "born",
            "ethnicity", "origin_text", "origin_unit", "birthplace_text", "birthplace_unit",
            "raised_text", "raised_unit", "party_joined", "party_official", "recruited",
            "legal_category", "education", "major", "theory", "employing_unit", "managing_unit",
            "tier", "status", "status_on",
        )  # fmt: skip
        self._course = copier.stream(
            Qualification, "id", "cadre", "axis", "level", "institution", "major",
            "from_date", "to_date",
        )  # fmt: skip

    # -- drawing ---------------------------------------------------------------
    def draw(
        self, *, field: str, district: str, age: tuple[int, int], on: date,
        local_to: str = "", not_from: frozenset[str] = frozenset(), not_district: str = "",
    ) -> Person:  # fmt: skip
        """A person of some field of work who starts in a district on a day, at some age."""
        rng = self.rng
        self.count += 1
        sex = "female" if rng.random() < WOMEN[field] else "male"
        years = age[0] + rng.random() * (age[1] - age[0])
        born = on - timedelta(days=int(years * 365.25))
        origin = self._origin(district, local_to, not_from, not_district)
        birthplace = origin
        if rng.random() < 0.18 and not local_to:
            birthplace = self._origin(district, "", not_from, not_district)
        raised = birthplace if rng.random() < 0.25 else Place("")
        group = names.ethnic_group(rng, origin.district or "*")
        name = names.full_name(rng, sex=sex[0], birth_year=born.year, group=group)
        return Person(
            self.new_id(), self.count, sex, born, field, origin, birthplace, raised, group, name
        )

    def _origin(
        self, district: str, local_to: str, not_from: frozenset[str], not_district: str
    ) -> Place:
        rng, places = self.rng, self.places
        if local_to:
            return places.by_code.get(local_to) or places.within(rng, local_to)
        while True:
            chance = rng.random()
            if district and chance < 0.58 and not not_district:
                place = places.within(rng, district)
            elif chance < 0.76:
                place = places.elsewhere_in_province(rng, not_district or district)
            else:
                place = places.outside(rng)
            if not place.commune or (
                place.commune not in not_from and place.district != not_district
            ):
                return place

    # -- writing ---------------------------------------------------------------
    def write(self, person: Person, standing) -> None:
        """The record and the training of a person whose career is known."""
        rng = self.rng
        name = person.name
        leads = person.best < LEADING
        education, school, major = self._education(person, leads)
        theory = self._theory(person, leads)
        joined, official = self._membership(person, leads)
        person.party_joined, person.party_official = joined, official
        recruited = person.born + timedelta(days=int((22 + rng.random() * 6) * 365.25))
        self._cadre(
            person.id, f"QN{person.number:07d}", self._as_filed(name), name_key(name), fold(name),
            person.sex, self._partial(person.born, YEAR_ONLY, 0.015), person.group,
            person.origin.text, person.origin.unit, person.birthplace.text,
            person.birthplace.unit, person.raised.text, person.raised.unit, joined, official,
            self._partial(recruited, 0.12, 0.3), self._category(person, standing.employer),
            education, major, theory, standing.employer.id, standing.manager.id, standing.tier,
            standing.status, standing.status_on,
        )  # fmt: skip
        self._courses(person, education, school, major, theory)

    def _as_filed(self, name: str) -> str:
        """As some files have it: decomposed letters, or two spaces."""
        chance = self.rng.random()
        if chance < MESSY_NAME / 2:
            return unicodedata.normalize("NFD", name)
        return name.replace(" ", "  ", 1) if chance < MESSY_NAME else tidy(name)

    def _partial(self, day: date, year_only: float, month_only: float) -> str:
        chance = self.rng.random()
        text = day.isoformat()
        if chance < year_only:
            return text[:4]
        return text[:7] if chance < year_only + month_only else text

    def _education(self, person: Person, leads: bool) -> tuple[str, str, str]:
        rng, chance = self.rng, self.rng.random()
        if person.best <= 4 and chance < 0.42 or chance < 0.11:
            level = "tien_si" if person.best <= 3 and chance < 0.03 else "thac_si"
        elif person.best <= 5 or chance < (0.97 if leads else 0.84):
            level = "dai_hoc"
        else:
            level = "cao_dang" if chance < 0.985 else "trung_cap"
        higher = level in {"dai_hoc", "thac_si", "tien_si"}
        return level, *(names.university(rng) if higher else names.college(rng))

    def _theory(self, person: Person, leads: bool) -> str:
        chance = self.rng.random()
        if person.best <= 4:
            return "cu_nhan" if chance < 0.1 else "cao_cap" if chance < 0.94 else "trung_cap"
        if leads:
            return "cao_cap" if chance < 0.2 else "trung_cap" if chance < 0.86 else "so_cap"
        return "trung_cap" if chance < 0.24 else "so_cap" if chance < 0.5 else "none"

    def _membership(self, person: Person, leads: bool) -> tuple[str, str]:
        rng = self.rng
        if rng.random() > (0.995 if leads else 0.58):
            return NULL, NULL
        joined = person.born + timedelta(days=int((23 + rng.random() * 8) * 365.25))
        official = joined.replace(year=joined.year + 1, day=min(joined.day, 28))
        text = self._partial(joined, 0.02, MONTH_ONLY)
        return text, official.isoformat()[: len(text)]

    def _category(self, person: Person, employer: Node) -> str:
        if employer.block == "service":
            person.category = "vien_chuc" if self.rng.random() < 0.96 else "hop_dong"
        else:
            person.category = "can_bo" if person.best <= 6 else "cong_chuc"
        return person.category

    def _courses(self, person: Person, education: str, school: str, major: str, theory: str):
        rng, add, year = self.rng, self._course, person.born.year
        begin = year + 18
        add(self.new_id(), person.id, "professional", education, school, major,
            str(begin) if rng.random() < 0.8 else NULL, str(begin + 4))  # fmt: skip
        if theory != "none":
            level = {"so_cap": "elementary", "trung_cap": "intermediate", "cao_cap": "advanced",
                     "cu_nhan": "bachelor"}[theory]  # fmt: skip
            done = min(year + 30 + int(rng.random() * 8), 2025)
            add(self.new_id(), person.id, "theory", theory, names.political_school(rng, level),
                "", NULL, f"{done}-{6 + int(rng.random() * 6):02d}")  # fmt: skip
        if person.best < LEADING and rng.random() < 0.75:
            level = "chuyên viên chính" if person.best <= 4 else "chuyên viên"
            done = min(year + 29 + int(rng.random() * 9), 2025)
            add(self.new_id(), person.id, "state", level, "Trường Đào tạo cán bộ Nguyễn Văn Cừ",
                "", NULL, str(done))  # fmt: skip
        if rng.random() < 0.3:
            add(self.new_id(), person.id, "language", pick(rng, ("Anh B", "Anh B1", "Trung B")),
                "", "", NULL, str(min(begin + 5, 2024)))  # fmt: skip


__all__ = ["TWO_TIERS", "People", "Person", "Place"]
