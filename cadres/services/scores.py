"""Count how complete records are, and keep the figures for lists."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import connection

from cadres.rules.records import RecordLaw
from cadres.selectors.completeness import counting_sql, health_since


def count_records(*, on: date, cadres: Iterable[UUID] | None = None) -> int:
    """Count these records anew, all of them when none is named; returns how many changed."""
    params = {
        "on": on,
        "all": cadres is None,
        "cadres": [str(cadre) for cadre in cadres or ()],
        "health_since": health_since(on),
    }
    with connection.cursor() as cursor:
        cursor.execute(counting_sql(RecordLaw.on(on).record_weights), params)
        return cursor.rowcount
