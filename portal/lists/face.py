"""What the templates of a list ask it: heads, rows, chips, counts and the ways onward."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from portal import formats
from portal.lists.rows import Cell, render_rows

MOST_COUNTED = 10_000
MOST_COUNTED_IN_SEARCH = 1_000  # while somebody types, the rows matter more than their number
FILTERS_IN_SIGHT = 2


class ListFace:
    """The outside of a `ListPage`; it decides nothing."""

    def url(self, **changes) -> str:
        """This list with these changes; never bare, so that a default view stays away."""
        query = self.state.query(**changes)
        return f"{self.request.path}?{query or 'view=none'}"

    def here(self) -> str:
        """The present page, place included, without empty parts."""
        place = {n: getattr(self.state, n) for n in ("after", "before") if getattr(self.state, n)}
        return self.url(**place)

    @property
    def path(self) -> str:
        return self.request.path

    def link(self) -> str:
        """The address to pass on: the state with its columns, but no place in the rows."""
        return self.url(cols=",".join(column.key for column in self.shown))

    def first_url(self) -> str:
        return self.url() if self.state.after or self.state.before else ""

    def xlsx_url(self) -> str:
        return self.url(export="xlsx")

    def csv_url(self) -> str:
        return self.url(export="csv")

    def clear_url(self) -> str:
        return f"{self.request.path}?view=none" if self.chips else ""

    def clear_label(self) -> str:
        return _("Show the whole list")

    @property
    def most_counted(self) -> int:
        return MOST_COUNTED_IN_SEARCH if self.state.q else MOST_COUNTED

    def count_text(self) -> str:
        if self.count > self.most_counted:
            most = formats.number_text(self.most_counted, self.lang)
            return _("More than %(n)s rows") % {"n": most}
        return _("%(n)s rows") % {"n": formats.number_text(self.count, self.lang)}

    def size_choices(self) -> list[tuple[int, str, bool]]:
        return [(n, self.url(size=str(n)), n == self.state.size) for n in self.sizes]

    def heads(self) -> list[dict[str, Any]]:
        """The column heads with the way to sort by each."""
        heads = []
        for column in self.shown:
            current = column is self.sort_column
            descending = current and self.sort.startswith("-")
            again = f"-{column.key}" if current and not descending else column.key
            heads.append(
                {
                    "label": column.label,
                    "css": column.css,
                    "url": self.url(sort=again) if column.sort else "",
                    "order": ("descending" if descending else "ascending") if current else "",
                }
            )
        return heads

    def body(self):
        cells = [Cell(column, self.model, self.sight, self.lang) for column in self.shown]
        return render_rows(self.page.rows, cells, self.row_attributes)

    def column_choices(self) -> list[dict[str, Any]]:
        return [
            {"key": c.key, "label": c.label, "fixed": c.always, "shown": c in self.shown}
            for c in self.known_columns
        ]

    def first_filters(self) -> list:
        """The filters that are always in sight; the list names the most used first."""
        return list(self.filters.form)[:FILTERS_IN_SIGHT] if self.filters else []

    def more_filters(self) -> list:
        return list(self.filters.form)[FILTERS_IN_SIGHT:] if self.filters else []

    def more_in_use(self) -> bool:
        return any(field.data or field.errors for field in self.more_filters())

    def hidden_state(self) -> list[tuple[str, str]]:
        """The state that the filter form must carry along."""
        kept = [("sort", self.state.sort), ("cols", ",".join(self.state.cols))]
        if self.request.GET.get("size"):
            kept.append(("size", str(self.state.size)))
        return [(name, value) for name, value in kept if value]

    def errors(self) -> list[tuple[str, str]]:
        """(id of the field, sentence) of everything wrong with the address."""
        found = [
            ("list-q" if name == "q" else "", sentence)
            for name, sentences in self.state.errors.items()
            for sentence in sentences
        ]
        form_errors = self.filters.form.errors if self.filters else {}
        for name, sentences in form_errors.items():
            found += [(f"id_{name}", sentence) for sentence in sentences]
        return found

    @cached_property
    def chips(self) -> list[tuple[Any, str, str]]:
        """(filter, its value, the address without it) of each filter in use."""
        found = []
        if self.state.q:
            found.append((_("Search"), self.state.q, self.url(q="")))
        if self.filters and self.filters.form.is_bound:
            for bound in self.filters.form:
                value = self.filters.form.cleaned_data.get(bound.name)
                if value not in (None, "", []):
                    found.append(
                        (bound.label, self.said(bound, value), self.url(**{bound.name: ""}))
                    )
        return found

    def said(self, bound, value) -> str:
        choices = dict(getattr(bound.field, "choices", ()))
        label = choices.get(value) or choices.get(bound.data)
        return str(label or bound.data if not hasattr(value, "pk") else value)
