"""The rules of records and posts, by the book alone."""

from dataclasses import replace
from datetime import date

import pytest

from cadres.rules import posts as rules

LAW_2023 = rules.CadresLaw.on(date(2023, 12, 31))
FACTS = rules.AssignmentFacts(
    from_day=date(2023, 7, 1),
    seat_from=date(2020, 1, 1),
    seat_until=date(2025, 7, 1),
    unit_until=date(2025, 7, 1),
    in_service=True,
    has_decision=True,
    decided_on=date(2023, 6, 30),
)


def codes(facts):
    return [finding.code for r in rules.ASSIGNMENT if (finding := r(facts, LAW_2023))]


def test_an_assignment_that_is_all_right_has_no_finding():
    assert codes(FACTS) == []


def test_CADRE_01_a_post_rests_on_a_decision():
    facts = replace(FACTS, has_decision=False, decided_on=None)

    finding = rules.post_rests_on_a_decision(facts, LAW_2023)

    assert codes(facts) == ["CADRE-01"]
    assert "114-QĐ/TW" in finding.source


@pytest.mark.parametrize(
    ("from_day", "refused"),
    [
        pytest.param(date(2019, 12, 31), True, id="a day before the seat exists"),
        pytest.param(date(2020, 1, 1), False, id="its first day"),
        pytest.param(date(2025, 6, 30), False, id="its last day"),
        pytest.param(date(2025, 7, 1), True, id="the first day it is gone"),
    ],
)
def test_CADRE_02_the_seat_exists_on_that_day(from_day, refused):
    facts = replace(FACTS, from_day=from_day, decided_on=None)

    assert (codes(facts) == ["CADRE-02"]) == refused


def test_CADRE_02_the_unit_may_end_before_its_seat():
    facts = replace(FACTS, seat_until=None, from_day=date(2025, 7, 1))

    assert codes(facts) == ["CADRE-02"]


def test_CADRE_03_the_cadre_is_in_service():
    assert codes(replace(FACTS, in_service=False)) == ["CADRE-03"]


@pytest.mark.parametrize(
    ("decided_on", "refused"),
    [(date(2023, 7, 1), False), (date(2023, 7, 2), True)],
)
def test_CADRE_04_a_decision_is_not_later_than_its_effect(decided_on, refused):
    assert (codes(replace(FACTS, decided_on=decided_on)) == ["CADRE-04"]) == refused


@pytest.mark.parametrize(("length", "refused"), [(19, True), (20, False)])
def test_CADRE_05_a_decided_local_status_gives_its_reason(length, refused):
    facts = rules.OverrideFacts(reason="x" * length, title_group="secretary")

    assert (rules.override_gives_its_reason(facts, LAW_2023) is not None) == refused


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (rules.ClosingFacts(held_seats=0, successors=1), []),
        (rules.ClosingFacts(held_seats=1, successors=1), ["CADRE-06"]),
        (rules.ClosingFacts(held_seats=0, successors=0), ["CADRE-07"]),
    ],
)
def test_CADRE_06_and_07_a_unit_closes_empty_and_with_a_successor(facts, expected):
    assert [f.code for r in rules.CLOSING if (f := r(facts))] == expected


TERRITORY = "/22/193/06652/"
ELSEWHERE = "/22/194/06709/"


@pytest.mark.parametrize(
    ("places", "local"),
    [
        pytest.param(rules.PlaceFacts(), False, id="all from other provinces"),
        pytest.param(rules.PlaceFacts(origin=TERRITORY), True, id="family origin here"),
        pytest.param(rules.PlaceFacts(birthplace=TERRITORY), True, id="born here"),
        pytest.param(rules.PlaceFacts(upbringing=TERRITORY), True, id="brought up here"),
        pytest.param(rules.PlaceFacts(origin=ELSEWHERE), False, id="from a neighbour commune"),
        pytest.param(rules.PlaceFacts(origin="/22/193/"), False, id="only the district known"),
    ],
)
def test_who_is_a_local_person(places, local):
    assert rules.is_local(places, TERRITORY, LAW_2023) == local
