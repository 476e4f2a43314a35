"""Lists of one day: the filter that names it, and the day a list reads from its address."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.lists import DateFilter
from portal.lists.filters import DATE_FORMATS


class OnDayFilter(DateFilter):
    """The day of the whole list: the list reads it itself, so it narrows nothing here."""

    def filter(self, queryset, value):
        return queryset


def day_of(asked) -> date:
    """The day in an address, today where none or a wrong one is given (the filter tells so)."""
    try:
        found = forms.DateField(required=False, input_formats=DATE_FORMATS).clean(asked.get("on"))
    except ValidationError:
        found = None
    return found or timezone.localdate()
