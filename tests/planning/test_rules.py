from dataclasses import replace
from datetime import date

import pytest

from governance.regulation import NoLawOnThatDay
from planning import rules
from planning.rules import (
    ApprovalFacts,
    NominationFacts,
    PlanningLaw,
    StepFacts,
    WithdrawalFacts,
    months_left,
    rank_of,
    retirement_month,
)

LAW_50 = PlanningLaw.on(date(2025, 10, 7))
LAW_377 = PlanningLaw.on(date(2025, 10, 8))
FACTS = NominationFacts(
    months_left=200,
    retires=date(2047, 6, 1),
    term_opens=date(2030, 6, 1),
    planned_for_post=0,
    posts_at_level=0,
    rank_held=3,
    rank_wanted=7,
)


@pytest.mark.parametrize(
    ("sex", "born", "month"),
    [
        pytest.param("female", date(1970, 3, 15), date(2027, 7, 1), id="golden, woman"),
        pytest.param("male", date(1966, 8, 10), date(2028, 8, 1), id="golden, man"),
        pytest.param("male", date(1960, 12, 31), date(2020, 12, 1), id="man, last under old law"),
        pytest.param("male", date(1961, 1, 1), date(2021, 4, 1), id="man, first under new law"),
        pytest.param("female", date(1966, 1, 5), date(2021, 5, 1), id="woman, first new law"),
        pytest.param("female", date(1975, 4, 30), date(2034, 12, 1), id="woman, 2034"),
        pytest.param("female", date(1975, 5, 1), date(2035, 5, 1), id="woman, full 60"),
        pytest.param("male", date(2000, 2, 29), date(2062, 2, 1), id="leap day"),
    ],
)
def test_retirement_month(sex, born, month):
    assert retirement_month(born, sex) == month


@pytest.mark.parametrize(
    ("on", "left"),
    [(date(2022, 7, 1), 60), (date(2022, 7, 2), 59), (date(2027, 7, 1), 0), (date(2030, 1, 1), 0)],
)
def test_months_left_counts_whole_months(on, left):
    assert months_left(date(1970, 3, 15), "female", on) == left


@pytest.mark.parametrize(
    ("law", "left", "allowed"),
    [
        (LAW_50, 59, False),
        (LAW_50, 60, True),
        (LAW_377, 60, False),
        (LAW_377, 119, False),
        (LAW_377, 120, True),
    ],
)
def test_PLAN_01_person_can_serve_long_enough(law, left, allowed):
    finding = rules.can_serve_long_enough(replace(FACTS, months_left=left), law)

    assert (finding is None) == allowed
    assert allowed or finding.source == law.cite("months_left_at_term")


@pytest.mark.parametrize(("planned", "allowed"), [(0, True), (2, True), (3, False), (4, False)])
def test_PLAN_02_post_has_room(planned, allowed):
    finding = rules.post_has_room(replace(FACTS, planned_for_post=planned), LAW_377)

    assert (finding is None) == allowed


@pytest.mark.parametrize(("posts", "allowed"), [(0, True), (2, True), (3, False)])
def test_PLAN_03_person_has_room(posts, allowed):
    finding = rules.person_has_room(replace(FACTS, posts_at_level=posts), LAW_377)

    assert (finding is None) == allowed


@pytest.mark.parametrize(("held", "allowed"), [(0, True), (6, True), (7, False), (8, False)])
def test_PLAN_04_post_is_higher(held, allowed):
    finding = rules.post_is_higher(replace(FACTS, rank_held=held), LAW_377)

    assert (finding is None) == allowed


@pytest.mark.parametrize(
    ("lower", "higher"),
    [
        (("specialist", "commune"), ("deputy_chair", "commune")),
        (("peoples_chair", "commune"), ("secretary", "commune")),
        (("deputy_secretary", "district"), ("secretary", "district")),
        (("secretary", "commune"), ("deputy_chair", "district")),
        (("head", "province"), ("deputy_chair", "province")),
        (("deputy_chair", "province"), ("secretary", "province")),
    ],
)
def test_ranks_order_the_usual_careers(lower, higher):
    assert rank_of(*lower, LAW_377) < rank_of(*higher, LAW_377)


def test_PLAN_05_person_is_in_service():
    assert rules.person_is_in_service(replace(FACTS, in_service=False), LAW_377)
    assert not rules.person_is_in_service(FACTS, LAW_377)


def test_PLAN_06_post_exists():
    assert rules.post_exists(replace(FACTS, post_exists=False), LAW_377)
    assert not rules.post_exists(FACTS, LAW_377)


@pytest.mark.parametrize(
    ("happened_on", "allowed"),
    [
        (date(2026, 1, 31), False),
        (date(2026, 2, 1), True),
        (date(2026, 3, 1), True),
        (date(2026, 3, 2), False),
    ],
)
def test_PLAN_07_step_follows_the_one_before(happened_on, allowed):
    facts = StepFacts(happened_on, not_before=date(2026, 2, 1), today=date(2026, 3, 1))

    assert (rules.step_follows_the_one_before(facts) is None) == allowed


@pytest.mark.parametrize(
    ("in_force_from", "allowed"),
    [
        (date(2026, 1, 31), False),
        (date(2026, 2, 1), True),
        (date(2027, 3, 1), True),
        (date(2027, 3, 2), False),
        (date(9999, 12, 31), False),
    ],
)
def test_PLAN_08_in_force_follows_its_decision(in_force_from, allowed):
    facts = ApprovalFacts(date(2026, 2, 1), in_force_from, today=date(2026, 3, 1))

    assert (rules.in_force_follows_its_decision(facts) is None) == allowed


@pytest.mark.parametrize(
    ("in_force", "has_decision", "allowed"),
    [(True, False, False), (True, True, True), (False, False, True)],
)
def test_PLAN_09_what_is_in_force_ends_by_decision(in_force, has_decision, allowed):
    facts = WithdrawalFacts(in_force, has_decision)

    assert (rules.what_is_in_force_ends_by_decision(facts, LAW_377) is None) == allowed


def test_law_changes_on_its_date():
    assert (LAW_50.months_left_at_term, LAW_377.months_left_at_term) == (60, 120)
    assert "50-QĐ/TW" in LAW_50.cite("persons_per_post")
    assert "377-QĐ/TW" in LAW_377.cite("persons_per_post")


def test_what_was_read_in_a_headline_wears_a_badge():
    assert LAW_377.badge("months_left_at_term") == "UNSURE"
    assert LAW_377.badge("persons_per_post") == ""


def test_no_law_before_the_book_begins():
    with pytest.raises(NoLawOnThatDay):
        PlanningLaw.on(date(2004, 11, 29))


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.code)
def test_every_rule_states_itself_and_enforces_a_known_parameter(rule):
    assert rule.statement.endswith(".")
    assert not rule.enforces or LAW_377.cite(rule.enforces)


def test_the_chart_leads_every_entry_to_an_end():
    chart = rules.ENTRY_CHART

    assert chart.may("submitted", "approved")
    assert not chart.may("voted", "approved")
    assert all(chart.may(state, "out") for state in chart.states if state not in chart.final)
