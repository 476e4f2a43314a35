"""The units of the demo: localities with their periods and successors, and their bodies."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from cadres.models import Unit, UnitRecord, UnitSuccession
from demo.copying import NULL, Copier
from demo.localities import TWO_TIERS, Locality, localities, locality_at, successions
from demo.organisations import Body, bodies_of

COMMITTEES = {"thanh_pho": "Thành ủy", "thi_xa": "Thị ủy", "huyen": "Huyện ủy"}


@dataclass(slots=True)
class Period:
    """What a unit was called, of what kind and beneath whom, during a time."""

    since: date
    until: date | None
    kind: str
    names: tuple[str, str, str]
    above: "Node | None"
    instrument: str = ""


@dataclass(slots=True)
class Node:
    """A unit as the loader sees it; `locality` is the administrative unit it belongs to."""

    id: str
    code: str
    path: str
    level: str
    block: str
    periods: list[Period]
    official_code: str = ""
    locality: "Node | None" = None
    body: Body | None = None
    bodies: dict[str, "Node"] = field(default_factory=dict)
    district: str = ""

    @property
    def founded_by_reform(self) -> bool:
        """It begins with the reorganisation of 1 July 2025, which `demo.reform` carries out."""
        return self.since == TWO_TIERS

    @property
    def closed_by_reform(self) -> bool:
        return self.until == TWO_TIERS

    @property
    def now(self) -> Period:
        return self.periods[-1]

    @property
    def since(self) -> date:
        return self.periods[0].since

    @property
    def until(self) -> date | None:
        return self.periods[-1].until

    @property
    def kind(self) -> str:
        return self.now.kind


def span(since: date, until: date | None) -> str:
    """A half-open range as PostgreSQL writes it."""
    return f"[{since},{until or ''})"


def before_reform(until: date | None) -> date | None:
    """The last day as it was known before 1 July 2025: what that day ended was then open."""
    return None if until == TWO_TIERS else until


def small(name: str) -> str:
    return name[:1].lower() + name[1:]


class Forest:
    """All units of the demo, found by locality key and by body."""

    def __init__(self, new_id: Callable[[], str]):
        self.new_id = new_id
        self.nodes: list[Node] = []
        self.at: dict[tuple[str, date], Node] = {}
        for unit in localities():
            self._locality(unit)
        for node in list(self.nodes):
            for body in bodies_of(node.level, node.since):
                self._body(node, body)

    @property
    def province(self) -> Node:
        return self.nodes[0]

    def _locality(self, unit: Locality) -> None:
        parent = locality_at(unit.parent_code, unit.since) if unit.parent_code else None
        above = self.at[parent.key] if parent else None
        instrument = next((s.instrument for s in successions() if s.new == unit.key), "")
        period = Period(
            unit.since, unit.until, unit.kind, (unit.name_vi, unit.name_en, unit.name_ar), above,
            instrument,
        )  # fmt: skip
        before = self._same_unit_before(unit)
        if before:
            before.periods.append(period)
            before.path = f"{above.path}{before.code}/"
            before.district = self._district_of(unit)
            self.at[unit.key] = before
            return
        taken = any(key[0] == unit.code for key in self.at)
        code = f"{unit.code}-{unit.since.year}" if taken else unit.code
        node = Node(
            id=self.new_id(),
            code=code,
            path=f"{above.path if above else '/'}{code}/",
            level=unit.level,
            block="territory",
            periods=[period],
            official_code=unit.code,
            district=self._district_of(unit),
        )
        node.locality = node
        self.nodes.append(node)
        self.at[unit.key] = node

    @staticmethod
    def _district_of(unit: Locality) -> str:
        if unit.level == "district":
            return unit.code
        return unit.parent_code if unit.level == "commune" and unit.since < TWO_TIERS else ""

    def _same_unit_before(self, unit: Locality) -> Node | None:
        """A rename, or a new superior of the same level, keeps the unit; 2025 made new ones."""
        step = next((s for s in successions() if s.new == unit.key and s.kind == "RENAME"), None)
        return self.at[step.old] if step and step.on < TWO_TIERS else None

    def _body(self, locality: Node, body: Body) -> None:
        above = locality.bodies[body.above] if body.above else locality
        periods = []
        for period in locality.periods:
            since = max(period.since, body.since)
            until = min((d for d in (period.until, body.until) if d), default=None)
            if until is None or since < until:
                periods.append(Period(since, until, body.kind, self._names(body, period), above))
        code = f"{locality.code}.{body.suffix}"
        node = Node(
            id=self.new_id(),
            code=code,
            path=f"{above.path}{code}/",
            level=locality.level,
            block=body.block,
            periods=periods,
            locality=locality,
            body=body,
            district=locality.district,
        )
        locality.bodies[body.suffix] = node
        self.nodes.append(node)

    @staticmethod
    def _names(body: Body, period: Period) -> tuple[str, str, str]:
        vi, en, ar = period.names
        words = 2 if period.kind in {"thanh_pho", "thi_xa", "thi_tran", "dac_khu"} else 1
        proper = vi.split(" ", words)[-1]
        committee = f"{COMMITTEES.get(period.kind, '')} {proper}"
        if body.vi.startswith("Cấp ủy"):
            name = committee
        elif body.vi.startswith("Trường"):
            name = body.vi.format(proper)
        elif body.shape == "district" and body.above == "CU":
            name = body.vi.format(committee)
        else:
            name = body.vi.format(small(vi))
        return name, body.en.format(en), body.ar.format(ar)

    def open_streams(self, copier: Copier) -> None:
        self._unit = copier.stream(
            Unit, "id", "code", "official_code", "kind", "level", "block", "parent", "path",
            "valid", "name_vi", "name_en", "name_ar",
        )  # fmt: skip
        self._record = copier.stream(
            UnitRecord, "id", "unit", "kind", "parent", "valid", "instrument",
            "name_vi", "name_en", "name_ar",
        )  # fmt: skip
        self._succession = copier.stream(
            UnitSuccession, "id", "old", "new", "kind", "on", "instrument"
        )

    def write(self) -> None:
        """All rows of units, their records and successions, as they were before the reform."""
        for node in (n for n in self.nodes if not n.founded_by_reform):
            now = node.now
            parent = now.above.id if now.above else NULL
            self._unit(
                node.id, node.code, node.official_code, node.kind, node.level, node.block, parent,
                node.path, span(node.since, before_reform(node.until)), *now.names,
            )  # fmt: skip
            for p in node.periods:
                above = p.above.id if p.above else NULL
                self._record(
                    self.new_id(), node.id, p.kind, above, span(p.since, before_reform(p.until)),
                    p.instrument, *p.names,
                )  # fmt: skip
        for step in successions():
            old, new = self.at[step.old], self.at[step.new]
            if old is not new and step.on < TWO_TIERS:
                self._succession(
                    self.new_id(), old.id, new.id, step.kind.lower(), str(step.on),
                    step.instrument,
                )  # fmt: skip
