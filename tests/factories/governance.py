"""Actors and rows of the legal kernel, fixed and realistic."""

from datetime import date
from uuid import UUID

import factory
from factory.django import DjangoModelFactory

from governance.actor import Actor, GrantFact
from governance.classes import ALL_CLASSES
from governance.models import Amendment, CollectiveDecision

ALL_VERBS = frozenset({"view", "edit", "propose", "approve", "sign", "report"})


def an_actor(number: int = 1, *, hat: str = "ORG_OFFICER", path: str = "/22/", **more) -> Actor:
    """A person with one hat over a unit and all classes; another number is another person."""
    account = UUID(int=0xACC0000 + number)
    grants = (
        GrantFact(hat, path, more.pop("classes", ALL_CLASSES), more.pop("verbs", ALL_VERBS)),
    )
    return Actor(account_id=account, name=f"Officer {number}", hat=hat, grants=grants, **more)


class AmendmentFactory(DjangoModelFactory):
    """An amendment waiting for its second person; ``confirmed`` has had one."""

    class Meta:
        model = Amendment

    class Params:
        confirmed = factory.Trait(
            confirmed_by="account:2", confirmed_by_name="Officer 2", confirmed_on=date(2026, 2, 2)
        )

    parameter = "governance.quorum_share"
    value = "3/4"
    since = date(2026, 1, 1)
    source = "Regulation 1-QĐ/TU, art. 1"
    confidence = "OFFICIAL_TEXT"
    entered_by = "account:1"
    entered_by_name = "Officer 1"
    entered_on = date(2026, 2, 1)


class CollectiveDecisionFactory(DjangoModelFactory):
    """A vote of thirty people, carried; ``countersigned`` is sealed."""

    class Meta:
        model = CollectiveDecision

    class Params:
        countersigned = factory.Trait(
            countersigned_by="account:2",
            countersigned_by_name="Officer 2",
            countersigned_on=date(2026, 3, 2),
        )

    subject = factory.Sequence(lambda n: f"Planning list {n}")
    unit_path = "/22/"
    held_on = date(2026, 3, 1)
    convened = 30
    present = 25
    issued = 25
    valid = 24
    invalid = 1
    votes_for = 20
    votes_against = 4
    outcome = "carried"
    minutes = "Minutes 12/BB"
    recorded_by = "account:1"
    recorded_by_name = "Officer 1"
