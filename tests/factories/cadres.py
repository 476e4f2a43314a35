"""Units, seats, cadres and grants with fixed, realistic defaults."""

from datetime import date

import factory
from django.db.backends.postgresql.psycopg_any import DateRange
from factory.django import DjangoModelFactory

from cadres import models
from tests.factories.portal import AccountFactory

__all__ = ["AccountFactory"]
BEGINNING = date(2016, 1, 1)


def since(day: date = BEGINNING, until: date | None = None) -> DateRange:
    """A half-open period."""
    return DateRange(day, until, "[)")


class UnitFactory(DjangoModelFactory):
    """A commune; ``province``, ``district`` and ``committee`` make the others."""

    class Meta:
        model = models.Unit

    class Params:
        province = factory.Trait(
            kind=models.UnitKind.PROVINCE, level=models.Level.PROVINCE, name_vi="Tỉnh Mẫu"
        )
        district = factory.Trait(kind=models.UnitKind.DISTRICT, level=models.Level.DISTRICT)
        committee = factory.Trait(kind=models.UnitKind.PARTY_COMMITTEE, block=models.Block.PARTY)

    code = factory.Sequence(lambda n: f"U{n:05d}")
    kind = models.UnitKind.COMMUNE
    level = models.Level.COMMUNE
    block = models.Block.TERRITORY
    name_vi = factory.Sequence(lambda n: f"Xã Mẫu {n}")
    name_en = factory.Sequence(lambda n: f"Sample Commune {n}")
    name_ar = factory.Sequence(lambda n: f"بلدية Mẫu {n}")
    parent = None
    path = factory.LazyAttribute(lambda o: f"{o.parent.path if o.parent else '/'}{o.code}/")
    valid = since()


class UnitRecordFactory(DjangoModelFactory):
    class Meta:
        model = models.UnitRecord

    unit = factory.SubFactory(UnitFactory)
    name_vi = factory.SelfAttribute("unit.name_vi")
    name_en = factory.SelfAttribute("unit.name_en")
    name_ar = factory.SelfAttribute("unit.name_ar")
    kind = factory.SelfAttribute("unit.kind")
    parent = factory.SelfAttribute("unit.parent")
    valid = factory.SelfAttribute("unit.valid")


class TitleFactory(DjangoModelFactory):
    """Commune secretary; ``specialist`` makes a title without leadership."""

    class Meta:
        model = models.Title

    class Params:
        specialist = factory.Trait(
            group=models.TitleGroup.SPECIALIST, track=models.Track.STATE, name_vi="Chuyên viên"
        )

    code = factory.Sequence(lambda n: f"T{n:04d}")
    name_vi = "Bí thư Đảng ủy xã"
    name_en = "Secretary of the commune Party committee"
    name_ar = "أمين لجنة الحزب في البلدية"
    level = models.Level.COMMUNE
    group = models.TitleGroup.SECRETARY
    track = models.Track.PARTY
    precedence = 10
    term_years = 5


class SeatFactory(DjangoModelFactory):
    class Meta:
        model = models.Seat

    unit = factory.SubFactory(UnitFactory)
    title = factory.SubFactory(TitleFactory)
    ordinal = factory.Sequence(lambda n: n % 30_000 + 1)
    valid = since()


class CadreFactory(DjangoModelFactory):
    """A cadre in mid-career from another province; ``unit`` employs and manages the person."""

    class Meta:
        model = models.Cadre
        exclude = ["unit"]

    class Params:
        near_retirement = factory.Trait(born="1966-03-01", sex=models.Sex.MALE)
        merged = factory.Trait(status=models.CadreStatus.MERGED, status_on=date(2026, 1, 1))
        woman = factory.Trait(sex=models.Sex.FEMALE, full_name="Trần Thị Ánh")

    unit = factory.SubFactory(UnitFactory)
    code = factory.Sequence(lambda n: f"MAU{n:06d}")
    full_name = factory.Sequence(lambda n: f"Nguyễn Văn Mẫu {n}")
    sex = models.Sex.MALE
    born = "1985-06-15"
    origin_text = "Nam Định"
    birthplace_text = "Nam Định"
    legal_category = models.LegalCategory.CIVIL_SERVANT
    education = models.Education.UNIVERSITY
    theory = models.Theory.ADVANCED
    employing_unit = factory.SelfAttribute("unit")
    managing_unit = factory.SelfAttribute("unit")
    tier = models.Tier.SUBORDINATE

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        cadre = model_class(*args, **kwargs)
        cadre.set_keys()
        cadre.save()
        return cadre


class QualificationFactory(DjangoModelFactory):
    class Meta:
        model = models.Qualification

    cadre = factory.SubFactory(CadreFactory)
    axis = models.QualificationAxis.PROFESSIONAL
    level = "Cử nhân Luật"
    institution = "Trường Đại học Mẫu"
    to_date = "2008"


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = models.Decision

    number = factory.Sequence(lambda n: f"{n + 1}-QĐ/TU")
    issued_on = date(2020, 7, 1)
    issuer = factory.SubFactory(UnitFactory)
    kind = models.DecisionKind.APPOINTMENT
    summary = "Về công tác cán bộ"


class AssignmentFactory(DjangoModelFactory):
    class Meta:
        model = models.Assignment

    cadre = factory.SubFactory(CadreFactory)
    seat = factory.SubFactory(SeatFactory, unit=factory.SelfAttribute("..cadre.employing_unit"))
    held = since(date(2020, 7, 1))
    entry = models.Entry.APPOINTED


class QuotaEntryFactory(DjangoModelFactory):
    """Three places for cadres and civil servants since 2020."""

    class Meta:
        model = models.QuotaEntry

    unit = factory.SubFactory(UnitFactory)
    category = models.QuotaCategory.CIVIL
    number = 3
    valid = since(date(2020, 1, 1))
    decision = factory.SubFactory(DecisionFactory, issuer=factory.SelfAttribute("..unit"))


class HatGrantFactory(DjangoModelFactory):
    class Meta:
        model = models.HatGrant

    account = factory.SubFactory(AccountFactory)
    hat = models.Hat.ORG_OFFICER
    unit = factory.SubFactory(UnitFactory)
    classes = factory.LazyFunction(lambda: ["basic"])
    valid = since()
    basis = "Phân công của Ban Tổ chức"
