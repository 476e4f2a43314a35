"""Accounts."""

import factory
from factory.django import DjangoModelFactory

from portal.models import Account

PASSWORD = "một câu dài dễ nhớ"


class AccountFactory(DjangoModelFactory):
    """An account that may sign in with PASSWORD."""

    class Meta:
        model = Account

    username = factory.Sequence(lambda n: f"account{n}")
    display_name = factory.Sequence(lambda n: f"Tài khoản {n}")
    language = "vi"
    password = factory.django.Password(PASSWORD)
