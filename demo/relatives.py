"""Invented families; some of the relatives have a record of their own in the province."""

from datetime import date
from random import Random

from cadres.models import FamilyMember
from demo import names
from demo.copying import NULL, Copier
from demo.names import pick
from demo.people import Person

JOBS = ("Nông dân", "Công nhân", "Giáo viên", "Buôn bán", "Hưu trí", "Bộ đội", "Kế toán", "Y sĩ")
ABROAD = ("Hoa Kỳ", "Úc", "Đức", "Nhật Bản", "Canada")
LINKED = 0.02
YEAR = date(2026, 11, 1).year


class Relatives:
    """Draws parents, a spouse, children, brothers and sisters, and the spouse's parents."""

    def __init__(self, rng: Random, copier: Copier, new_id):
        self.rng, self.new_id = rng, new_id
        self.last: list[tuple[str, str, str, int]] = []  # people lately written
        self._add = copier.stream(
            FamilyMember, "id", "cadre", "side", "relation", "full_name", "born", "occupation",
            "workplace", "residence", "is_alive", "relative", "is_abroad", "abroad_country",
        )  # fmt: skip

    def write(self, person: Person) -> None:
        rng, born = self.rng, person.born.year
        if rng.random() < 0.04:  # a folder without the page
            return
        family = person.name.split()[0]
        father, mother = born - 24 - int(rng.random() * 8), born - 22 - int(rng.random() * 6)
        self._one(person, "own", "cha", self._name("m", father, family), father)
        self._one(person, "own", "me", self._name("f", mother), mother)
        for _ in range(1 + int(rng.random() * 3)):
            year = born - 8 + int(rng.random() * 16)
            sex = "m" if rng.random() < 0.5 else "f"
            self._one(person, "own", "anh_chi_em", self._name(sex, year, family), year)
        if YEAR - born > 27 and rng.random() < 0.9:
            self._marry(person, family)
        self.last.append((person.id, person.name, person.sex, born))
        if len(self.last) > 40:
            self.last.pop(0)

    def _marry(self, person: Person, family: str) -> None:
        rng, born = self.rng, person.born.year
        other = "f" if person.sex == "male" else "m"
        year = born - 4 + int(rng.random() * 8)
        linked = self._known_colleague(other) if rng.random() < LINKED else None
        name = linked[1] if linked else self._name(other, year)
        year = linked[3] if linked else year
        self._one(person, "own", "vo_chong", name, year, linked[0] if linked else NULL)
        children = family if person.sex == "male" else name.split()[0]
        for number in range(1 + int(rng.random() * 2)):
            year = max(born, year) + 24 + number * 4
            if year <= YEAR:
                sex = "m" if rng.random() < 0.51 else "f"
                self._one(person, "own", "con", self._name(sex, year, children), year)
        for relation, sex in (("cha", "m"), ("me", "f")):
            parent = born - 26 - int(rng.random() * 6)
            surname = name.split()[0] if sex == "m" else ""
            self._one(person, "spouse", relation, self._name(sex, parent, surname), parent)

    def _known_colleague(self, sex: str):
        wanted = "male" if sex == "m" else "female"
        return next((row for row in self.last if row[2] == wanted), None)

    def _name(self, sex: str, year: int, family: str = "") -> str:
        found = names.full_name(self.rng, sex=sex, birth_year=year)
        return f"{family} {found.partition(' ')[2]}" if family else found

    def _one(self, person, side, relation, name, year, relative=NULL) -> None:
        rng = self.rng
        age = YEAR - year
        job = "Học sinh, sinh viên" if age < 22 else "Hưu trí" if age > 62 else pick(rng, JOBS)
        abroad = age > 18 and rng.random() < 0.012
        self._add(
            self.new_id(), person.id, side, relation, name,
            str(year) if rng.random() < 0.92 else NULL, job, "",
            "" if abroad else person.origin.text,
            "t" if age < 60 or rng.random() > (age - 60) / 40 else "f", relative,
            "t" if abroad else "f", pick(rng, ABROAD) if abroad else "",
        )  # fmt: skip
