"""How rotations end: who returns, who stays, and what time alone does."""

from datetime import date

import pytest

from cadres.models import Level
from governance.findings import Refused
from rotation import services
from rotation.models import Move, MoveState
from tests.factories.cadres import AssignmentFactory, DecisionFactory, SeatFactory, since
from tests.factories.rotation import MoveFactory
from tests.rotation.test_services import EFFECT, ON, codes, posts


@pytest.fixture
def rotation(cadre, seat):
    """A rotation since March 2024, held as such."""
    move = MoveFactory(rotation=True, cadre=cadre, to_seat=seat)
    AssignmentFactory(
        cadre=cadre, seat=seat, held=since(date(2024, 3, 1)), kind="rotation", entry="rotated"
    )
    return Move.objects.get(pk=move.pk)


def end(move, by, placement="back", **values):
    return services.record_return(
        move=move,
        version=1,
        placement=placement,
        decision=DecisionFactory(issued_on=date(2026, 4, 1), issuer=move.cadre.managing_unit),
        **{"ended_on": EFFECT, "reason": "Sức khỏe", **values},
        by=by,
        on=ON,
    )


def test_a_return_is_a_move_of_its_own(rotation, cadre, unit, head):
    home = SeatFactory(unit=unit, title__level=Level.PROVINCE)

    end(rotation, head, to_seat=home)

    assert (rotation.state, rotation.placement) == (MoveState.ENDED, "back")
    back = Move.objects.get(kind="return")
    assert (back.returns, back.to_seat, back.direction) == (rotation, home, "commune_province")
    assert posts(cadre) == [
        (rotation.to_seat, date(2024, 3, 1), EFFECT, "rotation", "rotated", "rotated_out", True),
        (home, EFFECT, None, "primary", "transferred", "", True),
    ]


def test_who_stays_keeps_the_seat(rotation, cadre, head):
    end(rotation, head, "stay")

    assert (rotation.state, rotation.end_reason) == (MoveState.ENDED, "Sức khỏe")
    assert [post[2] for post in posts(cadre)] == [None]
    assert not Move.objects.filter(kind="return").exists()


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"reason": ""}, "ROT-10"),
        ({"ended_on": date(2024, 3, 1)}, "ROT-09"),
        ({"ended_on": date(2026, 5, 5)}, "ROT-09"),
        ({"placement": "back"}, "ROT-14"),
    ],
)
def test_an_ending_refused_writes_nothing(rotation, cadre, head, values, code):
    with pytest.raises(Refused) as refusal:
        end(rotation, head, **{"placement": "stay", **values})

    assert codes(refusal) == [code]
    assert Move.objects.get().state == MoveState.IN_PROGRESS
    assert [post[2] for post in posts(cadre)] == [None]


def test_a_return_to_a_seat_that_is_held_undoes_everything(rotation, cadre, unit, head):
    taken = AssignmentFactory(seat=SeatFactory(unit=unit)).seat

    with pytest.raises(Refused) as refusal:
        end(rotation, head, to_seat=taken)

    assert codes(refusal) == ["ROT-05"]
    assert Move.objects.get().state == MoveState.IN_PROGRESS


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2024, 2, 29), "decided"),
        (date(2024, 3, 1), "in_progress"),
        (date(2027, 2, 28), "in_progress"),
        (date(2027, 3, 1), "due"),
    ],
)
def test_time_moves_rotations_on(day, state, head):
    move = MoveFactory(rotation=True, state="decided")

    services.keep_time(by=head, on=day)

    move.refresh_from_db()
    assert move.state == state
