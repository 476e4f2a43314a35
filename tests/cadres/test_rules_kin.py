"""The rules of relatives in related posts, at their boundaries."""

from dataclasses import replace
from datetime import date

import pytest

from cadres.models.family import FamilySide, Relation
from cadres.rules import kin as rules

DAY = date(2026, 11, 1)
LAW = rules.KinLaw.on(DAY)
BEFORE = rules.KinLaw.on(date(2023, 7, 10))


def meets(one, other, where=("province", "locality", "unit"), kin="sibling"):
    return rules.MeetingFacts(kin, frozenset(one), frozenset(other), frozenset(where))


def codes(facts, law=LAW):
    return [rule.code for rule in rules.MEETING if rule(facts, law)]


HERE, NEARBY, APART = ("province", "locality", "unit"), ("province", "locality"), ("province",)


@pytest.mark.parametrize(
    ("one", "other", "where", "broken"),
    [
        (["head"], ["deputy"], HERE, ["KIN-03"]),
        (["deputy"], ["head"], HERE, ["KIN-03"]),
        (["head"], ["deputy"], NEARBY, []),
        (["head"], ["head"], HERE, []),
        (["deputy"], ["deputy"], HERE, []),
        (["standing"], ["standing"], HERE, ["KIN-02"]),
        (["standing"], ["standing"], NEARBY, []),
        (["standing"], ["head"], HERE, []),
        (["sector_head"], ["sector_head"], NEARBY, ["KIN-01"]),
        (["sector_head"], ["sector_head"], APART, []),
        (["leader"], ["sector_head"], NEARBY, ["KIN-04"]),
        (["sector_head"], ["leader"], NEARBY, ["KIN-04"]),
        (["leader"], ["sector_head"], APART, []),
        (["leader"], ["head"], NEARBY, []),
        (["head", "standing", "leader"], ["deputy", "standing"], HERE, ["KIN-02", "KIN-03"]),
        ([], ["head"], HERE, []),
    ],
)
def test_KIN_01_to_04_posts_that_must_not_meet(one, other, where, broken):
    assert codes(meets(one, other, where)) == broken
    assert codes(meets(one, other, where), BEFORE) == []


@pytest.mark.parametrize(
    ("kin", "counts"),
    [
        ("parent", True), ("child", True), ("adoptive_parent", True), ("adopted_child", True),
        ("parent_in_law", True), ("child_in_law", True), ("spouse", True), ("sibling", True),
        ("spouse_sibling", True), ("sibling_spouse", True), ("other", False),
    ],
)  # fmt: skip
def test_who_counts_as_a_relative_counts_from_either_side(kin, counts):
    assert rules.is_kin(kin, LAW) is counts
    assert bool(codes(meets(["head"], ["deputy"], kin=kin))) is counts


def test_every_line_of_the_family_table_has_a_word_and_a_way_back():
    assert set(rules.KIN_OF_LINE) == {
        (side, relation) for side in FamilySide.values for relation in Relation.values
    }
    assert set(rules.KIN_OF_LINE.values()) <= set(rules.INVERSE)
    assert all(rules.INVERSE[rules.INVERSE[kin]] == kin for kin in rules.INVERSE)
    assert set(rules.INVERSE) == set(rules.KIN_WORDS)


def test_a_warning_names_rule_source_and_remedy_and_hides_who_is_out_of_scope():
    facts = replace(
        meets(["head"], ["deputy"]), who="Lê A", other="Lê B", other_post="Deputy, Office"
    )
    finding = rules.relatives_are_not_head_and_deputy(facts, LAW)
    assert finding.source == "Regulation 114-QĐ/TW of 11/07/2023"
    assert "Lê B (brother or sister of Lê A): Deputy, Office." in str(finding.message)
    assert "Choose another post" in str(finding.message)
    hidden = rules.relatives_are_not_head_and_deputy(replace(facts, hidden=True), LAW)
    assert "Lê B" not in str(hidden.message)
    assert "Deputy, Office" not in str(hidden.message)


@pytest.mark.parametrize(("length", "refused"), [(0, True), (19, True), (20, False)])
def test_KIN_05_a_reason_is_given(length, refused):
    facts = rules.DecidingFacts(reason=" " + "x" * length)
    assert (rules.the_reason_is_given(facts, LAW) is not None) is refused


@pytest.mark.parametrize("concerned", [True, False])
def test_KIN_06_nobody_concerned_handles_the_finding(concerned):
    facts = rules.DecidingFacts(concerned=concerned)
    assert (rules.nobody_concerned_handles_the_finding(facts, LAW) is not None) is concerned


@pytest.mark.parametrize(
    ("explained", "person", "refused"), [("a", "a", True), ("a", "b", False), ("", "", False)]
)
def test_KIN_07_who_explained_does_not_decide(explained, person, refused):
    facts = rules.DecidingFacts(explained_by=explained, person=person)
    assert (rules.who_explained_does_not_decide(facts, LAW) is not None) is refused


def test_the_sectors_are_thirteen_and_each_has_words():
    assert len(LAW.kin_sectors) == 13
    assert all(LAW.kin_sector_words[sector] for sector in LAW.kin_sectors)
    assert BEFORE.sector_patterns == []
