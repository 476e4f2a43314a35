"""Editions of standards: drafts by default, `in_force` with the confirmation of another."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from cadres import models
from cadres.rules.standards import operator_of
from cadres.services.standard_checks import keep_check
from governance.actor import system_actor
from tests.factories.cadres import CadreFactory, TitleFactory, since


class StandardFactory(DjangoModelFactory):
    class Meta:
        model = models.TitleStandard

    title = factory.SubFactory(TitleFactory)
    edition = 1
    valid = since(date(2020, 1, 1))
    source_document = "Quy định 365-QĐ/TW"
    entered_by = "cadre:drafter"
    entered_by_name = "Người soạn"
    entered_on = date(2020, 1, 1)


class ItemFactory(DjangoModelFactory):
    class Meta:
        model = models.StandardItem

    standard = factory.SubFactory(StandardFactory)
    position = factory.Sequence(lambda n: n % 30_000 + 1)
    kind = models.ItemKind.MIN_DEGREE
    operator = factory.LazyAttribute(lambda o: operator_of(o.kind))
    value = factory.LazyFunction(lambda: {"level": "dai_hoc"})
    legal_basis = "Quy định 365-QĐ/TW, Điều 4"


def in_force(*items: dict, **fields) -> models.TitleStandard:
    """An edition in force with these criteria."""
    standard = StandardFactory(**fields)
    for item in items or ({},):
        ItemFactory(standard=standard, **item)
    models.TitleStandard.objects.filter(pk=standard.pk).update(
        state="in_force",
        confirmed_by="cadre:head",
        confirmed_by_name="Trưởng ban",
        confirmed_on=date(2020, 1, 2),
        version=2,
    )
    standard.refresh_from_db()
    return standard


def kept_check(*, cadre=None, standard=None, on=date(2026, 1, 15)) -> models.StandardCheck:
    """A kept check of a cadre whose degree is too low, made by the system."""
    standard = standard or in_force({"value": {"level": "tien_si"}})
    return keep_check(
        cadre=cadre or CadreFactory(), title=standard.title, by=system_actor("test"), on=on
    )
