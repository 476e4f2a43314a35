from dataclasses import replace
from datetime import date

import pytest

from rotation import rules
from rotation.rules import MoveFacts, PlacementFacts, ReturnFacts, RotationLaw

TODAY = date(2024, 1, 15)
FACTS = MoveFacts(
    kind="rotation",
    effective_on=date(2024, 3, 1),
    expected_until=date(2027, 3, 1),
    today=TODAY,
    planned=True,
    months_left=200,
    retires=date(2047, 6, 1),
    title_group="secretary",
    terms_with_this=1,
)
LAW = RotationLaw.on(FACTS.effective_on)


def allowed(rule, law=LAW, **changes) -> bool:
    return rule(replace(FACTS, **changes), law) is None


@pytest.mark.parametrize(
    ("kind", "planned", "fits"),
    [("rotation", True, True), ("rotation", False, False), ("appointment", False, True)],
)
def test_ROT_01_rotated_cadre_is_planned(kind, planned, fits):
    assert allowed(rules.rotated_cadre_is_planned, kind=kind, planned=planned) == fits


@pytest.mark.parametrize(
    ("day", "special", "months"),
    [
        (date(2022, 4, 28), False, 120),
        (date(2020, 11, 30), True, 120),
        (date(2020, 12, 1), True, 60),
        (date(2025, 6, 30), True, 60),
        (date(2025, 7, 1), True, 120),
        (date(2025, 6, 30), False, 120),
    ],
)
def test_ROT_02_months_left_by_day_and_case(day, special, months):
    law = RotationLaw.on(day, scope=(rules.SPECIAL_HEAD,) if special else ())
    rule = rules.rotated_cadre_can_serve_long_enough

    assert law.months_left == months
    assert allowed(rule, law, months_left=months)
    assert not allowed(rule, law, months_left=months - 1)
    assert allowed(rule, law, months_left=0, kind="transfer")


@pytest.mark.parametrize(
    ("until", "fits"),
    [
        (date(2027, 2, 28), False),
        (date(2027, 3, 1), True),
        (date(2028, 3, 1), True),
        (None, False),
    ],
)
def test_ROT_03_rotation_lasts_long_enough(until, fits):
    assert allowed(rules.rotation_lasts_long_enough, expected_until=until) == fits


@pytest.mark.parametrize(
    ("group", "terms", "fits"),
    [
        ("secretary", 2, True),
        ("secretary", 3, False),
        ("peoples_chair", 3, False),
        ("deputy_chair", 3, True),
    ],
)
def test_ROT_04_head_serves_no_more_terms_than_allowed(group, terms, fits):
    rule = rules.head_serves_no_more_terms_than_allowed

    assert allowed(rule, title_group=group, terms_with_this=terms) == fits


@pytest.mark.parametrize(
    ("kind", "holder", "own", "fits"),
    [
        ("appointment", "", False, True),
        ("appointment", "Trần Thị Ánh", False, False),
        ("reappointment", "Trần Thị Ánh", True, True),
        ("reappointment", "Trần Thị Ánh", False, False),
    ],
)
def test_ROT_05_seat_is_vacant(kind, holder, own, fits):
    changes = {"kind": kind, "seat_holder": holder, "holds_this_seat": own}

    assert allowed(rules.seat_is_vacant, **changes) == fits


@pytest.mark.parametrize(
    ("kind", "own", "fits"),
    [
        ("reappointment", True, True),
        ("reappointment", False, False),
        ("transfer", True, False),
        ("transfer", False, True),
    ],
)
def test_ROT_06_reappointment_is_to_the_seat_held(kind, own, fits):
    changes = {"kind": kind, "holds_this_seat": own}

    assert allowed(rules.reappointment_is_to_the_seat_held, **changes) == fits


@pytest.mark.parametrize(
    ("day", "direction", "fits"),
    [
        (date(2025, 6, 30), "province_district", True),
        (date(2025, 7, 1), "province_district", False),
        (date(2025, 7, 1), "commune_district", False),
        (date(2025, 7, 1), "province_commune", True),
    ],
)
def test_ROT_07_direction_exists(day, direction, fits):
    law = RotationLaw.on(day)

    assert allowed(rules.direction_exists, law, direction=direction, effective_on=day) == fits


@pytest.mark.parametrize(
    ("day", "fits"),
    [(date(2025, 1, 15), True), (date(2025, 1, 16), False), (date(9999, 12, 31), False)],
)
def test_ROT_08_effect_is_not_too_far_ahead(day, fits):
    assert allowed(rules.effect_is_not_too_far_ahead, effective_on=day) == fits


@pytest.mark.parametrize(
    ("ended_on", "fits"),
    [
        (date(2024, 3, 1), False),
        (date(2024, 3, 2), True),
        (date(2025, 1, 1), True),
        (date(2025, 1, 2), False),
    ],
)
def test_ROT_09_rotation_ends_after_it_began(ended_on, fits):
    facts = ReturnFacts(date(2024, 3, 1), ended_on, today=date(2025, 1, 1))

    assert (rules.rotation_ends_after_it_began(facts) is None) == fits


@pytest.mark.parametrize(
    ("ended_on", "reason", "fits"),
    [
        (date(2027, 2, 28), "", False),
        (date(2027, 2, 28), " ", False),
        (date(2027, 2, 28), "illness", True),
        (date(2027, 3, 1), "", True),
    ],
)
def test_ROT_10_early_end_gives_its_reason(ended_on, reason, fits):
    facts = ReturnFacts(date(2024, 3, 1), ended_on, today=ended_on, reason=reason)

    assert (rules.early_end_gives_its_reason(facts, LAW) is None) == fits


def test_ROT_11_basis_is_of_this_cadre():
    assert allowed(rules.basis_is_of_this_cadre)
    assert not allowed(rules.basis_is_of_this_cadre, basis_is_own=False)


def test_ROT_12_return_is_recorded_at_the_end():
    assert allowed(rules.return_is_recorded_at_the_end)
    assert not allowed(rules.return_is_recorded_at_the_end, kind="return")


@pytest.mark.parametrize(("day", "fits"), [(date(2002, 1, 25), True), (date(2002, 1, 24), False)])
def test_ROT_13_law_is_known_on_that_day(day, fits):
    assert allowed(rules.law_is_known_on_that_day, effective_on=day) == fits


@pytest.mark.parametrize(
    ("stays", "has_seat", "fits"),
    [(True, False, True), (True, True, False), (False, True, True), (False, False, False)],
)
def test_ROT_14_who_leaves_takes_a_seat(stays, has_seat, fits):
    assert (rules.who_leaves_takes_a_seat(PlacementFacts(stays, has_seat)) is None) == fits


def test_the_book_opens_on_the_first_day_that_a_move_may_have():
    assert RotationLaw.on(rules.FIRST_DAY).rotation_months == 36


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.code)
def test_every_rule_states_itself_and_enforces_a_known_parameter(rule):
    assert rule.statement.endswith(".")
    assert not rule.enforces or LAW.cite(rule.enforces)


def test_codes_are_given_once():
    assert len({rule.code for rule in rules.RULES}) == len(rules.RULES)
