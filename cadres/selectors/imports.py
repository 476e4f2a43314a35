"""What rows of a workbook are compared with: catalogues, seats and the records there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import F

from cadres.imports.columns import ETHNIC_GROUPS, ETHNIC_NAMES, OF_CADRE, OF_DETAILS
from cadres.models import (
    STANDING_IN,
    Assignment,
    Cadre,
    PersonalDetails,
    Qualification,
    SalaryStep,
    Seat,
    Title,
    Unit,
    covered_paths,
)
from governance.actor import Actor
from governance.classes import DataClass
from portal.imports.values import fold
from portal.models import WordMemory
from portal.vietnamese import fold as fold_name

SAME_PERSON = """
SELECT k.at, c.id FROM unnest(%s::int[], %s::text[], %s::text[]) AS k(at, name, born)
JOIN cadres_cadre c ON c.born = k.born COLLATE "C"
 AND (c.search_key = k.name OR starts_with(c.search_key, k.name || ' '))
WHERE c.status <> 'merged'
"""


@dataclass(frozen=True, slots=True)
class UnitFact:
    id: str
    code: str
    name: str
    parent: str
    path: str


class Units:
    """The units of a day by every way a workbook may name them."""

    def __init__(self, actor: Actor, on: date):
        edit = [covered_paths(actor, c, "edit") for c in (DataClass.BASIC, DataClass.PERSONAL)]
        self.everywhere = actor.is_system
        self.basic, self.personal = (tuple(paths) for paths in edit)
        rows = Unit.objects.filter(valid__contains=on).values_list(
            "id", "code", "name_vi", "parent__name_vi", "path", "official_code"
        )
        self.facts: dict[str, UnitFact] = {}
        self.by_word: dict[str, list[UnitFact]] = defaultdict(list)
        for pk, code, name, parent, path, official in rows:
            unit = UnitFact(str(pk), code, name, parent or "", path)
            self.facts[unit.id] = unit
            words = {fold(code), fold(name), fold(f"{name} {parent or ''}"), fold(official)}
            for word in words - {""}:
                self.by_word[word].append(unit)

    def within_reach(self, path: str) -> bool:
        return self.everywhere or (path.startswith(self.basic) and path.startswith(self.personal))

    def named(self, word: str) -> UnitFact | None:
        """The one unit of that name or code; among several the one within reach."""
        found = self.by_word.get(fold(word), [])
        if len(found) > 1:
            found = [unit for unit in found if self.within_reach(unit.path)]
        return found[0] if len(found) == 1 else None

    def choices(self) -> list[tuple[str, str]]:
        """(id, name with its parent) of the units within reach."""
        return [
            (unit.id, f"{unit.name} ({unit.parent})" if unit.parent else unit.name)
            for unit in self.facts.values()
            if self.within_reach(unit.path)
        ]


class Titles:
    """The catalogue of titles by name and code."""

    def __init__(self):
        self.by_word: dict[str, list[str]] = defaultdict(list)
        self.names: dict[str, str] = {}
        for pk, code, name in Title.objects.values_list("id", "code", "name_vi"):
            self.names[str(pk)] = name
            for word in {fold(code), fold(name)}:
                self.by_word[word].append(str(pk))

    def named(self, word: str) -> list[str]:
        return self.by_word.get(fold(word), [])

    def choices(self) -> list[tuple[str, str]]:
        """One entry a name: which level is meant, the unit's seats tell."""
        return [(name, name) for name in sorted(set(self.names.values()))]


def ethnic_groups() -> dict[str, str]:
    return {fold(name): name for name in ETHNIC_GROUPS} | {
        fold(word): name for word, name in ETHNIC_NAMES.items()
    }


def remembered(target: str) -> dict[tuple[str, str], str]:
    """(catalogue, folded word) → what somebody decided that it means."""
    rows = WordMemory.objects.filter(target=target)
    return {(m.catalogue, m.word): m.meaning for m in rows}


