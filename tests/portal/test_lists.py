"""List pages: all state in the URL, columns and filters by data class, saved views, exports."""

import csv
import io
import re
import uuid
from html import unescape

import pytest
import time_machine
from django.apps.registry import Apps
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db import connection, models
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from governance.actor import Actor, GrantFact, acting
from governance.classes import DataClass
from governance.models import AuditEvent
from portal.jobs import running, store
from portal.lists import (
    ChoiceFilter,
    Column,
    DateFilter,
    ListFilter,
    ListPage,
    NumberFilter,
    ScopedIdFilter,
    TextFilter,
    YesNoFilter,
    exports,
    keyset,
    memory,
    options_response,
)
from portal.models import Account, Job, SavedView, StoredFile
from tests.factories.portal import AccountFactory

TESTS = Apps()
HERE, THERE, NEVER = (uuid.UUID(int=n) for n in (1, 2, 3))


class Place(models.Model):
    DATA_CLASS = DataClass.BASIC
    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=40)
    path = models.CharField(max_length=40)

    class Meta:
        app_label = "tests"
        apps = TESTS

    def __str__(self):
        return self.name


class Person(models.Model):
    """A row with a public part, an evaluated part and a planned part."""

    DATA_CLASS = DataClass.BASIC
    FIELD_CLASS = {"grade": DataClass.EVALUATION, "planned": DataClass.PLANNING}
    name = models.CharField(max_length=60, db_collation="C")
    place = models.ForeignKey(Place, models.PROTECT)
    grade = models.IntegerField(null=True)
    planned = models.CharField(max_length=20, blank=True)
    active = models.BooleanField(default=True)
    since = models.DateField(null=True)

    class Meta:
        app_label = "tests"
        apps = TESTS

    def __str__(self):
        return self.name


def places_of(actor):
    return Place.objects.filter(path__startswith=actor.grants[0].path if actor.grants else "-")


class PersonFilter(ListFilter):
    name = TextFilter("name", label="Name")
    plan = ChoiceFilter("planned", choices=[("", "-"), ("s", "Secretary")], label="Plan")
    grade = NumberFilter("grade", label="Grade")
    active = YesNoFilter("active", label="Active")
    since = DateFilter("since", lookup_expr="gte", label="Since")
    place = ScopedIdFilter(
        "place",
        rows=places_of,
        find=lambda rows, text: rows.filter(name__icontains=text),
        unknown="Unknown unit.",
        label="Unit",
    )

    class Meta:
        model = Person
        fields = []


class PersonList(ListPage):
    key = "people"
    title = "Cán bộ"
    columns = (
        Column("name", "Full name", sort=("name",), url=lambda row: f"/p/{row.pk}", always=True),
        Column("place", "Unit", value="place.name", sort=("place__name", "name")),
        Column("grade", "Grade", sort=("-grade",)),
        Column("planned", "Plan", default=False),
        Column("since", "Since", sort=("since",), css="r"),
    )
    filterset = PersonFilter
    default_sort = "name"
    search_placeholder = "Name"

    def queryset(self, actor):
        return Person.objects.select_related("place")

    def search(self, queryset, text):
        return queryset.filter(name__icontains=text)


class PathList(PersonList):
    key = "people-by-path"
    scope_paths = {DataClass.EVALUATION: "place__path"}


@pytest.fixture
def people():
    with connection.schema_editor() as editor:
        editor.create_model(Place)
        editor.create_model(Person)
    here = Place.objects.create(id=HERE, name="Hạ Long", path="/a/")
    there = Place.objects.create(id=THERE, name="Cẩm Phả", path="/b/")
    Person.objects.bulk_create(
        Person(name=f"P{n:02d}", place=(here, there)[n % 2], grade=n % 4 or None)
        for n in range(60)
    )
    return Person.objects


def actor_for(account, *classes, path="/", hat="ORG_OFFICER"):
    grants = [GrantFact(hat, path, frozenset(map(str, classes)), frozenset({"view"}))]
    return Actor(account.pk, account.username, hat, tuple(grants if classes else []))


