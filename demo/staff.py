"""Staff of divisions, schools and health services: as many as --people asks for, one at a time."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from demo.desks import Desks, Held
from demo.localities import OPENED, TWO_TIERS, successions
from demo.names import pick
from demo.people import People, Person
from demo.units import Forest, Node

FULLEST = 30_000  # seats of one title in a unit; numbers are small integers
# Body of a district → body of a commune that took over its work in 2025.
TAKEN_OVER = {
    "BTC": "XDD", "UBKT": "UBKT", "BTG": "XDD", "BDV": "XDD", "VPCU": "VPDU", "VPHU": "VPHU",
    "NV": "VHXH", "TCKH": "KT", "TNMT": "KT", "KTHT": "KT", "TP": "VPHU", "GDDT": "VHXH",
    "LDTBXH": "VHXH", "VHTT": "VHXH", "TTR": "VPHU", "TTCT": "XDD", "TTVH": "VHXH", "BQL": "KT",
    "DTN": "DTN", "PN": "PN", "ND": "ND", "CCB": "CCB",
}  # fmt: skip
OFFICE = ("KT", "VHXH", "VPHU", "HCC")


class Staff:
    """Draws staff careers: hired, moved with their unit by the reforms, perhaps moved or gone."""

    def __init__(self, rng: Random, forest: Forest, people: People, desks: Desks):
        self.rng, self.forest, self.people, self.desks = rng, forest, people, desks
        self.hosts = {since: self._hosts(since) for since in (OPENED, TWO_TIERS)}
        self.heirs: dict[str, list[Node]] = defaultdict(list)
        for step in successions():
            old, new = forest.at[step.old], forest.at[step.new]
            if old is not new:
                self.heirs[old.id].append(new)

    def _hosts(self, since: date) -> tuple[Node, ...]:
        """Each unit as often as its share of staff."""
        slots = []
        for node in self.forest.nodes:
            if node.body and node.since <= since and (not node.until or node.until > since):
                slots.extend([node] * node.body.staff)
        return tuple(slots)

    def draw(self, count: int) -> Iterator[Person]:
        for _ in range(count):
            yield self._one()

    def _one(self) -> Person:
        rng = self.rng
        since = OPENED if rng.random() < 0.62 else self._a_day(2016, 2026)
        node = pick(rng, self.hosts[TWO_TIERS if since >= TWO_TIERS else OPENED])
        node = self._alive(node, since)
        suffix = node.body.suffix
        field = "general"
        if suffix.startswith(("TH", "PT", "DHHL")) and node.block == "service":
            field = "school"
        elif suffix.startswith(("TYT", "TTYT", "YT", "BV")):
            field = "health"
        ages = (24, 50) if since == OPENED else (23, 32)
        person = self.people.draw(field=field, district=node.district, age=ages, on=since)
        person.assignments = self._career(person, node, since)
        return person

    def _a_day(self, first_year: int, last_year: int) -> date:
        years = first_year + int(self.rng.random() * (last_year - first_year + 1))
        return date(years, 1 + int(self.rng.random() * 10), 1)

    def _alive(self, node: Node, day: date) -> Node:
        while node.since > day or (node.until and node.until <= day):
            node = (
                self._successor(node) if node.since <= day else pick(self.rng, self.hosts[OPENED])
            )
        return node

    def _career(self, person: Person, node: Node, since: date) -> list[Held]:
        rng = self.rng
        end, how = self._end(person, since)
        held: list[Held] = []
        entry = "recruited" if since > OPENED else "appointed"
        moves = self._a_day(2017, 2024) if rng.random() < 0.1 else None
        while True:
            node = self._not_full(node, since)
            stops = [d for d in (node.until, end) if d]
            moved = moves and since < moves and not any(stop <= moves for stop in stops)
            until = moves if moved else min(stops, default=None)
            seat = self._desk(node, since, until)
            held.append(Held(node, node.body.staff_title, seat, since, until, entry))
            if until is None:
                return held
            if until == end:
                held[-1].exit = how
                return held
            held[-1].exit = "transfer" if moved else "unit_dissolved"
            node = self._elsewhere(node, until) if moved else self._successor(node)
            since, entry = until, "transferred"

    def _desk(self, node: Node, since: date, until: date | None) -> str:
        """A third of the seats stay open, and vacant, when their holder has left."""
        keep = until and self.rng.random() < 0.35
        return self.desks.open(node, node.body.staff_title, since, node.until if keep else until)

    def _end(self, person: Person, since: date) -> tuple[date | None, str]:
        rng = self.rng
        retires = person.born + timedelta(days=int(person.limit() * 365.25))
        if retires < date(2026, 10, 1):
            day = max(retires.replace(day=1), since + timedelta(days=400)).replace(day=1)
            person.status, person.status_on = "retired", day
            return day, "retirement"
        if rng.random() < 0.07:
            day = self._a_day(2018, 2026)
            if day > since + timedelta(days=200):
                person.status, person.status_on = "left", day
                return day, "resigned" if rng.random() < 0.7 else "transfer"
        return None, ""

    def _elsewhere(self, node: Node, day: date) -> Node:
        """Another body of the same locality that lives as long."""
        others = [n for n in node.locality.bodies.values() if n.body.staff]
        return pick(self.rng, [n for n in others if n.until == node.until and n.since <= day])

    def _not_full(self, node: Node, day: date) -> Node:
        """The unit itself, or another one of that time once its seats have run out of numbers."""
        while self.desks.last[node.id, node.body.staff_title] >= FULLEST:
            others = self.hosts[TWO_TIERS if day >= TWO_TIERS else OPENED]
            node = self._alive(pick(self.rng, others), day)
        return node

    def _successor(self, node: Node) -> Node:
        """Where a body's staff go when it ends."""
        suffix, locality = node.body.suffix, node.locality
        if locality.level == "province":
            return locality.bodies[node.body.becomes]
        if node.until == TWO_TIERS and suffix in {"TTYT", "THPT"}:
            return self.forest.province.bodies[f"{suffix[2:]}{locality.official_code}"]
        heirs = self.heirs[locality.id]
        if node.until != TWO_TIERS:
            return heirs[0].bodies[suffix]
        if locality.level == "district":
            return pick(self.rng, [heir.bodies[TAKEN_OVER[suffix]] for heir in heirs])
        heir = pick(self.rng, heirs)
        if suffix == "VP":
            return pick(self.rng, [heir.bodies[name] for name in OFFICE])
        return heir.bodies[suffix]
