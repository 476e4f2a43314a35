"""List pages: state in the URL, keyset pages, columns by data class, saved views, exports."""

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory

from governance.actor import Actor, GrantFact, acting
from governance.classes import DataClass
from portal.lists import ChoiceFilter, Column, ListFilter, ListPage, TextFilter, YesNoFilter
from portal.models import Account
from tests.factories.portal import AccountFactory


class AccountFilter(ListFilter):
    name = TextFilter("display_name", label="Name")
    language = ChoiceFilter("language", choices=Account.Language.choices, label="Language")
    active = YesNoFilter("is_active", label="Active")

    class Meta:
        model = Account
        fields = []


class AccountList(ListPage):
    key = "test-accounts"
    title = "Tài khoản"
    columns = (
        Column("username", "Account", sort=("username",), always=True),
        Column("name", "Name", value="display_name", sort=("display_name",)),
        Column("language", "Language", value="get_language_display"),
    )
    filterset = AccountFilter
    default_sort = "username"
    search_placeholder = "Name"

    def queryset(self, actor):
        return Account.objects.all()

    def search(self, queryset, text):
        return queryset.filter(display_name__icontains=text)


def actor_for(account, *classes, path="/", hat="ORG_OFFICER"):
    grant = GrantFact(hat, path, frozenset(map(str, classes)), frozenset({"view"}))
    return Actor(account.pk, account.username, hat, (grant,) if classes else ())


def ask(page, query="", account=None, actor=None, **headers):
    account = account or AccountFactory()
    request = RequestFactory().get("/list/" + query, headers=headers)
    request.user, request.LANGUAGE_CODE = account, "en"
    request.actor = actor or actor_for(account, *DataClass)
    request.session = {}
    request.resolver_match = None
    request._messages = FallbackStorage(request)
    with acting(request.actor):
        return page(request).response()


def test_a_list_shows_its_rows():
    account = AccountFactory(display_name="<b>Trần & Sơn</b>")
    answer = ask(AccountList, "?size=25", account)
    assert answer.status_code == 200
    assert "&lt;b&gt;Trần &amp; Sơn&lt;/b&gt;" in answer.content.decode()
