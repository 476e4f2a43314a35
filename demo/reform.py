"""The reform of 1 July 2025 while rows are drawn: what it will do is held back for its services.

Rows go to the database as they were on 30 June; where each person goes on is written as the
plan of the people; what happened after the day waits in passing tables until the plan, carried
out by `demo.reorganisations`, has moved everybody.
"""

from dataclasses import dataclass

from django.db import connection

from cadres.models import Assignment, Cadre, Outcome, Placement, Seat
from demo.copying import NULL, Copier
from demo.desks import Held
from demo.localities import TWO_TIERS
from demo.people import Person
from demo.posts import GRADES
from demo.units import Node

ASSIGNMENTS, SEATS, CADRES = "later_assignment", "later_seat", "later_cadre"


@dataclass(slots=True)
class Fate:
    """What becomes of one seat held on 30 June: the identifier is that of what follows."""

    id: str
    outcome: str
    next: Held | None


@dataclass(slots=True)
class Standing:
    """Who employs and manages somebody, and whether the person is in service."""

    employer: Node
    manager: Node
    tier: str
    status: str = "active"
    status_on: str = NULL


class Reform:
    """Holds back, person by person, what the reorganisation does."""

    def __init__(self, copier: Copier, new_id):
        self.new_id, self.plan = new_id, new_id()
        self.fates: dict[int, Fate] = {}
        self.begun: dict[int, str] = {}
        self.moving: set[str] = set()
        self._placement = copier.stream(
            Placement, "id", "reorganisation", "assignment", "outcome", "unit", "planned_unit",
            "seat", "planned_seat", "title", "kind", "entry", "exit", "manager",
            "planned_manager", "tier", "decision", "by_hand",
        )  # fmt: skip
        self.later_assignment = copier.aside(
            Assignment, ASSIGNMENTS, "id", "cadre", "seat", "held", "kind", "is_principal",
            "entry", "exit", "decision", "exit_decision", "start_precision",
        )  # fmt: skip
        self.later_seat = copier.aside(Seat, SEATS, "id", "valid")
        self.later_cadre = copier.aside(
            Cadre, CADRES, "id", "employing_unit", "managing_unit", "tier", "status", "status_on"
        )

    def meet(self, person: Person) -> bool:
        """Find what the reform does to a person; it asks nothing of who is elsewhere."""
        self.fates, self.begun, self.moving = {}, {}, set()
        ending = [
            a for a in person.assignments if a.node.closed_by_reform and a.until == TWO_TIERS
        ]
        if not ending:
            return False
        coming = [a for a in person.assignments if a.since >= TWO_TIERS]
        beside = iter([a for a in coming if not a.is_principal and a.since == TWO_TIERS])
        for held in ending:
            if held.is_principal:
                fate = self._of_post(next((a for a in coming if a.is_principal), None))
            else:
                fate = self._beside(next(beside, None))
            self.fates[id(held)] = fate
            if fate.outcome in (Outcome.SEAT, Outcome.MOVES):
                self.begun[id(fate.next)] = fate.id
        return True

    def _of_post(self, after: Held | None) -> Fate:
        if after is None:
            return Fate(self.new_id(), Outcome.LEAVES, None)
        if after.since > TWO_TIERS:
            return Fate(self.new_id(), Outcome.WAITS, after)
        if after.title in GRADES:
            return Fate(self.new_id(), Outcome.SEAT, after)
        self.moving.add(after.seat)
        return Fate(after.seat, Outcome.MOVES, after)

    def _beside(self, after: Held | None) -> Fate:
        outcome = Outcome.SEAT if after else Outcome.ENDS
        return Fate(self.new_id(), outcome, after)

    def place(
        self, person: Person, held: Held, row: str, *, paper: str, standing: Standing, title: str
    ) -> None:
        """The line of the plan of the people for one seat held on 30 June."""
        fate = self.fates[id(held)]
        after, goes_on = fate.next, fate.outcome in (Outcome.SEAT, Outcome.MOVES, Outcome.WAITS)
        exit = held.exit or "unit_dissolved"
        if fate.outcome == Outcome.LEAVES and person.status == "retired":
            exit = "retirement"
        in_seat = after.seat if fate.outcome == Outcome.SEAT else NULL
        manager = standing.manager if goes_on and held.is_principal else None
        self._placement(
            fate.id, self.plan, row, fate.outcome, *either(after and after.node),
            *(either(after.node, in_seat) if fate.outcome == Outcome.SEAT else (NULL, NULL)),
            title if fate.outcome == Outcome.MOVES else NULL,
            after.kind if after else held.kind, after.entry if after else "transferred", exit,
            *either(manager), standing.tier if manager else "", paper or NULL, "t",
        )  # fmt: skip

    def goes_on_after(self, person: Person) -> bool:
        """Has the record changed since the reform, other than by it?"""
        posts = [a for a in person.assignments if a.is_principal]
        last = posts[-1]
        by_reform = id(last) in self.begun and last.until is None
        left = any(f.outcome == Outcome.LEAVES for f in self.fates.values())
        return not by_reform and not left

    def later(self, person: Person, standing: Standing) -> None:
        """How the record stands today, where it changed after the reform."""
        self.later_cadre(
            person.id, standing.employer.id, standing.manager.id, standing.tier,
            standing.status, standing.status_on,
        )  # fmt: skip


def either(node: Node | None, value: str = "") -> tuple[str, str]:
    """A reference to what is there already, or to what is only planned: one of the two."""
    if node is None:
        return NULL, NULL
    value = value or node.id
    return (NULL, value) if node.founded_by_reform else (value, NULL)


AFTERWARDS = (
    f"""
UPDATE cadres_assignment a SET held = l.held, exit = l.exit,
    exit_decision_id = l.exit_decision_id, start_precision = l.start_precision,
    version = a.version + 1
FROM {ASSIGNMENTS} l WHERE l.id = a.id
""",
    f"""
UPDATE cadres_seat s SET valid = l.valid, version = s.version + 1
FROM {SEATS} l WHERE l.id = s.id
""",
    f"""
UPDATE cadres_cadre c SET employing_unit_id = l.employing_unit_id,
    managing_unit_id = l.managing_unit_id, tier = l.tier, status = l.status,
    status_on = l.status_on, version = c.version + 1
FROM {CADRES} l WHERE l.id = c.id
""",
    f"""
INSERT INTO cadres_assignment (id, version, cadre_id, seat_id, held, kind, is_principal, entry,
    exit, decision_id, exit_decision_id, start_precision)
SELECT id, 1, cadre_id, seat_id, held, kind, is_principal, entry, exit, decision_id,
    exit_decision_id, start_precision
FROM {ASSIGNMENTS} l WHERE NOT EXISTS (SELECT FROM cadres_assignment a WHERE a.id = l.id)
""",
)


def write_what_came_after() -> None:
    """The rows that had to wait until the reform was carried out."""
    with connection.cursor() as cursor:
        for statement in AFTERWARDS:
            cursor.execute(statement)
