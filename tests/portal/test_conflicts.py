"""Two people editing one record: the second sees both values and chooses; nothing is lost."""

import re
from html import unescape

import pytest

from governance.actor import Actor
from portal.lists import memory
from portal.models import Account, SavedView
from tests.factories.portal import AccountFactory


@pytest.fixture
def account():
    return AccountFactory(language="en")


@pytest.fixture
def view(account):
    by = Actor(account.pk, account.username)
    return memory.save_view(
        list_key="people", name="Mine", query="", share=False, opens_first=False, by=by, on=None
    )


def boxes(answer):
    """name → the values that can be chosen, and hidden name → value."""
    found, hidden = {}, {}
    for tag in re.findall(r"<input[^>]*>", answer.content.decode().partition("<main")[2]):
        facts = {k: unescape(v) for k, v in re.findall(r'(\w+)="([^"]*)"', tag)}
        if facts.get("type") == "radio":
            found.setdefault(facts["name"], []).append(facts["value"])
        elif facts.get("type") == "hidden":
            hidden[facts["name"]] = facts["value"]
    return found, hidden


def rename(client, view, name, version):
    address = f"/saved-views/{view.pk}/name/"
    return client.post(address, {"name": name, "version": version, "extra": "kept"})


def test_the_second_sees_both_values_and_nothing_is_overwritten(client, account, view):
    client.force_login(account)
    assert rename(client, view, "First <b>", 1).status_code == 302
    answer = rename(client, view, "Second", 1)

    view = SavedView.objects.get()
    choices, hidden = boxes(answer)
    assert answer.status_code == 409
    assert (view.name, view.version) == ("First <b>", 2)
    assert choices == {"name": ["Second", "First <b>"]}
    assert (hidden["version"], hidden["extra"]) == ("2", "kept")
    assert "First &lt;b&gt;" in answer.content.decode()


@pytest.mark.parametrize("choice", [0, 1], ids=["keep mine", "take theirs"])
def test_the_choice_is_saved_by_the_same_form(client, account, view, choice):
    client.force_login(account)
    rename(client, view, "First", 1)
    choices, hidden = boxes(rename(client, view, "Second", 1))
    answer = rename(client, view, choices["name"][choice], int(hidden["version"]))
    assert answer.status_code == 302
    assert SavedView.objects.get().name == ["Second", "First"][choice]


def test_a_third_change_while_choosing_is_shown_again(client, account, view):
    client.force_login(account)
    rename(client, view, "First", 1)
    _choices, hidden = boxes(rename(client, view, "Second", 1))
    rename(client, view, "Third", 2)
    answer = rename(client, view, "Second", int(hidden["version"]))
    assert answer.status_code == 409
    assert boxes(answer)[0] == {"name": ["Second", "Third"]}


def test_choices_are_named_and_fields_that_agree_are_carried(client, account):
    client.force_login(account)
    first = {"language": "en", "theme": "dark", "version": account.version}
    assert client.post("/account/", first).status_code == 302
    answer = client.post("/account/", {**first, "theme": "light"})
    choices, hidden = boxes(answer)
    assert answer.status_code == 409
    assert choices == {"theme": ["light", "dark"]}
    assert hidden["language"] == "en"
    assert "keep mine:</span> light" in answer.content.decode()
    assert Account.objects.get(pk=account.pk).theme == "dark"


def test_a_race_for_one_name_is_told_by_the_constraint(client, account, view, monkeypatch):
    """Two clicks pass the form together; the database lets one through."""
    monkeypatch.setattr(SavedView, "full_clean", lambda self: None)
    client.force_login(account)
    answer = client.post("/lists/people/views/", {"name": "Mine", "back": "/"})
    assert answer.status_code == 409
    assert "You already have a view of this name here." in answer.content.decode()
    assert SavedView.objects.count() == 1
