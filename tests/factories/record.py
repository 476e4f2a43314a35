"""Lines of a cadre's record with fixed, realistic defaults."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from cadres import models
from portal.models import StoredFile
from tests.factories.cadres import CadreFactory, DecisionFactory
from tests.factories.portal import AccountFactory


class LineFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    class Params:
        verified = factory.Trait(verified_by="Lê Thị Kiểm", verified_on=date(2026, 3, 2))

    cadre = factory.SubFactory(CadreFactory)


class PersonalDetailsFactory(DjangoModelFactory):
    class Meta:
        model = models.PersonalDetails

    cadre = factory.SubFactory(CadreFactory)
    personal_id = factory.Sequence(lambda n: f"022085{n:06d}")
    id_issued_on = "2021-05-10"
    id_issued_by = "Cục Cảnh sát QLHC về TTXH"
    permanent_text = "Phường Mẫu, tỉnh Mẫu"
    current_text = "Phường Mẫu, tỉnh Mẫu"
    phone_mobile = "0900000000"
    recruit_mode = models.RecruitMode.EXAM
    general_education = "12/12"


class CareerEventFactory(LineFactory):
    class Meta:
        model = models.CareerEvent

    unit_text = "Phòng Nội vụ huyện Mẫu"
    post_text = "Chuyên viên"
    from_date = "2008-09"
    to_date = "2012"


class SalaryStepFactory(LineFactory):
    class Meta:
        model = models.SalaryStep

    rank_code = "01.003"
    step = 3
    coefficient = Decimal("3.00")
    from_date = "2024-03-01"


class AllowanceFactory(LineFactory):
    class Meta:
        model = models.Allowance

    kind = models.AllowanceKind.POSITION
    coefficient = Decimal("0.40")
    from_date = "2024-03-01"


class PartyEventFactory(LineFactory):
    class Meta:
        model = models.PartyEvent

    kind = models.PartyEventKind.CELL
    organisation = "Chi bộ Văn phòng Mẫu"
    from_date = "2015"


class ElectedMandateFactory(LineFactory):
    class Meta:
        model = models.ElectedMandate

    body = models.ElectedBody.COMMUNE
    term = "2021-2026"
    from_date = "2021-07"


class DecisionScanFactory(DjangoModelFactory):
    class Meta:
        model = models.DecisionScan

    decision = factory.SubFactory(DecisionFactory)
    stored = factory.LazyFunction(
        lambda: StoredFile.objects.get_or_create(
            sha256="ab" * 32, defaults={"size": 3, "content_type": "application/pdf"}
        )[0]
    )
    name = "QD-mau.pdf"
    added_on = date(2026, 3, 2)
    added_by = "Lê Thị Kiểm"


class AwardFactory(LineFactory):
    class Meta:
        model = models.Award

    kind = models.AwardKind.CERTIFICATE
    title = "Hoàn thành xuất sắc nhiệm vụ"
    issuer_text = "Chủ tịch UBND tỉnh Mẫu"
    from_date = "2022-12"


class FamilyMemberFactory(LineFactory):
    class Meta:
        model = models.FamilyMember

    relation = models.Relation.SPOUSE
    full_name = "Phạm Thị Mẫu"
    born = "1986"
    occupation = "Giáo viên"


class StayAbroadFactory(LineFactory):
    class Meta:
        model = models.StayAbroad

    country = "Nhật Bản"
    purpose = "Học tập kinh nghiệm"
    from_date = "2019-10"
    to_date = "2019-10"


class ResearchWorkFactory(LineFactory):
    class Meta:
        model = models.ResearchWork

    title = "Sáng kiến cải cách thủ tục"
    level = models.ResearchLevel.BASE
    from_date = "2020"


class InsurancePeriodFactory(LineFactory):
    class Meta:
        model = models.InsurancePeriod

    employer = "UBND xã Mẫu"
    from_date = "2008-09"


class HealthRecordFactory(LineFactory):
    class Meta:
        model = models.HealthRecord

    condition = "Loại II"
    height_cm = 168
    weight_kg = Decimal("62.0")
    blood_group = models.BloodGroup.O
    from_date = "2026-03"


class PoliticalHistoryFactory(LineFactory):
    class Meta:
        model = models.PoliticalHistory

    kind = models.HistoryKind.NONE


class AssetDeclarationFactory(LineFactory):
    class Meta:
        model = models.AssetDeclaration

    kind = models.DeclarationKind.ANNUAL
    due_on = date(2025, 12, 31)
    submitted_on = date(2025, 12, 20)


class FamilyEconomyFactory(DjangoModelFactory):
    class Meta:
        model = models.FamilyEconomy

    cadre = factory.SubFactory(CadreFactory)
    yearly_income = 240_000_000


OPENED = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)


class CompartmentOpeningFactory(DjangoModelFactory):
    class Meta:
        model = models.CompartmentOpening

    cadre = factory.SubFactory(CadreFactory)
    compartment = models.Compartment.HEALTH
    account = factory.SubFactory(AccountFactory)
    opened_by = factory.SelfAttribute("account.display_name")
    hat = models.Hat.ORG_OFFICER
    reason = "Thẩm định hồ sơ bổ nhiệm theo kế hoạch"
    opened_at = OPENED
    until = factory.LazyAttribute(lambda o: o.opened_at + timedelta(minutes=30))


class RecordReadingFactory(DjangoModelFactory):
    class Meta:
        model = models.RecordReading

    cadre = factory.SubFactory(CadreFactory)
    account = factory.SubFactory(AccountFactory)
    reader = factory.SelfAttribute("account.display_name")
    hat = models.Hat.ORG_OFFICER
    day = date(2026, 11, 2)
    at = OPENED
    what = models.ReadingKind.PROFILE


class RecordConfirmationFactory(DjangoModelFactory):
    class Meta:
        model = models.RecordConfirmation

    cadre = factory.SubFactory(CadreFactory)
    confirmed_on = date(2026, 1, 15)
    confirmed_by = "Nguyễn Văn Mẫu"
    by_self = True
