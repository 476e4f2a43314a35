"""What a list shows of a row: columns, how their cells are written, who may see them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from governance.classes import DataClass
from portal.lists.confidential import classes_along

CHOICE = re.compile(r"get_(\w+)_display")


@dataclass(frozen=True)
class Column:
    """One column. `value` is a path ("unit.name") or a function of the row.

    `sort` lists the fields that order it ("-" before one turns that field around);
    `html` may draw the cell on the page, the export still takes `value`.
    """

    key: str
    label: Any
    value: str | Callable[[Any], Any] | None = None
    sort: tuple[str, ...] = ()
    url: Callable[[Any], str] | None = None
    data_class: DataClass = DataClass.BASIC
    always: bool = False
    default: bool = True
    css: str = ""
    lang: str = ""
    html: Callable[[Any], Any] | None = None

    def classes(self, model) -> frozenset[DataClass]:
        """Every data class that this column or its order would reveal."""
        paths = [path.lstrip("-") for path in self.sort]
        if not callable(self.value):
            shown = (self.value or self.key).replace(".", "__")
            paths.append(re.sub(r"(^|__)get_(\w+)_display$", r"\1\2", shown))
        return frozenset({DataClass(self.data_class)}).union(
            *(classes_along(model, path) for path in paths)
        )

    def getter(self) -> Callable[[Any], Any]:
        """The function that reads this cell; a missing link in the path reads as nothing."""
        if callable(self.value):
            return self.value
        names = (self.value or self.key).replace("__", ".").split(".")
        if choice := CHOICE.fullmatch(names[-1]):
            return words_of_choice(names[:-1], choice[1])

        def read(row):
            for name in names:
                row = getattr(row, name)
                if row is None:
                    return None
            return row() if callable(row) else row

        return read


def words_of_choice(path: list[str], name: str) -> Callable[[Any], Any]:
    """`get_x_display`, asked once for each value: Django composes all choices every time."""
    known: dict[Any, str] = {}

    def read(row):
        for step in path:
            row = getattr(row, step)
            if row is None:
                return None
        value = getattr(row, name)
        if value not in known:
            known[value] = getattr(row, f"get_{name}_display")()
        return known[value]

    return read


def chosen_columns(columns: list[Column], wanted: Iterable[str]) -> list[Column]:
    """The columns to show, in the order of the list, never without the fixed ones."""
    wanted = set(wanted)
    if not wanted:
        return [column for column in columns if column.default or column.always]
    return [column for column in columns if column.always or column.key in wanted]
