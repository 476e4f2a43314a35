"""Findings about relatives explained and decided; warnings when a seat is filled."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from cadres.models import (
    Assignment,
    ConflictFinding,
    KinReason,
)
from cadres.selectors.sections import SECTIONS
from cadres.services import assignments, kin, lines
from governance.actor import system_actor
from governance.findings import Refused
from tests import hats
from tests.cadres.test_kin import found, look, post
from tests.factories import cadres as make
from tests.factories.kin import ConflictFactory, pair
from tests.factories.record import FamilyMemberFactory

pytestmark = pytest.mark.usefixtures("english")

ON = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
WHY = "Bố trí trước khi có quy định, đang rà soát"
SYSTEM = system_actor("test")


@pytest.fixture
def province():
    return make.UnitFactory(province=True)


@pytest.fixture
def officer(province):
    return hats.actor("ORG_OFFICER", over=province)


@pytest.fixture
def head(province):
    return hats.actor("ORG_HEAD", over=province)


# -- explained and decided --------------------------------------------------------------
def explain(finding, by, reason=WHY):
    return kin.explain_conflict(
        finding=finding, version=finding.version, reason=reason, by=by, at=AT
    )


def decide(finding, by, state, reason=WHY):
    return kin.decide_conflict(
        finding=finding, version=finding.version, state=state, reason=reason, by=by, at=AT
    )


def test_one_explains_another_decides_and_the_history_tells(province, officer, head):
    pair(unit=province)
    look()
    finding = ConflictFinding.objects.get()
    explain(finding, officer)
    decide(finding, head, "confirmed")
    decide(finding, head, "transfer_proposed")
    assert decide(finding, head, "exception_approved").state == "exception_approved"
    told = list(finding.steps.order_by("at", "pk").values_list("state", flat=True))
    assert sorted(told) == sorted(
        ["open", "explained", "confirmed", "transfer_proposed", "exception_approved"]
    )
    assert look() == (0, 0)  # what is decided stays decided


def test_refusals_write_nothing(province, officer, head):
    finding = ConflictFactory(unit=province)
    own = hats.actor("ORG_OFFICER", over=province, cadre=finding.first_post.cadre)
    cousin = make.CadreFactory(unit=province)
    FamilyMemberFactory(cadre=cousin, relative=finding.second_post.cadre, relation="khac")
    kin_officer = hats.actor("ORG_OFFICER", over=province, cadre=cousin)
    for by, reason, code in (
        (officer, "kurz", "KIN-05"),
        (own, WHY, "KIN-06"),
        (kin_officer, WHY, "KIN-06"),
    ):
        with pytest.raises(Refused) as refusal:
            explain(finding, by, reason)
        assert code in {each.code for each in refusal.value.findings}
    with pytest.raises(Refused):
        decide(finding, head, "confirmed")  # not explained yet
    with pytest.raises(PermissionDenied):
        explain(finding, head)
    explain(finding, officer)
    with pytest.raises(PermissionDenied):
        decide(finding, officer, "confirmed")
    finding.refresh_from_db()
    assert (finding.state, finding.version, finding.steps.count()) == ("explained", 2, 1)


def test_who_explained_does_not_decide_under_another_hat(province):
    finding = ConflictFactory(unit=province, explained=True)
    same = replace(hats.actor("ORG_HEAD", over=province), cadre_id=uuid4())
    ConflictFinding.objects.filter(pk=finding.pk).update(explained_by=same.person, version=2)
    finding.refresh_from_db()
    with pytest.raises(Refused) as refusal:
        decide(finding, same, "confirmed")
    assert [each.code for each in refusal.value.findings] == ["KIN-07"]


def test_a_finding_is_seen_by_who_may_see_both(province):
    commune = make.UnitFactory(parent=province)
    finding = ConflictFactory(unit=commune)
    outside = make.CadreFactory(unit=make.UnitFactory(parent=province))
    inside = hats.actor("ORG_OFFICER", over=commune)
    assert ConflictFinding.objects.visible_to(inside).count() == 1
    Assignment.objects.filter(pk=finding.second_post_id).update(cadre=outside, version=2)
    assert ConflictFinding.objects.visible_to(inside).count() == 0
    assert ConflictFinding.objects.visible_to(hats.actor("ORG_HEAD", over=province)).count() == 1
    basic = hats.actor("ORG_HEAD", over=province, classes=["basic"])
    assert ConflictFinding.objects.visible_to(basic).count() == 0


# -- warned when a seat is filled ------------------------------------------------------------
def fill(cadre, seat, by, reason="", day=ON):
    decision = make.DecisionFactory(issued_on=day)
    return assignments.assign(
        cadre=cadre, seat=seat, from_day=day, decision=decision, kin_reason=reason, by=by, on=ON
    )


def vacancy(province):
    """A head with a relative at hand, and the vacant seat of a deputy."""
    chief = post(province, "head")
    title = make.TitleFactory(group="deputy_head", precedence=20)
    seat = make.SeatFactory(unit=province, title=title)
    relative = make.CadreFactory(unit=province, full_name="Lê Thị Em")
    FamilyMemberFactory(cadre=chief.cadre, relative=relative, relation="anh_chi_em")
    return chief, seat, relative


def test_filling_a_seat_warns_and_goes_on_with_a_reason_that_explains(province, officer):
    chief, seat, relative = vacancy(province)
    with pytest.raises(Refused) as refusal:
        fill(relative, seat, officer)
    [finding] = refusal.value.findings
    assert (finding.code, finding.source) == ("KIN-03", "Regulation 114-QĐ/TW of 11/07/2023")
    assert chief.cadre.full_name in str(finding.message)
    with pytest.raises(Refused) as refusal:
        fill(relative, seat, officer, "kurz")
    assert [each.code for each in refusal.value.findings] == ["KIN-03", "KIN-05"]
    assert not seat.assignments.exists()
    assert not KinReason.objects.exists()

    fill(relative, seat, officer, WHY)
    reason, found = KinReason.objects.get(), ConflictFinding.objects.get()
    assert (reason.other, reason.stage, reason.reason) == (chief.cadre, "assignment", WHY)
    assert (found.state, found.explanation, found.explained_by) == (
        "explained", WHY, officer.person,
    )  # fmt: skip


def test_a_relative_out_of_scope_is_not_named(province):
    chief, _seat, _relative = vacancy(province)
    commune = make.UnitFactory(parent=province)
    title = make.TitleFactory(group="deputy_head", precedence=20)
    seat = make.SeatFactory(unit=commune, title=title)
    relative = make.CadreFactory(unit=commune)
    FamilyMemberFactory(cadre=relative, relative=chief.cadre, relation="anh_chi_em")
    here = make.SeatFactory(unit=commune, title=make.TitleFactory(group="head", precedence=5))
    make.AssignmentFactory(cadre=chief.cadre, seat=here, is_principal=False, kind="concurrent")
    with pytest.raises(Refused) as refusal:
        fill(relative, seat, hats.actor("ORG_OFFICER", over=commune))
    assert chief.cadre.full_name not in str(refusal.value)
    assert "outside your scope" in str(refusal.value)


def test_leaving_the_seat_and_a_struck_line_resolve_the_finding(province, officer):
    _chief, seat, relative = vacancy(province)
    held = fill(relative, seat, officer, WHY, day=date(2026, 11, 2))
    assert ConflictFinding.objects.get().state == "explained"
    assignments.end_assignment(
        assignment=held, last_day_exclusive=ON, exit="transfer", by=officer, on=ON
    )
    assert ConflictFinding.objects.get().state == "resolved"


def test_a_new_line_of_the_family_finds_the_conflict_at_once(province, officer):
    chief, deputy = post(province, "head"), post(province, "deputy_head", precedence=20)
    what = {"cadre": chief.cadre, "section": SECTIONS["family"], "reason": "theo sơ yếu mới"}
    chief.cadre.refresh_from_db()
    line = lines.add_line(
        **what, by=officer, at=AT, side="own", relation="vo_chong", full_name="Vợ",
        relative=deputy.cadre,
    )  # fmt: skip
    assert found() == ["KIN-03"]
    line.cadre = chief.cadre
    lines.strike_line(line=line, version=1, reason="nhập nhầm người", by=officer, at=AT)
    assert found() == []
