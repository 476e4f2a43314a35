"""Yearly classes: of every unit, and of everybody who held a post at the end of the year.

The excellent stay within the cap of their unit, and a head never stands above the unit led.
"""

from collections import defaultdict
from datetime import date, timedelta
from random import Random

from demo.copying import NULL, Copier
from demo.desks import Held
from demo.localities import TWO_TIERS
from demo.people import Person
from demo.records import Records
from demo.units import Forest, Node
from evaluation.models import UnitClass, YearlyClass

YEARS = range(2018, 2026)
POINTS_SINCE = 2025
HTXS, HTT, HT, KHT, KXL = "HTXS", "HTT", "HT", "KHT", "KXL"
RANK = {HTXS: 3, HTT: 2, HT: 1, KHT: 0, KXL: -1}
POINTS = {HTXS: (90, 98), HTT: (74, 89), HT: (52, 69), KHT: (31, 49)}
GROUNDS = {
    HTXS: "Hoàn thành vượt mức các chỉ tiêu được giao; có sản phẩm nổi trội",
    HTT: "Hoàn thành các nhiệm vụ theo đúng tiến độ",
    HT: "Có nhiệm vụ chậm tiến độ, chất lượng tham mưu còn hạn chế",
    KHT: "Không hoàn thành nhiệm vụ được giao trong năm",
    KXL: "",
}
HEADS = {"SEC", "CCHAIR", "PCHAIR", "BHEAD", "SHEAD", "DIV", "FCHAIR", "UHEAD"}


class Evaluations:
    """Draws and writes the classes."""

    def __init__(self, rng: Random, forest: Forest, records: Records, copier: Copier, new_id):
        self.rng, self.forest, self.records, self.new_id = rng, forest, records, new_id
        self.staff_since = YEARS[0]
        self.of_unit: dict[tuple[str, int], str] = {}
        self.good: dict[tuple[str, int], int] = defaultdict(int)
        self.excellent: dict[tuple[str, int], int] = defaultdict(int)
        self.days = {year: date(year, 12, 20) for year in YEARS}
        self._unit = copier.stream(
            UnitClass, "id", "unit", "year", "work_class", "score", "grounds", "decision",
            "decided_on",
        )  # fmt: skip
        self._class = copier.stream(
            YearlyClass, "id", "cadre", "year", "unit", "seat", "title_group", "proposed_class",
            "work_class", "score", "grounds", "reason", "disciplined", "state", "proposed_on",
            "proposed_by_name", "decided_on", "decided_by_name", "decision", "notified_on",
            "notified_how",
        )  # fmt: skip

    # -- units -------------------------------------------------------------------
    def units(self) -> None:
        for node in self.forest.nodes:
            if not node.body:
                continue
            for year in YEARS:
                day = self.days[year]
                if node.since <= day and (not node.until or node.until > day):
                    self._class_unit(node, year, day)

    def _class_unit(self, node: Node, year: int, day: date) -> None:
        chance = self.rng.random()
        found = HTXS if chance < 0.24 else HTT if chance < 0.92 else HT if chance < 0.996 else KHT
        self.of_unit[node.id, year] = found
        paper = self.records.common_paper(
            node, "UNIT", day, f"Xếp loại chất lượng tập thể năm {year}", "evaluation"
        )
        self._unit(
            self.new_id(), node.id, str(year), found, self._points(found, year), GROUNDS[found],
            paper, day.isoformat(),
        )  # fmt: skip

    def _points(self, work_class: str, year: int) -> str:
        if year < POINTS_SINCE or work_class == KXL:
            return NULL
        low, high = POINTS[work_class]
        return f"{low + self.rng.random() * (high - low):.2f}"

    # -- people ------------------------------------------------------------------
    def person(self, person: Person) -> None:
        leads = person.best < 8
        career = [held for held in person.assignments if held.is_principal]
        at = 0
        for year in YEARS:
            if year < self.staff_since and not leads:
                continue
            day = self.days[year]
            while at + 1 < len(career) and career[at + 1].since <= day:
                at += 1
            held = career[at]
            if held.since <= day and (held.until is None or held.until > day):
                self._class_person(person, career[0], held, year, day)

    def _class_person(self, person: Person, first: Held, held: Held, year: int, day: date):
        work_class, proposed, reason = self._draw(first, held, year)
        group = self.records.title_groups[held.title]
        paper = self.records.common_paper(
            held.node, held.title, day, f"Xếp loại chất lượng cán bộ năm {year}", "evaluation"
        )
        told = (day + timedelta(days=3 + int(self.rng.random() * 9))).isoformat()
        self._class(
            self.new_id(), person.id, str(year), held.node.id, held.seat, group, proposed,
            work_class, self._points(work_class, year), GROUNDS[work_class], reason,
            "t" if reason == "discipline" else "f", "decided", f"{year}-12-05",
            "Tập thể lãnh đạo đơn vị", day.isoformat(), "Cấp có thẩm quyền", paper, told,
            "written" if self.rng.random() < 0.7 else "electronic",
        )  # fmt: skip

    def _draw(self, first: Held, held: Held, year: int) -> tuple[str, str, str]:
        """Class, class proposed, and the reason where one is needed."""
        rng, node = self.rng, held.node
        recent = first is held and date(year, 6, 30) < held.since <= date(year, 12, 31)
        if recent and held.since != TWO_TIERS:
            return KXL, KXL, "new"
        chance = rng.random()
        if chance < 0.004:
            return KXL, KXL, "leave"
        if chance < 0.008:
            return KHT, HT, self._why(year)
        limit = self.of_unit.get((node.id, year), HTT) if held.title[2:] in HEADS else HTXS
        if chance < 0.075 or RANK[limit] < RANK[HTT]:
            if limit == KHT:
                return KHT, HT, self._why(year)
            proposed = HTT if rng.random() < 0.8 else HT
            self._count(node, year, proposed == HTT, False)
            return HT, proposed, ""
        best = limit == HTXS and self._room(node, year) and rng.random() < 0.97
        self._count(node, year, True, best)
        return (HTXS if best else HTT), HTT, ""

    def _why(self, year: int) -> str:
        if year >= POINTS_SINCE:
            return "score"
        chance = self.rng.random()
        return "tasks" if chance < 0.5 else "discipline" if chance < 0.9 else "degeneration"

    def _room(self, node: Node, year: int) -> bool:
        """Is there room for one more excellent, in the unit and in its locality?"""
        unit, place = (node.id, year), (node.locality.id, year)
        in_unit = self.excellent[unit] + 1 <= max(1, (self.good[unit] + 1) // 5)
        return in_unit and self.excellent[place] + 1 <= (self.good[place] + 4) // 5

    def _count(self, node: Node, year: int, good: bool, excellent: bool) -> None:
        for key in ((node.id, year), (node.locality.id, year)):
            self.good[key] += good
            self.excellent[key] += excellent
