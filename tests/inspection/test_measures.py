"""Pages of discipline in force: recording, ending, allowing, comparing; what the inbox tells."""

from datetime import date

import pytest
from django.urls import reverse

from cadres.models import BlockException, CareerBlock, DisciplineMeasure
from inspection.selectors import measures as selectors
from tests import hats
from tests.factories.cadres import CadreFactory, DecisionFactory, UnitFactory
from tests.factories.careers import CareerBlockFactory, DisciplineMeasureFactory

ON = date(2026, 11, 22)
REASON = "Cấp có thẩm quyền đồng ý do yêu cầu nhiệm vụ"


@pytest.fixture
def province():
    return UnitFactory(province=True)


@pytest.fixture
def cadre(province):
    return CadreFactory(unit=province)


def typed(cadre, **more):
    return {
        "cadre": str(cadre.pk),
        "side": "party",
        "form": "reprimand",
        "issuer": str(cadre.managing_unit.pk),
        "decision_number": "12-QĐ/UBKT",
        "decided_on": "30/10/2025",
        "announced_on": "01/11/2025",
        "effective_from": "01/11/2025",
        "violation": "Thiếu trách nhiệm",
        **more,
    }


def test_recording_a_measure_brings_its_blocks(client_of, cadre, province):
    client = client_of("INSPECTOR", over=province)

    assert client.get(reverse("inspection:record_measure")).status_code == 200
    response = client.post(reverse("inspection:record_measure"), typed(cadre))

    assert response.status_code == 302
    measure = DisciplineMeasure.objects.get()
    assert (measure.form, measure.blocks.count()) == ("reprimand", 2)
    page = client.get(reverse("inspection:measure", args=[measure.pk])).content.decode()
    assert "377-QĐ/TW" in page


def test_a_form_that_does_not_exist_is_refused_on_the_page(client_of, cadre, province):
    client = client_of("INSPECTOR", over=province)
    response = client.post(
        reverse("inspection:record_measure"), typed(cadre, side="admin", form="demotion")
    )

    assert response.status_code == 422
    assert not DisciplineMeasure.objects.exists()


def test_ending_allowing_and_closing(client_of, cadre, province):
    measure = DisciplineMeasureFactory(cadre=cadre)
    CareerBlockFactory(cadre=cadre, pending=True)
    paper = {"decision_number": "5-QĐ/TU", "decided_on": "01/02/2026"}
    head = client_of("ORG_HEAD", over=province)
    allow = reverse("inspection:allow_in_spite", args=[cadre.pk])
    days = {"first_day": "01/03/2026", "last_day_exclusive": "01/09/2026"}
    told = {"what": "higher_post", "reason": REASON}
    assert head.post(allow, {**paper, **days, **told}).status_code == 302
    assert BlockException.objects.get().what == "higher_post"

    inspector = client_of("INSPECTOR", over=province)
    ending = {"end": "revoked", "ended_on": "02/02/2026"}
    end = reverse("inspection:end_measure", args=[measure.pk])
    assert inspector.post(end, {**paper, **ending}).status_code == 302
    assert DisciplineMeasure.objects.get().state_on(ON) == "revoked"

    close = reverse("inspection:close_matter", args=[cadre.pk])
    answer = inspector.post(close, {"lifted_on": "03/02/2026", "reason": REASON})
    assert answer.status_code == 302
    assert CareerBlock.objects.get().lifted_on == date(2026, 2, 3)


def test_a_pending_matter_is_recorded(client_of, cadre, province):
    client = client_of("INSPECTOR", over=province)
    body = {"cadre": str(cadre.pk), "since": "01/10/2026", "matter": "Đang thanh tra"}

    assert client.post(reverse("inspection:bar_while_pending"), body).status_code == 302
    assert CareerBlock.objects.filter(regime="pending").count() == 4


def pair(cadre, days, form="reprimand"):
    party = DisciplineMeasureFactory(cadre=cadre)
    signed = date.fromordinal(party.announced_on.toordinal() + days)
    decision = DecisionFactory(issuer=cadre.managing_unit, issued_on=signed)
    DisciplineMeasureFactory(
        cadre=cadre, admin=True, follows=party, form=form, decision=decision,
        announced_on=signed, effective_from=signed,
    )  # fmt: skip
    return DisciplineMeasure.objects.select_related("followed_by__decision").get(pk=party.pk)


@pytest.mark.parametrize(
    ("days", "form", "on_time", "proportion"),
    [(30, "reprimand", True, "equal"), (31, "warning", False, "heavier")],
)
def test_golden_pairing_of_both_sides(cadre, days, form, on_time, proportion):
    found = selectors.pairing_of(pair(cadre, days, form), ON)

    assert (found.days, found.on_time, found.proportion) == (days, on_time, proportion)


def test_the_inbox_tells_what_expired_and_what_is_missing(province):
    party = DisciplineMeasureFactory(
        cadre=CadreFactory(unit=province),
        announced_on=date(2025, 11, 20),
        effective_from=date(2025, 11, 20),
        expires_on=ON,
    )
    DisciplineMeasureFactory(
        cadre=CadreFactory(unit=province),
        announced_on=date(2026, 11, 1),
        effective_from=date(2026, 11, 1),
    )
    inspector = hats.actor("INSPECTOR", over=province)
    elsewhere = hats.actor("INSPECTOR", over=UnitFactory(province=True))

    assert [str(item.kind) for item in selectors.work_for(inspector, ON)] == [
        "Discipline expired",
        "Administrative decision missing",
    ] or [item.due for item in selectors.work_for(inspector, ON)] == [ON, date(2026, 12, 1)]
    assert list(selectors.work_for(elsewhere, ON)) == []
    assert list(selectors.just_expired(inspector, ON)) == [party]
    assert not selectors.just_expired(inspector, date(2026, 11, 21)).exists()
    assert not selectors.just_expired(inspector, date(2026, 11, 29)).exists()
