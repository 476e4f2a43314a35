"""Pages of coming dates: the list, its calendar, a decided retirement, the inbox."""

from datetime import date

import pytest
from django.urls import reverse

from cadres.models import RetirementOverride
from cadres.selectors.clockwork import alerts_for, work_for
from cadres.views.calendars import folded
from tests import hats
from tests.factories.cadres import CadreFactory, UnitFactory
from tests.factories.careers import ClockDueFactory

ON = date(2026, 11, 22)


@pytest.fixture
def province():
    return UnitFactory(province=True)


def due(province, day, **more):
    cadre = CadreFactory(unit=province)
    return ClockDueFactory(cadre=cadre, due_on=day, **more)


def test_the_list_shows_the_computation_and_filters(client_of, province):
    near, far = due(province, date(2026, 12, 1)), due(province, date(2090, 7, 1))
    client = client_of("ORG_OFFICER", over=province)
    page = client.get(reverse("cadres:clocks")).content.decode()
    soon = client.get(reverse("cadres:clocks"), {"within": "past"}).content.decode()

    assert near.cadre.full_name in page
    assert far.cadre.full_name in page
    assert "15/03/1970" in page
    assert far.cadre.full_name not in soon


def test_the_calendar_is_a_calendar(client_of, province):
    row = due(province, date(2090, 7, 1))
    answer = client_of("ORG_OFFICER", over=province).get(reverse("cadres:calendar"))
    text = answer.content.decode()

    assert answer["Content-Type"].startswith("text/calendar")
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert "DTSTART;VALUE=DATE:20900701\r\n" in text
    assert row.cadre.full_name in text.replace("\r\n ", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_long_lines_are_folded_between_letters():
    assert folded("ố" * 30).replace("\r\n ", "") == "ố" * 30


def test_a_retirement_is_decided_and_withdrawn(client_of, province):
    cadre = CadreFactory(unit=province, born="1966-08-10")
    client = client_of("ORG_HEAD", over=province)
    address = reverse("cadres:decide_retirement", args=[cadre.pk])
    body = {
        "month": "08/2030",
        "ground": "term",
        "decision_number": "7-QĐ/TU",
        "decided_on": "01/11/2026",
        "reason": "Kéo dài đến hết nhiệm kỳ theo kết luận",
    }

    assert "62" in client.get(address).content.decode()
    assert client.post(address, {**body, "month": "2030"}).status_code == 422
    assert client.post(address, {**body, "month": "08/2040"}).status_code == 422
    assert not RetirementOverride.objects.exists()
    assert client.post(address, body).status_code == 302
    assert RetirementOverride.objects.get().retires_on == date(2030, 8, 1)

    client.post(reverse("cadres:withdraw_retirement", args=[cadre.pk]))
    assert RetirementOverride.objects.get().revoked_on is not None


def test_the_inbox_groups_by_kind_and_alert(province):
    for day in (date(2026, 12, 1), date(2027, 1, 15), date(2027, 4, 1), date(2027, 11, 1)):
        due(province, day)
    due(province, date(2026, 11, 22))
    due(province, date(2028, 1, 1))
    due(UnitFactory(province=True), date(2026, 12, 1))
    officer = hats.actor("ORG_OFFICER", over=province)

    assert [(a["months"], a["count"], a["first"]) for a in alerts_for(officer, ON)] == [
        (3, 2, date(2026, 12, 1)),
        (6, 1, date(2027, 4, 1)),
        (12, 1, date(2027, 11, 1)),
    ]
    assert [item.due for item in work_for(officer, ON)] == [
        date(2026, 12, 1),
        date(2027, 4, 1),
        date(2027, 11, 1),
    ]
    assert list(work_for(hats.actor("INSPECTOR", over=province), ON)) == []
