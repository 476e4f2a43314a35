"""Proposals of cadres for their own records."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from cadres import models
from tests.factories.cadres import CadreFactory
from tests.factories.portal import AccountFactory


class ProposalFactory(DjangoModelFactory):
    """A new award, handed in."""

    class Meta:
        model = models.Proposal

    cadre = factory.SubFactory(CadreFactory)
    target = "awards"
    values = factory.LazyFunction(
        lambda: {"kind": "bang_khen", "title": "Bằng khen", "from_date": "2024-05"}
    )
    reason = "Bằng khen chưa có trong hồ sơ"
    state = "submitted"
    submitted_on = date(2026, 11, 2)
    proposed_by = factory.SubFactory(AccountFactory)
