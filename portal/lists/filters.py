"""Filters of a list: their choices and their very existence depend on the actor."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from governance.classes import DataClass
from portal.lists.confidential import Sight, classes_along

LONGEST_TEXT = 200
DATE_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%Y-%m-%d")


class ListFilter(django_filters.FilterSet):
    """The filters of one list. A filter over facts the actor may not see is removed, so
    that asking for it is the same mistake as asking for a filter that never was."""

    data_classes: ClassVar[dict[str, DataClass]] = {}

    def __init__(self, data=None, queryset=None, *, actor, sight: Sight | None = None):
        super().__init__(data=data, queryset=queryset)
        self.actor = actor
        self.sight = sight or Sight(actor)
        for name in list(self.filters):
            if not self.sight.may_see(self.classes_of(name)):
                del self.filters[name]
            elif isinstance(self.filters[name], ScopedIdFilter):
                self.filters[name].extra["actor"] = actor

    def classes_of(self, name: str) -> frozenset[DataClass]:
        """Every data class that filtering by this name would reveal."""
        declared = self.data_classes.get(name)
        found = classes_along(self.queryset.model, self.filters[name].field_name or "")
        return found | {declared} if declared else found

    def filter_queryset(self, queryset):
        for name, value in self.form.cleaned_data.items():
            if value not in (None, "", []):
                queryset = self.sight.restrict(queryset, self.classes_of(name))
                queryset = self.filters[name].filter(queryset, value)
        return queryset


class TextFilter(django_filters.CharFilter):
    """A piece of text somewhere in the field."""

    def __init__(self, field_name=None, *, lookup_expr="icontains", **extra):
        extra.setdefault("max_length", LONGEST_TEXT)
        super().__init__(field_name, lookup_expr, **extra)


class ChoiceFilter(django_filters.ChoiceFilter):
    """One of a few named values; any other value is a mistake that is shown."""

    def __init__(self, field_name=None, *, choices, **extra):
        extra.setdefault("empty_label", _("all"))
        super().__init__(field_name, choices=choices, **extra)


class YesNoFilter(django_filters.TypedChoiceFilter):
    """Yes or no; any other value is a mistake that is shown."""

    def __init__(self, field_name=None, **extra):
        super().__init__(
            field_name,
            choices=[("", _("all")), ("1", _("yes")), ("0", _("no"))],
            coerce=lambda text: text == "1",
            empty_value=None,
            **extra,
        )

    def filter(self, queryset, value):
        return self.get_method(queryset)(**{f"{self.field_name}__{self.lookup_expr}": value})


class DateFilter(django_filters.DateFilter):
    """A day typed as Vietnamese offices write it; `lookup_expr` "gte" or "lte" for from, to."""

    def __init__(self, field_name=None, *, lookup_expr="exact", **extra):
        extra.setdefault("input_formats", DATE_FORMATS)
        extra.setdefault("widget", forms.DateInput(attrs={"inputmode": "numeric"}))
        super().__init__(field_name, lookup_expr, **extra)


def day_asked(text: str) -> date | None:
    """The day that an address names, as a filter of that name reads it."""
    try:
        return forms.DateField(required=False, input_formats=DATE_FORMATS).clean(text)
    except ValidationError:
        return None


class NumberFilter(django_filters.NumberFilter):
    """A whole number within the bounds a column can hold."""

    field_class = forms.IntegerField

    def __init__(self, field_name=None, *, lookup_expr="exact", **extra):
        extra.setdefault("min_value", -(2**31))
        super().__init__(field_name, lookup_expr, **extra)

    def get_max_validator(self):
        return MaxValueValidator(2**31 - 1)


class ScopedIdWidget(forms.TextInput):
    """A search box for one row, or the chosen row with a way to let it go."""

    template_name = "_lists/scoped_id.html"
    chosen = None
    options = ""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["options_url"] = reverse(self.options) if self.options else ""
        return {**context, "chosen": self.chosen}


class ScopedIdField(forms.CharField):
    """One row among those the actor may see, given by its id or by words that name only it.

    No list of thousands of options is ever loaded; a row outside the scope is as unknown
    as one that never existed.
    """

    widget = ScopedIdWidget

    def __init__(
        self, *, rows: Callable[[Any], Any], actor=None, find=None, unknown=None, **extra
    ):
        extra.setdefault("max_length", LONGEST_TEXT)
        options = extra.pop("options", "")
        super().__init__(**extra)
        self.rows, self.actor, self.find = rows, actor, find
        self.unknown = unknown or _("Nothing by that name is known to you.")
        self.widget.options = options

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            found = list(self.rows(self.actor).filter(pk=uuid.UUID(text))[:1])
            self.widget.chosen = found[0] if found else None
        except ValueError:
            found = list(self.find(self.rows(self.actor), text)[:6]) if self.find else []
        if not found:
            raise ValidationError(self.unknown, code="unknown")
        if len(found) > 1:
            names = "; ".join(str(row) for row in found[:5])
            raise ValidationError(
                _("Several match. Write more of the name: %(names)s."),
                params={"names": names},
                code="ambiguous",
            )
        return found[0]


class ScopedIdFilter(django_filters.Filter):
    """Filter by a visible row: `rows(actor)` gives the choices, `apply(queryset, row)` filters.

    `find(rows, text)` narrows the choices by typed words; without it only ids are taken.
    `options` names an address that answers `?<filter>=<text>` with `options_response(rows)`.
    """

    field_class = ScopedIdField

    def __init__(self, field_name=None, *, rows, apply=None, **extra):
        super().__init__(field_name, rows=rows, **extra)
        self.apply = apply

    def filter(self, queryset, value):
        if value is None:
            return queryset
        if self.apply is not None:
            return self.apply(queryset, value)
        return queryset.filter(**{self.field_name: value})


def options_response(rows) -> HttpResponse:
    """The `<option>`s that a search box of a filter offers while one types: ten at most."""
    return HttpResponse(format_html_join("", '<option value="{}">', ((row,) for row in rows[:10])))
