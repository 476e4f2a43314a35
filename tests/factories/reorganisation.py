"""A small province to reorganise: localities with their bodies, seats and people."""

from dataclasses import dataclass, field
from datetime import date

from factory.django import DjangoModelFactory

from cadres import models
from cadres.services import carrying_out, reorganisation
from cadres.services import reorganisation_steps as steps
from tests import hats
from tests.factories.cadres import (
    AssignmentFactory,
    CadreFactory,
    SeatFactory,
    TitleFactory,
    UnitFactory,
    UnitRecordFactory,
)

PREPARED, DAY = date(2025, 6, 20), date(2025, 7, 1)


class ReorganisationFactory(DjangoModelFactory):
    class Meta:
        model = models.Reorganisation

    title = "Sắp xếp đơn vị hành chính"
    effective_on = DAY
    instrument = "1679/NQ-UBTVQH15"
    prepared_on = PREPARED
    prepared_by = "account:1"
    prepared_by_name = "Ban Tổ chức"


@dataclass
class Land:
    """A province of named communes; each has a committee with a secretary, and an office."""

    province: models.Unit = field(default_factory=lambda: recorded(province=True, code="22"))

    def __post_init__(self):
        self.secretary = TitleFactory(code="C-SEC")
        self.staff = TitleFactory(code="C-SPEC", specialist=True)
        self.officer = hats.actor("ORG_OFFICER", over=self.province)
        self.head = hats.actor("ORG_HEAD", over=self.province)

    def locality(self, code: str, name: str, *, above=None, people: int = 1, **more):
        """A commune with people: one secretary in its committee, the rest staff of its office."""
        above = above or self.province
        unit = recorded(code=code, name_vi=name, parent=above, official_code=code[:5], **more)
        committee = recorded(
            code=f"{code}.CU", name_vi=f"Đảng ủy {name}", parent=unit, committee=True
        )
        office = recorded(
            code=f"{code}.VP",
            name_vi=f"Văn phòng {name}",
            parent=unit,
            kind=models.UnitKind.DIVISION,
            block=models.Block.GOVERNMENT,
        )
        seat = SeatFactory(unit=committee, title=self.secretary, ordinal=1)
        if people:
            self.holder(seat)
        for ordinal in range(1, people):
            self.holder(SeatFactory(unit=office, title=self.staff, ordinal=ordinal))
        return unit

    def holder(self, seat):
        cadre = CadreFactory(unit=seat.unit)
        return AssignmentFactory(cadre=cadre, seat=seat)

    def draft(self, **more):
        return reorganisation.draft_reorganisation(
            **{
                "title": "Sắp xếp",
                "unit": self.province,
                "effective_on": DAY,
                "instrument": "1679/NQ-UBTVQH15",
                "by": self.officer,
                "on": PREPARED,
                **more,
            }
        )


def recorded(**how):
    unit = UnitFactory(**how)
    UnitRecordFactory(unit=unit)
    return unit


def named(name: str) -> dict[str, str]:
    return {"name_vi": name, "name_en": name, "name_ar": name}


def founding(land, code="20000", name="Xã Mới", **more):
    like = more.pop("like", None)
    return steps.Founding(
        code=code,
        names=named(name),
        kind="xa",
        level="commune",
        block="territory",
        parent=land.province,
        like=like,
        **more,
    )


def scheduled(plan, land):
    prepared = {"by": land.officer, "on": PREPARED}
    plan = reorganisation.submit_reorganisation(plan=plan, version=plan.version, **prepared)
    return reorganisation.approve_reorganisation(
        plan=plan, version=plan.version, by=land.head, on=PREPARED
    )


def carried_out(plan, land, on=DAY):
    return carrying_out.carry_out_reorganisation(plan=scheduled(plan, land), by=land.head, on=on)


def merged(land, *olds, **more):
    plan = land.draft()
    steps.merge(
        plan=plan,
        whole=olds,
        found=founding(land, like=olds[0], **more),
        by=land.officer,
        on=PREPARED,
    )
    return plan
