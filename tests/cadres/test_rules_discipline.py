"""Forms of discipline by date and category, their effect, the pairing of sides, the blocks."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadres.rules import blocks, discipline
from governance.dates import add_months
from governance.findings import check

DAY = date(2025, 11, 1)
FACTS = discipline.MeasureFacts(
    side="party",
    form="reprimand",
    category="cong_chuc",
    is_leader=False,
    decided_on=date(2025, 10, 30),
    announced_on=DAY,
    effective_from=DAY,
    today=date(2026, 1, 1),
)
LAW = discipline.DisciplineLaw.on(FACTS.decided_on)


def codes(facts, law=LAW):
    return [finding.code for finding in check(discipline.MEASURE, facts, law)]


@pytest.mark.parametrize(
    ("day", "category", "leader", "form", "allowed"),
    [
        (date(2025, 6, 30), "cong_chuc", False, "salary", True),
        (date(2025, 7, 1), "cong_chuc", False, "salary", False),
        (date(2025, 6, 30), "cong_chuc", True, "demotion", True),
        (date(2025, 7, 1), "cong_chuc", True, "demotion", False),
        (date(2025, 6, 30), "cong_chuc", True, "salary", False),
        (date(2025, 7, 1), "cong_chuc", True, "dismissal", True),
        (date(2025, 7, 1), "cong_chuc", False, "dismissal", False),
        (date(2025, 7, 1), "can_bo", True, "removal", True),
        (date(2025, 7, 1), "cong_chuc", True, "removal", False),
        (date(2025, 7, 1), "vien_chuc", False, "dismissal", False),
        (date(2025, 7, 1), "vien_chuc", True, "dismissal", True),
        (date(2025, 7, 1), "hop_dong", False, "reprimand", False),
    ],
)
def test_DISC_01_administrative_forms_by_day_and_category(day, category, leader, form, allowed):
    law = discipline.DisciplineLaw.on(day)
    facts = replace(
        FACTS, side="admin", form=form, category=category, is_leader=leader, decided_on=day
    )

    assert ("DISC-01" not in codes(facts, law)) == allowed


def test_DISC_01_expulsion_is_of_the_party_only():
    assert codes(replace(FACTS, form="expulsion")) == []
    assert codes(replace(FACTS, form="expulsion", side="admin")) == ["DISC-01"]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"decided_on": DAY}, []),
        ({"decided_on": DAY + timedelta(1)}, ["DISC-02"]),
        ({"today": DAY}, []),
        ({"today": DAY - timedelta(1)}, ["DISC-02"]),
        ({"is_own": True}, ["DISC-03"]),
        ({"follows_side": "party"}, ["DISC-04"]),
        ({"side": "admin", "follows_side": "party"}, []),
        ({"side": "admin", "follows_side": "admin"}, ["DISC-04"]),
        ({"side": "admin", "follows_side": "party", "follows_same_person": False}, ["DISC-04"]),
    ],
)
def test_DISC_02_to_04(changes, found):
    assert codes(replace(FACTS, **changes)) == found


def test_golden_party_discipline_expires_after_twelve_months():
    assert discipline.expires_on(FACTS, LAW) == date(2026, 11, 1)


def test_expulsion_does_not_expire():
    assert discipline.expires_on(replace(FACTS, form="expulsion"), LAW) is None


@pytest.mark.parametrize(
    ("ended_on", "has_ended", "refused"),
    [
        (DAY, False, False),
        (DAY - timedelta(1), False, True),
        (date(2026, 1, 1), False, False),
        (date(2026, 1, 2), False, True),
        (DAY, True, True),
    ],
)
def test_DISC_05_only_a_measure_in_effect_is_ended(ended_on, has_ended, refused):
    facts = discipline.EndingFacts(ended_on, DAY, date(2026, 11, 1), has_ended, date(2026, 1, 1))

    assert bool(check(discipline.ENDING, facts)) == refused


def pair(announced_on, admin_on, admin_form="reprimand", form="reprimand"):
    return discipline.pairing(
        announced_on=announced_on,
        form=form,
        admin_on=admin_on,
        admin_form=admin_form,
        on=date(2026, 6, 1),
    )


@pytest.mark.parametrize(
    ("announced_on", "days", "on_time"),
    [
        pytest.param(DAY, 30, True, id="golden: 30 is on time"),
        pytest.param(DAY, 31, False, id="golden: 31 is late"),
        pytest.param(date(2023, 9, 20), 30, True, id="calendar days since Decree 71"),
        pytest.param(date(2023, 9, 20), 31, False, id="calendar days since Decree 71, late"),
        pytest.param(date(2023, 9, 1), 42, True, id="30 working days before"),
        pytest.param(date(2023, 9, 1), 43, False, id="31 working days"),
    ],
)
def test_pairing_days(announced_on, days, on_time):
    found = pair(announced_on, announced_on + timedelta(days))

    assert (found.days, found.on_time) == (days, on_time)


@pytest.mark.parametrize(
    ("party", "admin", "proportion"),
    [
        ("reprimand", "reprimand", "equal"),
        ("warning", "reprimand", "lighter"),
        ("warning", "dismissal", "heavier"),
        ("expulsion", "forced_out", "equal"),
        ("expulsion", "warning", "lighter"),
    ],
)
def test_proportion(party, admin, proportion):
    assert pair(DAY, DAY, admin, party).proportion == proportion


def test_a_missing_administrative_decision_is_late_after_its_day():
    assert pair(DAY, None, "").on_time is False
    assert pair(date(2026, 5, 20), None, "").on_time is True
    assert pair(DAY, None, "").proportion == "missing"


def test_golden_promotion_block_after_a_reprimand():
    until = blocks.promo_block_until(side="party", form="reprimand", effective_from=DAY)

    assert until == date(2027, 11, 1)


@pytest.mark.parametrize(
    ("day", "side", "form", "until"),
    [
        (date(2025, 10, 8), "party", "warning", date(2028, 10, 8)),
        (date(2025, 10, 8), "admin", "dismissal", date(2030, 10, 8)),
        (date(2025, 10, 7), "party", "warning", None),
        (date(2025, 6, 30), "admin", "warning", date(2026, 6, 30)),
        (date(2025, 6, 30), "admin", "dismissal", date(2027, 6, 30)),
        (date(2025, 7, 1), "admin", "dismissal", None),
        (date(2020, 6, 30), "admin", "dismissal", date(2021, 6, 30)),
    ],
)
def test_promotion_block_by_regime(day, side, form, until):
    assert blocks.promo_block_until(side=side, form=form, effective_from=day) == until


def test_every_regime_is_computed_and_the_longest_counts():
    day = date(2025, 6, 1)
    found = blocks.blocks_following(
        side="admin",
        form="dismissal",
        effective_from=day,
        expires_on=date(2026, 6, 1),
        law=blocks.BlockLaw.on(day),
    )

    assert {(b.what, b.regime, b.until) for b in found} == {
        ("planning", "in_effect", date(2026, 6, 1)),
        ("planning", "state_law", date(2027, 6, 1)),
        ("higher_post", "state_law", date(2027, 6, 1)),
        ("training", "state_law", date(2027, 6, 1)),
    }
    assert blocks.longest(found, "planning").until == date(2027, 6, 1)


@given(st.dates(date(2012, 6, 1), date(2030, 1, 1)), st.sampled_from(list(discipline.Form)))
def test_no_block_begins_before_its_measure_or_is_empty(day, form):
    found = blocks.blocks_following(
        side="admin",
        form=form,
        effective_from=day,
        expires_on=add_months(day, 12),
        law=blocks.BlockLaw.on(day),
    )

    assert all(b.since == day and b.lasts > day for b in found)


def test_a_pending_matter_bars_without_end_and_any_post_includes_a_higher_one():
    found = blocks.blocks_while_pending(DAY, blocks.BlockLaw.on(DAY))

    assert {b.until for b in found} == {None}
    assert blocks.longest(found, "higher_post").what == "any_post"


@pytest.mark.parametrize(
    ("facts", "barred"),
    [
        (blocks.BlockFacts(), False),
        (blocks.BlockFacts(since=DAY, until=DAY, source="x", goes_higher=True), True),
        (blocks.BlockFacts(since=DAY, until=DAY, source="x", goes_higher=False), False),
        (blocks.BlockFacts(since=DAY, source="x", goes_higher=False, by_any_post=True), True),
    ],
)
def test_BLOCK_01_bars_only_a_higher_post_unless_a_matter_is_pending(facts, barred):
    assert bool(check(blocks.APPOINTMENT, facts)) == barred


def test_a_refusal_tells_rule_days_and_what_to_do_but_not_to_everybody():
    facts = blocks.BlockFacts(since=DAY, until=date(2027, 11, 1), source="Regulation 377-QĐ/TW")
    told = str(blocks.PLANNING[0](facts).message)
    hidden = str(blocks.PLANNING[0](replace(facts, source="")).message)

    assert "2027-11-01" in told
    assert "377-QĐ/TW" in told
    assert "exception" in told
    assert "2027" not in hidden


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"reason": "x" * 19}, ["BLOCK-05"]),
        ({"first_day": DAY - timedelta(1)}, ["BLOCK-06"]),
        ({"is_own": True}, ["BLOCK-07"]),
    ],
)
def test_exceptions(changes, found):
    facts = replace(blocks.ExceptionFacts("x" * 20, DAY, DAY), **changes)

    assert [f.code for f in check(blocks.EXCEPTION, facts, blocks.BlockLaw.on(DAY))] == found
