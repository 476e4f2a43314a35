"""The words in which the table of access is written."""

from collections.abc import Callable
from dataclasses import dataclass, field

from cadres.models import Hat

EVERYONE = {*Hat.values, ""}  # whoever is signed in, with a hat or without
NOBODY: set = set()


@dataclass(frozen=True)
class Access:
    """Who gets an answer at an address, by which methods, and what its words name."""

    hats: set
    methods: tuple[str, ...] = ("GET",)
    sees: set = field(default_factory=lambda: NOBODY)  # who reads rows of the own province in it
    rows: dict[str, Callable] = field(default_factory=dict)  # word → row of a world
    mine: dict[str, Callable] = field(default_factory=dict)  # word → row of somebody's account
    words: dict = field(default_factory=dict)  # word → the same value for everybody
    body: dict = field(default_factory=dict)
    public: bool = False  # answers also when nobody is signed in
    everywhere: set = field(default_factory=lambda: NOBODY)  # who sees every account's rows


FORM, ACT = ("GET", "POST"), ("POST",)


def page(hats, **more) -> Access:
    return Access(hats, **more)


def form(hats, **more) -> Access:
    return Access(hats, FORM, **more)


def act(hats, **more) -> Access:
    return Access(hats, ACT, **more)


def rows(sees, **more) -> Access:
    """A list: everybody may open it, rows are there for some."""
    return Access(EVERYONE, sees=sees, **more)


def detail(hats, **pk) -> Access:
    return Access(hats, sees=pk.pop("sees", NOBODY), rows={"pk": pk["pk"]})
