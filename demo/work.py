"""Job positions of every kind of unit, and the goals of units with those who answer for them.

Written by statements over the rows that are there, so that a large province costs little more.
"""

import csv

from django.db import connection

from demo.localities import DATA
from demo.work_sql import GOALS, POSITIONS

TABLES = [
    f"cadres_{name}"
    for name in (
        "jobposition", "competency", "competencyanchor", "positioncompetency", "seatposition",
        "goal", "workitem", "responsibility",
    )
]  # fmt: skip
# Columns of the files that statements read, as temporary tables of the same name.
FILES = ("competencies", "anchors", "goals", "work_items")


def write() -> None:
    """Fill the tables; identifiers are hashes of what they name, the same on any machine."""
    with connection.cursor() as cursor:
        for name in FILES:
            _bring(cursor, name)
        for statement in (*POSITIONS, *GOALS):
            cursor.execute(statement)
        for name in FILES:
            cursor.execute(f"DROP TABLE demo_{name}")


def _bring(cursor, name: str) -> None:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    columns = ", ".join(f'"{column}" text' for column in rows[0])
    cursor.execute(f"CREATE TEMPORARY TABLE demo_{name} ({columns})")
    marks = ", ".join(["(" + ", ".join(["%s"] * len(rows[0])) + ")"] * (len(rows) - 1))
    cursor.execute(
        f"INSERT INTO demo_{name} VALUES {marks}", [cell for row in rows[1:] for cell in row]
    )
