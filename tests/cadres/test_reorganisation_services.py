"""Reorganising: nobody is lost, old names stay, two persons decide, and twice is once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from cadres.models import (
    Assignment,
    Cadre,
    Placement,
    Unit,
    UnitRecord,
)
from cadres.services import carrying_out, fates, reorganisation
from cadres.services import reorganisation_steps as steps
from governance.findings import Refused
from governance.models import AuditEvent
from tests import hats
from tests.factories.cadres import SeatFactory, UnitFactory
from tests.factories.reorganisation import (
    DAY,
    PREPARED,
    Land,
    carried_out,
    merged,
    named,
    scheduled,
)

pytestmark = pytest.mark.usefixtures("english")

EVE = DAY - timedelta(days=1)


@pytest.fixture
def land():
    return Land()


def codes(findings) -> list[str]:
    return [finding.code for finding in findings.value.findings]


def test_two_communes_become_one_and_nobody_is_lost(land):
    one, two = land.locality("10001", "xã Một", people=3), land.locality("10002", "xã Hai")
    people = set(Cadre.objects.values_list("pk", flat=True))

    plan = carried_out(merged(land, one, two), land)

    new = Unit.objects.get(code="20000")
    assert plan.state == "effective"
    assert new.valid.lower == DAY
    assert {s.kind for s in new.predecessions.all()} == {"merge"}
    assert Unit.objects.get(pk=one.pk).valid.upper == DAY
    assert not Unit.objects.filter(path__startswith=one.path, valid__contains=DAY).exists()
    assert {c.pk for c in Cadre.objects.filter(employing_unit__path__startswith=new.path)} == (
        people
    )
    ended = Assignment.objects.filter(held__endswith=DAY)
    assert set(ended.values_list("exit", flat=True)) == {"unit_dissolved"}
    assert ended.count() == 4


def test_old_names_stay_on_old_records(land):
    unit = land.locality("10001", "xã Cũ")
    plan = land.draft()
    today = {"by": land.officer, "on": PREPARED}
    steps.rename(plan=plan, unit=unit, names=named("Phường Mới"), kind="phuong", **today)

    carried_out(plan, land)

    found = list(unit.records.order_by("valid").values_list("name_vi", "kind"))
    assert found == [("xã Cũ", "xa"), ("Phường Mới", "phuong")]
    bodies = UnitRecord.objects.filter(unit__code="10001.CU").order_by("valid")
    assert [r.name_vi for r in bodies] == ["Đảng ủy xã Cũ", "Đảng ủy phường Mới"]
    assert Unit.objects.get(pk=unit.pk).valid.upper is None


def test_a_change_of_superior_moves_all_paths_beneath(land):
    old = land.locality("19001", "huyện Cũ", district=True)
    new = land.locality("19002", "huyện Mới", district=True)
    unit = land.locality("10001", "xã Một", above=old, people=2)
    plan = land.draft()
    steps.change_superior(plan=plan, unit=unit, superior=new, by=land.officer, on=PREPARED)

    carried_out(plan, land)

    assert Unit.objects.get(pk=unit.pk).parent == new
    assert Unit.objects.get(code="10001.VP").path == "/22/19002/10001/10001.VP/"
    assert not Unit.objects.filter(path__startswith="/22/19001/10001").exists()
    assert list(unit.records.order_by("valid").values_list("parent", flat=True)) == [
        old.pk,
        new.pk,
    ]
    assert Assignment.objects.filter(held__contains=DAY).count() == 4


def test_a_district_is_abolished_and_its_communes_get_another_superior(land):
    district = land.locality("19001", "huyện", district=True)
    commune = land.locality("10001", "xã Một", above=district, people=2)
    plan = land.draft()
    today = {"by": land.officer, "on": PREPARED}
    steps.abolish(plan=plan, units=[district], successors=[commune], **today)

    with pytest.raises(Refused) as refusal:
        reorganisation.submit_reorganisation(plan=plan, version=plan.version, **today)
    assert codes(refusal) == ["ORG-06", "ORG-11", "ORG-12"]  # it would close with the district

    steps.change_superior(plan=plan, unit=commune, superior=land.province, **today)
    carried_out(plan, land)

    assert Unit.objects.get(pk=commune.pk).path == "/22/10001/"
    assert Unit.objects.get(pk=district.pk).valid.upper == DAY
    assert Cadre.objects.filter(employing_unit__code="10001.CU").count() == 2


def test_a_part_goes_to_another_and_the_old_unit_goes_on(land):
    old, other = land.locality("10001", "xã Một"), land.locality("10002", "xã Hai")
    plan = land.draft()
    steps.split(plan=plan, old=old, into=[other], old_goes_on=True, by=land.officer, on=PREPARED)

    carried_out(plan, land)

    assert Unit.objects.get(pk=old.pk).valid.upper is None
    assert other.predecessions.get().kind == "split"
    assert Assignment.objects.filter(held__contains=DAY).count() == 2


def test_an_abolished_unit_with_people_needs_a_successor(land):
    unit = land.locality("10001", "xã Một")
    plan = land.draft()
    today = {"by": land.officer, "on": PREPARED}
    steps.abolish(plan=plan, units=[unit], reason="Không còn dân cư", **today)

    with pytest.raises(Refused) as refusal:
        reorganisation.submit_reorganisation(plan=plan, version=plan.version, **today)

    assert codes(refusal) == ["ORG-05", "ORG-12"]
    plan.refresh_from_db()
    assert plan.state == "draft"


def test_an_empty_unit_is_abolished_with_a_reason(land):
    unit = UnitFactory(parent=land.province, code="30000")
    plan = land.draft()
    today = {"by": land.officer, "on": PREPARED}
    steps.abolish(plan=plan, units=[unit], reason="Không còn dân cư", **today)

    carried_out(plan, land)

    assert Unit.objects.get(pk=unit.pk).valid.upper == DAY


def test_what_the_rules_find_is_told_at_once(land):
    one, two = land.locality("10001", "xã Một"), land.locality("10002", "xã Hai")
    plan = merged(land, one, two, code="10002")
    today = {"by": land.officer, "on": PREPARED}
    steps.abolish(plan=plan, units=[one], successors=[two], **today)
    steps.rename(plan=plan, unit=two, names=named("xã Hai"), **today)
    SeatFactory(unit=two, title=land.staff, valid=("2025-08-01", None))

    with pytest.raises(Refused) as refusal:
        reorganisation.submit_reorganisation(plan=plan, version=plan.version, **today)

    assert codes(refusal) == ["ORG-06", "ORG-08", "ORG-10", "ORG-13"]


def test_the_person_who_prepared_does_not_approve(land):
    one = land.locality("10001", "xã Một")
    both = hats.actor("STANDING_MEMBER", over=land.province)
    plan = merged(land, one)
    plan = reorganisation.submit_reorganisation(
        plan=plan, version=plan.version, by=land.officer, on=PREPARED
    )
    type(plan).objects.filter(pk=plan.pk).update(prepared_by=both.person, version=plan.version + 1)
    plan.refresh_from_db()

    with pytest.raises(Refused, match="erson"):
        reorganisation.approve_reorganisation(
            plan=plan, version=plan.version, by=both, on=PREPARED
        )


def test_before_its_day_it_is_refused_and_the_night_carries_it_out(land):
    one = land.locality("10001", "xã Một")
    plan = scheduled(merged(land, one), land)

    with pytest.raises(Refused) as refusal:
        carrying_out.carry_out_reorganisation(plan=plan, by=land.head, on=EVE)
    assert codes(refusal) == ["ORG-14"]
    assert carrying_out.carry_out_what_is_due(by=land.head, on=EVE) == (0, [])
    assert carrying_out.carry_out_what_is_due(by=land.head, on=DAY) == (1, [])

    events = AuditEvent._base_manager.count()
    plan.refresh_from_db()
    carrying_out.carry_out_reorganisation(plan=plan, by=land.head, on=DAY)
    assert carrying_out.carry_out_what_is_due(by=land.head, on=DAY) == (0, [])
    assert AuditEvent._base_manager.count() == events
    assert Unit.objects.filter(code="20000").count() == 1


def test_a_plan_is_cancelled_before_its_day_and_not_after(land):
    one = land.locality("10001", "xã Một")
    plan = scheduled(merged(land, one), land)
    with pytest.raises(PermissionDenied):
        reorganisation.cancel_reorganisation(
            plan=plan, version=plan.version, reason="hoãn", by=land.officer, on=PREPARED
        )

    plan = reorganisation.cancel_reorganisation(
        plan=plan, version=plan.version, reason="Hoãn theo chỉ đạo", by=land.head, on=PREPARED
    )

    with pytest.raises(Refused, match="cancelled"):
        carrying_out.carry_out_reorganisation(plan=plan, by=land.head, on=DAY)
    assert Unit.objects.get(pk=one.pk).valid.upper is None


def test_a_plan_handed_in_is_not_changed(land):
    plan = merged(land, land.locality("10001", "xã Một"))
    reorganisation.submit_reorganisation(
        plan=plan, version=plan.version, by=land.officer, on=PREPARED
    )

    with pytest.raises(ValidationError, match="no longer in preparation"):
        steps.abolish(plan=plan, units=[land.province], by=land.officer, on=PREPARED)


def test_units_elsewhere_are_not_reorganised(land):
    with pytest.raises(PermissionDenied):
        steps.abolish(plan=land.draft(), units=[UnitFactory()], by=land.officer, on=PREPARED)


def test_a_step_taken_out_frees_its_people(land):
    one, two = land.locality("10001", "xã Một"), land.locality("10002", "xã Hai")
    plan = merged(land, one, two)
    today = {"by": land.officer, "on": PREPARED}
    fates.work_out_fates(plan=plan, **today)
    steps_there = plan.steps.get()

    reorganisation.drop_step(step=steps_there, **today)
    fates.work_out_fates(plan=plan, **today)

    assert not Placement.objects.filter(dropped=False).exists()


def test_the_trail_says_who_did_what(land):
    plan = carried_out(merged(land, land.locality("10001", "xã Một")), land)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT DISTINCT action FROM audit.event WHERE op = 'N' AND pk = %s",
            [str(plan.pk)],
        )
        told = {row[0] for row in cursor.fetchall()}

    assert told >= {
        "cadres.draft_reorganisation",
        "cadres.add_reorganisation_step",
        "cadres.submit_reorganisation",
        "cadres.approve_reorganisation",
        "cadres.carry_out_reorganisation",
    }