ALL = tuple(DataClass)


def ask(query="", *, page=PersonList, account=None, actor=None, classes=ALL, **headers):
    account = account or Account.objects.first() or AccountFactory()
    request = RequestFactory().get("/people/" + query, headers=headers)
    request.user, request.LANGUAGE_CODE = account, "en"
    request.actor = actor or actor_for(account, *classes)
    request.session, request.resolver_match = {}, None
    request._messages = FallbackStorage(request)
    with acting(request.actor), translation.override("en"):
        return page(request).response()


def text_of(answer):
    return unescape(answer.content.decode())


def names_in(answer):
    return re.findall(
        r'<th scope="row"[^>]*><a href="/p/\d+">([^<]*)</a>', answer.content.decode()
    )


def link(answer, rel):
    found = re.search(rf'rel="{rel}" href="([^"]*)"', answer.content.decode())
    return unescape(found[1]).partition("/people/")[2] if found else ""


# -- pages and order -----------------------------------------------------------------
def test_pages_walk_forwards_and_back(people):
    first = ask("?size=25")
    second = ask(link(first, "next"))
    third = ask(link(second, "next"))
    again = ask(link(ask(link(third, "prev")), "prev"))

    everyone = [f"P{n:02d}" for n in range(60)]
    assert names_in(first) + names_in(second) + names_in(third) == everyone
    assert link(third, "next") == ""
    assert names_in(again) == names_in(first)
    assert link(again, "prev") == ""


def test_the_head_says_how_it_is_sorted(people):
    answer = text_of(ask("?sort=-place"))
    assert 'aria-sort="descending"><a href="/people/?sort=place"' in answer
    assert answer.count("aria-sort") == 1


def test_empties_come_last_whichever_way(people):
    up, down = ask("?sort=grade&size=100"), ask("?sort=-grade&size=100")
    empty = {f"P{n:02d}" for n in range(0, 60, 4)}
    assert set(names_in(up)[-15:]) == set(names_in(down)[-15:]) == empty


def test_htmx_gets_the_rows_alone(people):
    rows = ask("?q=P0&unit=", hx_target="rows", hx_request="true")
    assert rows.status_code == 422  # "unit" is no filter of this list
    rows = ask("?q=P0&name=", hx_target="rows", hx_request="true")
    assert "<html" not in text_of(rows)
    assert rows["HX-Push-Url"] == "/people/?q=P0"
    assert "HX-Target" in rows["Vary"]
    assert len(names_in(rows)) == 10


@pytest.mark.parametrize("size", [1, 50])
def test_as_many_queries_for_one_row_as_for_fifty(people, size):
    people.filter(pk__in=people.order_by("pk")[size:].values("pk")).delete()
    account = AccountFactory()
    with CaptureQueriesContext(connection) as queries:
        ask("?size=50&sort=place", account=account)
    assert len(queries) == 3  # rows, count, saved views


# -- what makes no sense is said, with 400 -----------------------------------------------
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?sort=password", "cannot be sorted that way"),
        ("?sort=place__path", "cannot be sorted that way"),
        ("?cols=name,secret", "no such column"),
        ("?size=1000", "may have 25, 50, 100 rows"),
        ("?size=%D9%A5%D9%A0", "may have"),
        ("?export=exe", "xlsx or csv"),
        ("?after=abc", "This place in the list is not known"),
        ("?after=a&before=b", "not both"),
        ("?place__path=/b/", "no filter “place__path”"),
        ("?active=perhaps", "Select a valid choice"),
        ("?plan=x", "Select a valid choice"),
        ("?grade=99999999999999999999", "less than or equal"),
        ("?since=31/02/2020", "Enter a valid date"),
        ("?place=77", "Unknown unit."),
        (f"?place={NEVER}", "Unknown unit."),
        ("?place=Nowhere", "Unknown unit."),
        ("?view=mine", "opened by its link"),
        ("?q=" + "x" * 201, "at most 200 characters"),
        ("?q=a%00b", "Null characters"),
        ("?name=a%00b", "Null characters"),
    ],
    ids=lambda value: value[:20],
)
def test_nonsense_is_told_with_400(people, query, sentence):
    answer = ask(query)
    assert answer.status_code == 400
    assert sentence in text_of(answer)
    assert names_in(answer) == []
    assert len(answer.content) < 100_000


