"""The demo's sign-ins: one for each hat, opened once, never in production."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cadres.models import Hat, HatGrant
from demo.accounts import SIGN_INS, password
from portal.models import Account

pytestmark = pytest.mark.usefixtures("loaded")


def printed():
    out = StringIO()
    call_command("demo_accounts", stdout=out)
    return out.getvalue()


def test_every_hat_has_a_sign_in_that_works():
    text = printed()
    assert password() in text
    assert {sign_in.hat for sign_in in SIGN_INS} == set(Hat.values)
    for sign_in in SIGN_INS:
        account = Account.objects.get(username=sign_in.username)
        assert account.check_password(password())
        assert account.cadre_id
        assert HatGrant.objects.filter(account=account, hat=sign_in.hat).exists()
        assert sign_in.username in text


def test_a_second_call_opens_nothing_and_prints_the_same():
    assert printed() == printed()
    assert Account.objects.count() == len(SIGN_INS)


def test_another_password_comes_from_the_environment(monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "mot-mat-khau-rat-dai-khac")
    printed()
    assert Account.objects.get(username="bithu").check_password("mot-mat-khau-rat-dai-khac")


def test_the_clerk_of_a_former_district_has_its_successors_too():
    printed()
    units = HatGrant.objects.filter(account__username="vanthu.halong").values_list(
        "unit__official_code", flat=True
    )
    assert "193" in units
    assert "06685" in units


def test_production_gets_no_printed_password(settings):
    settings.MODE = "production"
    with pytest.raises(CommandError, match="production"):
        call_command("demo_accounts")
    assert not Account.objects.exists()
