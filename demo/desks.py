"""Seats held by people while careers are drawn, and the numbered seats of staff."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from demo.units import Node


@dataclass(slots=True)
class Held:
    """A seat held by a person, ready to be written."""

    node: Node
    title: str
    seat: str
    since: date
    until: date | None
    entry: str
    exit: str = ""
    kind: str = "primary"
    is_principal: bool = True


class Desks:
    """Seats of staff, numbered within a unit; written by whoever opens them."""

    def __init__(self, new_id):
        self.new_id = new_id
        self.last: dict[tuple[str, str], int] = defaultdict(int)
        self.opened: dict[str, tuple[Node, str, date, date | None]] = {}

    def open(self, node: Node, title: str, since: date, until: date | None) -> str:
        key = (node.id, title)
        self.last[key] += 1
        seat = self.new_id()
        self.opened[seat] = (node, title, since, until)
        return seat
