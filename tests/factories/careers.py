"""Discipline, blocks, decided retirements and coming dates with fixed, realistic defaults."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from cadres import models
from tests.factories.cadres import CadreFactory, DecisionFactory, SeatFactory, since


class DisciplineMeasureFactory(DjangoModelFactory):
    """A Party reprimand of 2025-11-01; ``admin`` makes the administrative one after it."""

    class Meta:
        model = models.DisciplineMeasure

    class Params:
        admin = factory.Trait(
            side="admin", announced_on=date(2025, 11, 20), effective_from=date(2025, 11, 20)
        )

    cadre = factory.SubFactory(CadreFactory)
    side = "party"
    form = "reprimand"
    category = models.LegalCategory.CIVIL_SERVANT
    violation = "Thiếu trách nhiệm trong lãnh đạo, chỉ đạo"
    law_versions = {"party_discipline_months": "2025-05-30"}
    decision = factory.SubFactory(
        DecisionFactory,
        issuer=factory.SelfAttribute("..cadre.managing_unit"),
        issued_on=date(2025, 10, 30),
        kind="other",
    )
    announced_on = date(2025, 11, 1)
    effective_from = date(2025, 11, 1)
    expires_on = factory.LazyAttribute(
        lambda o: o.effective_from.replace(year=o.effective_from.year + 1)
    )


class CareerBlockFactory(DjangoModelFactory):
    """Kept from a higher post for 24 months from 2025-11-01; ``pending`` has no end."""

    class Meta:
        model = models.CareerBlock

    class Params:
        pending = factory.Trait(
            regime="pending",
            measure=None,
            matter="Đang xem xét kỷ luật",
            what="any_post",
            barred=since(date(2025, 11, 1)),
        )

    cadre = factory.SubFactory(CadreFactory)
    measure = factory.SubFactory(DisciplineMeasureFactory, cadre=factory.SelfAttribute("..cadre"))
    what = "higher_post"
    regime = "party_377"
    barred = since(date(2025, 11, 1), date(2027, 11, 1))
    source = "Regulation 377-QĐ/TW of 08/10/2025"


class BlockExceptionFactory(DjangoModelFactory):
    class Meta:
        model = models.BlockException

    cadre = factory.SubFactory(CadreFactory)
    what = "higher_post"
    allowed = since(date(2026, 1, 1), date(2026, 7, 1))
    reason = "Ban Thường vụ đồng ý vì yêu cầu cấp bách của nhiệm vụ"
    decision = factory.SubFactory(
        DecisionFactory, issuer=factory.SelfAttribute("..cadre.managing_unit")
    )


class RetirementOverrideFactory(DjangoModelFactory):
    class Meta:
        model = models.RetirementOverride

    cadre = factory.SubFactory(CadreFactory)
    retires_on = date(2049, 6, 1)
    ground = models.OverrideGround.TERM
    reason = "Kéo dài đến hết nhiệm kỳ theo kết luận của cấp có thẩm quyền"
    decision = factory.SubFactory(
        DecisionFactory,
        issuer=factory.SelfAttribute("..cadre.managing_unit"),
        kind="retirement",
    )


class ClockDueFactory(DjangoModelFactory):
    """Retirement in July 2027; ``term`` is the end of a term of a seat."""

    class Meta:
        model = models.ClockDue

    class Params:
        term = factory.Trait(
            kind=models.ClockKind.TERM_END,
            seat=factory.SubFactory(
                SeatFactory, unit=factory.SelfAttribute("..cadre.employing_unit")
            ),
            since=date(2022, 7, 1),
            basis={"since": "2022-07-01", "years": 5},
        )

    cadre = factory.SubFactory(CadreFactory)
    kind = models.ClockKind.RETIREMENT
    due_on = date(2027, 7, 1)
    latest_on = factory.SelfAttribute("due_on")
    basis = {
        "born": "1970-03-15",
        "sex": "female",
        "year": 2027,
        "months": 688,
        "last_year": 2027,
        "last_months": 688,
    }
    computed_on = date(2026, 11, 22)