def test_ten_megabytes_are_refused_before_anything_reads_them(client):
    client.force_login(AccountFactory())
    assert client.get("/inbox/?kind=" + "x" * 10_000_000).status_code == 414


NAMES = [
    "q",
    "sort",
    "cols",
    "size",
    "after",
    "before",
    "export",
    "view",
    "name",
    "plan",
    "place",
    "grade",
    "since",
    "active",
    "x",
]


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=30), max_size=4))
@settings(
    max_examples=80,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_query_is_a_server_error(people, given_state):
    request = RequestFactory().get("/people/", given_state)
    assert ask("?" + request.META["QUERY_STRING"]).status_code in (200, 302, 400)


# -- data classes ----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("secret", "unheard"),
    [
        ("?sort=grade", "?sort=nothing"),
        ("?cols=name,grade", "?cols=name,nothing"),
        ("?cols=name,planned", "?cols=name,nothing"),
        ("?grade=3", "?nothing=3"),
        ("?plan=s", "?nothing=s"),
    ],
)
def test_facts_of_a_class_not_held_do_not_exist(people, secret, unheard):
    """The A03 oracle: asking for them is the same mistake as asking for what never was."""
    with_it, without_it = (
        text_of(ask(query, classes=[DataClass.BASIC])).replace(name, "N").replace(other, "N")
        for query, name, other in [(secret, "grade", "plan"), (unheard, "nothing", "nothing")]
    )
    said = re.compile(r'<section class="refusals".*?</section>', re.S)
    assert said.search(with_it)[0] == said.search(without_it)[0]
    assert ask(secret, classes=[DataClass.BASIC]).status_code == 400
    assert ask(secret).status_code == 200  # the positive control


def test_a_column_not_held_is_not_shown_nor_exported(people):
    page = text_of(ask(classes=[DataClass.BASIC]))
    table = ask("?export=csv", classes=[DataClass.BASIC]).content.decode("utf-8-sig")
    assert "Grade" not in page
    assert table.splitlines()[0] == "Full name,Unit,Since"


def test_a_class_held_for_one_unit_hides_and_restricts_the_others(people):
    account = AccountFactory()
    grants = (
        GrantFact("ORG", "/", frozenset({"basic"}), frozenset({"view"})),
        GrantFact("ORG", "/a/", frozenset({"evaluation"}), frozenset({"view"})),
    )
    actor = Actor(account.pk, account.username, "ORG", grants)
    shown = text_of(ask("?size=100", page=PathList, actor=actor))
    by_grade = ask("?sort=grade&size=100", page=PathList, actor=actor)
    with_grade = ask("?grade=1&size=100", page=PathList, actor=actor)
    table = ask("?export=csv&cols=grade", page=PathList, actor=actor).content.decode("utf-8-sig")

    assert shown.count("not in your scope") == 30
    assert len(names_in(by_grade)) == 30
    assert names_in(with_grade) == []  # grades 1 and 3 are all at the other place
    assert sum(row["Grade"] != "" for row in csv.DictReader(io.StringIO(table))) == 15


def test_another_hat_lends_nothing(people):
    account = AccountFactory()
    grants = (GrantFact("INSPECTOR", "/", frozenset({"evaluation"}), frozenset({"view"})),)
    actor = Actor(account.pk, account.username, "ORG_OFFICER", grants)
    assert ask("?sort=grade", actor=actor).status_code == 400


