"""What the database itself promises about units, seats, posts and grants."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from cadres.models import AssignmentKind, Cadre, Exit
from governance.actor import acting
from governance.records import save_changes
from tests import hats
from tests.factories.cadres import (
    AssignmentFactory,
    CadreFactory,
    DecisionFactory,
    HatGrantFactory,
    SeatFactory,
    UnitFactory,
    UnitRecordFactory,
    since,
)


def refused(name: str):
    """The database refuses by the constraint of this name."""
    return pytest.raises(IntegrityError, match=name)


MAY, JULY = date(2023, 5, 1), date(2023, 7, 1)


@pytest.mark.parametrize(
    ("first", "second", "allowed"),
    [
        pytest.param(since(MAY, JULY), since(JULY), True, id="one after the other"),
        pytest.param(since(MAY, date(2023, 7, 2)), since(JULY), False, id="a day of both"),
    ],
)
def test_a_seat_has_one_holder_at_a_time(first, second, allowed):
    seat = SeatFactory()
    AssignmentFactory(seat=seat, held=first, exit=Exit.TRANSFER)
    if allowed:
        AssignmentFactory(seat=seat, held=second)
        return
    with refused("assignment_one_holder_per_seat_at_a_time"), transaction.atomic():
        AssignmentFactory(seat=seat, held=second)


def test_somebody_acting_may_stand_beside_the_holder():
    seat = SeatFactory()
    AssignmentFactory(seat=seat)

    AssignmentFactory(seat=seat, kind=AssignmentKind.ACTING, is_principal=False)

    assert seat.assignments.count() == 2


def test_a_cadre_has_one_principal_post_and_may_hold_others():
    cadre = CadreFactory()
    AssignmentFactory(cadre=cadre)
    AssignmentFactory(cadre=cadre, is_principal=False, kind=AssignmentKind.CUM)

    with refused("assignment_one_principal_post_at_a_time"), transaction.atomic():
        AssignmentFactory(cadre=cadre)


def test_a_post_that_ended_says_how():
    with refused("assignment_that_ended_says_how"), transaction.atomic():
        AssignmentFactory(held=since(MAY, JULY))


def test_an_official_code_is_used_by_one_unit_at_a_time():
    UnitFactory(official_code="06652", valid=since(MAY, JULY))
    UnitFactory(official_code="06652", valid=since(JULY))

    with refused("unit_official_code_once_at_a_time"), transaction.atomic():
        UnitFactory(official_code="06652", valid=since(date(2023, 6, 30)))


def test_a_unit_has_one_name_at_a_time():
    record = UnitRecordFactory()

    with refused("unit_record_one_at_a_time"), transaction.atomic():
        UnitRecordFactory(unit=record.unit)


def test_a_hat_is_given_once_at_a_time():
    grant = HatGrantFactory()

    with refused("grant_is_given_once_at_a_time"), transaction.atomic():
        HatGrantFactory(account=grant.account, hat=grant.hat, unit=grant.unit)


def test_a_decision_number_may_come_again_on_another_day():
    first = DecisionFactory(number="12-QĐ/TU")
    DecisionFactory(number="12-QĐ/TU", issuer=first.issuer, issued_on=date(2021, 7, 1))

    with refused("decision_number_once_a_day_and_body"), transaction.atomic():
        DecisionFactory(number="12-QĐ/TU", issuer=first.issuer)


def test_what_is_referred_to_is_not_deleted():
    held = AssignmentFactory()

    with pytest.raises(ProtectedError):
        held.cadre.delete()
    delete = "DELETE FROM cadres_cadre WHERE id = %s; SET CONSTRAINTS ALL IMMEDIATE"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(delete, [held.cadre_id])


def test_a_version_rises_by_one_and_by_nothing_else():
    cadre = CadreFactory()

    with pytest.raises(Exception, match="version"), transaction.atomic():
        Cadre.objects.filter(pk=cadre.pk).update(major="Luật")
    with pytest.raises(Exception, match="version"), transaction.atomic():
        Cadre.objects.filter(pk=cadre.pk).update(major="Luật", version=3)


def test_a_constraint_speaks_to_the_user_before_the_database_does():
    cadre = CadreFactory()

    with pytest.raises(ValidationError, match="1979"):
        save_changes(cadre, expected_version=1, changes={"born": "31/02/1979"})


def test_partial_dates_are_checked_by_the_database_too():
    cadre = CadreFactory()
    wrong = "UPDATE cadres_cadre SET born = '1979-13', version = 2 WHERE id = %s"

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(wrong, [cadre.pk])


def test_somebody_else_sees_only_what_the_grant_covers():
    inside, outside = CadreFactory(), CadreFactory()
    actor = hats.actor("ORG_OFFICER", over=inside.employing_unit)

    with acting(actor):
        assert list(Cadre.objects.visible_to(actor)) == [inside]
    assert outside not in Cadre.objects.visible_to(actor)


def test_a_grant_for_some_classes_opens_only_those():
    cadre = CadreFactory()
    actor = hats.actor("ORG_OFFICER", over=cadre.employing_unit, classes=["planning"])

    assert not Cadre.objects.visible_to(actor).exists()
