from datetime import date, timedelta

import pytest

from inspection import rules
from inspection.rules import (
    AnswerFacts,
    ClosingFacts,
    ConclusionFacts,
    DecisionFacts,
    DueFacts,
    FieldFacts,
    InspectionLaw,
    VerificationFacts,
)

START = date(2026, 4, 1)
LAW = InspectionLaw.on(START)


def allowed(rule, facts) -> bool:
    return rule(facts, LAW) is None


@pytest.mark.parametrize(("team", "fits"), [(0, False), (2, False), (3, True), (4, True)])
def test_INSP_01_team_is_large_enough(team, fits):
    assert allowed(rules.team_is_large_enough, DecisionFacts(team, START, START)) == fits


@pytest.mark.parametrize(("days", "fits"), [(1, True), (59, True), (60, True), (61, False)])
def test_INSP_02_inspection_keeps_to_its_time(days, fits):
    facts = DecisionFacts(3, START, START + timedelta(days=days - 1))

    assert allowed(rules.inspection_keeps_to_its_time, facts) == fits


@pytest.mark.parametrize(
    ("reporter", "verifier", "fits"),
    [
        ("cadre:1", "cadre:2", True),
        ("cadre:1", "cadre:1", False),
        ("", "cadre:1", True),
        ("", "", False),
    ],
)
def test_INSP_03_verifier_is_another_person(reporter, verifier, fits):
    facts = VerificationFacts(reporter, verifier)

    assert allowed(rules.verifier_is_another_person, facts) == fits


@pytest.mark.parametrize(
    ("findings", "unheard", "fits"), [(0, 0, True), (3, 0, True), (3, 1, False), (1, 1, False)]
)
def test_INSP_04_subject_has_been_heard(findings, unheard, fits):
    assert allowed(rules.subject_has_been_heard, ConclusionFacts(findings, unheard)) == fits


@pytest.mark.parametrize(
    ("signed", "fits"),
    [
        (None, True),
        (date(2026, 3, 31), True),
        (date(2026, 4, 1), True),
        (date(2026, 4, 2), False),
    ],
)
def test_INSP_05_decision_precedes_the_inspection(signed, fits):
    facts = DecisionFacts(3, START, START, signed)

    assert allowed(rules.decision_precedes_the_inspection, facts) == fits


@pytest.mark.parametrize(("shift", "fits"), [(-1, False), (0, True), (1, True)])
def test_INSP_06_field_work_waits_for_its_day(shift, fits):
    facts = FieldFacts(today=START + timedelta(days=shift), starts_on=START)

    assert allowed(rules.field_work_waits_for_its_day, facts) == fits


@pytest.mark.parametrize(
    ("settled", "remark", "fits"),
    [(True, "", True), (False, "", False), (False, "  ", False), (False, "Thiếu", True)],
)
def test_INSP_07_remark_says_what_is_missing(settled, remark, fits):
    facts = VerificationFacts("a", "b", settled, remark)

    assert allowed(rules.remark_says_what_is_missing, facts) == fits


@pytest.mark.parametrize(
    ("day", "fits"),
    [
        (date(2026, 3, 31), False),
        (date(2026, 4, 1), True),
        (date(2026, 4, 9), True),
        (date(2026, 4, 10), False),
    ],
)
def test_INSP_08_answer_has_its_day(day, fits):
    facts = AnswerFacts(day, START, today=date(2026, 4, 9))

    assert allowed(rules.answer_has_its_day, facts) == fits


@pytest.mark.parametrize(("shift", "fits"), [(-1, False), (0, False), (1, True)])
def test_INSP_09_due_day_lies_ahead(shift, fits):
    facts = DueFacts(START + timedelta(days=shift), today=START)

    assert allowed(rules.due_day_lies_ahead, facts) == fits


@pytest.mark.parametrize(("unsettled", "fits"), [(0, True), (1, False)])
def test_INSP_10_recommendations_are_settled(unsettled, fits):
    assert allowed(rules.recommendations_are_settled, ClosingFacts(unsettled)) == fits


def test_every_rule_states_itself_and_cites_a_known_entry():
    codes = [rule.code for rule in rules.RULES]

    assert len(set(codes)) == len(codes)
    for rule in rules.RULES:
        assert rule.statement.endswith(".")
        assert not rule.enforces or LAW.cite(rule.enforces)


@pytest.mark.parametrize(
    ("day", "instrument"), [(date(2025, 5, 29), "22-QĐ/TW"), (date(2025, 5, 30), "296-QĐ/TW")]
)
def test_hearing_rests_on_the_instrument_of_the_day(day, instrument):
    assert instrument in InspectionLaw.on(day).cite("subject_is_heard")


@pytest.mark.parametrize("state", rules.INSPECTION.states)
def test_only_what_has_not_begun_is_dropped(state):
    assert rules.INSPECTION.may(state, "cancelled") == (state in {"planned", "decided"})
