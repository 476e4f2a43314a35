"""Boundary tables of evaluation law; no database."""

from dataclasses import replace
from decimal import Decimal

import pytest

from evaluation import rules
from evaluation.rules import ClassFacts, EvaluationLaw, UnitClassFacts, VoteFacts

LAW_2025 = EvaluationLaw.of(2025)
LAW_2023 = EvaluationLaw.of(2023)
GOOD = ClassFacts(work_class="HTT", score=Decimal("80.00"))


@pytest.mark.parametrize(
    ("score", "work_class"),
    [
        ("100", "HTXS"),
        ("90", "HTXS"),
        ("89.99", "HTT"),
        ("70", "HTT"),
        ("69.99", "HT"),
        ("50", "HT"),
        ("49.99", "KHT"),
        ("0", "KHT"),
    ],
)
def test_points_give_a_class(score, work_class):
    assert rules.class_of_score(Decimal(score), LAW_2025.score_cuts) == work_class


@pytest.mark.parametrize(
    ("good", "pct", "cap"),
    [
        (0, 20, 0),
        (4, 20, 0),
        (5, 20, 1),
        (10, 20, 2),
        (14, 20, 2),
        (15, 20, 3),
        (20, 20, 4),
        (33, 20, 6),
        (14, 25, 3),
    ],
)
def test_the_cap_is_rounded_down(good, pct, cap):
    assert rules.excellent_cap(good, pct) == cap


@pytest.mark.parametrize(
    ("work_class", "score", "allowed"),
    [
        pytest.param("HTXS", "90", True, id="exactly at the cut"),
        pytest.param("HTXS", "89.99", False, id="a hundredth below"),
        pytest.param("HTT", "90", True, id="below what the points give"),
        pytest.param("HTT", None, False, id="no points"),
        pytest.param("KXL", None, True, id="not classified has no points"),
    ],
)
def test_EVAL_01_class_fits_score(work_class, score, allowed):
    facts = ClassFacts(work_class=work_class, score=score and Decimal(score))

    assert (rules.class_fits_score(facts, LAW_2025) is None) == allowed


def test_EVAL_01_years_without_points_ask_for_none():
    assert rules.class_fits_score(ClassFacts(work_class="HTXS"), LAW_2023) is None


@pytest.mark.parametrize(
    ("work_class", "score", "grounds", "allowed"),
    [
        ("HTT", "90", "", False),
        ("HTT", "90", "Vượt tỷ lệ xuất sắc", True),
        ("HTT", "89.99", "", True),
        ("KXL", None, "", True),
    ],
)
def test_EVAL_02_lower_class_has_grounds(work_class, score, grounds, allowed):
    facts = ClassFacts(work_class=work_class, score=score and Decimal(score), grounds=grounds)

    assert (rules.lower_class_has_grounds(facts, LAW_2025) is None) == allowed


@pytest.mark.parametrize(
    ("reason", "score", "allowed"),
    [
        pytest.param("", "80", False, id="no ground"),
        pytest.param("discipline", "80", True, id="disciplined"),
        pytest.param("score", "49.99", True, id="below the lowest cut"),
        pytest.param("score", "50", False, id="at the lowest cut"),
        pytest.param("leave", "80", False, id="a reason for not classifying"),
    ],
)
def test_EVAL_03_non_completion_has_a_ground(reason, score, allowed):
    facts = ClassFacts(work_class="KHT", score=Decimal(score), reason=reason)

    assert (rules.non_completion_has_a_ground(facts, LAW_2025) is None) == allowed


@pytest.mark.parametrize(
    ("work_class", "disciplined", "allowed"),
    [("HT", True, False), ("KHT", True, True), ("KXL", True, True), ("HTXS", False, True)],
)
def test_EVAL_04_discipline_decides_the_class(work_class, disciplined, allowed):
    facts = ClassFacts(work_class=work_class, disciplined=disciplined)

    assert (rules.discipline_decides_the_class(facts, LAW_2025) is None) == allowed


@pytest.mark.parametrize(
    ("work_class", "unit_class", "allowed"),
    [
        pytest.param("HTXS", "HTXS", True, id="equal"),
        pytest.param("HTXS", "HTT", False, id="one above"),
        pytest.param("HT", "HTT", True, id="below"),
        pytest.param("HTT", "", False, id="the unit comes first"),
        pytest.param("KHT", "", True, id="the lowest needs no unit"),
        pytest.param("HT", "KXL", False, id="the unit was not classified"),
    ],
)
def test_EVAL_05_head_is_not_above_unit(work_class, unit_class, allowed):
    facts = ClassFacts(work_class=work_class, unit_classes=(("Xã Mẫu", unit_class),))

    assert (rules.head_is_not_above_unit(facts, LAW_2025) is None) == allowed


@pytest.mark.parametrize(
    ("excellent", "good", "allowed"),
    [
        pytest.param(1, 10, True, id="the second of two"),
        pytest.param(2, 10, False, id="the third of two"),
        pytest.param(2, 14, False, id="14 leave room for 2"),
        pytest.param(2, 15, True, id="15 leave room for 3"),
        pytest.param(0, 4, False, id="4 leave room for none"),
    ],
)
def test_EVAL_06_excellent_within_cap(excellent, good, allowed):
    facts = ClassFacts(work_class="HTXS", excellent=excellent, good=good)

    assert (rules.excellent_within_cap(facts, LAW_2025) is None) == allowed


def test_EVAL_06_names_those_over_the_cap_by_points_and_demotes_nobody():
    finding = rules.over_the_cap([("Ân", Decimal(91)), ("Bình", Decimal(95))], 5, LAW_2025)

    assert finding.code == "EVAL-06"
    assert str(finding.message).endswith("Bình, Ân")
    assert rules.over_the_cap([("Bình", Decimal(95))], 5, LAW_2025) is None


@pytest.mark.parametrize(
    ("facts", "allowed"),
    [
        (VoteFacts(has_decision=True), True),
        (VoteFacts(has_decision=False), False),
        (VoteFacts(True, True, True, True, True), False),
        (VoteFacts(False, True, True, True, True), True),
        (VoteFacts(False, True, False, True, True), False),
        (VoteFacts(False, True, True, False, True), False),
        (VoteFacts(False, True, True, True, False), False),
    ],
)
def test_EVAL_07_class_rests_on_a_paper(facts, allowed):
    assert (rules.class_rests_on_a_paper(facts, None) is None) == allowed


@pytest.mark.parametrize(
    ("work_class", "head", "allowed"), [("HTT", "HTXS", False), ("HTT", "HTT", True)]
)
def test_EVAL_08_unit_is_not_below_its_heads(work_class, head, allowed):
    facts = UnitClassFacts(work_class=work_class, heads=(("Bình", head),))

    assert (rules.unit_is_not_below_its_heads(facts, LAW_2025) is None) == allowed


def test_EVAL_09_year_has_begun():
    assert rules.year_has_begun(replace(GOOD, is_ahead=True), None)
    assert rules.year_has_begun(GOOD, None) is None


def test_every_rule_states_itself_and_cites_a_known_entry():
    for each in rules.RULES:
        assert each.statement.endswith(".")
        assert not each.enforces or LAW_2025.cite(each.enforces)
