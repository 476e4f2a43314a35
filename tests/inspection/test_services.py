"""From the plan to the conclusion: each step goes its way, each refusal writes nothing."""

from contextlib import nullcontext
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cadres.models import Hat
from governance.findings import Refused
from governance.records import Conflict
from inspection import services
from inspection.models import Finding, Inspection, Programme
from tests.factories.cadres import DecisionFactory, UnitFactory
from tests.factories.inspection import FindingFactory, InspectionFactory, ProgrammeFactory
from tests.hats import actor
from tests.inspection.asked import codes, state_of, told

ON = date(2026, 4, 20)
TEAM = ["Đinh Văn An", "Lê Thị Bình", "Vũ Văn Cường"]


# -- programme and plan -----------------------------------------------------------------


def test_a_programme_is_opened_once_a_year(body, inspector):
    asked = {"unit": body, "year": 2026, "title": "Chương trình", "by": inspector, "on": ON}
    programme = services.open_programme(**asked)

    with pytest.raises(ValidationError):
        services.open_programme(**asked)

    assert list(Programme.objects.all()) == [programme]
    assert told("inspection.open_programme") == {"I", "N"}


def plan(by, *, led_by, unit, **values):
    return services.plan_inspection(
        **{
            "code": "KT2026-001",
            "kind": "surprise",
            "topics": ["planning", "appointment", "planning"],
            "led_by": led_by,
            "unit": unit,
            "starts_on": date(2026, 5, 1),
            "ends_on": date(2026, 5, 10),
            "by": by,
            "on": ON,
            **values,
        }
    )


def test_plan_keeps_each_topic_once(inspector, here):
    inspection = plan(inspector, **here, team=[" An ", "An", ""])

    assert list(Inspection.objects.all()) == [inspection]
    assert (inspection.topics, inspection.team) == (["appointment", "planning"], ["An"])
    assert inspection.state == "planned"
    assert told("inspection.plan_inspection") == {"I", "N"}


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "planned"},
        {"ends_on": date(2026, 4, 30)},
        {"topics": []},
        {"topics": ["weather"]},
        {"kind": "x"},
        {"code": ""},
    ],
)
def test_a_wrong_plan_writes_nothing(inspector, here, values):
    with pytest.raises(ValidationError):
        plan(inspector, **here, **values)

    assert not Inspection.objects.exists()


@pytest.mark.parametrize("hat", [Hat.UNIT_CLERK, Hat.UNIT_HEAD, Hat.EXAM_COUNCIL, Hat.SYS_ADMIN])
def test_other_hats_plan_nothing(province, here, hat):
    with pytest.raises(PermissionDenied):
        plan(actor(hat, over=province), **here)


def test_the_unit_inspected_plans_nothing_for_the_body(commune, here):
    with pytest.raises(PermissionDenied):
        plan(actor(Hat.ORG_OFFICER, over=commune), **here)


# -- deciding ---------------------------------------------------------------------------


def decide(inspection, by, version=1, **values):
    return services.decide_inspection(
        **{
            "inspection": inspection,
            "version": version,
            "team": TEAM,
            "starts_on": date(2026, 5, 1),
            "ends_on": date(2026, 5, 10),
            "decision": DecisionFactory(issued_on=date(2026, 4, 20), issuer=inspection.led_by),
            "by": by,
            "on": ON,
            **values,
        }
    )


def test_deciding_fixes_team_and_period(here, head):
    inspection = decide(InspectionFactory(**here, team=[]), head)

    stored = Inspection.objects.get()
    assert (stored.state, stored.team, stored.version) == ("decided", TEAM, 2)
    assert (stored.starts_on, stored.decision) == (date(2026, 5, 1), inspection.decision)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"team": TEAM[:2]}, ["INSP-01"]),
        ({"team": ["An", "An", " An "]}, ["INSP-01"]),
        ({"ends_on": date(2026, 6, 30)}, ["INSP-02"]),
        ({"starts_on": date(2026, 4, 19)}, ["INSP-05"]),
        (
            {"team": [], "starts_on": date(2026, 4, 1), "ends_on": date(2026, 6, 1)},
            ["INSP-01", "INSP-02", "INSP-05"],
        ),
    ],
)
def test_a_decision_against_the_rules_writes_nothing(here, head, values, found):
    inspection = InspectionFactory(**here)

    with pytest.raises(Refused) as refusal:
        decide(inspection, head, **values)

    assert codes(refusal) == found
    assert state_of(inspection) == "planned"


def test_the_longest_inspection_is_allowed(here, head):
    decide(InspectionFactory(**here), head, ends_on=date(2026, 6, 29))

    assert Inspection.objects.get().state == "decided"


def test_who_inspects_does_not_decide(here, inspector):
    inspection = InspectionFactory(**here)

    with pytest.raises(PermissionDenied):
        decide(inspection, inspector)

    assert state_of(inspection) == "planned"


def test_the_second_of_two_deciders_meets_a_conflict(here, head):
    inspection = InspectionFactory(**here)
    seen = Inspection.objects.get()
    decide(inspection, head)

    with pytest.raises(Conflict) as conflict:
        decide(seen, head, team=[*TEAM, "Bùi Thị Dung"])

    assert "team" in [name for name, *_rest in conflict.value.rows()]
    assert Inspection.objects.get().team == TEAM


# -- field work, findings, answers ---------------------------------------------------------


