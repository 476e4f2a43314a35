"""Use cases of the record: lines, sheets, closed compartments, readings, completeness."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from cadres import models
from cadres.rules.completeness import completeness
from cadres.rules.records import RecordLaw
from cadres.selectors.compartments import is_open, open_until, readings_for
from cadres.selectors.completeness import completeness_of, present_items
from cadres.selectors.sections import SECTIONS
from cadres.services import compartments, confirmations, lines, scores
from governance.findings import Refused
from governance.models import AuditEvent
from governance.records import Conflict
from tests import hats
from tests.factories import record as make
from tests.factories.cadres import AssignmentFactory, CadreFactory, UnitFactory

pytestmark = pytest.mark.usefixtures("english")

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
DAY = date(2026, 11, 22)
WHY = "Thẩm định hồ sơ bổ nhiệm theo kế hoạch số 12"


@pytest.fixture
def cadre():
    made = CadreFactory(unit=UnitFactory(province=True))
    return models.Cadre.objects.get(pk=made.pk)  # dates as they are read


@pytest.fixture
def officer(cadre):
    return hats.actor("ORG_OFFICER", over=cadre.employing_unit)


def told(action: str, reason: str) -> bool:
    """Is it in the trail, which is written with the constraints?"""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return AuditEvent.objects.filter(action=action, reason=reason).exists()


def codes(refused):
    return [finding.code for finding in refused.value.findings]


def add_award(cadre, by, **more):
    fields = {"kind": "bang_khen", "from_date": "2022-12", **more}
    return lines.add_line(
        cadre=cadre, section=SECTIONS["awards"], reason="QĐ 5", by=by, at=NOW, **fields
    )


# -- lines --------------------------------------------------------------------------------
def test_a_line_is_entered_told_and_counted(cadre, officer):
    award = add_award(cadre, officer)

    assert list(cadre.awards.standing()) == [award]
    assert models.RecordScore.objects.get(cadre=cadre).counted_on == DAY
    assert told("cadres.add_line", "QĐ 5")


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"from_date": "1950"}, "FILE-05"), ({"from_date": "2030"}, "FILE-06")],
)
def test_a_refused_line_writes_nothing(cadre, officer, fields, code):
    with pytest.raises(Refused) as refused:
        add_award(cadre, officer, **fields)

    assert codes(refused) == [code]
    assert not models.Award.objects.exists()


def test_a_wrong_coefficient_is_refused_with_the_right_one(cadre, officer):
    step = {"rank_code": "01.003", "step": 3, "coefficient": "2.99", "from_date": "2024-03-01"}
    with pytest.raises(Refused, match=r"3\.00") as refused:
        lines.add_line(
            cadre=cadre, section=SECTIONS["salary"], reason="QĐ", by=officer, at=NOW, **step
        )
    assert codes(refused) == ["PAY-01"]


def test_nobody_edits_the_own_record_or_a_relatives(cadre):
    own = hats.actor("ORG_OFFICER", over=cadre.employing_unit, cadre=cadre)
    with pytest.raises(Refused) as refused:
        add_award(cadre, own)
    assert codes(refused) == ["FILE-01"]

    kin = CadreFactory(unit=cadre.employing_unit)
    make.FamilyMemberFactory(cadre=cadre, relative=kin)
    with pytest.raises(Refused) as refused:
        add_award(cadre, hats.actor("ORG_OFFICER", over=cadre.employing_unit, cadre=kin))
    assert codes(refused) == ["FILE-02"]


def test_another_unit_s_officer_and_a_head_change_nothing(cadre):
    for hat, over in (("ORG_OFFICER", UnitFactory()), ("UNIT_HEAD", cadre.employing_unit)):
        with pytest.raises(PermissionDenied):
            add_award(cadre, hats.actor(hat, over=over))


def test_a_changed_line_must_be_checked_again(cadre, officer):
    award = make.AwardFactory(cadre=cadre, verified=True)

    lines.change_line(
        line=award, version=1, changes={"title": "Khác"}, reason="QĐ 6", by=officer, at=NOW
    )

    award.refresh_from_db()
    assert (award.title, award.is_verified, award.version) == ("Khác", False, 2)
    with pytest.raises(Conflict):
        lines.change_line(
            line=award, version=1, changes={"title": "Cũ"}, reason="QĐ", by=officer, at=NOW
        )


def test_a_line_is_checked_and_struck_out(cadre, officer):
    award = make.AwardFactory(cadre=cadre)

    lines.check_line(line=award, version=1, by=officer, at=NOW)
    assert (award.verified_by, award.verified_on) == (officer.name, DAY)
    lines.strike_line(line=award, version=2, reason="Nhập nhầm", by=officer, at=NOW)

    assert not cadre.awards.standing().exists()
    assert cadre.awards.count() == 1


def test_a_sheet_is_begun_and_then_changed(cadre, officer):
    def amend(version, **changes):
        return lines.amend_sheet(
            cadre=cadre,
            model=models.PersonalDetails,
            version=version,
            changes=changes,
            reason="Theo CCCD",
            by=officer,
            at=NOW,
        )

    amend(0, personal_id="022085000001")
    amend(1, phone_mobile="0900000001")

    details = models.PersonalDetails.objects.get(cadre=cadre)
    assert (details.personal_id, details.phone_mobile, details.version) == (
        "022085000001",
        "0900000001",
        2,
    )
    with pytest.raises(ValidationError, match="12 digits"):
        amend(2, personal_id="22")


# -- closed compartments --------------------------------------------------------------------
def open_health(cadre, by, reason=WHY, at=NOW):
    return compartments.open_compartment(
        cadre=cadre, compartment="health", reason=reason, at=at, by=by
    )


def test_a_compartment_opens_for_half_an_hour_for_one_account_and_record(cadre, officer):
    colleague = hats.actor("ORG_OFFICER", over=cadre.employing_unit)
    other = CadreFactory(unit=cadre.employing_unit)

    opening = open_health(cadre, officer)

    assert opening.until == NOW + timedelta(minutes=30)
    assert set(open_until(officer, cadre, NOW)) == {"health"}
    assert is_open(officer, cadre, "health", NOW + timedelta(minutes=29, seconds=59))
    assert not is_open(officer, cadre, "health", NOW + timedelta(minutes=30))
    assert not is_open(colleague, cadre, "health", NOW)
    assert not is_open(officer, other, "health", NOW)
    assert told("cadres.open_compartment", WHY)


def test_without_a_reason_nothing_opens(cadre, officer):
    with pytest.raises(Refused) as refused:
        open_health(cadre, officer, reason="xem")

    assert codes(refused) == ["FILE-04"]
    assert not models.CompartmentOpening.objects.exists()


@pytest.mark.parametrize(
    ("hat", "compartment", "may"),
    [
        ("UNIT_CLERK", "health", True),
        ("UNIT_CLERK", "political", False),
        ("UNIT_HEAD", "health", False),
        ("ORG_OFFICER", "political", True),
        ("ORG_HEAD", "abroad", True),
        ("STANDING_MEMBER", "assets", False),
        ("INSPECTOR", "assets", False),
    ],
)
def test_each_compartment_has_its_hats(cadre, hat, compartment, may):
    by = hats.actor(hat, over=cadre.employing_unit)
    call = {"cadre": cadre, "compartment": compartment, "reason": WHY, "at": NOW, "by": by}
    if may:
        assert compartments.open_compartment(**call)
        return
    with pytest.raises(PermissionDenied):
        compartments.open_compartment(**call)


def test_a_closed_section_takes_no_line(cadre, officer):
    line = {"condition": "Loại I", "from_date": "2026-03"}
    call = {"cadre": cadre, "section": SECTIONS["health"], "reason": "GKSK", "by": officer}
    with pytest.raises(PermissionDenied):
        lines.add_line(**call, at=NOW, **line)
    open_health(cadre, officer)

    assert lines.add_line(**call, at=NOW, **line).condition == "Loại I"


def test_where_a_relative_lives_abroad_is_closed_too(cadre, officer):
    relative = {"relation": "con", "full_name": "Nguyễn Văn Con"}
    call = {"cadre": cadre, "section": SECTIONS["family"], "reason": "Bổ sung", "by": officer}
    lines.add_line(**call, at=NOW, **relative)
    with pytest.raises(PermissionDenied):
        lines.add_line(**call, at=NOW, **relative, is_abroad=True, abroad_country="Pháp")


def test_the_own_record_is_never_closed_to_oneself(cadre):
    own = hats.actor("CADRE", over=cadre.employing_unit, cadre=cadre)

    assert set(open_until(own, cadre, NOW)) == set(models.Compartment.values)


# -- readings -------------------------------------------------------------------------------
def test_a_reading_is_noted_once_a_day_a_closed_part_each_time(cadre, officer):
    for _ in range(2):
        compartments.note_reading(cadre=cadre, what="profile", at=NOW, by=officer)
        compartments.note_reading(cadre=cadre, what="", at=NOW, by=officer, compartment="health")
    own = hats.actor("CADRE", over=cadre.employing_unit, cadre=cadre)
    compartments.note_reading(cadre=cadre, what="profile", at=NOW, by=own)

    found = models.RecordReading.objects.values_list("what", "compartment").order_by("what")
    assert list(found) == [("compartment", "health")] * 2 + [("profile", "")]


def test_readings_are_overseen_by_auditor_and_inspector_of_the_scope(cadre):
    reading = make.RecordReadingFactory(cadre=cadre)
    make.RecordReadingFactory()
    inside = cadre.employing_unit

    seen = {
        hat: list(readings_for(hats.actor(hat, over=inside)))
        for hat in ("AUDITOR", "INSPECTOR", "SYS_ADMIN", "ORG_OFFICER", "ORG_HEAD")
    }

    assert seen == {
        "AUDITOR": [reading],
        "INSPECTOR": [reading],
        "SYS_ADMIN": [],
        "ORG_OFFICER": [],
        "ORG_HEAD": [],
    }


# -- completeness ---------------------------------------------------------------------------
def test_the_statement_counts_as_the_rule_does(cadre):
    make.PersonalDetailsFactory(cadre=cadre)
    make.FamilyMemberFactory(cadre=cadre, relation="cha")
    make.SalaryStepFactory(cadre=cadre)
    make.AwardFactory(cadre=cadre)
    make.CareerEventFactory(cadre=cadre, struck_on=DAY)
    AssignmentFactory(cadre=cadre)
    CadreFactory(unit=cadre.employing_unit)

    assert scores.count_records(on=DAY) == 2
    assert scores.count_records(on=DAY) == 0  # nothing changed

    present, score = present_items(cadre, DAY), models.RecordScore.objects.get(cadre=cadre)
    expected = completeness(present, RecordLaw.on(DAY).record_weights)
    assert {"personal_id", "family", "salary", "phone"} <= present
    assert not {"career", "papers", "photo"} & present
    assert (score.percent, score.present, score.total, set(score.missing)) == (
        expected.percent,
        len(expected.present),
        expected.total,
        set(expected.missing),
    )
    assert completeness_of(cadre, DAY) == expected


def test_the_person_or_the_clerk_confirms_once_a_day(cadre):
    own = hats.actor("CADRE", over=cadre.employing_unit, cadre=cadre)
    confirmation = confirmations.confirm_record(cadre=cadre, by=own, at=NOW)

    assert (confirmation.by_self, confirmation.confirmed_on) == (True, DAY)
    assert models.RecordScore.objects.get(cadre=cadre).confirmed_on == DAY
    clerk = hats.actor("UNIT_CLERK", over=cadre.employing_unit)
    with pytest.raises(ValidationError, match="today"):
        confirmations.confirm_record(cadre=cadre, by=clerk, at=NOW)
    assert not confirmations.confirm_record(
        cadre=cadre, by=clerk, at=NOW + timedelta(days=1)
    ).by_self
    head = hats.actor("UNIT_HEAD", over=cadre.employing_unit)
    with pytest.raises(PermissionDenied):
        confirmations.confirm_record(cadre=cadre, by=head, at=NOW + timedelta(days=2))
