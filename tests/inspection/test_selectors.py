from datetime import date

import pytest

from cadres.models import Hat
from inspection import selectors
from tests.factories.inspection import (
    FindingFactory,
    InspectionFactory,
    RecommendationFactory,
)
from tests.hats import actor

ON = date(2026, 6, 20)


@pytest.mark.parametrize(
    ("hat", "sees"),
    [
        (Hat.INSPECTOR, True),
        (Hat.ORG_OFFICER, True),
        (Hat.ORG_HEAD, True),
        (Hat.STANDING_MEMBER, True),
        (Hat.UNIT_CLERK, False),
        (Hat.UNIT_HEAD, True),
        (Hat.EXAM_COUNCIL, False),
        (Hat.FRONT_USER, False),
        (Hat.SYS_ADMIN, False),
    ],
)
def test_inspections_are_for_the_hats_that_have_the_class(province, here, hat, sees):
    inside = RecommendationFactory(
        finding__inspection__led_by=here["led_by"], finding__inspection__unit=here["unit"]
    )
    RecommendationFactory()
    reader = actor(hat, over=province)

    assert list(selectors.inspections_for(reader)) == [inside.finding.inspection] * sees
    assert list(selectors.recommendations_for(reader)) == [inside] * sees


@pytest.mark.parametrize(
    ("kind", "state", "seen"),
    [
        ("surprise", "planned", False),
        ("surprise", "decided", False),
        ("surprise", "field", True),
        ("surprise", "explanation", True),
        ("sign", "planned", True),
    ],
)
def test_a_surprise_is_no_news_to_its_unit(here, kind, state, seen):
    InspectionFactory(**here, kind=kind, state=state)

    unit = selectors.inspections_for(actor(Hat.ORG_HEAD, over=here["unit"]))
    body = selectors.inspections_for(actor(Hat.INSPECTOR, over=here["led_by"]))

    assert (unit.exists(), body.exists()) == (seen, True)


@pytest.mark.parametrize(
    ("state", "seen"), [("field", False), ("explanation", True), ("concluded", True)]
)
def test_the_unit_reads_the_findings_when_it_is_heard(here, state, seen):
    inspection = InspectionFactory(**here, state=state, concluded_on=date(2026, 4, 20))
    finding = FindingFactory(inspection=inspection)

    for_unit = selectors.findings_shown(inspection, actor(Hat.ORG_HEAD, over=here["unit"]))
    for_body = selectors.findings_shown(inspection, actor(Hat.INSPECTOR, over=here["led_by"]))

    assert (for_unit, for_body) == ([finding] * seen, [finding])


def test_the_list_counts_findings_and_debts(province, here):
    inspection = InspectionFactory(**here, concluded=True)
    for state in ("open", "reported"):
        RecommendationFactory(finding=FindingFactory(inspection=inspection), state=state)
    RecommendationFactory(finding=inspection.findings.first(), done=True)
    InspectionFactory(**here)

    rows = selectors.inspections_listed_for(actor(Hat.INSPECTOR, over=province))

    counts = sorted((row.n_findings, row.n_open) for row in rows)
    assert counts == [(0, 0), (2, 2)]


@pytest.mark.parametrize(
    ("state", "hat", "steps"),
    [
        ("planned", Hat.INSPECTOR, {"cancel"}),
        ("planned", Hat.ORG_HEAD, {"decide", "cancel"}),
        ("decided", Hat.INSPECTOR, {"start", "cancel"}),
        ("field", Hat.INSPECTOR, {"find", "hear"}),
        ("field", Hat.ORG_HEAD, set()),
        ("explanation", Hat.INSPECTOR, {"answer", "conclude"}),
        ("explanation", Hat.ORG_HEAD, {"answer"}),
        ("concluded", Hat.INSPECTOR, {"recommend", "close"}),
        ("follow_up", Hat.INSPECTOR, {"recommend", "close"}),
        ("closed", Hat.INSPECTOR, set()),
    ],
)
def test_the_next_steps_go_by_state_and_hat(province, here, state, hat, steps):
    inspection = InspectionFactory.build(**here, state=state)

    assert selectors.next_steps(inspection, actor(hat, over=province)) == steps


@pytest.mark.parametrize(
    ("state", "hat", "steps"),
    [
        ("open", Hat.ORG_OFFICER, {"report"}),
        ("open", Hat.ORG_HEAD, {"report", "waive"}),
        ("open", Hat.INSPECTOR, set()),
        ("reported", Hat.INSPECTOR, {"verify"}),
        ("reported", Hat.ORG_HEAD, set()),
        ("partly", Hat.ORG_OFFICER, {"report"}),
    ],
)
def test_the_next_steps_of_a_recommendation(province, here, state, hat, steps):
    row = RecommendationFactory(
        state=state,
        finding__inspection__led_by=here["led_by"],
        finding__inspection__unit=here["unit"],
    )

    assert selectors.next_steps_of(row, actor(hat, over=province)) == steps


def test_work_of_the_unit_and_of_the_inspector(here):
    inspection = InspectionFactory(**here, concluded=True)
    finding = FindingFactory(inspection=inspection, answered=True)
    late = RecommendationFactory(finding=finding, due_on=date(2026, 6, 1))
    soon = RecommendationFactory(finding=finding, due_on=date(2026, 7, 4))
    RecommendationFactory(finding=finding, due_on=date(2026, 7, 5))
    RecommendationFactory(finding=finding, done=True, due_on=date(2026, 6, 1))
    RecommendationFactory(due_on=date(2026, 6, 1))
    waiting = RecommendationFactory(finding=finding, reported=True)
    heard = FindingFactory(inspection__led_by=here["led_by"], inspection__unit=here["unit"])
    unit = actor(Hat.ORG_HEAD, over=here["unit"])
    inspector = actor(Hat.INSPECTOR, over=here["led_by"])
    RecommendationFactory(finding=finding, reported=True, reported_by=inspector.person)

    def work(reader):
        return [item.url for item in selectors.work_for(reader, ON)]

    assert work(unit) == [
        late.get_absolute_url(),
        soon.get_absolute_url(),
        heard.inspection.get_absolute_url(),
    ]
    assert work(inspector) == [waiting.get_absolute_url()]


def test_work_of_who_decides(here):
    planned = InspectionFactory(**here, starts_on=date(2026, 7, 18), ends_on=date(2026, 7, 20))
    InspectionFactory(**here, starts_on=date(2026, 7, 19), ends_on=date(2026, 7, 20))
    InspectionFactory(**here, decided=True)
    decider = actor(Hat.ORG_HEAD, over=here["led_by"])

    items = list(selectors.work_for(decider, ON))

    assert [item.url for item in items] == [planned.get_absolute_url()]


def test_the_next_number_follows_the_last_of_the_year():
    assert selectors.next_code(ON) == "KT2026-001"
    InspectionFactory(code="KT2026-041")
    InspectionFactory(code="KT2025-300")
    InspectionFactory(code="KT2026-X")

    assert selectors.next_code(ON) == "KT2026-042"
