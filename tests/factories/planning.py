"""Terms and planning entries with fixed, realistic defaults."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from cadres.models import Level
from planning import models
from tests.factories.cadres import CadreFactory, DecisionFactory, TitleFactory, UnitFactory
from tests.factories.governance import CollectiveDecisionFactory


class TermFactory(DjangoModelFactory):
    """The Party term 2030–2035 of communes: planned for now."""

    class Meta:
        model = models.Term
        django_get_or_create = ("track", "level", "opens_on")

    code = factory.Sequence(lambda n: f"NK{n:04d}")
    name_vi = "Nhiệm kỳ 2030–2035"
    name_en = "Term 2030–2035"
    name_ar = "الولاية 2030–2035"
    track = models.TermTrack.PARTY
    level = Level.COMMUNE
    opens_on = date(2030, 6, 1)
    closes_on = date(2035, 6, 1)


class PlanEntryFactory(DjangoModelFactory):
    """A proposal; ``screened``, ``submitted`` and ``approved`` are further on."""

    class Meta:
        model = models.PlanEntry

    class Params:
        screened = factory.Trait(state=models.EntryState.SCREENED, screened_on=date(2026, 2, 2))
        submitted = factory.Trait(
            state=models.EntryState.SUBMITTED,
            screened_on=date(2026, 2, 2),
            vote=factory.SubFactory(CollectiveDecisionFactory),
            submitted_on=date(2026, 3, 2),
        )
        approved = factory.Trait(
            state=models.EntryState.APPROVED,
            vote=factory.SubFactory(CollectiveDecisionFactory),
            decision=factory.SubFactory(DecisionFactory),
            in_force_from=date(2026, 4, 1),
        )

    term = factory.SubFactory(TermFactory)
    cadre = factory.SubFactory(CadreFactory)
    title = factory.SubFactory(TitleFactory)
    unit = factory.SubFactory(UnitFactory)
    months_left = 200
    proposed_on = date(2026, 1, 15)
    proposed_by = "account:proposer"
    proposed_by_name = "Proposer"
