"""What the database itself refuses of a reorganisation."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from cadres.models import (
    Placement,
    PlannedSeat,
    PlannedSuccession,
    PlannedUnit,
    ReorganisationStep,
)
from tests.factories.cadres import AssignmentFactory, SeatFactory, TitleFactory, UnitFactory
from tests.factories.reorganisation import ReorganisationFactory

FOUNDED = {
    "code": "20000", "name_vi": "Xã Mới", "kind": "xa", "level": "commune", "block": "territory",
}  # fmt: skip


@pytest.fixture
def plan():
    return ReorganisationFactory(unit=UnitFactory(province=True))


@pytest.fixture
def step(plan):
    return ReorganisationStep.objects.create(reorganisation=plan, ordinal=1, kind="merge")


def refused(constraint: str, create):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        create()


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"state": "done"}, "reorganisation_state_is_known"),
        (
            {"state": "scheduled", "approved_on": date(2025, 6, 21), "approved_by": "account:1"},
            "reorganisation_is_approved_by_another_person",
        ),
        ({"state": "scheduled"}, "reorganisation_beyond_the_draft_is_approved"),
        (
            {
                "state": "effective",
                "approved_on": date(2025, 6, 21),
                "approved_by": "account:2",
                "carried_out_on": date(2025, 6, 30),
            },
            "reorganisation_is_carried_out_on_its_day_or_later",
        ),
        (
            {"carried_out_on": date(2025, 7, 1)},
            "reorganisation_is_carried_out_on_its_day_or_later",
        ),
        ({"state": "cancelled"}, "reorganisation_that_is_cancelled_says_why"),
    ],
)
def test_a_reorganisation(wrong, constraint):
    unit = UnitFactory(province=True)
    refused(constraint, lambda: ReorganisationFactory(unit=unit, **wrong))


def test_a_step(plan, step):
    def another(**how):
        return lambda: ReorganisationStep.objects.create(
            reorganisation=plan, **{"ordinal": 2, "kind": "merge", **how}
        )

    refused("reorganisation_step_number_once", another(ordinal=1))
    refused("reorganisation_step_kind_is_known", another(kind="swap"))
    refused("reorganisation_step_goes_on_only_in_part", another(kind="abolish", old_goes_on=True))


def test_a_planned_unit(step):
    above = UnitFactory(province=True)
    there = PlannedUnit.objects.create(step=step, parent=above, **FOUNDED)

    def another(**how):
        return lambda: PlannedUnit.objects.create(step=step, **{**FOUNDED, **how})

    refused("planned_unit_to_be_founded_is_described", another(code="20001"))
    refused("planned_unit_to_be_founded_is_described", another(parent=above, code=""))
    refused("planned_unit_code_once_in_a_step", another(parent=above))
    refused(
        "planned_unit_has_one_superior",
        another(code="20001", parent=above, planned_parent=there),
    )
    for field in ("kind", "level", "block"):
        wrong = {"code": "20001", "parent": above, field: "x"}
        refused(f"planned_unit_{field}_is_known", another(**wrong))


def test_a_planned_seat(step):
    unit = PlannedUnit.objects.create(step=step, parent=UnitFactory(), **FOUNDED)
    seat = PlannedSeat.objects.create(unit=unit, title=TitleFactory())
    refused(
        "planned_seat_number_once_in_its_unit",
        lambda: PlannedSeat.objects.create(unit=unit, title=seat.title),
    )


def test_a_planned_succession(step):
    old, new = UnitFactory(), UnitFactory()
    founded = PlannedUnit.objects.create(step=step, parent=UnitFactory(), **FOUNDED)

    def another(**how):
        return lambda: PlannedSuccession.objects.create(
            step=step, **{"old": old, "kind": "merge", **how}
        )

    another(new=new)()
    refused("planned_succession_is_said_once", another(new=new))
    refused("planned_succession_is_between_two_units", another(new=old))
    refused("planned_succession_kind_is_known", another(kind="swap"))
    refused("planned_succession_names_at_most_one_successor", another(new=new, planned=founded))


def test_a_placement(plan):
    held, unit = AssignmentFactory(), UnitFactory()
    seat = SeatFactory(unit=unit)

    def another(**how):
        return lambda: Placement.objects.create(
            reorganisation=plan,
            **{"assignment": AssignmentFactory(), "unit": unit, "outcome": "waits", **how},
        )

    another(assignment=held, outcome="seat", seat=seat)()
    refused("placement_of_an_assignment_once", another(assignment=held))
    refused("placement_fills_a_seat_once", another(outcome="seat", seat=seat))
    refused("placement_loses_nobody", another(unit=None))
    refused("placement_in_a_seat_names_one", another(outcome="seat"))
    refused("placement_in_a_seat_names_one", another(seat=seat))
    for field in ("outcome", "kind", "entry", "exit", "tier"):
        refused(f"placement_{field}_is_known", another(**{field: "x"}))
