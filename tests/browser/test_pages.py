"""Every page of the URL table: readable by all, held by the policy, whole on every screen."""

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cadres.models import Cadre, Hat
from portal.models import Account, Job
from tests.browser.world import HATS, World, chosen_words, page_names, speak, stands_for

pytestmark = pytest.mark.slow
# language, theme, width: the office screen, the tablet, the phone
VIEWS = [("vi", "light", 1366), ("en", "dark", 820), ("ar", "light", 390)]
# Answers to a click, seen in the page that holds them.
FRAGMENTS = {
    "portal:inbox_count",
    "portal:job_progress",
    "cadres:branch",
    "cadres:chart_branch",
}
FILES = {"portal:job_file", "portal:job_zip", "portal:upload"}
OWN = {"cadres:my_record", "cadres:propose", "cadres:propose_line"}  # pages of the person alone
FORMS = [
    ("cadres:register_cadre", Hat.ORG_OFFICER),
    ("evaluation:propose", Hat.ORG_OFFICER),
    ("planning:nominate", Hat.ORG_OFFICER),
    ("rotation:propose", Hat.ORG_OFFICER),
    ("recruitment:announce", Hat.ORG_OFFICER),
    ("inspection:plan_inspection", Hat.INSPECTOR),
    ("reports:open_report", Hat.ORG_OFFICER),
]


@pytest.fixture
def world():
    world = World()
    assert world.cadre
    world.tell_the_trail()
    with connection.cursor() as cursor:  # the trail is written with the constraints
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return world


def first_reader(world: World, name: str, words: tuple[str, ...]):
    """An account that may open the page, and its address; nobody when it is not a page."""
    for hat in HATS:
        account = world.account(hat)
        if name in OWN:
            Account.objects.filter(pk=account.pk).update(
                cadre_id=world.cadre.pk, version=F("version") + 1
            )
        known = stands_for(world, account) | chosen_words(world, name)
        path = reverse(name, kwargs={word: known[word]() for word in words})
        client = Client()
        client.force_login(account)
        answer = client.get(path)
        if answer.status_code in {301, 302, 405}:
            return None, path
        if answer.status_code == 200:
            is_page = answer["Content-Type"].startswith("text/html")
            answer.getvalue()  # a file that is read to its end is closed
            return account if is_page else None, path
    pytest.fail(f"nobody of {HATS} may open {path}")


def opened(tab, account, path: str) -> list[str]:
    """Everything wrong with a page on every screen."""
    browser, found = tab(), []
    browser.client.force_login(account)
    for lang, theme, width in VIEWS:
        speak(account, lang, theme)
        browser.open(path, width)
        lines = browser.problems(lang, access=width != 820)
        found += [f"{lang} {theme} {width}: {line}" for line in lines]
        browser.faults.clear()
    return found


PAGES = [entry for entry in page_names() if entry[0] not in FRAGMENTS | FILES]


def test_every_word_of_an_address_is_known(world):
    known = set(stands_for(world, world.account(Hat.AUDITOR)))
    unknown = {
        (name, word)
        for name, words in page_names()
        for word in set(words) - known - set(chosen_words(world, name))
    }
    assert unknown == set()


@pytest.mark.parametrize(("name", "words"), PAGES, ids=[name for name, _words in PAGES])
def test_a_page_is_sound_on_every_screen(name, words, world, tab):
    account, path = first_reader(world, name, words)
    if account:
        assert opened(tab, account, path) == []


@pytest.mark.parametrize("state", Job.State.values)
def test_a_job_is_sound_in_each_state(state, world, tab):
    account = world.account(Hat.ORG_OFFICER)
    job, _file = world.done_job(account)
    lease = timezone.now() + timezone.timedelta(minutes=1) if state == "running" else None
    Job.objects.filter(pk=job.pk).update(
        state=state, lease_until=lease, progress_done=3, progress_total=7, step="Ghi tệp"
    )
    assert opened(tab, account, reverse("portal:job", args=[job.pk])) == []


@pytest.mark.parametrize(("name", "hat"), FORMS)
def test_a_refused_form_is_sound(name, hat, world, tab):
    """Sent empty, it comes back with what stands in the way."""
    browser, path = signed_in(tab, world, hat), reverse(name)
    browser.open(path)
    with browser.page.expect_navigation():
        browser.page.evaluate(
            """() => {
              const form = document.querySelector("main form[method=post]");
              form.noValidate = true; form.requestSubmit();
            }"""
        )
    assert browser.statuses[path] == 422
    assert browser.page.locator(".refusals li").count()
    assert browser.problems("vi") == []


def test_two_versions_of_a_record_are_sound_side_by_side(world, tab):
    browser = signed_in(tab, world, Hat.ORG_OFFICER)
    path = reverse("cadres:amend_cadre", args=[world.cadre.pk])
    page = browser.open(path).page
    Cadre.objects.filter(pk=world.cadre.pk).update(
        full_name="Người Thứ Nhất", version=F("version") + 1
    )
    page.locator("[name=full_name]").fill("Người Thứ Hai")
    page.locator("[name=reason]").fill("Theo giấy khai sinh gốc của cán bộ")
    with page.expect_navigation():
        page.locator("main form .btn.p").click()
    assert browser.statuses[path] == 409
    assert browser.problems("vi") == []


@pytest.mark.urls("tests.browser.errors")
@pytest.mark.parametrize("path", ["/400/", "/403/", "/404/", "/500/", "/503/", "/expired/"])
def test_an_error_is_told_soundly(path, world, tab):
    browser = signed_in(tab, world, Hat.ORG_OFFICER).open(path, 390)
    assert browser.problems("vi") == []


def signed_in(tab, world: World, hat: str):
    browser, account = tab(), world.account(hat)
    speak(account, "vi", "light")
    browser.client.force_login(account)
    return browser
