"""A list page: one class says which rows and columns; everything else is the same everywhere."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy

from governance.classes import DataClass
from portal.lists import exports, keyset, memory
from portal.lists.columns import Column, chosen_columns
from portal.lists.confidential import Sight
from portal.lists.face import ListFace
from portal.lists.filters import ListFilter
from portal.lists.rows import language
from portal.lists.state import read_state
from portal.lists.walk import Page


class ListPage(ListFace):
    """Subclass it in an app's `lists.py`; a view returns `CadreList(request).response()`.

    `given` holds what the address fixes (ids as text); an export job repeats it.
    """

    key: ClassVar[str]
    title: ClassVar[Any]
    columns: ClassVar[tuple[Column, ...]]
    filterset: ClassVar[type[ListFilter] | None] = None
    default_sort: ClassVar[str] = ""
    search_placeholder: ClassVar[Any] = ""
    empty_text: ClassVar[Any] = gettext_lazy("Nothing matches.")
    scope_paths: ClassVar[Mapping[DataClass, str]] = {}
    sizes: ClassVar[tuple[int, ...]] = (25, 50, 100)
    template: ClassVar[str] = "_lists/page.html"
    # A method that gives the attributes of a row's `<tr>`, escaped, with a leading blank.
    row_attributes: ClassVar[Any] = None

    def __init_subclass__(cls, **more):
        super().__init_subclass__(**more)
        if "key" in vars(cls):
            memory.TITLES[cls.key] = cls.title

    def __init__(self, request, **given):
        self.request, self.given = request, given
        self.actor = request.actor
        self.lang = language()

    # -- what a list says of itself -------------------------------------------------
    def queryset(self, actor) -> QuerySet:
        """The rows this actor may see, with what their cells need (`select_related`)."""
        raise NotImplementedError

    def search(self, queryset: QuerySet, text: str) -> QuerySet:
        """The rows that a reader means by these words."""
        raise NotImplementedError

    def dress(self, rows: list) -> list:
        """The rows of one page or stretch, with what is asked once for all of them."""
        return rows

    def actions(self) -> Iterable[tuple[str, Any]]:
        """(address, label) of the buttons at the head of the page."""
        return ()

    def context(self) -> dict[str, Any]:
        """What else the list's own template wants."""
        return {}

    # -- rows -----------------------------------------------------------------------
    @cached_property
    def sight(self) -> Sight:
        return Sight(self.actor, self.scope_paths)

    @cached_property
    def scoped(self) -> QuerySet:
        return self.queryset(self.actor)

    @property
    def model(self):
        return self.scoped.model

    @cached_property
    def known_columns(self) -> list[Column]:
        """The columns this actor may know of; the others do not exist for him."""
        return [c for c in self.columns if self.sight.may_see(c.classes(self.model))]

    @cached_property
    def filters(self) -> ListFilter | None:
        if self.filterset is None:
            return None
        return self.filterset(
            self.request.GET, queryset=self.scoped, actor=self.actor, sight=self.sight
        )

    @cached_property
    def state(self):
        """The checked state; problems of filters are told at the filters."""
        return read_state(
            self.request.GET,
            filters=self.filters.form.fields if self.filters else (),
            columns=[column.key for column in self.known_columns],
            sorts=[column.key for column in self.known_columns if column.sort],
            sizes=self.sizes,
            searches=bool(self.search_placeholder),
        )

    @cached_property
    def is_valid(self) -> bool:
        filters_fit = self.filters is None or self.filters.form.is_valid()
        return filters_fit and not self.state.errors

    @cached_property
    def shown(self) -> list[Column]:
        remembered = memory.columns_of(self.request.user, self.key)
        return chosen_columns(self.known_columns, self.state.cols or remembered)

    @cached_property
    def sort(self) -> str:
        known = {column.key for column in self.known_columns if column.sort}
        default = self.default_sort if self.default_sort.removeprefix("-") in known else ""
        return self.state.sort or default

    @cached_property
    def sort_column(self) -> Column | None:
        key = self.sort.removeprefix("-")
        return next((column for column in self.known_columns if column.key == key), None)

    @cached_property
    def keys(self) -> tuple[keyset.Key, ...]:
        paths = self.sort_column.sort if self.sort_column else ()
        if self.sort.startswith("-"):
            paths = [path[1:] if path.startswith("-") else f"-{path}" for path in paths]
        return keyset.keys_for(self.model, list(paths))

    @cached_property
    def matching(self) -> QuerySet:
        """All rows of the filter, in no order yet; none where the address asks nonsense."""
        rows = self.scoped.order_by()
        if not self.is_valid:
            return rows.none()
        if self.filters is not None:
            rows = self.filters.filter_queryset(rows)
        if self.state.q:
            rows = self.search(rows, self.state.q)
        if self.state.sort and self.sort_column:
            rows = self.sight.restrict(rows, self.sort_column.classes(self.model))
        return rows

    @cached_property
    def count(self) -> int:
        """The exact number up to `most_counted`; one more stands for "more than that"."""
        return self.matching.values("pk")[: self.most_counted + 1].count()

    @cached_property
    def order_name(self) -> str:
        paths = ",".join(f"{key.path}{key.descending:d}" for key in self.keys)
        return f"{self.key}:{self.sort}:{paths}"

    @cached_property
    def page(self) -> Page:
        return Page(self)

    # -- answers --------------------------------------------------------------------
    def response(self) -> HttpResponse:
        """The page, its rows alone for htmx, or an export; 400 where the URL asks nonsense."""
        if not self.request.GET and (home := memory.default_view(self.saved_views, self.actor)):
            return HttpResponseRedirect(f"{self.request.path}?{home}")
        if self.is_valid and self.state.export:
            return exports.respond(self)
        if self.is_valid:
            self.page.rows  # noqa: B018 -- only reading shows whether the cursor is known
        return self.fragment() if self.request.headers.get("HX-Target") == "rows" else self.whole()

    def whole(self) -> HttpResponse:
        status = 400 if self.errors() else 200
        context = {"list": self, **self.context()}
        return self.varied(render(self.request, self.template, context, status=status))

    def fragment(self) -> HttpResponse:
        """The rows alone; htmx shows a refusal only when it comes as 422."""
        wrong = bool(self.errors())
        context = {"list": self, **self.context()}
        response = render(self.request, "_lists/rows.html", context, status=422 if wrong else 200)
        if not wrong:
            response["HX-Push-Url"] = self.here()
        return self.varied(response)

    def varied(self, response: HttpResponse) -> HttpResponse:
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        return response

    @cached_property
    def saved_views(self) -> list:
        return memory.views_for(self.actor, self.key)
