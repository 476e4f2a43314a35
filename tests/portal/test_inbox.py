"""«Việc của tôi»: sorted by due date, deadline in words, one kind at a time."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from governance.actor import Actor
from portal import inbox
from portal.inbox import WorkItem
from tests.factories.portal import AccountFactory

TODAY = date(2026, 11, 22)


def work_for(actor, on):
    """A source of this test: the reader's name stands in the title, as a room would scope it."""
    if actor.name == "idle":
        return
    yield WorkItem(f"Later {actor.name}", "/r/2", on + timedelta(days=9), "Inspection", "Hạ Long")
    yield WorkItem("No day <b>", "/r/4", None, "Reports")
    yield WorkItem("Overdue", "/r/1", on - timedelta(days=3), "Recommendation", "Cẩm Phả")
    yield WorkItem("Today", "/r/3", on, "Recommendation")


@pytest.fixture(autouse=True)
def _sources(settings):
    settings.INBOX_SOURCES = [f"{__name__}.work_for"]


@pytest.mark.parametrize(
    ("due", "words", "tone"),
    [
        (None, "no deadline", ""),
        (TODAY - timedelta(days=2), "overdue by 2 days", "bad"),
        (TODAY - timedelta(days=1), "overdue by 1 day", "bad"),
        (TODAY, "due today", "warn"),
        (TODAY + timedelta(days=1), "1 day left", "warn"),
        (TODAY + timedelta(days=7), "7 days left", "warn"),
        (TODAY + timedelta(days=8), "8 days left", ""),
    ],
)
def test_a_deadline_is_said_in_words(due, words, tone):
    item = WorkItem("x", "/x", due)
    with translation.override("en"):
        assert (item.deadline(TODAY), item.tone(TODAY)) == (words, tone)


def test_the_most_urgent_comes_first_and_the_dayless_last():
    actor = Actor(account_id=None, name="an")
    titles = [item.title for item in inbox.work_for(actor, TODAY)]
    assert titles == ["Overdue", "Today", "Later an", "No day <b>"]


def rows(answer):
    return re.findall(r'<th scope="row"><a href="([^"]*)" dir="auto">', answer.content.decode())


def test_the_page_shows_my_work_and_one_kind_when_asked(client):
    client.force_login(AccountFactory(username="an"))
    everything = client.get("/inbox/")
    some = client.get("/inbox/", {"kind": "Recommendation"})
    assert rows(everything) == ["/r/1", "/r/3", "/r/2", "/r/4"]
    assert rows(some) == ["/r/1", "/r/3"]
    assert "No day &lt;b&gt;" in everything.content.decode()
    assert timezone.localdate().strftime("%d/%m/%Y") in everything.content.decode()


def test_an_unknown_kind_is_told(client):
    client.force_login(AccountFactory())
    answer = client.get("/inbox/", {"kind": "<script>"})
    assert answer.status_code == 400
    assert rows(answer) == []


def test_nothing_to_do_is_said(client):
    client.force_login(AccountFactory(username="idle"))
    assert 'class="empty"' in client.get("/inbox/").content.decode()
    assert client.get("/inbox/count/").content.strip() == b""


def test_the_number_in_the_frame_counts_what_is_overdue(client):
    client.force_login(AccountFactory(language="en"))
    answer = client.get("/inbox/count/").content.decode()
    assert 'aria-hidden="true">4<' in answer
    assert "4 things wait" in answer
    assert "1 overdue" in answer


def test_a_stranger_is_sent_to_sign_in(client):
    for address in ("/inbox/", "/inbox/count/"):
        assert client.get(address).status_code == 302


def test_only_reading(client):
    client.force_login(AccountFactory())
    assert client.post("/inbox/").status_code == 405
