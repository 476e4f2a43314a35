"""The state of a list lives in its URL: read here, checked here, written here."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

LONGEST_SEARCH = 200
OWN = ("q", "sort", "cols", "size", "after", "before", "export", "view")
PLACE = ("after", "before", "export", "view")


@dataclass
class ListState:
    """What the URL asks for, and a sentence for each part that cannot be had."""

    given: QueryDict
    q: str = ""
    sort: str = ""
    cols: list[str] = field(default_factory=list)
    size: int = 50
    after: str = ""
    before: str = ""
    export: str = ""
    errors: dict[str, list[str]] = field(default_factory=dict)

    def refuse(self, name: str, sentence: str) -> None:
        self.errors.setdefault(name, []).append(sentence)

    def query(self, **changes) -> str:
        """The query string with these changes; a change of state leaves the place."""
        kept = self.given.copy()
        for name in PLACE:
            kept.pop(name, None)
        for name, value in changes.items():
            kept.setlist(name, value if isinstance(value, list) else [value])
        for name in list(kept):
            values = [value for value in kept.getlist(name) if value not in ("", None)]
            kept.setlist(name, values) if values else kept.pop(name)
        return kept.urlencode()


def read_state(
    given: QueryDict,
    *,
    filters: Iterable[str],
    columns: Iterable[str],
    sorts: Iterable[str],
    sizes: tuple[int, ...],
    searches: bool,
) -> ListState:
    """Read and check everything but the filters' values and the cursor."""
    state = ListState(given=given)
    known = {*OWN, *filters}
    for name in given:
        if name not in known:
            state.refuse("", _("This list has no filter “%(name)s”.") % {"name": name[:40]})
    _read_search(state, searches)
    _read_sort(state, set(sorts))
    _read_columns(state, set(columns))
    _read_size(state, sizes)
    state.after, state.before = given.get("after", ""), given.get("before", "")
    if state.after and state.before:
        state.refuse("", _("A page begins after a row or ends before one, not both."))
    state.export = given.get("export", "")
    if state.export not in ("", "xlsx", "csv"):
        state.refuse("export", _("A list can be exported as xlsx or csv only."))
    if given.get("view", "") not in ("", "none"):
        state.refuse("", _("A saved view is opened by its link."))
    return state


def _read_search(state: ListState, searches: bool) -> None:
    state.q = state.given.get("q", "").strip()
    if not state.q:
        return
    if not searches:
        state.refuse("", _("This list cannot be searched by text."))
    elif len(state.q) > LONGEST_SEARCH:
        state.refuse("q", _("Search for at most %(n)s characters.") % {"n": LONGEST_SEARCH})
    elif "\0" in state.q:
        state.refuse("q", _("Null characters are not allowed."))


def _read_sort(state: ListState, sorts: set[str]) -> None:
    state.sort = state.given.get("sort", "")
    if state.sort and state.sort.removeprefix("-") not in sorts:
        state.refuse("sort", _("This list cannot be sorted that way."))


def _read_columns(state: ListState, columns: set[str]) -> None:
    wanted = ",".join(state.given.getlist("cols")).split(",")
    state.cols = list(dict.fromkeys(name for name in wanted if name))
    if not columns.issuperset(state.cols):
        state.refuse("cols", _("This list has no such column."))


def _read_size(state: ListState, sizes: tuple[int, ...]) -> None:
    size = state.given.get("size", "") or "50"
    if size in map(str, sizes):
        state.size = int(size)
        return
    choices = ", ".join(map(str, sizes))
    state.refuse("size", _("A page may have %(choices)s rows.") % {"choices": choices})
