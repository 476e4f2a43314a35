"""Boundary tables of exam law; no database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from recruitment import rules
from recruitment.rules import ExamFacts, Marks, PostFacts, RecruitmentLaw

LAW = RecruitmentLaw.on(date(2025, 11, 20), scope=["civil_service"])
LEADERSHIP = RecruitmentLaw.on(date(2025, 11, 20), scope=["leadership"])


def marks(name, round_two="70", *, round_one="60", priority="0", written=None, preferred=False):
    return Marks(
        candidate=name,
        round_one=round_one and Decimal(round_one),
        round_two=round_two and Decimal(round_two),
        written=written and Decimal(written),
        priority=Decimal(priority),
        preferred=preferred,
    )


def post(*all_marks, quota=1, **more):
    return PostFacts(name="Chuyên viên", marks=all_marks, quota=quota, **more)


def outcomes(facts, law=LAW):
    return [(each.candidate, each.rank, each.outcome) for each in rules.placed(facts, law)]


@pytest.mark.parametrize(
    ("pct", "passed"), [("50", True), ("49.99", False), (None, False), ("100", True)]
)
def test_REC_01_passed_round_one(pct, passed):
    assert (rules.passed_round_one(marks("A", round_one=pct), LAW) is None) == passed


@pytest.mark.parametrize(("points", "passed"), [("50", True), ("49.99", False), (None, False)])
def test_REC_02_passed_round_two(points, passed):
    assert (rules.passed_round_two(marks("A", points), LAW) is None) == passed


@pytest.mark.parametrize(
    ("claims", "law", "known"),
    [
        (("7.5", "2.5"), LAW, True),
        (("1.5",), LAW, True),
        ((), LAW, True),
        (("3",), LAW, False),
        (("5",), LEADERSHIP, False),
        (("1.5",), RecruitmentLaw.on(date(2024, 1, 1)), False),
    ],
)
def test_REC_03_priority_is_one_the_law_knows(claims, law, known):
    claims = [Decimal(each) for each in claims]

    assert (rules.priority_is_one_the_law_knows(claims, law) is None) == known


def test_of_several_priorities_the_highest_counts():
    assert rules.highest([Decimal("2.5"), Decimal("7.5")]) == Decimal("7.5")
    assert rules.highest([]) == 0


def test_the_order_is_round_two_and_priority_within_the_quota():
    facts = post(marks("A", "70"), marks("B", "65", priority="7.5"), marks("C", "60"), quota=2)

    assert outcomes(facts) == [("B", 1, "selected"), ("A", 2, "selected"), ("C", 3, "reserve")]


def test_who_failed_a_round_has_no_rank():
    facts = post(
        marks("A", "49.99", priority="7.5"), marks("B", None, round_one="49"), marks("C", "50")
    )

    assert outcomes(facts) == [
        ("C", 1, "selected"),
        ("A", None, "not_selected"),
        ("B", None, "not_selected"),
    ]


def test_equal_totals_are_told_apart_by_round_two_then_by_the_written_part():
    by_round_two = post(marks("A", "65", priority="5"), marks("B", "70"))
    by_written = post(marks("A", "70", written="35"), marks("B", "70", written="36"))

    assert outcomes(by_round_two)[0][0] == "B"
    assert outcomes(by_written)[0][0] == "B"


@pytest.mark.parametrize(
    ("quota", "decided"),
    [
        pytest.param(1, False, id="the edge lies between equals"),
        pytest.param(2, True, id="all equals are within"),
        pytest.param(3, True, id="room for everybody"),
    ],
)
def test_REC_04_ties_are_decided(quota, decided):
    facts = post(marks("A"), marks("B"), marks("C", "60"), quota=quota)

    assert (rules.ties_are_decided(facts, LAW) is None) == decided


def test_equals_within_the_quota_share_a_rank():
    facts = post(marks("A"), marks("B"), marks("C", "60"), quota=2)

    assert [rank for _, rank, _ in outcomes(facts)] == [1, 1, 3]


@pytest.mark.parametrize(("has_decision", "decided"), [(True, True), (False, False)])
def test_REC_04_a_choice_between_equals_names_its_decision(has_decision, decided):
    facts = post(marks("A"), marks("B", preferred=True), has_tie_decision=has_decision)

    assert (rules.ties_are_decided(facts, LAW) is None) == decided
    assert outcomes(facts)[0] == ("B", 1, "selected")


@pytest.mark.parametrize(
    ("candidates", "law", "enough"),
    [(1, LEADERSHIP, False), (2, LEADERSHIP, True), (0, LAW, True), (1, LAW, True)],
)
def test_REC_05_post_has_enough_candidates(candidates, law, enough):
    facts = post(*(marks(str(n)) for n in range(candidates)))

    assert (rules.post_has_enough_candidates(facts, law) is None) == enough


@pytest.mark.parametrize(
    ("each", "marked"),
    [
        (marks("A"), True),
        (marks("A", None, round_one="49.99"), True),
        (marks("A", None, round_one="50"), False),
        (marks("A", None, round_one=None), False),
    ],
)
def test_REC_06_everybody_is_marked(each, marked):
    assert (rules.everybody_is_marked(post(each), LAW) is None) == marked


@pytest.mark.parametrize(
    ("state", "days", "is_open"),
    [("announced", 1, True), ("announced", 0, False), ("marking", 1, False)],
)
def test_REC_07_registration_is_open(state, days, is_open):
    assert (rules.registration_is_open(ExamFacts(state, days), LAW) is None) == is_open


@pytest.mark.parametrize(
    ("facts", "allowed"),
    [
        (ExamFacts("announced", 0), True),
        (ExamFacts("marking", -5), True),
        (ExamFacts("announced", 1), False),
        (ExamFacts("final", -5), False),
        (ExamFacts("marking", -5, "rejected"), False),
    ],
)
def test_REC_08_exam_can_be_marked(facts, allowed):
    assert (rules.exam_can_be_marked(facts, LAW) is None) == allowed


def test_REC_09_only_equals_are_chosen_between():
    equals = post(marks("A"), marks("B", preferred=True))
    others = post(marks("A"), marks("B", "60", preferred=True))

    assert rules.only_equals_are_chosen_between(equals, LAW) is None
    assert rules.only_equals_are_chosen_between(others, LAW) is not None


def test_a_weight_of_round_one_changes_the_total():
    weighed = replace(LAW, round_one_share=30)

    assert rules.total_of(marks("A", "70", round_one="60", priority="2.5"), weighed) == Decimal(
        "69.50"
    )


def test_every_rule_states_itself_and_cites_a_known_entry():
    for each in rules.RULES:
        assert each.statement.endswith(".")
        assert not each.enforces or LAW.cite(each.enforces)
