"""Half-open periods as the database keeps them; an end before the beginning is no period."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from governance.findings import refuse
from governance.text import say


def period(first_day: date, until: date | None = None) -> DateRange:
    """[first_day, until): refused (PERIOD-01) unless `until`, the first day outside, is later."""
    if until is not None and until <= first_day:
        refuse(
            "PERIOD-01",
            say(
                "The end ({until}) must lie after the beginning ({first}). Check both dates.",
                until=until,
                first=first_day,
            ),
        )
    return DateRange(first_day, until, "[)")
