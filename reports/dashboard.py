"""The secretary's dashboard: kept figures of a unit, read without counting anything anew."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models.fields.json import KeyTransform
from django.utils.translation import gettext as _

from cadres.models import Unit
from reports import figures, prose
from reports.charts import CHARTS
from reports.models import Snapshot

# (code, how it is written, what would be trouble): eight numbers, each with its year before
TILES = (
    ("cadres.people", "", None),
    ("cadres.seats.filled", "percent", None),
    ("cadres.nonlocal_secretaries.district", "fraction", None),
    ("cadres.nonlocal_secretaries.commune", "fraction", None),
    ("evaluation.excellent_per_good", "percent", "up"),
    ("planning.posts_without_successor", "count", "up"),
    ("rotation.due", "count", "up"),
    ("inspection.overdue", "count", "up"),
)
TABLES = ("cadres.ages", "evaluation.people_by_year", "inspection.findings")


@dataclass(frozen=True)
class Board:
    """What the dashboard shows of one unit and year."""

    year: int
    taken_at: datetime
    tiles: list[dict[str, Any]]
    charts: list


def years_kept(unit: Unit) -> list[int]:
    """The years of which figures of this unit are kept, the latest first."""
    kept = Snapshot.objects.filter(unit=unit).order_by("-year").values_list("year", flat=True)
    return list(kept.distinct())


def board(*, unit: Unit, year: int, lang: str) -> Board | None:
    """The latest kept figures of a unit and year; nothing where none were taken yet."""
    tables = {f"table_{n}": KeyTransform(code, "content__tables") for n, code in enumerate(TABLES)}
    row = (
        Snapshot.objects.filter(unit=unit, year=year)
        .order_by("-taken_at")
        .values("taken_at", "content__figures", "content__previous", **tables)
        .first()
    )
    if row is None:
        return None
    content = {
        "figures": row["content__figures"],
        "previous": row["content__previous"],
        "tables": {code: row[f"table_{n}"] or [] for n, code in enumerate(TABLES)},
    }
    readings = figures.readings(content)
    return Board(
        year=year,
        taken_at=row["taken_at"],
        tiles=[
            tile(readings[code], lang, how, bad) for code, how, bad in TILES if code in readings
        ],
        charts=[chart for draw in CHARTS.values() if (chart := draw(content, lang))],
    )


def tile(reading: figures.Reading, lang: str, how: str, bad: str | None) -> dict[str, Any]:
    """One number with its definition and the year before."""
    kind = reading.definition.kind
    before = prose.written_value(reading.before, kind, lang, how)
    rising = reading.before is not None and (reading.now.percent or reading.now.numerator or 0) > (
        reading.before.percent or reading.before.numerator or 0
    )
    return {
        "label": str(reading.definition.label),
        "value": prose.written_value(reading.now, kind, lang, how),
        "note": _("the year before: %(value)s") % {"value": before},
        "tone": "warn" if bad == "up" and rising else "",
        "definition": str(reading.definition.definition),
    }
