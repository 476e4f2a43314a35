"""Recommendations until another person has verified them; each refusal writes nothing."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from cadres.models import Hat
from governance.findings import Refused
from governance.records import Conflict
from inspection import services
from inspection.models import Recommendation
from tests.factories.cadres import CadreFactory
from tests.factories.inspection import (
    FindingFactory,
    InspectionFactory,
    RecommendationFactory,
)
from tests.hats import actor
from tests.inspection.asked import codes, state_of, told

ON = date(2026, 4, 20)


# -- recommendations --------------------------------------------------------------------


def recommend(finding, by, **values):
    values = {"owner": finding.inspection.unit, "text": "Bổ sung", **values}
    return services.recommend(finding=finding, by=by, on=ON, **values)


@pytest.fixture
def finding(here):
    return FindingFactory(inspection=InspectionFactory(**here, concluded=True), answered=True)


def test_the_first_recommendation_opens_the_follow_up(finding, inspector):
    row = recommend(finding, inspector)
    recommend(finding, inspector)

    assert (row.due_on, row.state) == (date(2026, 6, 19), "open")
    assert state_of(finding.inspection) == "follow_up"
    assert told("inspection.recommend") == {"I", "N", "U"}


def test_a_recommendation_is_due_ahead(finding, inspector):
    with pytest.raises(Refused) as refusal:
        recommend(finding, inspector, due_on=ON)

    assert codes(refusal) == ["INSP-09"]
    assert not Recommendation.objects.exists()
    assert state_of(finding.inspection) == "concluded"


def test_nothing_is_recommended_before_the_conclusion(here, inspector):
    with pytest.raises(Refused):
        recommend(FindingFactory(inspection=InspectionFactory(**here, heard=True)), inspector)

    assert not Recommendation.objects.exists()


@pytest.fixture
def owed(finding):
    return RecommendationFactory(finding=finding)


def report(row, by, version=1):
    return services.report_done(recommendation=row, version=version, report="Đã làm", by=by, on=ON)


def verify(row, by, outcome="done", version=2, remark=""):
    return services.verify_recommendation(
        recommendation=row, version=version, outcome=outcome, remark=remark, by=by, on=ON
    )


def test_the_unit_reports_and_the_inspector_verifies(owed, reporter, inspector):
    verify(report(owed, reporter), inspector)

    stored = Recommendation.objects.get()
    assert (stored.state, stored.settled_on) == ("done", ON)
    assert (stored.reported_by, stored.verified_by) == (reporter.person, inspector.person)
    assert (stored.reported_by_name, stored.verified_by_name) == (reporter.name, inspector.name)


def test_inspectors_do_not_report_for_the_unit(owed, inspector):
    with pytest.raises(PermissionDenied):
        report(owed, inspector)

    assert Recommendation.objects.get().state == "open"


def test_INSP_03_one_person_under_two_hats_does_not_verify(owed, commune, inspector):
    reports = actor(Hat.ORG_HEAD, over=commune, cadre=CadreFactory(unit=commune))
    inspects = replace(inspector, cadre_id=reports.cadre_id)
    assert reports.account_id != inspects.account_id
    report(owed, reports)

    with pytest.raises(Refused) as refusal:
        verify(owed, inspects)

    assert codes(refusal) == ["INSP-03"]
    assert Recommendation.objects.get().state == "reported"


@pytest.mark.parametrize(("outcome", "state"), [("partly", "partly"), ("open", "open")])
def test_what_is_missing_goes_back_with_a_remark(owed, reporter, inspector, outcome, state):
    verify(report(owed, reporter), inspector, outcome, remark="Còn thiếu")

    stored = Recommendation.objects.get()
    assert (stored.state, stored.remark, stored.settled_on) == (state, "Còn thiếu", None)
    assert report(owed, reporter, version=3).verified_by == ""


def test_what_is_missing_must_be_said(owed, reporter, inspector):
    report(owed, reporter)

    with pytest.raises(Refused) as refusal:
        verify(owed, inspector, "partly", remark=" ")

    assert codes(refusal) == ["INSP-07"]
    assert Recommendation.objects.get().state == "reported"


@pytest.mark.parametrize("outcome", ["done", "partly", "waived"])
def test_nothing_is_verified_before_it_is_reported(owed, inspector, outcome):
    with pytest.raises(Refused):
        verify(owed, inspector, outcome, version=1, remark="x")

    assert Recommendation.objects.get().state == "open"


def test_two_reports_at_once_meet_a_conflict(owed, reporter):
    seen = Recommendation.objects.get()
    report(owed, reporter)

    with pytest.raises(Conflict):
        report(seen, reporter)

    assert Recommendation.objects.get().version == 2


def waive(row, by, reason="Đơn vị đã giải thể"):
    return services.waive(recommendation=row, version=1, reason=reason, by=by, on=ON)


def test_waiving_needs_who_approves_and_a_reason(owed, head, inspector):
    with pytest.raises(PermissionDenied):
        waive(owed, inspector)
    with pytest.raises(Refused) as refusal:
        waive(owed, head, reason=" ")
    assert codes(refusal) == ["INSP-07"]

    waive(owed, head)

    assert (owed.state, owed.settled_on, owed.verified_by) == ("waived", ON, head.person)


# -- the end ----------------------------------------------------------------------------


def close(inspection, by):
    return services.close_inspection(
        inspection=inspection, version=inspection.version, by=by, on=ON
    )


@pytest.mark.parametrize("state", ["open", "reported", "partly"])
def test_INSP_10_an_inspection_stays_open_with_what_is_owed(finding, inspector, state):
    RecommendationFactory(finding=finding, done=True)
    RecommendationFactory(finding=finding, state=state)

    with pytest.raises(Refused) as refusal:
        close(finding.inspection, inspector)

    assert codes(refusal) == ["INSP-10"]
    assert state_of(finding.inspection) == "concluded"


def test_an_inspection_without_debts_is_closed(finding, inspector):
    RecommendationFactory(finding=finding, done=True)

    close(finding.inspection, inspector)

    assert state_of(finding.inspection) == "closed"
