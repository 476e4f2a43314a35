"""What a visitor is told when something is broken."""

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client


def visit():
    """Ask for a page as somebody who was signed in: the session is looked up first."""
    browser = Client(raise_request_exception=False)
    browser.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    return browser.get("/inbox/")


@pytest.fixture
def no_database():
    """Nobody listens where the database was."""
    host = connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["HOST"] = "/nowhere"
    yield
    connection.settings_dict["HOST"] = host
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_without_a_database_a_page_says_so_and_when_to_come_again(no_database):
    response = visit()
    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert b"<h1>" in response.content


def test_a_question_that_took_too_long_is_an_error_of_ours():
    def slow(*args, **kwargs):
        raise OperationalError("canceling statement due to statement timeout")

    with connection.execute_wrapper(slow):
        response = visit()
    assert response.status_code == 500
    assert "Retry-After" not in response
