"""One page of a list and the ways to the pages beside it."""

from functools import cached_property

from django.utils.translation import gettext as _

from portal.lists import keyset


class Page:
    """The rows between two places of a list, and the way to the pages beside it."""

    def __init__(self, of):
        self.list = of

    @cached_property
    def rows(self) -> list:
        """The rows of this page; an unknown place is told and gives none."""
        found = self._found
        if len(found) > self.size:
            return found[1:] if self.backwards else found[: self.size]
        return found

    @property
    def size(self) -> int:
        return self.list.state.size

    @property
    def backwards(self) -> bool:
        return bool(self.list.state.before)

    @cached_property
    def _found(self) -> list:
        state = self.list.state
        place = None
        if text := state.after or state.before:
            try:
                place = keyset.read_cursor(text, order=self.list.order_name)
            except keyset.BadCursor:
                state.refuse(
                    "", _("This place in the list is not known; begin at the first page.")
                )
                return []
        found = keyset.read_page(
            self.list.matching,
            self.list.keys,
            limit=self.size + 1,
            start=place,
            backwards=self.backwards,
        )
        return self.list.dress(found)

    @property
    def more(self) -> bool:
        return len(self._found) > self.size

    def next_url(self) -> str:
        if not self.rows or not (self.more or self.backwards):
            return ""
        return self.list.url(after=self._place(self.rows[-1]))

    def previous_url(self) -> str:
        if not self.rows or not (self.more if self.backwards else self.list.state.after):
            return ""
        return self.list.url(before=self._place(self.rows[0]))

    def _place(self, row) -> str:
        values = keyset.position(row, self.list.keys)
        return keyset.write_cursor(values, order=self.list.order_name)
