"""Use case: counting the quality of the records, unit by unit, for a day."""

from datetime import date

from django.db import connection, transaction

from cadres.models import QualitySnapshot
from cadres.rules.quality import MEASURES, score
from cadres.selectors.quality import FAILS
from governance import audit
from governance.actor import Actor


@transaction.atomic
def take_quality(*, by: Actor, on: date) -> int:
    """Count every measure for every unit in one statement; a day is counted anew."""
    audit.record(by=by, action="cadres.take_quality")
    counts = ", ".join(f"count(*) FILTER (WHERE {FAILS[m.code]})" for m in MEASURES)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT employing_unit_id, count(*), {counts} FROM cadres_cadre"
            " WHERE status = 'active' GROUP BY 1",
            {"on": on},
        )
        rows = [snapshot(row, on) for row in cursor.fetchall()]
    QualitySnapshot.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["unit", "taken_on"],
        update_fields=["records", "failing", "score"],
    )
    return len(rows)


def snapshot(row: tuple, on: date) -> QualitySnapshot:
    unit, records, *numbers = row
    failing = {m.code: n for m, n in zip(MEASURES, numbers, strict=True) if n}
    return QualitySnapshot(
        unit_id=unit, taken_on=on, records=records, failing=failing, score=score(records, failing)
    )
