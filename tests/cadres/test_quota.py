"""The payroll ledger: numbers by decision, heads counted, seats filled within them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from cadres.models import Assignment, LegalCategory, QuotaCategory, QuotaEntry, QuotaWaiver
from cadres.selectors import quota as selectors
from cadres.services import assignments, quota, units
from governance.actor import acting
from governance.findings import Refused
from tests import hats
from tests.factories.cadres import (
    AssignmentFactory,
    CadreFactory,
    DecisionFactory,
    QuotaEntryFactory,
    SeatFactory,
    TitleFactory,
    UnitFactory,
    UnitRecordFactory,
    since,
)

ON = date(2024, 7, 1)
REASON = "Nhiệm vụ đột xuất do bão số 3"


@pytest.fixture
def province():
    unit = UnitFactory(province=True)
    UnitRecordFactory(unit=unit)
    return unit


@pytest.fixture
def department(province):
    return UnitFactory(parent=province)


@pytest.fixture
def officer(province):
    return hats.actor("ORG_OFFICER", over=province)


def people(unit, number, **cadre):
    title = TitleFactory(specialist=True)
    for _each in range(number):
        holder = CadreFactory(unit=unit, **cadre)
        AssignmentFactory(cadre=holder, seat=SeatFactory(unit=unit, title=title))


def fill(unit, officer, **more):
    cadre = more.pop("cadre", None) or CadreFactory(unit=unit)
    return assignments.assign(
        cadre=cadre,
        seat=SeatFactory(unit=unit),
        from_day=ON,
        decision=DecisionFactory(issued_on=ON),
        by=officer,
        on=ON,
        **more,
    )


def enter(unit, officer, number, day, category=QuotaCategory.CIVIL):
    return quota.assign_quota(
        unit=unit,
        category=category,
        number=number,
        from_day=day,
        decision=DecisionFactory(issuer=unit.parent or unit),
        by=officer,
        on=ON,
    )


# -- counting ---------------------------------------------------------------------
def test_an_entry_covers_its_unit_and_what_has_no_entry_of_its_own(department):
    division = UnitFactory(parent=department)
    school = UnitFactory(parent=department)
    QuotaEntryFactory(unit=department, number=5)
    QuotaEntryFactory(unit=school, number=1)
    people(department, 2)
    people(division, 1)
    people(school, 4)
    people(school, 1, legal_category=LegalCategory.PUBLIC_EMPLOYEE)
    people(department, 1, legal_category=LegalCategory.PART_TIME)

    assert selectors.headroom(department, ON) == selectors.Headroom(5, 3)
    assert selectors.headroom(division, ON) == selectors.Headroom(5, 3)
    assert (selectors.headroom(school, ON).over, selectors.headroom(school, ON).vacant) == (3, 0)
    beneath = selectors.headroom_beneath(department, ON)
    assert beneath[QuotaCategory.CIVIL] == selectors.Headroom(6, 7)
    assert beneath[QuotaCategory.PUBLIC].assigned is None


def test_a_concurrent_post_takes_no_place_and_a_former_holder_none(department):
    QuotaEntryFactory(unit=department, number=5)
    people(department, 1)
    AssignmentFactory(cadre=CadreFactory(unit=department), is_principal=False, kind="concurrent")
    AssignmentFactory(
        cadre=CadreFactory(unit=department), held=since(date(2020, 1, 1), ON), exit="transfer"
    )

    assert selectors.headroom(department, ON).present == 1


def test_without_a_quota_nothing_is_known(department):
    assert selectors.headroom(department, ON) == selectors.Headroom(None, 0)


@pytest.mark.parametrize("units", [1, 20])
def test_the_standing_of_many_is_one_question(province, units, django_assert_num_queries):
    entries = [QuotaEntryFactory(unit=UnitFactory(parent=province)) for _each in range(units)]

    with django_assert_num_queries(1):
        assert len(selectors.standing(entries, ON)) == units


# -- filling ----------------------------------------------------------------------
def test_the_last_place_is_filled_and_one_more_refused(department, officer):
    QuotaEntryFactory(unit=department, number=2)
    people(department, 1)
    fill(department, officer)

    with pytest.raises(Refused) as refusal:
        fill(department, officer)

    assert [finding.code for finding in refusal.value.findings] == ["QUOTA-01"]
    assert Assignment.objects.count() == 2
    assert not QuotaWaiver.objects.exists()


def test_a_concurrent_post_asks_for_no_place(department, officer):
    QuotaEntryFactory(unit=department, number=0)

    fill(department, officer, is_principal=False, kind="concurrent")

    assert Assignment.objects.count() == 1


def test_leave_from_above_is_kept_with_its_numbers(province, department, officer):
    entry = QuotaEntryFactory(unit=department, number=1)
    people(department, 1)

    filled = fill(department, officer, leave=quota.Leave(REASON, province))

    waiver = filled.quota_waiver
    assert (waiver.entry, waiver.assigned, waiver.present) == (entry, 1, 2)
    assert (waiver.allowed_by, waiver.reason) == (province, REASON)


def test_leave_where_there_is_room_is_not_kept(province, department, officer):
    QuotaEntryFactory(unit=department, number=1)

    fill(department, officer, leave=quota.Leave(REASON, province))

    assert not QuotaWaiver.objects.exists()


@pytest.mark.parametrize(("reason", "own", "code"), [("vì", False, "02"), (REASON, True, "03")])
def test_leave_without_reason_or_from_within_is_refused(
    province, department, officer, reason, own, code
):
    QuotaEntryFactory(unit=department, number=0)

    with pytest.raises(Refused) as refusal:
        fill(department, officer, leave=quota.Leave(reason, department if own else province))

    assert [finding.code for finding in refusal.value.findings] == [f"QUOTA-{code}"]
    assert not Assignment.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_take_the_last_place_at_once(province, department):
    QuotaEntryFactory(unit=department, number=1)
    seats = [SeatFactory(unit=department) for _each in range(2)]
    cadres = [CadreFactory(unit=department) for _each in range(2)]
    decision = DecisionFactory(issued_on=ON)
    officer = hats.actor("ORG_OFFICER", over=province)

    def take(seat, cadre):
        try:
            with acting(officer):
                assignments.assign(
                    cadre=cadre, seat=seat, from_day=ON, decision=decision, by=officer, on=ON
                )
            return "filled"
        except Refused as refused:
            return refused.findings[0].code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(take, seats, cadres)) == ["QUOTA-01", "filled"]


# -- entering ---------------------------------------------------------------------
def test_a_revision_ends_the_number_before_it(department, officer):
    old = enter(department, officer, 5, date(2020, 1, 1))
    new = enter(department, officer, 4, date(2022, 1, 1))

    old.refresh_from_db()
    assert (old.valid.upper, old.version, new.valid.upper) == (date(2022, 1, 1), 2, None)
    assert [e.number for e in selectors.history(department)] == [4, 5]


def test_a_number_before_another_is_refused_and_writes_nothing(department, officer):
    enter(department, officer, 5, date(2022, 1, 1))

    with pytest.raises(Refused) as refusal:
        enter(department, officer, 4, date(2020, 1, 1))

    assert [finding.code for finding in refusal.value.findings] == ["QUOTA-04"]
    assert QuotaEntry.objects.count() == 1


@pytest.mark.parametrize("hat", ["UNIT_CLERK", "UNIT_HEAD", "ORG_HEAD"])
def test_only_the_organisation_officer_keeps_the_ledger(province, department, hat):
    with pytest.raises(PermissionDenied):
        enter(department, hats.actor(hat, over=province), 5, ON)

    assert not QuotaEntry.objects.exists()


def test_the_ledger_of_units_that_end_is_closed(province, department, officer):
    entry = enter(department, officer, 5, date(2020, 1, 1))

    assert quota.end_quotas(units=[department], from_day=ON, by=officer, on=ON) == 1

    entry.refresh_from_db()
    assert entry.valid.upper == ON


def test_a_unit_that_is_succeeded_takes_its_numbers_along_no_further(province, officer):
    old, new = UnitFactory(parent=province), UnitFactory(parent=province)
    UnitRecordFactory(unit=old)
    entry = enter(old, officer, 5, date(2020, 1, 1))

    units.succeed_units(
        old_units=[old],
        new_units=[new],
        kind="merge",
        from_day=ON,
        instrument="Nghị quyết 1",
        by=hats.actor("ORG_HEAD", over=province),
        on=ON,
    )

    entry.refresh_from_db()
    assert entry.valid.upper == ON


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"valid": since(date(2021, 1, 1))}, "quota_is_one_number_at_a_time"),
        ({"category": "other", "valid": since(ON)}, "quota_category_is_known"),
        ({"category": "public", "number": 100_001}, "quota_number_is_not_negative"),
        ({"category": "public", "valid": since(None)}, "quota_has_a_first_day"),
    ],
)
def test_the_database_refuses_what_no_service_wrote(department, row, name):
    QuotaEntryFactory(unit=department, valid=since(date(2020, 1, 1), date(2022, 1, 1)))

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        QuotaEntryFactory(unit=department, **row)


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"reason": "vì"}, "quota_waiver_has_a_reason"),
        ({"present": 1}, "quota_waiver_is_for_more_than_assigned"),
    ],
)
def test_the_database_keeps_waivers_true(province, department, row, name):
    whole = {"reason": REASON, "assigned": 1, "present": 2, "allowed_by": province, **row}
    held = AssignmentFactory(cadre=CadreFactory(unit=department))

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        QuotaWaiver.objects.create(
            assignment=held, entry=QuotaEntryFactory(unit=department), **whole
        )


# -- pages ------------------------------------------------------------------------
def test_the_list_finds_who_is_over(client_of, province):
    full, over = UnitFactory(parent=province), UnitFactory(parent=province)
    for unit, number in ((full, 1), (over, 2)):
        QuotaEntryFactory(unit=unit, number=1)
        people(unit, number)
    browser = client_of("ORG_OFFICER", over=province)

    page = browser.get(reverse("cadres:quotas"), {"state": "over"}).content.decode()

    assert over.name_vi in page
    assert full.name_vi not in page
    before = browser.get(reverse("cadres:quotas"), {"on": "31/12/2019"}).content.decode()
    assert over.name_vi not in before


def test_the_page_of_a_seat_shows_the_room_and_takes_leave(client_of, province, department):
    QuotaEntryFactory(unit=department, number=0)
    seat, cadre = SeatFactory(unit=department), CadreFactory(unit=department)
    browser = client_of("ORG_OFFICER", over=province)
    address = reverse("cadres:assign", args=[seat.pk])
    typed = {
        "cadre": cadre.code,
        "from_day": "01/07/2024",
        "kind": "primary",
        "is_principal": "on",
        "entry": "appointed",
        "decision_number": "7/QĐ",
        "decided_on": "30/06/2024",
    }

    assert browser.post(address, typed).status_code == 422
    half = browser.post(address, {**typed, "leave_reason": REASON})
    assert "leave_by" in half.context["form"].errors
    whole = browser.post(address, {**typed, "leave_reason": REASON, "leave_by": str(province.pk)})

    assert whole.status_code == 302
    assert QuotaWaiver.objects.get().assignment.seat == seat


def test_a_number_is_entered_on_the_page_of_its_unit(client_of, province, department):
    browser = client_of("ORG_OFFICER", over=province)
    address = reverse("cadres:unit_quota", args=[department.pk])
    typed = {
        "category": "civil",
        "number": "12",
        "from_day": "01/01/2026",
        "decision_number": "9/QĐ",
        "decided_on": "20/12/2025",
        "issuer": str(province.pk),
    }

    assert browser.get(address).status_code == 200
    assert browser.post(address, typed).status_code == 302
    assert department.quotas.get().number == 12
