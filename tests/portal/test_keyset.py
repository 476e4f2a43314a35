"""Keyset pages: every row once, in order, forwards and back, with ties, gaps and deletes."""

import datetime
import uuid

import pytest
from django.apps.registry import Apps
from django.db import connection, models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.lists import keyset
from portal.partial_dates import PartialDate, PartialDateField

PROPERTY = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
ORDERS = [
    (),
    ("name",),
    ("-name",),
    ("rank",),
    ("-rank",),
    ("rank", "name"),
    ("-rank", "name"),
    ("name", "-rank"),
    ("-day", "rank", "name"),
    ("born", "-name"),
    ("name", "day", "-rank"),
]


class Thing(models.Model):
    """A table of this test alone: ties and gaps in every column."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=9, db_collation="C")
    rank = models.IntegerField(null=True)
    day = models.DateField(null=True)
    born = PartialDateField(null=True)

    class Meta:
        app_label = "tests"
        apps = Apps()

    def __str__(self):
        return self.name


@pytest.fixture
def things():
    with connection.schema_editor() as editor:
        editor.create_model(Thing)
    return Thing.objects


rows = st.lists(
    st.tuples(
        st.sampled_from(["", "An", "Ánh", "Đào", "z"]),
        st.none() | st.integers(-2, 2),
        st.none() | st.sampled_from([datetime.date(2023, 12, 31), datetime.date(2024, 1, 1)]),
        st.none() | st.sampled_from(["1979", "1979-03", "1979-03-15", "1980"]),
    ),
    max_size=14,
)


def fill(things, facts):
    things.all().delete()
    things.bulk_create(
        Thing(
            id=uuid.uuid5(uuid.NAMESPACE_OID, str(at)),
            name=name,
            rank=rank,
            day=day,
            born=PartialDate(born) if born else None,
        )
        for at, (name, rank, day, born) in enumerate(facts)
    )


def expected(order):
    """The same order said in Python: empties last, then the identity."""
    found = list(Thing.objects.all())
    found.sort(key=lambda row: row.pk.bytes, reverse=bool(order) and order[-1][0] == "-")
    for path in reversed(order):
        name = path.lstrip("-")
        full = [row for row in found if getattr(row, name) is not None]
        empty = [row for row in found if getattr(row, name) is None]
        full.sort(key=lambda row: sortable(getattr(row, name)), reverse=path[0] == "-")
        found = full + empty
    return [row.pk for row in found]


def sortable(value):
    if isinstance(value, PartialDate):
        return value.value
    return value.encode() if isinstance(value, str) else value


def through_cursor(values):
    return keyset.read_cursor(keyset.write_cursor(values, order="x"), order="x")


def walk(keys, size, backwards=False, start=None, between=lambda rows: None):
    pages = []
    while True:
        rows = keyset.read_page(
            Thing.objects.order_by(), keys, limit=size, start=start, backwards=backwards
        )
        if not rows:
            return pages
        pages.append([row.pk for row in rows])
        start = through_cursor(keyset.position(rows[0 if backwards else -1], keys))
        between(rows)


@pytest.mark.parametrize("order", ORDERS, ids=",".join)
@PROPERTY
@given(facts=rows, size=st.integers(1, 5))
def test_every_row_once_in_order_forwards_and_back(things, order, facts, size):
    fill(things, facts)
    keys = keyset.keys_for(Thing, order)
    wanted = expected(order)

    there = walk(keys, size)
    back = walk(keys, size, backwards=True)

    assert [pk for page in there for pk in page] == wanted
    assert [pk for page in reversed(back) for pk in page] == wanted


@pytest.mark.parametrize("order", [("rank", "name"), ("-day", "rank")], ids=",".join)
@PROPERTY
@given(facts=rows, cuts=st.lists(st.lists(st.integers(0, 13), max_size=2), max_size=8))
def test_deletes_in_between_lose_and_double_nothing(things, order, facts, cuts):
    fill(things, facts)
    keys = keyset.keys_for(Thing, order)
    deleted = set()

    def delete_some(rows):
        gone = [wanted[at] for at in (cuts.pop() if cuts else []) if at < len(wanted)]
        deleted.update(gone)
        things.filter(pk__in=gone).delete()

    wanted = expected(order)
    cuts = list(cuts)
    seen = [pk for page in walk(keys, 2, between=delete_some) for pk in page]

    assert len(seen) == len(set(seen))
    assert [pk for pk in wanted if pk not in deleted] == [pk for pk in seen if pk not in deleted]


@PROPERTY
@given(facts=rows, size=st.integers(1, 4), order=st.sampled_from(ORDERS))
def test_the_page_before_the_next_page_is_the_page(things, facts, size, order):
    fill(things, facts)
    keys = keyset.keys_for(Thing, order)
    first = keyset.read_page(Thing.objects.order_by(), keys, limit=size)
    if not first:
        return
    then = keyset.read_page(
        Thing.objects.order_by(), keys, limit=size, start=keyset.position(first[-1], keys)
    )
    if not then:
        return
    again = keyset.read_page(
        Thing.objects.order_by(),
        keys,
        limit=size,
        start=keyset.position(then[0], keys),
        backwards=True,
    )
    assert [row.pk for row in again] == [row.pk for row in first]


@given(text=st.text(max_size=60))
@settings(deadline=None, max_examples=100, derandomize=True)
def test_no_text_is_a_cursor_but_ours(text):
    with pytest.raises(keyset.BadCursor):
        keyset.read_cursor(text, order="x")


def test_a_cursor_belongs_to_its_list_and_order():
    text = keyset.write_cursor(["An", uuid.uuid4()], order="cadres:name")
    with pytest.raises(keyset.BadCursor):
        keyset.read_cursor(text, order="cadres:-name")


@pytest.mark.parametrize("order", [("name",), ("-name",), ("rank",), ("-rank",)], ids=",".join)
def test_a_deep_page_is_one_range_of_a_plain_index(things, order):
    column = order[0].lstrip("-")
    Thing.objects.bulk_create(
        (Thing(name=f"{n:05d}", rank=n if n % 10 else None) for n in range(6_000)), 2_000
    )
    table = Thing._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE INDEX thing_by ON {table} ({column}, id)")
        cursor.execute(f"ANALYZE {table}")
    keys = keyset.keys_for(Thing, order)
    deep = expected(order)[4_000]
    values = [getattr(Thing.objects.get(pk=deep), column), deep]
    queries = []
    with connection.execute_wrapper(
        lambda run, sql, params, many, ctx: (
            queries.append((sql, params)),
            run(sql, params, many, ctx),
        )[1]
    ):
        keyset.read_page(Thing.objects.order_by(), keys, limit=51, start=values)
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + queries[0][0], queries[0][1])
        plan = cursor.fetchone()[0][0]["Plan"]
    assert plan["Plans"][0]["Node Type"] in ("Index Scan", "Index Only Scan")
    assert "ROW(" in plan["Plans"][0]["Index Cond"]
    assert plan["Plans"][0].get("Rows Removed by Filter", 0) == 0
