"""Moves with fixed, realistic defaults."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from rotation import models
from tests.factories.cadres import CadreFactory, DecisionFactory, SeatFactory


class MoveFactory(DjangoModelFactory):
    """A proposed appointment; ``decided`` and ``rotation`` (in progress) are further on."""

    class Meta:
        model = models.Move

    class Params:
        decided = factory.Trait(
            state=models.MoveState.DECIDED, decision=factory.SubFactory(DecisionFactory)
        )
        rotation = factory.Trait(
            kind=models.MoveKind.ROTATION,
            state=models.MoveState.IN_PROGRESS,
            decision=factory.SubFactory(DecisionFactory),
            expected_until=date(2027, 3, 1),
        )

    cadre = factory.SubFactory(CadreFactory)
    kind = models.MoveKind.APPOINTMENT
    to_seat = factory.SubFactory(SeatFactory)
    effective_on = date(2024, 3, 1)
    proposed_on = date(2024, 2, 1)
    proposed_by = "account:proposer"
    proposed_by_name = "Proposer"
