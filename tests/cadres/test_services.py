"""Use cases of records, seats, units and hats: what they write, and what refusals do not."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from cadres import access
from cadres.models import Assignment, Cadre, Exit, LocalOverride, Seat, Unit, UnitSuccession
from cadres.services import assignments, cadres, grants, units
from governance.actor import acting, system_actor
from governance.findings import Refused
from tests import hats
from tests.factories.cadres import (
    AccountFactory,
    AssignmentFactory,
    CadreFactory,
    DecisionFactory,
    SeatFactory,
    TitleFactory,
    UnitFactory,
    UnitRecordFactory,
)
from tests.factories.record import FamilyMemberFactory

ON = date(2023, 7, 1)


@pytest.fixture
def province():
    unit = UnitFactory(province=True)
    UnitRecordFactory(unit=unit)
    return unit


@pytest.fixture
def officer(province):
    return hats.actor("ORG_OFFICER", over=province)


@pytest.fixture
def head(province):
    return hats.actor("ORG_HEAD", over=province)


def told_in_the_trail() -> list[str]:
    """The actions noted in this transaction, in their order."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT DISTINCT action FROM audit.event WHERE action LIKE '%cadres.%' ORDER BY 1"
        )
        return [row[0] for row in cursor.fetchall()]


def test_a_cadre_takes_a_seat_by_a_decision(province, officer):
    seat, cadre = SeatFactory(unit=province), CadreFactory(unit=province)

    assignments.assign(
        cadre=cadre,
        seat=seat,
        from_day=ON,
        decision=DecisionFactory(issued_on=ON),
        by=officer,
        on=ON,
    )

    assert seat.assignments.get().held.lower == ON
    assert any("cadres.assign" in action for action in told_in_the_trail())


def test_without_a_decision_nothing_is_written(province, officer):
    with pytest.raises(Refused) as refusal:
        assignments.assign(
            cadre=CadreFactory(unit=province),
            seat=SeatFactory(unit=province),
            from_day=ON,
            by=officer,
            on=ON,
        )

    assert [f.code for f in refusal.value.findings] == ["CADRE-01"]
    assert not Assignment.objects.exists()


def test_all_reasons_are_told_at_once(province, officer):
    retired = CadreFactory(unit=province, status="retired", status_on=ON)

    with pytest.raises(Refused) as refusal:
        assignments.assign(
            cadre=retired,
            seat=SeatFactory(unit=province),
            from_day=date(2015, 1, 1),
            by=officer,
            on=ON,
        )

    assert [f.code for f in refusal.value.findings] == ["CADRE-01", "CADRE-02", "CADRE-03"]


def test_a_seat_elsewhere_is_not_filled(officer):
    with pytest.raises(PermissionDenied):
        assignments.assign(
            cadre=CadreFactory(), seat=SeatFactory(), from_day=ON, by=officer, on=ON
        )

    assert not Assignment.objects.exists()


def test_a_seat_is_left_with_a_reason(province, officer):
    held = AssignmentFactory(cadre=CadreFactory(unit=province))

    ended = assignments.end_assignment(
        assignment=held, last_day_exclusive=ON, exit=Exit.TRANSFER, by=officer, on=ON
    )

    assert (ended.held.upper, ended.exit, ended.version) == (ON, Exit.TRANSFER, 2)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_fill_a_seat_at_once_one_succeeds():
    province = UnitFactory(province=True)
    seat, decision = SeatFactory(unit=province), DecisionFactory(issued_on=ON)
    cadres_at_hand = [CadreFactory(unit=province) for _each in range(4)]

    def attempt(cadre):
        try:
            with acting(system_actor("race")):
                assignments.assign(
                    cadre=cadre,
                    seat=seat,
                    from_day=ON,
                    decision=decision,
                    by=system_actor("race"),
                    on=ON,
                )
        except ValidationError:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(max_workers=4) as officers:
        outcomes = sorted(officers.map(attempt, cadres_at_hand))

    assert outcomes == ["done", "refused", "refused", "refused"]
    assert Assignment.objects.count() == 1


def test_a_decided_local_status_needs_its_reason(province, head):
    held = AssignmentFactory(cadre=CadreFactory(unit=province))
    case = {"assignment": held, "is_local": True, "decision": DecisionFactory()}

    with pytest.raises(Refused) as refusal:
        assignments.decide_local_status(**case, reason="vì vậy", by=head, on=ON)
    assert [f.code for f in refusal.value.findings] == ["CADRE-05"]
    assert not LocalOverride.objects.exists()

    assignments.decide_local_status(
        **case, reason="Trưởng thành tại địa phương từ năm 1990", by=head, on=ON
    )
    assert held.local_override.is_local


def test_who_keeps_records_does_not_decide_the_local_status(province, officer):
    held = AssignmentFactory(cadre=CadreFactory(unit=province))

    with pytest.raises(PermissionDenied):
        assignments.decide_local_status(
            assignment=held,
            is_local=True,
            reason="Trưởng thành tại địa phương từ năm 1990",
            decision=DecisionFactory(),
            by=officer,
            on=ON,
        )


def test_a_record_is_opened_with_its_keys(province, officer):
    model = CadreFactory.build(unit=province, full_name="  Đỗ   Thị Ánh ")
    fields = {
        name: getattr(model, name)
        for name in (
            "code",
            "full_name",
            "sex",
            "born",
            "origin_text",
            "birthplace_text",
            "legal_category",
            "education",
            "tier",
        )
    }

    cadre = cadres.register_cadre(
        **fields, employing_unit=province, managing_unit=province, by=officer, on=ON
    )

    assert (cadre.full_name, cadre.search_key) == ("Đỗ Thị Ánh", "do thi anh")


