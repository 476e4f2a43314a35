"""The frame as people use it: with a keyboard, on a phone, and without any script."""

import pytest

from cadres.models import Hat
from portal.models import Session
from tests.browser.world import World, speak
from tests.factories.portal import PASSWORD

pytestmark = pytest.mark.slow


@pytest.fixture
def account():
    world = World()
    assert world.cadre
    return world.account(Hat.ORG_OFFICER)


@pytest.fixture
def visitor(tab, account):
    """A signed-in tab; `visitor(java_script_enabled=False)` for one without scripts."""

    def opened(**options):
        browser = tab(**options)
        browser.client.force_login(account)
        return browser

    return opened


def test_signing_in_needs_no_script(tab, account):
    browser = tab(java_script_enabled=False).open("/sign-in/?next=/inbox/")
    page = browser.page
    page.locator("input[name=username]").fill(account.username)
    page.locator("input[name=password]").fill("wrong")
    page.locator("main button").click()
    assert page.locator(".refusals li").count() == 1

    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button").click()
    page.wait_for_url("**/inbox/")
    assert page.locator("h1").count() == 1


def test_the_phone_menu_opens_and_signs_out_without_script(visitor):
    browser = visitor(java_script_enabled=False).open("/", width=390)
    menu = browser.page.locator("details.menu")
    assert not menu.locator("nav").is_visible()

    menu.locator("summary").click()
    assert menu.locator("nav a").first.is_visible()
    menu.locator('form[action="/sign-out/"] button').click()

    browser.page.wait_for_url("**/sign-in/")
    assert Session.objects.count() == 0


def test_the_language_changes_without_script_and_stays(visitor, account):
    browser = visitor(java_script_enabled=False).open("/inbox/")
    browser.page.locator(".top > .tools > .lang button[value=ar]").click()
    browser.page.wait_for_url("**/inbox/")
    browser.page.wait_for_selector("html[dir=rtl]")

    account.refresh_from_db()
    assert account.language == "ar"


def test_a_slash_goes_to_the_search_and_escape_closes_a_menu(visitor):
    page = visitor().open("/").page
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"

    page.locator(".account > summary").click()
    assert page.locator("details.account[open]").count() == 1
    page.locator(".account .item").first.focus()
    page.keyboard.press("Escape")
    assert page.locator("details.account[open]").count() == 0


def test_a_second_click_sends_nothing(visitor):
    browser = visitor().open("/account/")
    with browser.page.expect_navigation():
        browser.page.evaluate(
            """() => {
              const form = document.querySelector("main form[method=post]");
              const button = form.querySelector("button:not([type=button])");
              button.click(); button.click();
            }"""
        )
    assert browser.posted == ["/account/"]


def test_the_skip_link_is_the_first_stop_and_leads_to_the_content(visitor):
    page = visitor().open("/").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"


def test_a_list_is_searched_sorted_and_taken_along_without_script(visitor, account):
    browser = visitor(java_script_enabled=False).open("/cadres/")
    page = browser.page
    page.locator("#list-q").fill("nguyen thi anh tuyet")
    page.locator("#list-form .acts button").click()
    page.wait_for_url("**q=nguyen**")
    assert page.locator("#rows tbody tr").count() == 4

    page.locator("#rows thead th[aria-sort] a").click()
    page.wait_for_url("**sort=**")
    assert page.locator("#rows tbody th").first.inner_text().strip().endswith("3")

    page.locator(".bar details summary").last.click()
    taken = browser.client.get(page.locator("a[href*='export=csv']").get_attribute("href"))
    assert taken.status_code == 200
    assert b"".join(taken).decode().count("Nguyễn Thị Ánh Tuyết") == 4


@pytest.mark.parametrize(
    ("theme", "width"), [("light", 1920), ("dark", 1366), ("dark", 683), ("light", 320)]
)
def test_the_catalogue_is_sound_at_every_size(visitor, account, theme, width):
    speak(account, "vi", theme)
    browser = visitor().open("/ui/", width)
    assert browser.problems("vi") == []


@pytest.mark.parametrize("path", ["/nowhere/", "/sign-in/"])
def test_pages_without_the_frame_are_sound_for_strangers(tab, path):
    browser = tab().open(path, 390)
    assert browser.problems("vi") == []
