"""Chromium for the tests of this folder; without one on the machine every one of them fails."""

import os
import shutil

import pytest
from django.db import connections

CHROMIUM = (
    os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
)
MISSING = "There is no browser here. Install one: apt-get install chromium (or set CHROMIUM)."


@pytest.fixture(scope="package")
def chromium():
    """One browser for all tests here; its loop lives in this thread, beside the database."""
    if not CHROMIUM:
        pytest.fail(MISSING, pytrace=False)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- slow import

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        connections.close_all()  # those of this loop; nobody else can reach them
        browser.close()


@pytest.fixture
def tab(chromium):
    """Open a tab: `tab()` or `tab(java_script_enabled=False)`."""
    from tests.browser.bridge import Bridge  # noqa: PLC0415 -- needs the browser packages

    contexts = []

    def opened(**options) -> Bridge:
        contexts.append(chromium.new_context(**options))
        return Bridge(contexts[-1].new_page(), options.get("java_script_enabled", True))

    yield opened
    for context in contexts:
        context.close()