class Seats:
    """The seats of some units and who holds them when; rows of the workbook take free ones."""

    def __init__(self, units: Iterable[str], on: date):
        self.of: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.valid, self.busy, self.holders = {}, defaultdict(list), {}
        seats = Seat.objects.filter(unit__in=list(units)).order_by("ordinal", "id")
        for pk, unit, title, valid in seats.values_list("id", "unit_id", "title_id", "valid"):
            self.of[str(unit), str(title)].append(str(pk))
            self.valid[str(pk)] = (valid.lower, valid.upper or date.max)
        held = Assignment.objects.filter(seat__unit__in=list(units)).exclude(kind__in=STANDING_IN)
        for seat, span, name in held.values_list("seat_id", "held", "cadre__full_name"):
            self.busy[str(seat)].append((span.lower, span.upper or date.max))
            if span.upper is None or span.upper > on:
                self.holders[str(seat)] = name

    def offered(self, unit: str, titles: list[str], day: date) -> list[str]:
        """The seats of these titles in a unit that exist on a day."""
        found = [seat for title in titles for seat in self.of.get((unit, title), ())]
        return [s for s in found if self.valid[s][0] <= day < self.valid[s][1]]

    def take(self, seats: list[str], start: date, end: date) -> str:
        """The first of the seats that is free all that time, taken from now on; "" for none."""
        for seat in seats:
            if all(end <= first or last <= start for first, last in self.busy[seat]):
                self.busy[seat].append((start, end))
                return seat
        return ""


class Records:
    """The records there are that rows of the workbook may mean."""

    def __init__(self, *, codes: list[str], ids: list[str], people: list[tuple[int, str, str]]):
        self.by_code = dict(Cadre.objects.filter(code__in=codes).values_list("code", "id"))
        self.by_personal_id = dict(
            PersonalDetails.objects.filter(personal_id__in=ids).values_list(
                "personal_id", "cadre_id"
            )
        )
        self.by_person: dict[int, list] = defaultdict(list)
        if people:
            with connection.cursor() as cursor:
                cursor.execute(SAME_PERSON, [list(column) for column in zip(*people, strict=True)])
                for at, pk in cursor.fetchall():
                    self.by_person[at].append(pk)
        wanted = {*self.by_code.values(), *self.by_personal_id.values()}
        wanted |= {pk for found in self.by_person.values() for pk in found}
        self._load(wanted)

    def _load(self, wanted: set) -> None:
        fields = ("id", "version", "code", "status", *OF_CADRE, "employing_unit_id")
        cadres = Cadre.objects.filter(id__in=wanted).annotate(path=F("employing_unit__path"))
        rows = cadres.values(*fields, "managing_unit_id", "path")
        self.cadres = {row["id"]: row for row in rows}
        details = PersonalDetails.objects.filter(cadre__in=wanted)
        self.details = {
            row["cadre_id"]: row
            for row in details.values("id", "cadre_id", "version", *OF_DETAILS)
        }
        self.posts = defaultdict(list)
        held = Assignment.objects.filter(cadre__in=wanted)
        for row in held.values(
            "cadre_id", "held", "is_principal", "seat__unit_id", "seat__title_id",
            "seat__title__name_vi", "seat__unit__name_vi",
        ):  # fmt: skip
            self.posts[row["cadre_id"]].append(row)
        self.courses = set(
            Qualification.objects.filter(cadre__in=wanted).values_list("cadre_id", "axis", "level")
        )
        self.pay = {
            (pk, code, step, float(coefficient or 0), day.value if day else "")
            for pk, code, step, coefficient, day in SalaryStep.objects.filter(
                cadre__in=wanted
            ).values_list("cadre_id", "rank_code", "step", "coefficient", "from_date")
        }

    def personal_id(self, pk) -> str:
        return self.details.get(pk, {}).get("personal_id", "")

    def is_called(self, pk, name: str) -> bool:
        return fold_name(self.cadres[pk]["full_name"]) == fold_name(name)

    def told(self, pk, units: Units) -> str:
        """A record as somebody may hear of it who perhaps may not see it."""
        cadre = self.cadres[pk]
        if not units.within_reach(cadre["path"]):
            return "hồ sơ của đơn vị khác"
        return f"{cadre['full_name']} ({cadre['code']})"
