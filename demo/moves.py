"""Moves between posts since 2018, as the careers have them, with the decisions they rest on."""

from datetime import timedelta
from random import Random

from demo.copying import NULL, Copier
from demo.desks import Held
from demo.localities import OPENED, TWO_TIERS
from demo.people import Person
from demo.plans import TODAY, Plans
from demo.posts import GRADES
from governance.dates import add_months
from rotation.models import Move

FIRST_YEAR = 2018
ROTATION_MONTHS = 36
KINDS = {
    "elected": "appointment",
    "designated": "appointment",
    "appointed": "appointment",
    "exam": "appointment",
    "reappointed": "reappointment",
    "transferred": "transfer",
    "rotated": "rotation",
}


class Moves:
    """Writes the moves of a person from the career."""

    def __init__(self, rng: Random, plans: Plans, copier: Copier, new_id):
        self.rng, self.plans, self.new_id = rng, plans, new_id
        self._move = copier.stream(
            Move, "id", "cadre", "kind", "from_seat", "to_seat", "direction", "effective_on",
            "expected_until", "special_case", "plan_entry", "exam_result", "returns", "state",
            "proposed_on", "proposed_by_name", "decided_by_name", "decision", "ended_on",
            "placement",
        )  # fmt: skip

    def add(self, person: Person, papers: list[str], exam_results: dict[str, str]) -> None:
        before: Held | None = None
        rotation = ""
        for at, (held, paper) in enumerate(zip(person.assignments, papers, strict=True)):
            if held.is_principal:
                rotation = self._one(person, before, held, at, paper, rotation, exam_results)
                before = held
            elif paper and held.since.year >= FIRST_YEAR:
                self._write(person, "concurrent", None, held, paper)

    def _one(self, person, before, held: Held, at: int, paper: str, rotation: str, results) -> str:
        """The move into one principal seat; returns the rotation that a later return may end."""
        leads = held.title in GRADES
        reform = before and before.exit == "unit_dissolved"
        told = paper and held.since.year >= FIRST_YEAR and held.since > OPENED
        if not told or not (leads or held.entry == "transferred") or (reform and not leads):
            return ""
        kind = KINDS.get(held.entry)
        if kind is None:
            return ""
        if rotation and before and before.exit == "rotated_out" and self.rng.random() < 0.35:
            self._write(person, "return", before, held, paper, returns=rotation)
            return ""
        if kind != "rotation":
            self._write(
                person, kind, before, held, paper, result=results.get(held.seat + person.id, "")
            )
            return ""
        return self._rotation(person, before, held, at, paper)

    def _rotation(self, person: Person, before: Held, held: Held, at: int, paper: str) -> str:
        expected = add_months(held.since, ROTATION_MONTHS)
        ended, placement = NULL, ""
        if held.until:
            state, ended = "ended", held.until.isoformat()
            after = next((a for a in person.assignments[at + 1 :] if a.is_principal), None)
            placement = self._placement(held, after)
        else:
            state = "due" if expected <= TODAY else "in_progress"
        return self._write(
            person, "rotation", before, held, paper, expected=expected.isoformat(), state=state,
            ended=ended, placement=placement, special="nonlocal",
        )  # fmt: skip

    @staticmethod
    def _placement(held: Held, after: Held | None) -> str:
        if after is None:
            return "other"
        if after.seat == held.seat:
            return "stay"
        now, then = GRADES.get(held.title, 9), GRADES.get(after.title, 9)
        return "higher" if then < now else "back"

    def _write(
        self, person: Person, kind: str, before: Held | None, held: Held, paper: str, *,
        expected: str = NULL, state: str = "decided", ended: str = NULL, placement: str = "",
        special: str = "", returns: str = "", result: str = "",
    ) -> str:  # fmt: skip
        move = self.new_id()
        planned = self.plans.entries.get((person.id, held.title, held.node.id))
        if kind == "rotation":
            planned = self.plans.of_person.get(person.id)
        serves = planned.id if planned and planned.since < held.since else NULL
        proposed = held.since - timedelta(days=25 + int(self.rng.random() * 30))
        self._move(
            move, person.id, kind, before.seat if before else NULL, held.seat,
            self._direction(before, held), held.since.isoformat(), expected, special, serves,
            result or NULL, returns or NULL, state, proposed.isoformat(),
            "Tập thể lãnh đạo đơn vị", "Cấp có thẩm quyền", paper, ended, placement,
        )  # fmt: skip
        return move

    @staticmethod
    def _direction(before: Held | None, held: Held) -> str:
        if before is None or before.node.locality is held.node.locality:
            return ""
        found = f"{before.node.level}_{held.node.level}"
        return "" if "district" in found and held.since >= TWO_TIERS else found