def test_a_unit_out_of_scope_is_as_unknown_as_one_that_never_was(people):
    actor = actor_for(AccountFactory(), *ALL, path="/a/")
    assert len(names_in(ask(f"?place={HERE}&size=100", actor=actor))) == 30
    foreign, never = ask(f"?place={THERE}", actor=actor), ask(f"?place={NEVER}", actor=actor)
    assert foreign.status_code == never.status_code == 400
    said = [text_of(answer).partition("<main")[2] for answer in (foreign, never)]
    assert said[0].replace(str(THERE), "") == said[1].replace(str(NEVER), "")


def test_typed_words_choose_a_unit_when_they_name_only_one(people):
    assert len(names_in(ask("?place=long&size=100"))) == 30
    assert "Several match" in text_of(ask("?place=h"))


def test_the_chosen_unit_is_named_and_can_be_let_go(people):
    answer = text_of(ask(f"?place={HERE}&q=P"))
    assert f'<input type="hidden" name="place" value="{HERE}"><span class="chip"' in answer
    assert 'Unit: Hạ Long<a href="/people/?q=P"' in answer


def test_typing_offers_at_most_ten_escaped_options(people):
    Place.objects.update(name="<Hạ>")
    assert options_response(Place.objects.all()).content.decode() == (
        '<option value="&lt;Hạ&gt;">' * 2
    )


def test_markup_in_a_name_stays_text(people):
    people.update(name="<script>alert(1)</script>")
    people.first().place.__class__.objects.update(name='"><img src=x>')
    answer = ask("?size=25").content.decode()
    assert "<script>alert" not in answer
    assert "<img" not in answer


# -- columns and saved views -------------------------------------------------------------
def test_columns_are_remembered_for_the_list(people, client):
    account = AccountFactory()
    client.force_login(account)
    answer = client.post(
        "/lists/people/columns/", {"cols": ["since"], "back": "/people/?q=P0&cols=grade"}
    )
    assert answer.url == "/people/?q=P0&cols=since"
    account = Account.objects.get(pk=account.pk)
    assert memory.columns_of(account, "people") == ["since"]
    assert "Grade</a>" not in text_of(ask("?size=25", account=account))


def test_a_choice_of_columns_never_leads_away(client):
    client.force_login(AccountFactory())
    for back in ("https://example.org/", "//example.org/", "javascript:x", "/\\example.org"):
        answer = client.post("/lists/people/columns/", {"cols": ["x"], "back": back})
        assert answer.url == "/?cols=x"


def test_a_saved_view_opens_first_and_can_be_passed_by(people, client):
    account = AccountFactory()
    client.force_login(account)
    saved = {"name": "Mine", "query": "q=P0&sort=-name", "opens_first": "on", "back": "/people/"}
    assert client.post("/lists/people/views/", saved).status_code == 302
    again = client.post("/lists/people/views/", saved)

    assert again.status_code == 422
    assert "You already have a view" in text_of(again) or "khung nhìn" in text_of(again)
    assert ask(account=account)["Location"] == "/people/?q=P0&sort=-name"
    assert len(names_in(ask("?view=none", account=account))) == 50
    assert SavedView.objects.count() == 1


def test_only_one_view_opens_first():
    account = AccountFactory()
    by = actor_for(account)
    for name in ("one", "two"):
        memory.save_view(
            list_key="people", name=name, query="", share=False, opens_first=True, by=by, on=None
        )
    assert [v.name for v in SavedView.objects.filter(is_default=True)] == ["two"]


def test_a_view_is_shared_with_the_hat_and_nobody_else():
    by = actor_for(AccountFactory(), DataClass.BASIC)
    memory.save_view(
        list_key="people", name="x", query="", share=True, opens_first=True, by=by, on=None
    )
    same_hat = actor_for(AccountFactory(), DataClass.BASIC)
    other_hat = actor_for(AccountFactory(), DataClass.BASIC, hat="INSPECTOR")
    views = memory.views_for(same_hat, "people")
    assert [view.name for view in views] == ["x"]
    assert memory.default_view(views, same_hat) == ""
    assert memory.views_for(other_hat, "people") == []


