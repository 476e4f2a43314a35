"""Every page of the URL table: readable by all, held by the policy, whole on every screen."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.browser.world import ELSEWHERE, HATS, World, page_names, speak

pytestmark = pytest.mark.slow
# language, theme, width: the office screen, the tablet, the phone
VIEWS = [("vi", "light", 1366), ("en", "dark", 820), ("ar", "light", 390)]


@pytest.fixture
def world():
    world = World()
    assert world.cadre
    return world


def first_reader(world: World, path: str):
    """An account that may open the page, or nobody when it is not a page."""
    for hat in HATS:
        client = Client()
        account = world.account(hat)
        client.force_login(account)
        answer = client.get(path)
        if answer.status_code == 200 and b"<!doctype html>" in answer.content[:200]:
            return account
        if answer.status_code == 405 or answer.status_code in {301, 302}:
            return None
    return None


PAGE_IDS = [name for name, _words in page_names()]


def test_every_word_of_an_address_is_known(world):
    words = {word for _name, words in page_names() for word in words}
    assert words - set(world.known()) == ELSEWHERE


@pytest.mark.parametrize(("name", "words"), page_names(), ids=PAGE_IDS)
def test_a_page_is_sound_on_every_screen(name, words, world, tab):
    values = world.words(words)
    if values is None:
        return
    path = reverse(name, args=values)
    account = first_reader(world, path)
    if account is None:
        return
    found = []
    browser = tab()
    browser.client.force_login(account)
    for lang, theme, width in VIEWS:
        speak(account, lang, theme)
        browser.open(path, width)
        lines = browser.problems(lang, access=width != 820)
        found += [f"{lang} {theme} {width}: {line}" for line in lines]
        browser.faults.clear()
    assert found == []
