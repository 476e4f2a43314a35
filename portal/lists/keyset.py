"""Keyset pages: a page begins after a row's keys, never after a count of rows.

Empty values come last in either direction. Rows with and without a value in a leading
key are read as separate stretches, so that a plain index answers each of them.
"""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.core import signing
from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, F, Func, Q, Value

from portal.partial_dates import PartialDate


class BadCursor(ValueError):
    """The place in the list is not one that this list, in this order, has given out."""


@dataclass(frozen=True)
class Key:
    """One field of the order; `name` is its alias in the query."""

    path: str
    name: str
    descending: bool = False
    nullable: bool = False


@dataclass(frozen=True)
class Stretch:
    """Rows alike in which of their leading keys are empty; `skip` keys are."""

    condition: Q
    keys: tuple[Key, ...]
    skip: int


class RowComparison(Func):
    """(a, b) > (x, y) compared as rows: one index range, however deep the page."""

    output_field = BooleanField()

    def __init__(self, *expressions, sign: str, **extra):
        super().__init__(*expressions, **extra)
        self.sign = sign

    def as_sql(self, compiler, connection, **kwargs):
        parts, params = [], []
        for expression in self.source_expressions:
            sql, values = compiler.compile(expression)
            parts.append(sql)
            params.extend(values)
        half = len(parts) // 2
        left, right = ", ".join(parts[:half]), ", ".join(parts[half:])
        return f"(({left}) {self.sign} ({right}))", params


def keys_for(model, paths: Sequence[str]) -> tuple[Key, ...]:
    """The order made total: the given fields, then the row's identity."""
    keys = [
        Key(path.lstrip("-"), f"_key_{number}", path.startswith("-"))
        for number, path in enumerate(paths)
    ]
    keys = [replace(key, nullable=_may_be_empty(model, key.path)) for key in keys]
    last_descending = keys[-1].descending if keys else False
    return (*keys, Key("pk", f"_key_{len(keys)}", last_descending))


def _may_be_empty(model, path: str) -> bool:
    for name in path.split("__"):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return name != "pk"
        if field.null or not field.concrete:
            return True
        model = field.related_model
    return False


def stretches(keys: tuple[Key, ...], skip: int = 0) -> list[Stretch]:
    """The rows in page order: those with a leading value, then those without."""
    lead, *rest = keys
    if not lead.nullable:
        return [Stretch(Q(), keys, skip)]
    present = Stretch(
        Q(**{f"{lead.name}__isnull": False}), (replace(lead, nullable=False), *rest), skip
    )
    absent = Q(**{f"{lead.name}__isnull": True})
    return [
        present,
        *(
            Stretch(absent & part.condition, part.keys, part.skip)
            for part in stretches(tuple(rest), skip + 1)
        ),
    ]


def read_page(queryset, keys: tuple[Key, ...], *, limit: int, start=None, backwards=False):
    """Up to `limit` rows after `start` (before it when backwards), always in page order."""
    queryset = queryset.annotate(**{key.name: F(key.path) for key in keys})
    parts = stretches(keys)
    here = _stretch_of(parts, start) if start is not None else None
    if here is not None:
        parts = parts[: here + 1] if backwards else parts[here:]
    rows: list[Any] = []
    for part in reversed(parts) if backwards else parts:
        found = queryset.filter(part.condition)
        if start is not None and part is (parts[-1] if backwards else parts[0]):
            found = found.filter(_beyond(part.keys, start[part.skip :], backwards))
        rows += found.order_by(*_order(part.keys, backwards))[: limit - len(rows)]
        if len(rows) >= limit:
            break
    return rows[::-1] if backwards else rows


def position(row, keys: tuple[Key, ...]) -> list[Any]:
    """The place of a row that `read_page` returned."""
    values = [getattr(row, key.name) for key in keys]
    return [value.value if isinstance(value, PartialDate) else value for value in values]


def _stretch_of(parts: list[Stretch], start: Sequence[Any]) -> int:
    empty = 0
    while empty < len(parts) - 1 and start[empty] is None:
        empty += 1
    return empty


def _order(keys: tuple[Key, ...], backwards: bool):
    for key in keys:
        descending = key.descending != backwards
        empties = {} if not key.nullable else {"nulls_first" if backwards else "nulls_last": True}
        yield F(key.name).desc(**empties) if descending else F(key.name).asc(**empties)


def _beyond(keys: tuple[Key, ...], values: Sequence[Any], backwards: bool):
    """The condition for rows past the given values, in reading direction."""
    lead = keys[0]
    if not any(key.nullable or key.descending != lead.descending for key in keys):
        sign = "<" if lead.descending != backwards else ">"
        return RowComparison(*(F(key.name) for key in keys), *map(Value, values), sign=sign)
    beyond = _past(keys[-1], values[-1], backwards)
    for key, value in zip(reversed(keys[:-1]), list(values)[-2::-1], strict=True):
        same = Q(**{f"{key.name}__isnull": True} if value is None else {key.name: value})
        beyond = _past(key, value, backwards) | (same & beyond)
    # The bound on the leading key repeats what follows from the rest; it lets an index seek.
    bound = "lte" if lead.descending != backwards else "gte"
    return Q(**{f"{lead.name}__{bound}": values[0]}) & beyond


def _past(key: Key, value: Any, backwards: bool) -> Q:
    if value is None:
        return Q(**{f"{key.name}__isnull": False}) if backwards else Q(pk__in=[])
    past = Q(**{f"{key.name}__{'lt' if key.descending != backwards else 'gt'}": value})
    if key.nullable and not backwards:
        past |= Q(**{f"{key.name}__isnull": True})
    return past


_WRITE = {
    datetime.datetime: ("t", datetime.datetime.isoformat),
    datetime.date: ("d", datetime.date.isoformat),
    Decimal: ("n", str),
    uuid.UUID: ("u", str),
}
_READ = {
    "t": datetime.datetime.fromisoformat,
    "d": datetime.date.fromisoformat,
    "n": Decimal,
    "u": uuid.UUID,
    "": lambda value: value,
}


def write_cursor(values: Sequence[Any], *, order: str) -> str:
    """A place in the list as text for the URL, bound by signature to list and order."""
    packed = []
    for value in values:
        tag, pack = _WRITE.get(type(value), ("", None))
        packed.append([tag, pack(value) if pack else value])
    return signing.dumps(packed, salt=f"portal.lists:{order}", compress=True)


def read_cursor(text: str, *, order: str) -> list[Any]:
    """The place a cursor stands for; raises BadCursor for anything we did not write."""
    try:
        packed = signing.loads(text, salt=f"portal.lists:{order}")
        return [_READ[tag](value) for tag, value in packed]
    except (signing.BadSignature, ValueError, KeyError, TypeError) as error:
        raise BadCursor from error
