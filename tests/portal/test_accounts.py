"""Signing in and out, hats, preferences, sessions, languages."""

import unicodedata
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import identify_hasher
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from portal.hashers import Argon2id
from portal.middleware import LONGEST_QUERY
from portal.models import Account, Session
from portal.vietnamese import fold, name_key
from tests import hats
from tests.factories.cadres import HatGrantFactory, UnitFactory
from tests.factories.portal import PASSWORD, AccountFactory

SIGN_IN = "/sign-in/"


def signs_in(client, username, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"username": username, "password": password, **more})


def test_a_right_password_opens_a_session_with_its_owner(client):
    account = AccountFactory()

    answer = signs_in(client, account.username, next="/account/")

    assert answer.status_code == 302
    assert answer["Location"] == "/account/"
    assert Session.objects.get().account_id == account.pk


def test_a_password_is_the_same_in_composed_and_decomposed_letters(client):
    account = AccountFactory()
    decomposed = unicodedata.normalize("NFD", PASSWORD)

    assert signs_in(client, account.username.upper(), decomposed).status_code == 302


def test_after_signing_in_nobody_is_sent_to_another_site(client):
    account = AccountFactory()

    answer = signs_in(client, account.username, next="https://example.org/")

    assert answer["Location"] == "/"


@pytest.mark.parametrize("username", ["account-that-is", "nobody-of-that-name"])
def test_wrong_name_and_wrong_password_are_told_alike(client, username):
    AccountFactory(username="account-that-is")

    answer = signs_in(client, username, "không phải mật khẩu này")

    assert answer.status_code == 422
    assert reverse("portal:sign_in") in answer.content.decode()
    assert not Session.objects.exists()


def test_after_five_failures_the_account_waits_and_others_do_not(client):
    account, other = AccountFactory(), AccountFactory()
    for _each in range(5):
        signs_in(client, account.username, "sai mật khẩu rồi nhé")

    assert signs_in(client, account.username).status_code == 429
    assert signs_in(client, other.username).status_code == 302


def test_the_wait_ends(client):
    account = AccountFactory()
    for _each in range(5):
        signs_in(client, account.username, "sai mật khẩu rồi nhé")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=20))

    assert signs_in(client, account.username).status_code == 302


def test_a_closed_account_does_not_get_in(client):
    account = AccountFactory(is_active=False)

    assert signs_in(client, account.username).status_code == 422


def test_pages_are_for_those_who_signed_in(client):
    answer = client.get(reverse("portal:my_account"))

    assert answer.status_code == 302
    assert answer["Location"].startswith(SIGN_IN)


def test_an_idle_session_ends_and_a_long_one_too(client):
    account = AccountFactory()
    signs_in(client, account.username)
    Session.objects.update(created_at=timezone.now() - timedelta(hours=12, minutes=1))

    assert client.get(reverse("portal:my_account")).status_code == 302


def test_a_session_can_be_ended_from_elsewhere(client):
    account = AccountFactory()
    signs_in(client, account.username)
    elsewhere = client.__class__()
    signs_in(elsewhere, account.username)
    there = Session.objects.get(session_key=elsewhere.session.session_key)

    client.post(reverse("portal:end_session", args=[there.ref]))

    assert elsewhere.get(reverse("portal:my_account")).status_code == 302
    assert client.get(reverse("portal:my_account")).status_code == 200


def test_somebody_elses_session_does_not_exist(client):
    mine, theirs = AccountFactory(), AccountFactory()
    elsewhere = client.__class__()
    signs_in(elsewhere, theirs.username)
    signs_in(client, mine.username)
    there = Session.objects.get(account_id=theirs.pk)

    answer = client.post(reverse("portal:end_session", args=[there.ref]))

    assert answer.status_code == 404
    assert Session.objects.filter(pk=there.pk).exists()


def test_signing_out_ends_the_session(client):
    signs_in(client, AccountFactory().username)

    client.post(reverse("portal:sign_out"))

    assert client.get(reverse("portal:my_account")).status_code == 302


