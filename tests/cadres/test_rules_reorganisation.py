"""The rules of reorganising, each at its boundary."""

from dataclasses import replace
from datetime import date

import pytest

from cadres.rules import reorganisation as rules
from governance.findings import check

DAY = date(2025, 7, 1)
FACTS = rules.PlanFacts(effective_on=DAY, today=date(2025, 6, 20), instrument="1679/NQ", steps=1)


def codes(facts, among=rules.APPROVAL) -> list[str]:
    return [finding.code for finding in check(among, facts)]


def test_a_good_plan_passes_every_rule():
    assert codes(FACTS) == []


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"steps": 0}, "ORG-01"),
        ({"instrument": "  "}, "ORG-02"),
        ({"incomplete_steps": ("1. merge",)}, "ORG-04"),
        ({"closing_without_successor": ("Xã A",)}, "ORG-05"),
        ({"named_twice": ("Xã A",)}, "ORG-06"),
        ({"not_there": ("Xã A",)}, "ORG-07"),
        ({"codes_taken": ("06652",)}, "ORG-08"),
        ({"official_codes_taken": ("06652",)}, "ORG-08"),
        ({"beneath_themselves": ("Xã A",)}, "ORG-09"),
        ({"closing_superiors": ("Xã A",)}, "ORG-09"),
        ({"begins_too_late": ("Xã A",)}, "ORG-10"),
        ({"left_beneath": ("Xã A",)}, "ORG-11"),
        ({"people_without_unit": 1}, "ORG-12"),
        ({"names_unchanged": ("Xã A",)}, "ORG-13"),
    ],
)
def test_each_fault_has_its_rule(wrong, code):
    assert codes(replace(FACTS, **wrong)) == [code]


@pytest.mark.parametrize(
    ("today", "allowed"),
    [
        pytest.param(date(2025, 7, 1), True, id="on the very day"),
        pytest.param(date(2025, 7, 2), False, id="one day late"),
        pytest.param(date(2020, 1, 1), True, id="five years ahead"),
        pytest.param(date(2019, 12, 31), False, id="more than five years ahead"),
    ],
)
def test_ORG_03_the_day_is_not_in_the_past(today, allowed):
    assert codes(replace(FACTS, today=today)) == ([] if allowed else ["ORG-03"])


@pytest.mark.parametrize(
    ("today", "allowed"), [(date(2025, 6, 30), False), (DAY, True), (date(2025, 8, 1), True)]
)
def test_ORG_14_its_day_has_come(today, allowed):
    found = codes(rules.DayFacts(DAY, today), rules.CARRYING_OUT)

    assert found == ([] if allowed else ["ORG-14"])


@pytest.mark.parametrize(
    ("since", "until", "more", "allowed"),
    [
        pytest.param(DAY, None, {}, True, id="opens on the day"),
        pytest.param(date(2025, 7, 2), None, {}, False, id="opens a day later"),
        pytest.param(date(2016, 1, 1), date(2025, 7, 2), {}, True, id="closes a day later"),
        pytest.param(date(2016, 1, 1), DAY, {}, False, id="closes on the day"),
        pytest.param(DAY, None, {"holder": "Nguyễn Văn A"}, False, id="held"),
        pytest.param(DAY, None, {"in_closing_unit": True}, False, id="closes too"),
    ],
)
def test_ORG_15_the_chosen_seat_is_free(since, until, more, allowed):
    found = codes(rules.PlaceInSeatFacts(since, until, DAY, **more), rules.PLACING)

    assert found == ([] if allowed else ["ORG-15"])


def test_a_long_list_is_cut_and_counted():
    assert rules.some(("a", "b", "c")) == "a, b, c"
    assert rules.some(("a", "b", "c", "d", "e")) == "a, b, c (+2)"


@pytest.mark.parametrize(
    ("old", "new", "allowed"),
    [
        ("draft", "submitted", True),
        ("draft", "scheduled", False),
        ("submitted", "scheduled", True),
        ("submitted", "draft", True),
        ("scheduled", "draft", False),
        ("scheduled", "effective", True),
        ("scheduled", "cancelled", True),
        ("effective", "cancelled", False),
        ("cancelled", "draft", False),
    ],
)
def test_the_chart_of_states(old, new, allowed):
    assert rules.REORGANISATION_CHART.may(old, new) == allowed
