"""Reports on their way from draft to issue."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.findings import Refused
from governance.records import Conflict
from portal.models import Job
from reports import figures, services
from reports.models import Report, ReportState, Snapshot
from reports.selectors import differences, is_genuine
from reports.tasks import refresh_figures
from tests import hats
from tests.factories.cadres import AssignmentFactory, CadreFactory, UnitFactory, UnitRecordFactory
from tests.factories.reports import ReportFactory, SnapshotFactory

ON = date(2024, 1, 15)


@pytest.fixture
def province():
    unit = UnitFactory(province=True)
    UnitRecordFactory(unit=unit)
    return unit


@pytest.fixture
def officer(province):
    return hats.actor("ORG_OFFICER", over=province)


@pytest.fixture
def secretary(province):
    return hats.actor("STANDING_MEMBER", over=province)


def opened(province, by):
    return services.open_report(unit=province, year=2023, family="party", lang="vi", by=by, on=ON)


def test_the_same_report_is_one_draft_however_often_opened(province, officer):
    first = opened(province, officer)

    assert opened(province, officer) == first
    assert Report.objects.count() == 1


@pytest.mark.parametrize("year", [2015, 2025])
def test_a_year_without_records_is_refused_and_nothing_written(province, officer, year):
    with pytest.raises(Refused) as refusal:
        services.open_report(
            unit=province, year=year, family="party", lang="vi", by=officer, on=ON
        )

    assert refusal.value.findings[0].code == "REP-01"
    assert not Report.objects.exists()
    assert not Snapshot.objects.exists()


def test_a_hat_without_the_right_opens_nothing(province):
    clerk = hats.actor("UNIT_CLERK", over=province)

    with pytest.raises(PermissionDenied):
        opened(province, clerk)

    assert not Report.objects.exists()


def test_a_report_goes_from_draft_to_issue(province, officer, secretary):
    report = opened(province, officer)
    for use_case in (services.freeze_figures, services.send_to_review):
        report = use_case(report=report, version=report.version, by=officer, on=ON)
    report = services.sign_report(
        report=report, version=report.version, signer_name="Người Ký", by=secretary, on=ON
    )
    report = services.issue_report(
        report=report, version=report.version, number="15", by=officer, on=ON
    )

    assert report.state == ReportState.ISSUED
    assert is_genuine(code=report.code, sha256=report.frozen_with.sha256)
    assert not is_genuine(code=report.code, sha256="0" * 64)
    assert not is_genuine(code="0" * 32, sha256=report.frozen_with.sha256)


def test_a_draft_is_not_yet_genuine(province, officer):
    report = opened(province, officer)

    assert not is_genuine(code=report.code, sha256=report.drafted_with.sha256)


def test_REP_03_who_prepared_does_not_sign(province, secretary):
    report = services.open_report(
        unit=province, year=2023, family="party", lang="vi", by=secretary, on=ON
    )
    for use_case in (services.freeze_figures, services.send_to_review):
        report = use_case(report=report, version=report.version, by=secretary, on=ON)

    with pytest.raises(Refused) as refusal:
        services.sign_report(
            report=report, version=report.version, signer_name="X", by=secretary, on=ON
        )

    assert refusal.value.findings[0].code == "REP-03"
    assert Report.objects.get().state == ReportState.REVIEW


def test_the_database_too_refuses_a_signer_who_prepared(province):
    with (
        pytest.raises(IntegrityError, match="report_signer_is_not_its_preparer"),
        transaction.atomic(),
    ):
        ReportFactory(unit=province, issued=True, signed_by="account:preparer")


def test_steps_keep_their_order(province, officer):
    report = opened(province, officer)

    with pytest.raises(Refused):
        services.issue_report(report=report, version=report.version, number="1", by=officer, on=ON)

    assert Report.objects.get().state == ReportState.DRAFT


def test_two_people_at_one_draft_the_second_sees_a_conflict(province, officer):
    report = opened(province, officer)
    services.edit_texts(
        report=report, version=1, texts={"V.1": "Người thứ nhất"}, by=officer, on=ON
    )

    with pytest.raises(Conflict):
        services.edit_texts(
            report=Report.objects.get(), version=1, texts={"V.1": "Thứ hai"}, by=officer, on=ON
        )

    assert Report.objects.get().texts == {"V.1": "Người thứ nhất"}


def test_a_text_may_hold_only_figures_that_exist(province, officer):
    report = opened(province, officer)

    with pytest.raises(ValidationError) as refusal:
        services.edit_texts(
            report=report, version=1, texts={"V.1": "Có [[no.such_figure]]."}, by=officer, on=ON
        )

    assert list(refusal.value.message_dict) == ["V.1"]


def test_frozen_figures_stay_when_records_change(province, officer):
    report = opened(province, officer)
    report = services.freeze_figures(report=report, version=report.version, by=officer, on=ON)
    AssignmentFactory(cadre=CadreFactory(unit=province))

    assert report.frozen_with.content["figures"]["cadres.people"]["numerator"] == 0
    assert figures.gather(unit=province, year=2023)["figures"]["cadres.people"]["numerator"] == 1


def test_a_figure_that_changed_since_the_draft_is_marked(province, officer):
    report = opened(province, officer)
    AssignmentFactory(cadre=CadreFactory(unit=province))
    now = figures.gather(unit=province, year=2023)

    readings = figures.readings(now, drafted_with=report.drafted_with.content)

    assert readings["cadres.people"].changed
    assert not readings["inspection.inspections"].changed


def test_the_same_data_is_one_snapshot(province):
    with transaction.atomic():
        first = services.take_snapshot(unit=province, year=2023)
        again = services.take_snapshot(unit=province, year=2023)

    assert first == again
    assert SnapshotFactory(unit=province, year=2022).sha256 != first.sha256


def test_the_next_edition_supersedes_with_its_differences(province, officer, secretary):
    report = ReportFactory(unit=province, issued=True)
    AssignmentFactory(cadre=CadreFactory(unit=province))
    edition = services.open_next_edition(report=report, by=officer, on=ON)
    for use_case in (services.freeze_figures, services.send_to_review):
        edition = use_case(report=edition, version=edition.version, by=officer, on=ON)
    edition = services.sign_report(
        report=edition, version=edition.version, signer_name="X", by=secretary, on=ON
    )
    edition = services.issue_report(
        report=edition, version=edition.version, number="16", by=officer, on=ON
    )

    report.refresh_from_db()
    changed = differences(report.frozen_with.content, edition.frozen_with.content)
    assert (report.state, edition.edition) == (ReportState.SUPERSEDED, 2)
    assert "cadres.people" in [each["code"] for each in changed]
    assert is_genuine(code=report.code, sha256=report.frozen_with.sha256)


def test_the_same_data_and_scope_is_one_job(province, officer):
    report = opened(province, officer)
    first = services.request_file(report=report, by=officer, on=ON)

    assert services.request_file(report=report, by=officer, on=ON) == first
    AssignmentFactory(cadre=CadreFactory(unit=province))
    assert services.request_file(report=report, by=officer, on=ON) != first


def test_all_localities_of_the_year_are_one_batch(province, officer):
    for _each in range(2):
        UnitFactory(parent=province)

    batch = services.request_all(
        unit=province, year=2023, family="party", lang="vi", by=officer, on=ON
    )

    assert batch.is_batch
    assert batch.items.count() == 3


def test_the_units_looked_at_are_counted_anew_by_the_clock(province, officer, secretary):
    UnitFactory(parent=province)

    refresh_figures()

    labels = set(Job.objects.filter(kind="reports.figures").values_list("label", flat=True))
    today = timezone.localdate()
    assert labels == {f"Tỉnh Mẫu {today.year}", f"Tỉnh Mẫu {today.year - 1}"}
