"""Pairs of records that may be one person, and merges."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from cadres import models


class PairFactory(DjangoModelFactory):
    class Meta:
        model = models.DuplicatePair

    grounds = "same"
    closeness = 100
    found_on = date(2026, 1, 1)


class MergeFactory(DjangoModelFactory):
    class Meta:
        model = models.RecordMerge

    reason = "Cùng ngày sinh, quê quán, cha mẹ"
    merged_on = date(2026, 1, 1)
    merged_by_name = "an"
    before = factory.LazyFunction(
        lambda: {
            "status": "active",
            "status_on": None,
            "cadre": {},
            "details": {},
            "merged_details": {},
            "versions": [1, 1],
        }
    )
