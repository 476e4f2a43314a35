"""Programmes, inspections, findings and recommendations with fixed, realistic defaults."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from inspection import models
from tests.factories.cadres import DecisionFactory, UnitFactory


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = models.Programme

    unit = factory.SubFactory(UnitFactory)
    year = 2026
    title = "Chương trình kiểm tra, giám sát năm 2026"


class InspectionFactory(DjangoModelFactory):
    """A surprise inspection, planned; ``decided``, ``field``, ``heard``, ``concluded`` go on."""

    class Meta:
        model = models.Inspection

    class Params:
        decided = factory.Trait(
            state=models.InspectionState.DECIDED, decision=factory.SubFactory(DecisionFactory)
        )
        field = factory.Trait(state=models.InspectionState.FIELD)
        heard = factory.Trait(state=models.InspectionState.EXPLANATION)
        concluded = factory.Trait(
            state=models.InspectionState.CONCLUDED, concluded_on=date(2026, 4, 20)
        )
        programmed = factory.Trait(
            kind=models.InspectionKind.PLANNED,
            programme=factory.SubFactory(ProgrammeFactory, unit=factory.SelfAttribute("..led_by")),
        )

    code = factory.Sequence(lambda n: f"KT2026-{n + 1:03d}")
    kind = models.InspectionKind.SURPRISE
    topics = factory.LazyFunction(lambda: ["appointment", "planning"])
    led_by = factory.SubFactory(UnitFactory, committee=True)
    unit = factory.SubFactory(UnitFactory)
    team = factory.LazyFunction(lambda: ["Đinh Văn An", "Lê Thị Bình", "Vũ Văn Cường"])
    starts_on = date(2026, 4, 1)
    ends_on = date(2026, 4, 10)


class FindingFactory(DjangoModelFactory):
    """A shortcoming; ``answered`` by the unit."""

    class Meta:
        model = models.Finding

    class Params:
        answered = factory.Trait(answer="Đơn vị tiếp thu.", answered_on=date(2026, 4, 15))

    inspection = factory.SubFactory(InspectionFactory, heard=True)
    ordinal = factory.Sequence(lambda n: n % 30_000 + 1)
    topic = models.Topic.APPOINTMENT
    severity = models.Severity.SHORTCOMING
    text = "Thiếu biên bản hội nghị"


class RecommendationFactory(DjangoModelFactory):
    """Open and due at the end of June 2026; ``reported`` and ``done`` go on."""

    class Meta:
        model = models.Recommendation

    class Params:
        reported = factory.Trait(
            state=models.RecommendationState.REPORTED,
            report="Đã bổ sung biên bản",
            reported_by="account:reporter",
            reported_by_name="Người báo cáo",
            reported_on=date(2026, 5, 20),
        )
        done = factory.Trait(
            state=models.RecommendationState.DONE,
            verified_by="account:verifier",
            settled_on=date(2026, 5, 25),
        )

    finding = factory.SubFactory(
        FindingFactory, answered=True, inspection__heard=False, inspection__concluded=True
    )
    owner = factory.SelfAttribute("finding.inspection.unit")
    text = "Bổ sung biên bản vào hồ sơ"
    due_on = date(2026, 6, 30)
