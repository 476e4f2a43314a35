"""Lists: filters, order, keyset pages, columns, saved views and exports, all in the URL."""

from portal.lists.columns import Column
from portal.lists.filters import (
    ChoiceFilter,
    DateFilter,
    ListFilter,
    NumberFilter,
    ScopedIdField,
    ScopedIdFilter,
    TextFilter,
    YesNoFilter,
    day_asked,
    options_response,
)
from portal.lists.page import ListPage

__all__ = [
    "ChoiceFilter",
    "Column",
    "DateFilter",
    "ListFilter",
    "ListPage",
    "NumberFilter",
    "ScopedIdField",
    "ScopedIdFilter",
    "TextFilter",
    "YesNoFilter",
    "day_asked",
    "options_response",
]
