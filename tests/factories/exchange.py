"""Exchange packages."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from portal.models import ExchangePackage, PackageError


class ExchangePackageFactory(DjangoModelFactory):
    """A checked package over `unit`."""

    class Meta:
        model = ExchangePackage
        exclude = ["unit"]

    unit = None
    system = "csdl-ccvc"
    mapping_version = "2026.1"
    unit_ref = factory.LazyAttribute(lambda p: p.unit.pk)
    unit_name = factory.LazyAttribute(lambda p: p.unit.name_vi)
    path = factory.LazyAttribute(lambda p: p.unit.path)
    as_of = date(2026, 11, 22)
    state = "checked"
    prepared_at = datetime(2026, 11, 22, 3, tzinfo=UTC)


class PackageErrorFactory(DjangoModelFactory):
    class Meta:
        model = PackageError

    subject_ref = factory.Faker("uuid4")
    subject_code = "QN0000001"
    subject_name = "Ưng Thị Ẩn"
    field = "soDinhDanhCaNhan"
    code = "EXC-01"
