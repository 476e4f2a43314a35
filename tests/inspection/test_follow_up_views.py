"""The pages of recommendations."""

import pytest
from django.urls import reverse
from django.utils import timezone

from inspection.models import Recommendation
from tests.factories.cadres import UnitFactory
from tests.inspection.asked import owed, state_of


@pytest.fixture
def inspector(client_of, province):
    return client_of("INSPECTOR", over=province)


@pytest.fixture
def head(client_of, province):
    return client_of("ORG_HEAD", over=province)


# -- recommendations --------------------------------------------------------------------


def test_the_unit_reports_and_the_inspector_verifies(client_of, commune, province, here):
    row = owed(here)
    unit = client_of("ORG_OFFICER", over=commune)
    unit.post(reverse("inspection:report_done", args=[row.pk]), {"version": 1, "report": "Xong"})
    inspector = client_of("INSPECTOR", over=province)

    inspector.post(
        reverse("inspection:verify_recommendation", args=[row.pk]),
        {"version": 2, "outcome": "done", "remark": ""},
    )

    assert state_of(row) == "done"
    assert Recommendation.objects.get().reported_by_name


def test_inspectors_are_not_let_in_to_report(inspector, here):
    row = owed(here)
    address = reverse("inspection:report_done", args=[row.pk])

    assert inspector.get(address).status_code == 403
    assert inspector.post(address, {"version": 1, "report": "x"}).status_code == 403


@pytest.mark.parametrize("outcome", ["", "waived", "reported", "x"])
def test_only_three_outcomes_are_known(inspector, here, outcome):
    row = owed(here, reported=True)
    address = reverse("inspection:verify_recommendation", args=[row.pk])

    page = inspector.post(address, {"version": 1, "outcome": outcome, "remark": "x"})

    assert page.status_code == 422
    assert state_of(row) == "reported"


def test_waiving_is_for_who_approves(head, here):
    row = owed(here)
    address = reverse("inspection:waive", args=[row.pk])

    head.post(address, {"version": 1, "reason": "Đơn vị đã giải thể"})

    assert state_of(row) == "waived"


def test_who_sees_only_the_debt_gets_no_link_to_the_inspection(client_of, commune, here):
    office = UnitFactory(parent=commune)
    row = owed(here, owner=office)
    reader = client_of("ORG_OFFICER", over=office)

    page = reader.get(row.get_absolute_url())

    assert page.status_code == 200
    assert row.finding.inspection.get_absolute_url() not in page.content.decode()


def test_the_inbox_leads_to_what_is_owed(client_of, commune, here):
    row = owed(here, due_on=timezone.localdate())
    unit = client_of("ORG_OFFICER", over=commune)

    assert row.get_absolute_url() in unit.get(reverse("portal:inbox")).content.decode()