@pytest.mark.parametrize("address", ["name", "first", "delete"])
def test_the_view_of_another_does_not_exist(client, address):
    by = actor_for(AccountFactory(), DataClass.BASIC)
    view = memory.save_view(
        list_key="people", name="x", query="", share=True, opens_first=False, by=by, on=None
    )
    client.force_login(AccountFactory())
    answer = client.post(f"/saved-views/{view.pk}/{address}/", {"name": "y", "version": 1})
    assert answer.status_code == 404
    assert SavedView.objects.get().name == "x"


# -- exports -----------------------------------------------------------------------------
def test_a_workbook_has_the_filter_the_columns_and_its_origin(people):
    people.filter(name="P01").update(name="=HYPERLINK(1)")
    answer = ask("?q=HYPER&cols=name,grade&export=xlsx")
    assert re.search(
        r'filename="can-bo_\d{4}-\d\d-\d\d_\d{4}\.xlsx"', answer["Content-Disposition"]
    )
    book = load_workbook(io.BytesIO(answer.content))
    table, origin = book.worksheets
    assert [[cell.value for cell in row] for row in table.rows] == [
        ["Full name", "Grade"],
        ["'=HYPERLINK(1)", 1],
    ]
    assert {cell.data_type for cell in table[2]} == {"s", "n"}
    assert "HYPER" in [row[1].value for row in origin.rows][1]


def test_an_export_is_told_to_the_trail(people):
    ask("?q=P0&cols=name&export=csv")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    said = AuditEvent.objects.filter(action="portal.export_list", op="N").get().new
    assert (said["list"], said["rows"], said["filter"]) == ("people", 10, "q=P0&cols=name")


class AccountList(ListPage):
    key = "accounts"
    title = "Tài khoản"
    columns = (Column("username", "Account", sort=("username",), always=True),)
    default_sort = "username"

    def queryset(self, actor):
        return Account.objects.all()


def grants_for_all(account, on):
    return (GrantFact("ORG_OFFICER", "/", frozenset(map(str, ALL)), frozenset({"view"})),)


@pytest.mark.django_db(transaction=True)
def test_a_large_export_becomes_one_job_with_the_same_rows(monkeypatch, settings, tmp_path):
    settings.GRANTS_OF, settings.VAR = f"{__name__}.grants_for_all", tmp_path
    monkeypatch.setattr(exports, "MOST_AT_ONCE", 10)
    monkeypatch.setattr(exports, "STEP", 7)
    accounts = AccountFactory.create_batch(30)
    actor = Actor(accounts[0].pk, accounts[0].username, "ORG_OFFICER", grants_for_all(None, None))

    with time_machine.travel("2026-11-22T14:05:00+07:00", tick=False):
        asked = [ask("?export=csv", page=AccountList, actor=actor) for _ in range(2)]
    job = Job.objects.get()
    running.run(job.pk)
    job.refresh_from_db()

    assert [answer["Location"] for answer in asked] == [job.get_absolute_url()] * 2
    assert (job.state, job.result) == ("done", {"rows": 30})
    kept = store.path_of(StoredFile.objects.get().sha256).read_text("utf-8-sig").split()
    assert kept == ["Account", *sorted(account.username for account in accounts)]


def test_the_place_is_not_in_the_link_to_pass_on(people):
    answer = text_of(ask(link(ask("?size=25&sort=place"), "next")))
    copied = re.search(r'href="([^"]*)" data-copy', answer)[1]
    assert copied == "/people/?size=25&sort=place&cols=name%2Cplace%2Cgrade%2Csince"


def test_a_count_stops_at_ten_thousand(people, monkeypatch):
    monkeypatch.setattr("portal.lists.page.MOST_COUNTED", 20)
    monkeypatch.setattr("portal.lists.face.MOST_COUNTED", 20)
    assert "More than 20 rows" in text_of(ask())


def test_a_cursor_of_another_order_is_refused(people):
    place = keyset.write_cursor(["P01", 2], order="people:-name:name1,pk1")
    assert ask(f"?after={place}").status_code == 400
    assert ask(f"?sort=-name&after={place}").status_code == 200
