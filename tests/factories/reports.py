"""Snapshots and reports around them."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from reports import figures, models
from tests.factories.cadres import UnitFactory


class SnapshotFactory(DjangoModelFactory):
    """The figures of a unit as they stand."""

    class Meta:
        model = models.Snapshot

    unit = factory.SubFactory(UnitFactory, province=True)
    year = 2023
    content = factory.LazyAttribute(lambda o: figures.gather(unit=o.unit, year=o.year))
    sha256 = factory.LazyAttribute(lambda o: figures.hash_of(o.content))


class ReportFactory(DjangoModelFactory):
    """A draft prepared by somebody else; ``issued`` makes one that went all the way."""

    class Meta:
        model = models.Report

    class Params:
        issued = factory.Trait(
            state=models.ReportState.ISSUED,
            frozen_with=factory.SelfAttribute("drafted_with"),
            signed_by="account:signer",
            signed_on=date(2024, 1, 15),
            number="15",
            issued_on=date(2024, 1, 16),
        )

    unit = factory.SubFactory(UnitFactory, province=True)
    year = 2023
    family = models.Family.PARTY
    lang = "vi"
    prepared_by = "account:preparer"
    drafted_with = factory.LazyAttribute(lambda o: SnapshotFactory(unit=o.unit, year=o.year))
