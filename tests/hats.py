"""People of the tests: an actor or an account with one hat over one unit."""

from django.utils import timezone

from cadres import access
from governance.actor import Actor
from tests.factories.cadres import AccountFactory, HatGrantFactory


def account(hat: str, *, over, classes=None, cadre=None):
    """An account that wears this hat over this unit today, with all its classes or some."""
    granted = sorted(classes or access.classes_of(hat))
    holder = AccountFactory(cadre_id=cadre.pk if cadre else None)
    HatGrantFactory(account=holder, hat=hat, unit=over, classes=granted)
    return holder


def actor(hat: str, *, over, classes=None, cadre=None) -> Actor:
    """The same, as what services take for `by`."""
    return acting_as(account(hat, over=over, classes=classes, cadre=cadre))


def acting_as(holder) -> Actor:
    today = timezone.localdate()
    grants = access.grants_of(holder, today)
    return Actor(
        account_id=holder.pk,
        name=holder.username,
        hat=grants[0].hat if grants else "",
        grants=grants,
        cadre_id=holder.cadre_id,
        on=today,
    )
