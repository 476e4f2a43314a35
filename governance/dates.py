"""Calendar arithmetic the regulations need."""

from calendar import monthrange
from datetime import date, timedelta


def birthday(born_on: date, age: int) -> date:
    """The day somebody reaches an age; 29 February becomes 1 March in common years."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)


def whole_months(start: date, end: date) -> int:
    """Completed months from start to end; a month counts once its day is reached."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day)


def whole_years(start: date, end: date) -> int:
    """Completed years from start to end, as an age is counted."""
    return end.year - start.year - (birthday(start, end.year - start.year) > end)


def add_months(day: date, months: int) -> date:
    """The same day some months later; the last day of the month where that day is missing."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add_working_days(day: date, days: int) -> date:
    """Some working days later, Monday to Friday; public holidays are not known here."""
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


def year_of(year: int) -> tuple[date, date]:
    """A calendar year as a half-open range."""
    return date(year, 1, 1), date(year + 1, 1, 1)