@pytest.mark.parametrize(("day", "begins"), [(date(2026, 3, 31), False), (date(2026, 4, 1), True)])
def test_field_work_begins_on_its_day(here, inspector, day, begins):
    inspection = InspectionFactory(**here, decided=True)

    with nullcontext() if begins else pytest.raises(Refused):
        services.start_field_work(inspection=inspection, version=1, by=inspector, on=day)

    assert state_of(inspection) == ("field" if begins else "decided")


def find(inspection, by, **values):
    values = {"topic": "appointment", "severity": "note", "text": "Thiếu biên bản", **values}
    return services.record_finding(inspection=inspection, by=by, on=ON, **values)


def test_findings_are_numbered(here, inspector):
    inspection = InspectionFactory(**here, field=True)

    assert [find(inspection, inspector).ordinal for _each in range(3)] == [1, 2, 3]
    assert told("inspection.record_finding") == {"I", "N"}


@pytest.mark.parametrize("state", ["planned", "decided", "explanation", "cancelled"])
def test_findings_belong_to_field_work(here, inspector, state):
    inspection = InspectionFactory(**here, state=state)

    with pytest.raises(Refused):
        find(inspection, inspector)

    assert not Finding.objects.exists()


def test_hearing_begins_after_field_work(here, inspector):
    inspection = InspectionFactory(**here, field=True)

    services.hear_unit(inspection=inspection, version=1, by=inspector, on=ON)

    assert state_of(inspection) == "explanation"


def answer(finding, by, **values):
    values = {"answer": "Tiếp thu", "answered_on": ON, "version": 1, **values}
    return services.record_answer(finding=finding, by=by, on=ON, **values)


@pytest.mark.parametrize("who", ["inspector", "reporter"])
def test_the_unit_answers_itself_or_through_the_minutes(here, request, who):
    finding = FindingFactory(inspection=InspectionFactory(**here, heard=True))

    answer(finding, request.getfixturevalue(who))

    assert Finding.objects.get().answer == "Tiếp thu"


def test_a_neighbour_answers_nothing(here):
    finding = FindingFactory(inspection=InspectionFactory(**here, heard=True))

    with pytest.raises(PermissionDenied):
        answer(finding, actor(Hat.ORG_HEAD, over=UnitFactory()))

    assert Finding.objects.get().answer == ""


@pytest.mark.parametrize("day", [date(2026, 3, 31), date(2026, 4, 21)])
def test_an_answer_of_another_day_is_refused(here, inspector, day):
    finding = FindingFactory(inspection=InspectionFactory(**here, heard=True))

    with pytest.raises(Refused) as refusal:
        answer(finding, inspector, answered_on=day)

    assert codes(refusal) == ["INSP-08"]
    assert Finding.objects.get().answered_on is None


@pytest.mark.parametrize("state", ["field", "decided"])
def test_an_answer_belongs_to_the_hearing(here, inspector, state):
    finding = FindingFactory(inspection=InspectionFactory(**here, state=state))

    with pytest.raises(Refused):
        answer(finding, inspector)

    assert Finding.objects.get().answer == ""


def test_two_answers_at_once_meet_a_conflict(here, inspector, reporter):
    finding = FindingFactory(inspection=InspectionFactory(**here, heard=True))
    answer(Finding.objects.get(), reporter)

    with pytest.raises(Conflict):
        answer(finding, inspector, answer="Không trả lời")

    assert Finding.objects.get().answer == "Tiếp thu"


# -- conclusion -------------------------------------------------------------------------


def conclude(inspection, by):
    return services.conclude_inspection(
        inspection=inspection, version=1, conclusion="Kết luận", by=by, on=ON
    )


def test_nobody_is_concluded_against_unheard(here, inspector):
    inspection = InspectionFactory(**here, heard=True)
    FindingFactory(inspection=inspection, answered=True)
    FindingFactory(inspection=inspection)

    with pytest.raises(Refused) as refusal:
        conclude(inspection, inspector)

    assert codes(refusal) == ["INSP-04"]
    assert refusal.value.findings[0].source == "Regulation 296-QĐ/TW of 30/05/2025"
    assert state_of(inspection) == "explanation"


def test_who_was_heard_is_concluded(here, inspector):
    inspection = InspectionFactory(**here, heard=True)
    FindingFactory(inspection=inspection, answered=True)

    conclude(inspection, inspector)

    stored = Inspection.objects.get()
    assert (stored.state, stored.concluded_on, stored.conclusion) == ("concluded", ON, "Kết luận")


def test_field_work_is_not_concluded_without_hearing(here, inspector):
    inspection = InspectionFactory(**here, field=True)

    with pytest.raises(Refused) as refusal:
        conclude(inspection, inspector)

    assert codes(refusal) == ["STATE"]


@pytest.mark.parametrize(
    ("state", "drops"), [("planned", True), ("decided", True), ("field", False)]
)
def test_only_what_has_not_begun_is_dropped(here, inspector, state, drops):
    inspection = InspectionFactory(**here, state=state)

    with nullcontext() if drops else pytest.raises(Refused):
        services.cancel_inspection(
            inspection=inspection, version=1, reason="Trùng", by=inspector, on=ON
        )

    assert (state_of(inspection) == "cancelled") == drops


def test_a_programmed_inspection_belongs_to_its_programme(inspector, here, body):
    programme = ProgrammeFactory(unit=body)

    inspection = plan(inspector, **here, kind="planned", programme=programme)

    assert list(programme.inspections.all()) == [inspection]
