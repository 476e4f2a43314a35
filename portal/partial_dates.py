"""Dates known only to the year or the month (ngày tháng không đầy đủ), as old files have them.

Two of them are compared only through `earliest()` and `latest()`: "2011" is neither before
nor after "2011-03".
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal import formats

FIRST_YEAR, LAST_YEAR = 1800, 2199
# The same pattern stands in CHECK constraints: year, perhaps month, perhaps day.
STORED = r"^(18|19|20|21)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
TYPED = re.compile(
    r"(?:(?:(?P<day>\d{1,2})[-/. ])?(?P<month>\d{1,2})[-/. ])?(?P<year>\d{4})\Z"
    r"|(?P<iso_year>\d{4})-(?P<iso_month>\d{1,2})(?:-(?P<iso_day>\d{1,2}))?\Z",
    re.ASCII,
)


@dataclass(frozen=True)
class PartialDate:
    """A day, a month or a year; `value` is the beginning of an ISO date."""

    value: str

    def __post_init__(self):
        try:
            known = re.match(STORED, self.value) and "\n" not in self.value and self.earliest()
        except ValueError:  # the 31st of April
            known = None
        if not known:
            raise ValueError("not a year, month or day")

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read "2011", "03/2011", "3-2011", "15/03/2011" or the ISO forms."""
        found = TYPED.match(text.strip())
        if not found:
            raise ValueError("not a year, month or day")
        parts = found.groupdict()
        year = parts["year"] or parts["iso_year"]
        rest = [parts["month"] or parts["iso_month"], parts["day"] or parts["iso_day"]]
        return cls("-".join([year, *(f"{int(part):02d}" for part in rest if part)]))

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        return cls(day.isoformat())

    @property
    def precision(self) -> str:
        return {4: "year", 7: "month", 10: "day"}[len(self.value)]

    @property
    def is_full(self) -> bool:
        return len(self.value) == 10

    @property
    def year(self) -> int:
        return int(self.value[:4])

    def earliest(self) -> date:
        """The first day it can mean."""
        return date.fromisoformat(self.value + "-01-01"[len(self.value) - 4 :])

    def latest(self) -> date:
        """The last day it can mean."""
        if self.is_full:
            return date.fromisoformat(self.value)
        year, month = self.year, int(self.value[5:7] or 12)
        return date(year, month, calendar.monthrange(year, month)[1])

    def surely_before(self, other: "PartialDate | date") -> bool:
        """Every reading of this one lies before every reading of the other."""
        first = other.earliest() if isinstance(other, PartialDate) else other
        return self.latest() < first

    def may_equal(self, other: "PartialDate | date") -> bool:
        """The two can mean the same day."""
        if not isinstance(other, PartialDate):
            return self.earliest() <= other <= self.latest()
        return self.earliest() <= other.latest() and other.earliest() <= self.latest()

    def age_on(self, day: date) -> "Age":
        """The full years from this date to a day: least and most possible."""
        return Age(_years(self.latest(), day), _years(self.earliest(), day))

    def text(self, lang: str) -> str:
        """The date as people of that language write it, never more exact than it is known."""
        return formats.partial_date_text(self.value, lang)

    def __str__(self):
        return self.text("vi")


@dataclass(frozen=True)
class Age:
    """An age in full years; the two ends differ when the date is not known to the day."""

    least: int
    most: int

    def __str__(self):
        if self.least == self.most:
            return str(self.least)
        return gettext("about %(years)d") % {"years": self.most}


def _years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def validate_partial_date(value) -> None:
    """Refuse text that is no year, month or day."""
    if not isinstance(value, PartialDate):
        try:
            PartialDate(str(value))
        except ValueError as error:
            raise ValidationError(_NOT_A_DATE, code="invalid") from error


_NOT_A_DATE = _("Write a day, a month or a year, for example 15/03/1979, 03/1979 or 1979.")


class PartialDateField(models.CharField):
    """Stores the beginning of an ISO date as text, which sorts right; the database checks it."""

    description = "a day, a month or a year"
    default_validators = [validate_partial_date]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("db_collation", "C")
        super().__init__(*args, **kwargs)
        self.validators = [validate_partial_date]

    def db_check(self, connection):
        """The shape by pattern, the day by the calendar; an empty text is no date."""
        name = connection.ops.quote_name(self.column)
        day = ", ".join(f"substr({name}, {at}, {n})::int" for at, n in ((1, 4), (6, 2), (9, 2)))
        return (
            f"{name} ~ '{STORED}'"
            f" AND CASE WHEN length({name}) = 10 THEN make_date({day}) IS NOT NULL ELSE TRUE END"
        )

    def from_db_value(self, value, expression, connection):
        return PartialDate(value) if value else None

    def to_python(self, value):
        if value in (None, "") or isinstance(value, PartialDate):
            return value or None
        if isinstance(value, date):
            return PartialDate.of(value)
        try:
            return PartialDate.parse(str(value))
        except ValueError as error:
            raise ValidationError(_NOT_A_DATE, code="invalid") from error

    def get_prep_value(self, value):
        value = self.to_python(value)
        return value.value if value else None

    def value_to_string(self, obj):
        value = self.value_from_object(obj)
        return value.value if value else ""

    def formfield(self, **kwargs):
        kwargs.pop("max_length", None)
        return models.Field.formfield(self, **{"form_class": PartialDateFormField, **kwargs})


class PartialDateFormField(forms.CharField):
    """One text box that takes as much of a date as is known."""

    def __init__(self, **kwargs):
        kwargs.setdefault(
            "help_text", _("For example 15/03/1979; 03/1979 or 1979 if that is all.")
        )
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric"}))
        super().__init__(**{"max_length": 40, **kwargs})

    def prepare_value(self, value):
        return value.text("vi") if isinstance(value, PartialDate) else value

    def to_python(self, value):
        if isinstance(value, PartialDate):
            return value
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        try:
            return PartialDate.parse(text)
        except ValueError as error:
            raise ValidationError(_NOT_A_DATE, code="invalid") from error

    def run_validators(self, value):
        super().run_validators(value.value if value else value)

    def has_changed(self, initial, data):
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class _Edge(models.Transform):
    output_field = models.DateField()


@PartialDateField.register_lookup
class Earliest(_Edge):
    """`born__earliest__gte=day`: the first day a partial date can mean, in a query."""

    lookup_name = "earliest"
    template = "rpad(%(expressions)s, 10, '-01-01')::date"


@PartialDateField.register_lookup
class Latest(_Edge):
    """`born__latest__lt=day`: the last day a partial date can mean, in a query."""

    lookup_name = "latest"
    template = (
        "CASE length(%(expressions)s)"
        " WHEN 4 THEN (%(expressions)s || '-12-31')::date"
        " WHEN 7 THEN ((%(expressions)s || '-01')::date + interval '1 month -1 day')::date"
        " ELSE %(expressions)s::date END"
    )

    def as_sql(self, compiler, connection, **more):
        sql, params = super().as_sql(compiler, connection, **more)
        return sql, tuple(params) * 4  # the expression stands four times in the template


@PartialDateField.register_lookup
class NotBefore(models.Lookup):
    """`to_date__not_before=F("from_date")`: not surely before it, as far as both are known."""

    lookup_name = "not_before"

    def as_sql(self, compiler, connection):
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return (
            f"left({left}, length({right})) >= left({right}, length({left}))",
            (*left_params, *right_params, *right_params, *left_params),
        )
