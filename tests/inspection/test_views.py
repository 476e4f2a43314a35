"""The pages of inspection, as hats inside and outside the scope meet them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from inspection.models import Finding, Inspection, Programme
from tests.factories.cadres import UnitFactory
from tests.factories.inspection import (
    FindingFactory,
    InspectionFactory,
    ProgrammeFactory,
    RecommendationFactory,
)
from tests.inspection.asked import state_of


@pytest.fixture
def inspector(client_of, province):
    return client_of("INSPECTOR", over=province)


@pytest.fixture
def head(client_of, province):
    return client_of("ORG_HEAD", over=province)


def day(days: int = 0) -> str:
    return f"{timezone.localdate() + timedelta(days=days):%d/%m/%Y}"


# -- one inspection ---------------------------------------------------------------------

STEPS = ["inspection", "decide_inspection", "record_finding", "conclude_inspection"]


@pytest.mark.parametrize("name", [*STEPS, "cancel_inspection"])
def test_inspections_outside_the_scope_do_not_exist(head, name):
    outside = InspectionFactory(field=True)

    assert head.get(reverse(f"inspection:{name}", args=[outside.pk])).status_code == 404


@pytest.mark.parametrize("name", ["start_field_work", "hear_unit", "close_inspection"])
def test_steps_outside_the_scope_change_nothing(inspector, name):
    outside = InspectionFactory(decided=True)

    answer = inspector.post(reverse(f"inspection:{name}", args=[outside.pk]), {"version": 1})

    assert answer.status_code == 404
    assert state_of(outside) == "decided"


@pytest.mark.parametrize("name", ["record_answer", "recommend"])
def test_findings_outside_the_scope_do_not_exist(head, name):
    outside = FindingFactory()

    assert head.get(reverse(f"inspection:{name}", args=[outside.pk])).status_code == 404


@pytest.mark.parametrize(
    "name", ["recommendation", "report_done", "verify_recommendation", "waive"]
)
def test_recommendations_outside_the_scope_do_not_exist(head, name):
    outside = RecommendationFactory()

    assert head.get(reverse(f"inspection:{name}", args=[outside.pk])).status_code == 404


def test_a_surprise_does_not_exist_for_its_unit(client_of, commune, here):
    surprise = InspectionFactory(**here, decided=True)
    unit = client_of("ORG_HEAD", over=commune)

    assert unit.get(surprise.get_absolute_url()).status_code == 404
    assert surprise.code not in unit.get(reverse("inspection:inspections")).content.decode()


def test_what_the_team_found_is_secret_until_the_hearing(client_of, commune, here):
    finding = FindingFactory(inspection=InspectionFactory(**here, field=True))
    unit = client_of("ORG_HEAD", over=commune)

    page = unit.get(finding.inspection.get_absolute_url())

    assert page.status_code == 200
    assert finding.text not in page.content.decode()
    assert unit.get(reverse("inspection:record_answer", args=[finding.pk])).status_code == 404


@pytest.mark.parametrize("findings", [1, 12])
def test_the_page_asks_the_same_number_of_questions(
    inspector, here, findings, django_assert_max_num_queries
):
    inspection = InspectionFactory(**here, concluded=True)
    for _each in range(findings):
        RecommendationFactory(finding=FindingFactory(inspection=inspection))
    inspector.get(inspection.get_absolute_url())

    with django_assert_max_num_queries(15) as asked:
        inspector.get(inspection.get_absolute_url())

    assert len(asked) == 7


def test_clerks_are_not_let_in_to_act(client_of, province):
    clerk = client_of("UNIT_CLERK", over=province)

    for name in ("plan_inspection", "open_programme"):
        assert clerk.get(reverse(f"inspection:{name}")).status_code == 403


# -- planning and deciding --------------------------------------------------------------


def plan(here, **values):
    return {
        "code": "KT2026-001",
        "kind": "surprise",
        "topics": ["planning"],
        "led_by": here["led_by"].pk,
        "unit": here["unit"].pk,
        "starts_on": day(),
        "ends_on": day(9),
        "programme": "",
        "team": "Đinh Văn An\nLê Thị Bình\n",
        **values,
    }


def test_planning_leads_to_the_inspection(inspector, here):
    answer = inspector.post(reverse("inspection:plan_inspection"), plan(here))

    stored = Inspection.objects.get()
    assert answer.url == stored.get_absolute_url()
    assert stored.team == ["Đinh Văn An", "Lê Thị Bình"]


def test_a_programmed_inspection_names_its_programme(inspector, here, body):
    programme = ProgrammeFactory(unit=body)

    without = inspector.post(reverse("inspection:plan_inspection"), plan(here, kind="planned"))
    inspector.post(
        reverse("inspection:plan_inspection"), plan(here, kind="planned", programme="2026")
    )

    assert without.status_code == 422
    assert [row.programme for row in Inspection.objects.all()] == [programme]


@pytest.mark.parametrize(
    "values",
    [
        {"starts_on": "29/02/2026"},
        {"ends_on": "01/01/2020"},
        {"topics": []},
        {"topics": ["x"]},
        {"kind": "x"},
        {"unit": "không có"},
        {"code": "\u0000"},
        {"code": "x" * 31},
        {"team": "\n".join(f"Người {n}" for n in range(31))},
        {"team": "x" * 121},
        {"programme": "99999999999"},
    ],
)
def test_nonsense_is_told(inspector, here, values):
    page = inspector.post(reverse("inspection:plan_inspection"), plan(here, **values))

    assert page.status_code == 422
    assert not Inspection.objects.exists()


def test_bodies_and_units_outside_the_scope_are_unknown(inspector, here):
    outside = {"led_by": UnitFactory().pk, "unit": UnitFactory().pk}

    page = inspector.post(reverse("inspection:plan_inspection"), plan(here, **outside))

    assert page.context["form"].errors.keys() == {"led_by", "unit"}


def test_a_programme_is_opened(inspector, body):
    values = {"unit": body.pk, "year": 2027, "title": "Chương trình 2027"}

    answer = inspector.post(reverse("inspection:open_programme"), values)
    again = inspector.post(reverse("inspection:open_programme"), values)

    assert answer.status_code == 302
    assert again.status_code == 422
    assert Programme.objects.get().title == "Chương trình 2027"


def decision(**values):
    return {
        "decision_number": "12-QĐ/UBKT",
        "decided_on": day(),
        "starts_on": day(),
        "ends_on": day(5),
        "team": "An\nBình\nCường",
        "version": 1,
        **values,
    }


def test_deciding_records_the_paper(head, here):
    inspection = InspectionFactory(**here)

    answer = head.post(reverse("inspection:decide_inspection", args=[inspection.pk]), decision())

    stored = Inspection.objects.get()
    assert answer.url == inspection.get_absolute_url()
    assert (stored.state, stored.decision.number) == ("decided", "12-QĐ/UBKT")


def test_a_small_team_is_refused_with_its_source(head, here):
    inspection = InspectionFactory(**here)
    address = reverse("inspection:decide_inspection", args=[inspection.pk])

    page = head.post(address, decision(team="An\nBình"))

    assert page.status_code == 422
    assert page.context["form"].non_field_errors()
    stored = Inspection.objects.get()
    assert (stored.state, stored.decision) == ("planned", None)


def test_an_old_version_meets_a_conflict(head, here):
    inspection = InspectionFactory(**here, version=2)
    address = reverse("inspection:decide_inspection", args=[inspection.pk])

    assert head.post(address, decision()).status_code == 409
    assert state_of(inspection) == "planned"


def test_an_inspector_is_not_let_in_to_decide(inspector, here):
    inspection = InspectionFactory(**here)
    address = reverse("inspection:decide_inspection", args=[inspection.pk])

    assert inspector.get(address).status_code == 403
    assert inspector.post(address, decision()).status_code == 403


# -- from field work to the end -----------------------------------------------------------


def test_an_inspection_goes_its_way_on_pages(inspector, here):
    inspection = InspectionFactory(**here, decided=True)

    def post(name, row=inspection, **values):
        answer = inspector.post(reverse(f"inspection:{name}", args=[row.pk]), values)
        assert answer.status_code == 302, answer.context["form"].errors

    post("start_field_work", version=1)
    post("record_finding", topic="planning", severity="violation", text="Thiếu phiếu")
    post("hear_unit", version=2)
    finding = Finding.objects.get()
    post("record_answer", finding, version=1, answer="Tiếp thu", answered_on=day())
    post("conclude_inspection", version=3, conclusion="Có vi phạm")
    post("recommend", finding, owner=here["unit"].pk, text="Bổ sung", due_on=day(30))

    assert state_of(inspection) == "follow_up"
    page = inspector.get(inspection.get_absolute_url()).content.decode()
    assert all(text in page for text in ("Thiếu phiếu", "Tiếp thu", "Có vi phạm", "Bổ sung"))


def test_a_step_too_early_is_refused_in_words(inspector, here):
    inspection = InspectionFactory(
        **here,
        decided=True,
        starts_on=timezone.localdate() + timedelta(days=1),
        ends_on=timezone.localdate() + timedelta(days=2),
    )

    page = inspector.post(
        reverse("inspection:start_field_work", args=[inspection.pk]), {"version": 1}
    )

    assert page.status_code == 422
    assert state_of(inspection) == "decided"


def test_the_unheard_are_not_concluded_against(inspector, here):
    finding = FindingFactory(inspection=InspectionFactory(**here, heard=True))
    address = reverse("inspection:conclude_inspection", args=[finding.inspection_id])

    page = inspector.post(address, {"version": 1, "conclusion": "x"})

    assert page.status_code == 422
    assert "296-QĐ/TW" in page.content.decode()
    assert state_of(finding.inspection) == "explanation"


def test_two_editors_of_one_answer_meet_a_conflict(inspector, here):
    finding = FindingFactory(inspection=InspectionFactory(**here, heard=True))
    address = reverse("inspection:record_answer", args=[finding.pk])
    values = {"version": 1, "answered_on": day()}

    inspector.post(address, {**values, "answer": "Bản thứ nhất"})
    page = inspector.post(address, {**values, "answer": "Bản thứ hai"})

    assert page.status_code == 409
    assert "Bản thứ nhất" in page.content.decode()
    assert "Bản thứ hai" in page.content.decode()
    assert Finding.objects.get().answer == "Bản thứ nhất"
