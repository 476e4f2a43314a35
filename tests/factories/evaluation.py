"""Classes of a year's work."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from cadres.models import TitleGroup
from evaluation import models
from tests.factories.cadres import CadreFactory, DecisionFactory, UnitFactory


class YearlyClassFactory(DjangoModelFactory):
    """A good year, proposed; ``decided`` has its decision, ``not_classified`` its reason."""

    class Meta:
        model = models.YearlyClass

    class Params:
        decided = factory.Trait(
            state=models.State.DECIDED,
            decided_on=date(2026, 1, 10),
            decided_by="account:2",
            decided_by_name="Officer 2",
            decision=factory.SubFactory(DecisionFactory),
        )
        not_classified = factory.Trait(
            work_class=models.WorkClass.KXL, reason=models.Reason.LEAVE, score=None
        )

    cadre = factory.SubFactory(CadreFactory)
    year = 2025
    unit = factory.SelfAttribute("cadre.employing_unit")
    title_group = TitleGroup.SPECIALIST
    work_class = models.WorkClass.HTT
    proposed_class = factory.SelfAttribute("work_class")
    score = Decimal("80.00")
    grounds = "Hoàn thành các nhiệm vụ được giao"
    proposed_on = date(2025, 12, 20)
    proposed_by = "account:1"
    proposed_by_name = "Officer 1"


class UnitClassFactory(DjangoModelFactory):
    class Meta:
        model = models.UnitClass

    unit = factory.SubFactory(UnitFactory)
    year = 2025
    work_class = models.WorkClass.HTT
    decision = factory.SubFactory(DecisionFactory)
    decided_on = date(2025, 12, 28)