def test_changing_the_password_ends_other_sessions(client):
    account = AccountFactory()
    signs_in(client, account.username)
    elsewhere = client.__class__()
    signs_in(elsewhere, account.username)

    answer = client.post(
        reverse("portal:change_password"),
        {"old_password": PASSWORD, "new_password": "một câu khác cũng dài"},
    )

    assert answer.status_code == 302
    assert client.get(reverse("portal:my_account")).status_code == 200
    assert elsewhere.get(reverse("portal:my_account")).status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("không đúng mật khẩu cũ", "một câu khác cũng dài", "old_password"),
        (PASSWORD, "ngắn quá", "new_password"),
    ],
)
def test_a_poor_new_password_is_refused_at_its_field(client, old, new, field):
    account = AccountFactory()
    signs_in(client, account.username)

    answer = client.post(
        reverse("portal:change_password"), {"old_password": old, "new_password": new}
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert Account.objects.get(pk=account.pk).check_password(PASSWORD)


def test_the_language_is_kept_on_the_account(client):
    account = AccountFactory()
    signs_in(client, account.username)

    client.post(reverse("portal:set_language"), {"language": "ar", "next": "/account/"})

    page = client.get("/account/").content.decode()
    assert 'lang="ar" dir="rtl"' in page
    assert Account.objects.get(pk=account.pk).language == "ar"


def test_before_signing_in_the_language_is_kept_on_the_device_and_vietnamese_is_the_default(
    client,
):
    assert 'lang="vi"' in client.get(SIGN_IN, HTTP_ACCEPT_LANGUAGE="en").content.decode()

    client.post(reverse("portal:set_language"), {"language": "en", "next": SIGN_IN})

    assert 'lang="en"' in client.get(SIGN_IN).content.decode()


def test_one_hat_at_a_time_and_only_own_ones(client):
    unit = UnitFactory(province=True)
    account = hats.account("ORG_OFFICER", over=unit)
    HatGrantFactory(account=account, hat="UNIT_HEAD", unit=unit)
    signs_in(client, account.username)

    client.post(reverse("portal:switch_hat"), {"hat": "UNIT_HEAD"})
    chosen = client.get("/account/").wsgi_request.actor.hat
    client.post(reverse("portal:switch_hat"), {"hat": "SYS_ADMIN"})

    assert chosen == "UNIT_HEAD"
    assert client.get("/account/").wsgi_request.actor.hat == "UNIT_HEAD"


def test_a_grant_that_ended_yesterday_gives_nothing_today(client):
    unit = UnitFactory(province=True)
    account = hats.account("ORG_OFFICER", over=unit)
    signs_in(client, account.username)
    assert client.get(unit.get_absolute_url()).status_code == 200
    grant = account.hat_grants.get()
    today = timezone.localdate()
    account.hat_grants.update(valid=(grant.valid.lower, today), version=grant.version + 1)

    assert client.get(unit.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/cadres/?q=%00", 400),
        ("/cadres/?q=" + "x" * LONGEST_QUERY, 414),
        ("/no/such/page/", 404),
        ("/cadres/not-a-uuid/", 404),
    ],
)
def test_hostile_addresses_get_an_answer_of_their_own(client, address, status):
    signs_in(client, AccountFactory().username)

    assert client.get(address).status_code == status


def test_ten_megabytes_of_text_are_refused(client):
    account = AccountFactory()
    signs_in(client, account.username)

    answer = client.post(reverse("portal:my_account"), {"language": "x" * 10_000_000})

    assert 400 <= answer.status_code < 500


def test_headers_forbid_what_pages_do_not_need(client):
    answer = client.get(SIGN_IN)

    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


@override_settings(PASSWORD_HASHERS=["portal.hashers.Argon2id"])
def test_passwords_are_hashed_with_argon2id_as_promised():
    account = AccountFactory()
    account.set_password(PASSWORD)

    assert account.password.startswith("argon2$argon2id$v=19$m=47104,t=1,p=1$")
    assert isinstance(identify_hasher(account.password), Argon2id)
    assert account.check_password(PASSWORD)


def test_vietnamese_names_sort_by_given_name_and_fold_to_plain_letters():
    names = ["Lê Đức", "Lê Dũng", "Lê An", "Lê Ấn", "Lê Ân", "Lê Ánh", "Lê Dung", "Lê Đào"]

    assert sorted(names, key=name_key) == [
        "Lê An",
        "Lê Ánh",
        "Lê Ân",
        "Lê Ấn",
        "Lê Dung",
        "Lê Dũng",
        "Lê Đào",
        "Lê Đức",
    ]
    assert fold("  NGUYỄN  Thị Ánh Đào ") == "nguyen thi anh dao"
    assert fold("Hòa") == fold("Hoà") == "hoa"


def test_alive_and_ready_answer_without_signing_in(client):
    assert client.get(reverse("portal:alive")).json() == {"alive": True}
    assert client.get(reverse("portal:ready")).json() == {"ready": True}
