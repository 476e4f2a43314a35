"""What a list keeps and gives away: columns, saved views, exports."""

import io
import re

import pytest
import time_machine
from django.db import connection
from openpyxl import load_workbook

from governance.actor import Actor, GrantFact
from governance.classes import DataClass
from governance.models import AuditEvent
from portal.jobs import running, store
from portal.lists import Column, ListPage, exports, memory
from portal.models import Account, Job, SavedView, StoredFile
from tests.factories.portal import AccountFactory
from tests.portal.people import (
    ALL,
    actor_for,
    ask,
    names_in,
    text_of,
)


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
    account = AccountFactory(language="en")
    client.force_login(account)
    saved = {"name": "Mine", "query": "q=P0&sort=-name", "opens_first": "on", "back": "/people/"}
    assert client.post("/lists/people/views/", saved).status_code == 302
    again = client.post("/lists/people/views/", saved)

    assert again.status_code == 422
    assert "You already have a view" in text_of(again)
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