def test_personal_facts_are_corrected_only_with_that_class(province):
    cadre = CadreFactory(unit=province)
    clerk = hats.actor("UNIT_CLERK", over=province, classes=["basic"])

    with pytest.raises(PermissionDenied):
        cadres.amend_cadre(
            cadre=cadre, version=1, changes={"born": "1980"}, reason="x", by=clerk, on=ON
        )
    cadres.amend_cadre(
        cadre=cadre, version=1, changes={"major": "Luật"}, reason="x", by=clerk, on=ON
    )

    cadre = Cadre.objects.get()
    assert (cadre.born.value, cadre.major) == ("1985-06-15", "Luật")


def test_nobody_corrects_or_ends_the_own_record_or_a_relatives(province):
    cadre, kin = CadreFactory(unit=province), CadreFactory(unit=province)
    FamilyMemberFactory(cadre=kin, relative=cadre)
    officer = hats.actor("ORG_OFFICER", over=province, cadre=cadre)
    amended = {"version": 1, "changes": {"major": "Luật"}, "reason": "Bằng mới"}
    ended = {"version": 1, "status": "retired", "last_day": ON}

    for record, code in ((cadre, "FILE-01"), (kin, "FILE-02")):
        for act, given in ((cadres.amend_cadre, amended), (cadres.end_service, ended)):
            with pytest.raises(Refused) as refused:
                act(cadre=record, **given, by=officer, on=ON)
            assert [finding.code for finding in refused.value.findings] == [code]

    assert set(Cadre.objects.values_list("version", flat=True)) == {1}


def test_service_ends_with_a_day(province, officer):
    cadre = CadreFactory(unit=province)

    cadres.end_service(cadre=cadre, version=1, status="retired", last_day=ON, by=officer, on=ON)

    assert Cadre.objects.get().status == "retired"


def test_a_unit_is_opened_beneath_another(province, head):
    unit = units.open_unit(
        code="X1",
        names={"name_vi": "Xã Mới", "name_en": "New Commune", "name_ar": "بلدية"},
        kind="xa",
        level="commune",
        block="territory",
        parent=province,
        first_day=ON,
        instrument="NQ 1/2023",
        by=head,
        on=ON,
    )

    assert unit.path == f"{province.path}X1/"
    assert unit.records.get().instrument == "NQ 1/2023"


def test_an_old_name_stays_on_old_days(province, head):
    units.rename_unit(
        unit=province,
        version=1,
        names={"name_vi": "Thành phố Mẫu", "name_en": "Sample City", "name_ar": "مدينة"},
        from_day=ON,
        instrument="NQ 2/2023",
        by=head,
        on=ON,
    )

    before, after = province.records.order_by("valid")
    assert (before.name_vi, before.valid.upper) == ("Tỉnh Mẫu", ON)
    assert (after.name_vi, after.valid.lower) == ("Thành phố Mẫu", ON)


def communes(province, n):
    found = [UnitFactory(parent=province) for _each in range(n)]
    for unit in found:
        UnitRecordFactory(unit=unit)
    return found


def test_communes_merge_into_a_new_one(province, head):
    old_one, old_two, new = communes(province, 3)
    seat = SeatFactory(unit=old_one)

    units.succeed_units(
        old_units=[old_one, old_two],
        new_units=[new],
        kind="merge",
        from_day=ON,
        instrument="NQ 3/2023",
        by=head,
        on=ON,
    )

    assert UnitSuccession.objects.count() == 2
    assert {u.valid.upper for u in Unit.objects.filter(pk__in=[old_one.pk, old_two.pk])} == {ON}
    assert Seat.objects.get(pk=seat.pk).valid.upper == ON


def test_CADRE_06_a_unit_with_people_in_it_does_not_close(province, head):
    old, new = communes(province, 2)
    AssignmentFactory(seat=SeatFactory(unit=old))

    with pytest.raises(Refused) as refusal:
        units.succeed_units(
            old_units=[old],
            new_units=[new],
            kind="whole",
            from_day=ON,
            instrument="NQ 4/2023",
            by=head,
            on=ON,
        )

    assert [f.code for f in refusal.value.findings] == ["CADRE-06"]
    assert not UnitSuccession.objects.exists()


def test_a_seat_is_established(province, head):
    seat = units.open_seat(
        unit=province, title=TitleFactory(), ordinal=1, first_day=ON, by=head, on=ON
    )

    assert seat.unit == province


def test_an_administrator_gives_a_hat_and_takes_it_back(province):
    admin, account = hats.actor("SYS_ADMIN", over=province), AccountFactory()

    grant = grants.give_hat(
        account=account,
        hat="UNIT_CLERK",
        unit=province,
        classes=["basic"],
        first_day=ON,
        basis="QĐ 1",
        by=admin,
        on=ON,
    )
    assert [g.hat for g in access.grants_of(account, ON)] == ["UNIT_CLERK"]

    grants.withdraw_hat(grant=grant, last_day_exclusive=date(2023, 8, 1), by=admin, on=ON)
    assert access.grants_of(account, date(2023, 8, 1)) == ()


@pytest.mark.parametrize("mistake", ["own account", "too many classes"])
def test_a_hat_is_not_given_to_oneself_nor_beyond_its_measure(province, mistake):
    account = hats.account("SYS_ADMIN", over=province)
    taker = account if mistake == "own account" else AccountFactory()
    classes = ["planning"] if mistake == "too many classes" else ["basic"]

    with pytest.raises(ValidationError):
        grants.give_hat(
            account=taker,
            hat="FRONT_USER",
            unit=province,
            classes=classes,
            first_day=ON,
            basis="QĐ 1",
            by=hats.acting_as(account),
            on=ON,
        )

    assert not taker.hat_grants.filter(hat="FRONT_USER").exists()
