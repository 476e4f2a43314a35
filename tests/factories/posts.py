"""Job positions, equivalence groups, the authority matrix, goals and duties."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from cadres import models
from tests.factories.cadres import (
    CadreFactory,
    DecisionFactory,
    SeatFactory,
    TitleFactory,
    UnitFactory,
    since,
)

CONFIRMED = {
    "state": models.VersionState.CONFIRMED,
    "confirmed_by": "account:2",
    "confirmed_by_name": "Officer 2",
    "confirmed_on": date(2016, 2, 1),
}


class JobPositionFactory(DjangoModelFactory):
    """A draft of a division head; ``in_force`` is approved and in force from 2016."""

    class Meta:
        model = models.JobPosition

    class Params:
        in_force = factory.Trait(
            state=models.PositionState.IN_FORCE,
            valid=since(),
            appraised_by="account:2",
            approved_by="account:3",
            decision=factory.SubFactory(DecisionFactory, issued_on=date(2016, 1, 1)),
        )

    code = factory.Sequence(lambda n: f"VT{n:04d}")
    name_vi = "Trưởng phòng Kinh tế"
    name_en = "Head of the economic division"
    name_ar = "رئيس قسم الاقتصاد"
    group = models.PositionGroup.LEADERSHIP
    rank = models.Rank.PRINCIPAL
    level = models.Level.COMMUNE
    unit_kind = models.UnitKind.COMMUNE
    description = "Điều hành phòng."
    drafted_by = "account:1"
    drafted_by_name = "Officer 1"


class CompetencyFactory(DjangoModelFactory):
    class Meta:
        model = models.Competency

    code = factory.Sequence(lambda n: f"NL{n:03d}")
    kind = models.CompetencyKind.CORE
    name_vi = factory.Sequence(lambda n: f"Soạn thảo văn bản {n}")
    name_en = factory.Sequence(lambda n: f"Drafting documents {n}")
    name_ar = factory.Sequence(lambda n: f"صياغة الوثائق {n}")


class PositionCompetencyFactory(DjangoModelFactory):
    class Meta:
        model = models.PositionCompetency

    position = factory.SubFactory(JobPositionFactory)
    competency = factory.SubFactory(CompetencyFactory)
    level = 3


class SeatPositionFactory(DjangoModelFactory):
    class Meta:
        model = models.SeatPosition

    seat = factory.SubFactory(SeatFactory)
    position = factory.SubFactory(JobPositionFactory, in_force=True)
    valid = since()


class VersionFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    class Params:
        confirmed = factory.Trait(**CONFIRMED)

    number = factory.Sequence(lambda n: n % 30_000 + 1)
    source = "Quy định 1-QĐ/TU ngày 01/01/2016"
    confidence = "UNSURE"
    valid = since()
    entered_by = "account:1"
    entered_by_name = "Officer 1"
    entered_on = date(2016, 1, 15)


class EquivalenceVersionFactory(VersionFactory):
    class Meta:
        model = models.EquivalenceVersion


class EquivalenceGroupFactory(DjangoModelFactory):
    class Meta:
        model = models.EquivalenceGroup

    of_version = factory.SubFactory(EquivalenceVersionFactory, confirmed=True)
    code = factory.Sequence(lambda n: f"N{n:03d}")
    order = 10
    name_vi = "Trưởng phòng và tương đương"
    name_en = "Division heads and equivalent"
    name_ar = "رؤساء الأقسام ومن في حكمهم"


class EquivalenceMemberFactory(DjangoModelFactory):
    class Meta:
        model = models.EquivalenceMember

    group = factory.SubFactory(EquivalenceGroupFactory)
    of_version = factory.SelfAttribute("group.of_version")
    title = factory.SubFactory(TitleFactory)


class AuthorityVersionFactory(VersionFactory):
    class Meta:
        model = models.AuthorityVersion


class AuthorityLineFactory(DjangoModelFactory):
    """Commune secretaries, managed by the provincial Standing Committee."""

    class Meta:
        model = models.AuthorityLine

    of_version = factory.SubFactory(AuthorityVersionFactory, confirmed=True)
    group = models.TitleGroup.SECRETARY
    level = models.Level.COMMUNE
    tier = models.Tier.PROVINCE


class AuthorityCellFactory(DjangoModelFactory):
    class Meta:
        model = models.AuthorityCell

    line = factory.SubFactory(AuthorityLineFactory)
    step = models.Step.DECIDE
    body = models.Body.STANDING_COMMITTEE
    body_level = models.Level.PROVINCE


class UnitRoleFactory(DjangoModelFactory):
    class Meta:
        model = models.UnitRole

    unit = factory.SubFactory(UnitFactory)
    role = models.Body.ORGANISATION_BOARD
    valid = since()


class GoalFactory(DjangoModelFactory):
    class Meta:
        model = models.Goal

    unit = factory.SubFactory(UnitFactory)
    year = 2026
    level = models.GoalLevel.UNIT
    name = factory.Sequence(lambda n: f"Giải quyết hồ sơ đúng hạn {n}")
    measure = "Tỷ lệ hồ sơ trả đúng hạn"
    target = Decimal(98)
    unit_of_measure = "%"
    weight = Decimal(10)
    due = date(2026, 12, 31)
    source = "Nghị quyết 1-NQ/ĐU"


class WorkItemFactory(DjangoModelFactory):
    class Meta:
        model = models.WorkItem

    goal = factory.SubFactory(GoalFactory)
    ordinal = factory.Sequence(lambda n: n % 30_000 + 1)
    product = "Báo cáo chuyên đề"
    quantity = Decimal(4)
    unit_of_measure = "báo cáo"
    due = date(2026, 10, 31)


class ResponsibilityFactory(DjangoModelFactory):
    class Meta:
        model = models.Responsibility

    goal = factory.SubFactory(GoalFactory)
    cadre = factory.SubFactory(CadreFactory, unit=factory.SelfAttribute("..goal.unit"))
    role = models.ResponsibilityRole.OWNER
    held = since(date(2026, 1, 1))
    basis = "Thông báo phân công 1-TB/ĐU"


class DutyFactory(DjangoModelFactory):
    class Meta:
        model = models.Duty

    group = models.TitleGroup.SECRETARY
    level = models.Level.COMMUNE
    text = "Chịu trách nhiệm về công tác cán bộ của đảng bộ."
    source = "Quy chế làm việc của cấp ủy"
    confidence = "UNSURE"
    valid = since()
