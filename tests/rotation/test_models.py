from datetime import date

import pytest
from django.db import IntegrityError, transaction

from rotation.models import DISTRICT_DIRECTIONS, Move, MoveState
from rotation.rules import MOVE_CHART
from tests.factories.rotation import MoveFactory


def refused_by(constraint: str, make):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make()
    assert constraint in str(error.value)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("move_kind_is_known", {"kind": "promotion"}),
        ("move_state_is_known", {"rotation": True, "state": "waiting"}),
        ("move_direction_is_known", {"direction": "sideways"}),
        ("move_special_case_is_known", {"special_case": "friend"}),
        ("move_carried_out_rests_on_a_decision", {"state": "decided"}),
        ("move_rotation_has_an_expected_end", {"kind": "rotation"}),
        ("move_rotation_has_an_expected_end", {"expected_until": date(2027, 1, 1)}),
        (
            "move_is_expected_to_end_after_it_began",
            {"kind": "rotation", "expected_until": date(2024, 3, 1)},
        ),
        ("move_only_a_rotation_runs_and_ends", {"decided": True, "state": "in_progress"}),
        ("move_that_ended_says_when_and_whither", {"rotation": True, "state": "ended"}),
        ("move_that_ended_says_when_and_whither", {"rotation": True, "placement": "back"}),
        (
            "move_ends_after_it_began",
            {
                "rotation": True,
                "state": "ended",
                "placement": "back",
                "ended_on": date(2024, 3, 1),
            },
        ),
        ("move_is_decided_by_another_person", {"decided_by": "account:proposer"}),
    ],
)
def test_the_database_refuses(constraint, values):
    refused_by(constraint, lambda: MoveFactory(**values))


@pytest.mark.parametrize("direction", DISTRICT_DIRECTIONS)
def test_district_directions_close_on_1_july_2025(direction):
    MoveFactory(direction=direction, effective_on=date(2025, 6, 30))

    refused_by(
        "move_district_directions_ended_in_2025",
        lambda: MoveFactory(direction=direction, effective_on=date(2025, 7, 1)),
    )


def test_one_rotation_at_a_time():
    running = MoveFactory(rotation=True)

    refused_by(
        "move_one_rotation_at_a_time", lambda: MoveFactory(rotation=True, cadre=running.cadre)
    )


def test_a_move_is_proposed_once_unless_dropped():
    move = MoveFactory(state=MoveState.CANCELLED)
    again = {"cadre": move.cadre, "to_seat": move.to_seat}
    MoveFactory(**again)

    refused_by("move_proposed_once", lambda: MoveFactory(**again))


def test_only_a_return_ends_a_rotation():
    running = MoveFactory(rotation=True)

    refused_by("move_return_ends_a_rotation", lambda: MoveFactory(returns=running))


@pytest.mark.parametrize(
    ("day", "running"),
    [
        (date(2024, 2, 29), False),
        (date(2024, 3, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_running_is_half_open(day, running):
    MoveFactory(rotation=True, state="ended", placement="stay", ended_on=date(2027, 1, 1))

    assert Move.objects.running_on(day).exists() == running


def test_the_chart_knows_exactly_the_stored_states():
    assert set(MOVE_CHART.states) == set(MoveState.values)
