"""Payroll quotas of the demo: what each body was assigned when, beside who was there."""

from collections import defaultdict
from datetime import date, timedelta
from random import Random

from cadres.models import CATEGORY_OF, QuotaEntry
from demo.copying import Copier
from demo.localities import OPENED, TWO_TIERS
from demo.people import Person
from demo.records import Records
from demo.units import Forest, Node, span

# The payroll is assigned for years at a time, and anew when the organisation changes.
ASSIGNED = (OPENED, date(2020, 1, 1), date(2022, 1, 1), TWO_TIERS, date(2026, 1, 1))
LOOKED_AT = date(2026, 11, 1)
SUMMARY = "Giao biên chế cho các cơ quan, đơn vị"
TOO_FEW, JUST_ENOUGH = 0.05, 0.35


class Establishment:
    """Counts the people of each body while they are written, then assigns its numbers."""

    def __init__(self, rng: Random, forest: Forest, records: Records, copier: Copier, new_id):
        self.rng, self.forest, self.records, self.new_id = rng, forest, records, new_id
        self.days = {node.id: self._days(node) for node in forest.nodes if node.body}
        self.heads: dict[tuple[str, str], list[int]] = {}
        self.papers: dict[tuple[str, date], str] = {}
        self._entry = copier.stream(
            QuotaEntry, "id", "unit", "category", "number", "valid", "decision"
        )

    @staticmethod
    def _days(node: Node) -> list[date]:
        """When the body's numbers begin, and a last day to count at."""
        days = [
            day for day in ASSIGNED if node.since < day and (not node.until or day < node.until)
        ]
        last = node.until - timedelta(days=1) if node.until else LOOKED_AT
        return [node.since, *days, last]

    def count(self, person: Person) -> None:
        """Note on which of the days this person stood on which payroll."""
        category = CATEGORY_OF.get(person.category)
        for held in person.assignments if category else ():
            if not held.is_principal:
                continue
            days = self.days[held.node.id]
            heads = self.heads.setdefault((held.node.id, category), [0] * len(days))
            for at, day in enumerate(days):
                if held.since <= day and (held.until is None or day < held.until):
                    heads[at] += 1

    def write(self) -> None:
        """The entries of every body, period by period."""
        by_node: dict[str, list[tuple[str, list[int]]]] = defaultdict(list)
        for (node, category), heads in sorted(self.heads.items()):
            by_node[node].append((category, heads))
        for node in self.forest.nodes:
            for category, heads in by_node[node.id]:
                self._of(node, category, heads)

    def _of(self, node: Node, category: str, heads: list[int]) -> None:
        days = self.days[node.id]
        tight = self.rng.random()
        for at, since in enumerate(days[:-1]):
            until = days[at + 1] if at + 2 < len(days) else node.until
            most = max(heads[at], heads[at + 1])
            number = self._number(most, tight)
            if number:
                self._entry(
                    self.new_id(), node.id, category, str(number), span(since, until),
                    self._paper(node, since),
                )  # fmt: skip

    def _number(self, most: int, tight: float) -> int:
        """Few bodies have more people than places; most have some places to fill."""
        if tight < TOO_FEW and most > 4:
            return most - 1 - int(self.rng.random() * most * 0.1)
        if tight < JUST_ENOUGH:
            return most
        return most + int(self.rng.random() * (1.4 + most * 0.12))

    def _paper(self, node: Node, day: date) -> str:
        """One decision of a day for all bodies below the same committee."""
        issuer = self._issuer(node, day)
        key = (issuer.id, day)
        if key not in self.papers:
            signed = max(day - timedelta(days=9), issuer.since)
            self.papers[key] = self.records.sign(issuer, signed, "other", SUMMARY)
        return self.papers[key]

    def _issuer(self, node: Node, day: date) -> Node:
        suffix = "CU" if node.block in {"party", "front"} else "UBND"
        locality = node.locality
        if locality.level == "commune" and locality.since < TWO_TIERS:
            locality = self.records.district_of(locality, day) or self.forest.province
        elif locality.level == "commune":
            locality = self.forest.province
        return locality.bodies[suffix]
