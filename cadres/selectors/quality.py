"""How good the records are: which fail a measure, by unit and over time. Nothing here writes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from cadres.models import Cadre, CadreStatus, QualitySnapshot, Unit
from cadres.rules.quality import BY_CODE, MEASURES, Measure, score
from governance.actor import Actor

C = "cadres_cadre"
EARLIEST = f"rpad({C}.born, 10, '-01-01')::date"
NUMBER = f"""EXISTS (SELECT FROM cadres_personaldetails d WHERE d.cadre_id = {C}.id
    AND d.personal_id <> '' AND {{}})"""
LINE = "NOT EXISTS (SELECT FROM {} l WHERE l.cadre_id = " + C + ".id AND l.struck_on IS NULL)"
HELD = "EXISTS (SELECT FROM cadres_assignment a WHERE a.cadre_id = " + C + ".id"
POST = HELD + " AND a.held @> %(on)s::date{})"
# Measure → the condition under which a record fails it.
FAILS = {
    "DQ-01": f"{EARLIEST} > %(on)s::date - interval '18 years' OR {EARLIEST} < %(on)s::date"
    " - interval '71 years'",
    "DQ-02": NUMBER.format(
        f"(substr(d.personal_id, 5, 2) <> substr({C}.born, 3, 2) OR"
        f" substr(d.personal_id, 4, 1)::int %% 2 <> ({C}.sex = 'female')::int)"
    ),
    "DQ-03": f"{C}.party_official IS NOT NULL AND ({C}.party_joined IS NULL OR"
    f" left({C}.party_joined, 4) > left({C}.party_official, 4))",
    "DQ-04": f"{C}.recruited IS NOT NULL AND left({C}.recruited, 4)::int"
    f" < left({C}.born, 4)::int + 15",
    "DQ-11": "NOT " + NUMBER.format("true"),
    "DQ-12": f"length({C}.born) < 10",
    "DQ-13": "NOT " + POST.format(""),
    "DQ-14": POST.format(" AND a.decision_id IS NULL"),
    "DQ-15": LINE.format("cadres_qualification"),
    "DQ-16": LINE.format("cadres_salarystep"),
    "DQ-21": f"EXISTS (SELECT FROM cadres_duplicatepair p WHERE NOT p.gone"
    f" AND p.distinct_on IS NULL AND {C}.id IN (p.first_id, p.second_id))",
    "DQ-22": f"{C}.full_name = upper({C}.full_name) OR {C}.full_name !~ '[^ -~]'",
    "DQ-23": f"{C}.religion = '' OR {C}.ethnicity = ''",
    "DQ-31": f"NOT EXISTS (SELECT FROM cadres_recordconfirmation r WHERE r.cadre_id = {C}.id"
    " AND r.confirmed_on > %(on)s::date - interval '1 year')",
    "DQ-32": f"{EARLIEST} < %(on)s::date - interval '66 years'",
}
MOST_UNITS, TREND_POINTS = 200, 12


def failing(cadres, code: str, on: date):
    """The records in service that fail a measure."""
    text = FAILS[code].replace("%(on)s", "%s")
    days = [on] * FAILS[code].count("%(on)s")
    return cadres.filter(status=CadreStatus.ACTIVE).filter(
        RawSQL(text, days, output_field=BooleanField())
    )


@dataclass(frozen=True)
class Standing:
    """One measure over all the units one may see."""

    measure: Measure
    failing: int
    before: int | None

    @property
    def change(self) -> int | None:
        return None if self.before is None else self.failing - self.before


@dataclass(frozen=True)
class Ranked:
    unit: Unit
    records: int
    failing: int
    score: Decimal
    before: Decimal | None


@dataclass(frozen=True)
class Scoreboard:
    """Everything the page shows, from the counts of the last night."""

    taken_on: date | None
    records: int
    score: float
    standings: list[Standing]
    units: list[Ranked]
    trend: list[tuple[date, float]]


def scoreboard(actor: Actor) -> Scoreboard:
    """The units one may see, worst first, with what changed in about a month."""
    visible = QualitySnapshot.objects.visible_to(actor)
    days = list(visible.values_list("taken_on", flat=True).distinct().order_by("-taken_on")[:400])
    if not days:
        return Scoreboard(None, 0, 100.0, [], [], [])
    month_ago = next((day for day in days if day <= days[0] - timedelta(28)), None)
    now = list(visible.filter(taken_on=days[0]).select_related("unit"))
    then = {row.unit_id: row for row in visible.filter(taken_on=month_ago)} if month_ago else {}
    total, total_before = summed(now), summed(then.values())
    records = sum(row.records for row in now)
    standings = [
        Standing(m, total.get(m.code, 0), total_before.get(m.code, 0) if then else None)
        for m in MEASURES
    ]
    units = [
        Ranked(
            row.unit,
            row.records,
            sum(row.failing.values()),
            row.score,
            then[row.unit_id].score if row.unit_id in then else None,
        )
        for row in sorted(now, key=lambda row: (row.score, -row.records))
    ]
    return Scoreboard(
        days[0],
        records,
        score(records, total),
        standings,
        units[:MOST_UNITS],
        trend(visible, days),
    )


def summed(rows) -> dict[str, int]:
    total: dict[str, int] = defaultdict(int)
    for row in rows:
        for code, number in row.failing.items():
            total[code] += number
    return total


def trend(visible, days: list[date]) -> list[tuple[date, float]]:
    """The score of some days, evenly spread, oldest first."""
    step = max(1, len(days) // TREND_POINTS)
    chosen = sorted(days[::step][:TREND_POINTS])
    by_day: dict[date, list] = defaultdict(list)
    for row in visible.filter(taken_on__in=chosen).only("taken_on", "records", "failing"):
        by_day[row.taken_on].append(row)
    return [
        (day, score(sum(r.records for r in by_day[day]), summed(by_day[day]))) for day in chosen
    ]


def kinds() -> dict[str, str]:
    return {
        "correct": _("correct"),
        "complete": _("complete"),
        "clean": _("clean"),
        "alive": _("alive"),
    }


def records_failing(actor: Actor, code: str, on: date):
    """The records one may see that fail a measure; none for a measure that never was."""
    rows = Cadre.objects.visible_to(actor).select_related("employing_unit")
    return failing(rows, code, on) if code in BY_CODE else rows.none()
