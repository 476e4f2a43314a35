"""Server time and number of queries of the pages that must stay quick."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from cadres.models import Cadre, Unit
from demo.bench.result import Result, p95
from portal.models import Account

TYPED = ("nguyen", "nguyen van", "nguyen van a", "tran thi", "pham minh", "le", "hoang duc")
ROUNDS = 40
TWELVE = (
    "?q=nguyen&sex=male&education=dai_hoc&theory=cao_cap&status=active&legal_category=can_bo"
    "&tier=btv_tinh_uy&born_since=1965&born_until=1985&minority=0&party=1&title=secretary"
)


@dataclass
class Asked:
    """What one request asked of the database."""

    statements: list[tuple[str, tuple]] = field(default_factory=list)

    def __call__(self, execute, sql, params, many, context):
        self.statements.append((sql, params))
        return execute(sql, params, many, context)


@contextmanager
def watched() -> Iterator[Asked]:
    asked = Asked()
    with connection.execute_wrapper(asked):
        yield asked


def timed(act: Callable, rounds: int) -> list[float]:
    """Milliseconds of each round."""
    found = []
    for _each in range(rounds):
        start = time.perf_counter()
        act()
        found.append((time.perf_counter() - start) * 1000)
    return found


def floor_of(statements: list[tuple[str, tuple]]) -> float:
    """The same statements by the bare driver: p95 in milliseconds."""
    with connection.cursor() as wrapped:
        raw = wrapped.cursor

        def again():
            for sql, params in statements:
                raw.execute(sql, params)
                if raw.description:
                    raw.fetchall()

        return p95(timed(again, 20))


def measure(
    browser: Client, name: str, urls: list[str], *, target: float, most: int, **headers
) -> list[Result]:
    """p95 over all addresses, the most queries any of them took, and the floor."""
    statements, counts, times = [], [], []
    for url in urls:
        answer = browser.get(url, **headers)  # warm
        if answer.status_code != 200:
            raise RuntimeError(f"{url} answered {answer.status_code}")
        with watched() as asked:
            browser.get(url, **headers)
        counts.append(len(asked.statements))
        reads = [s for s in asked.statements if s[0].lstrip().upper().startswith("SELECT")]
        statements.append(floor_of(reads))
        times += timed(lambda url=url: browser.get(url, **headers), max(4, ROUNDS // len(urls)))
    return [
        Result(name, p95(times), "ms", max(statements), "same SQL, bare psycopg2", target=target),
        Result(f"{name}: queries", max(counts), "queries", target=most),
    ]


def signed_in(hat: str) -> Client:
    """A browser of the demo's account that wears this hat over the whole province."""
    account = Account.objects.filter(hat_grants__hat=hat).order_by("hat_grants__unit__path")[0]
    browser = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    browser.force_login(account, backend="portal.backends.AccountBackend")
    return browser


def pages() -> list[Result]:
    """Every page figure of the issue, for the officer who sees the whole province."""
    browser = signed_in("ORG_OFFICER")
    cadres = reverse("cadres:cadres")
    nth = Cadre.objects.order_by("sort_key", "id")
    some = [nth[at] for at in (0, 999, Cadre.objects.count() // 2)]
    deep = deep_pages(browser, cadres)
    lists = [cadres, f"{cadres}?size=50", f"{cadres}?size=50&sort=-name", *deep]
    typed = [f"{cadres}?q={text.replace(' ', '+')}" for text in TYPED]
    profiles = [cadre.get_absolute_url() for cadre in some]
    units = Unit.objects.count()
    return [
        *measure(browser, "list page, 50 rows", lists, target=60, most=12),
        *measure(
            browser,
            "search as you type",
            typed,
            target=60,
            most=12,
            HTTP_HX_REQUEST="true",
            HTTP_HX_TARGET="rows",
        ),
        *measure(browser, "list as of a day", as_of(cadres), target=100, most=12),
        *measure(browser, "search over 12 fields", [cadres + TWELVE], target=200, most=12),
        *measure(browser, "profile", profiles, target=60, most=15),
        *measure(
            signed_in("STANDING_MEMBER"),
            "dashboard",
            [reverse("reports:dashboard")],
            target=150,
            most=15,
        ),
        *measure(
            browser, f"unit tree ({units} units)", [reverse("cadres:units")], target=150, most=12
        ),
    ]


def as_of(address: str) -> list[str]:
    """The list on three days, sorted and searched."""
    return [
        f"{address}?on=31/12/2023",
        f"{address}?on=31/12/2018&sort=-name",
        f"{address}?on=31/12/2023&q=tran+thi",
    ]


def deep_pages(browser: Client, address: str, depth: int = 12) -> list[str]:
    """The address after a dozen turns of the page: keyset pages cost the same everywhere."""
    url = f"{address}?size=100"
    for _turn in range(depth):
        page = browser.get(url).content.decode()
        following = re.search(r'href="(\?[^"]*after=[^"]*)"', page)
        if not following:
            break
        url = address + following[1].replace("&amp;", "&")
    return [url.replace("size=100", "size=50")]
