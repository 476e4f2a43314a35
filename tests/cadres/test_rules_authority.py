"""The pure rules of positions, versions, competence and goals, by the book alone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cadres.rules import authority, goals, positions

DAY = date(2026, 11, 20)
AUTHORITY = authority.AuthorityLaw.on(DAY)
POSITIONS, GOALS = positions.PositionsLaw.on(DAY), goals.GoalsLaw.on(DAY)


def codes(group, facts, law=None):
    return [finding.code for r in group if (finding := r(facts, law))]


LINES = {
    authority.LineKey("head", "province", ""),
    authority.LineKey("head", "province", "state"),
    authority.LineKey("head", "province", "state", "P-DIV"),
    authority.LineKey("head", "commune", "party"),
}


@pytest.mark.parametrize(
    ("level", "track", "title", "found"),
    [
        pytest.param("province", "state", "P-DIV", ("state", "P-DIV"), id="the title's own line"),
        pytest.param("province", "state", "P-SHEAD", ("state", ""), id="the line of its track"),
        pytest.param("province", "front", "P-FCHAIR", ("", ""), id="the line for every track"),
        pytest.param(
            "commune", "front", "C-FCHAIR", None, id="another track has a line, not this"
        ),
        pytest.param("district", "state", "D-DIV", None, id="no line of this level"),
    ],
)
def test_a_title_falls_under_the_most_specific_line(level, track, title, found):
    line = authority.line_for(LINES, authority.LineKey("head", level, track, title))

    assert (line and (line.track, line.title)) == found


@pytest.mark.parametrize(
    ("tiers", "place"),
    [
        (["tap_the_lanh_dao", "btv_tinh_uy"], 1),
        (["tw", "btv_tinh_uy"], 0),
        (["cap_uy_truc_thuoc", "cap_uy_truc_thuoc"], 0),
        (["unheard_of"], None),
        ([], None),
    ],
)
def test_the_highest_tier_decides_about_a_person_with_several_posts(tiers, place):
    assert authority.deciding_tier(tiers, AUTHORITY) == place
    assert "377-QĐ/TW" in AUTHORITY.cite("tier_resolve")


@pytest.mark.parametrize(
    ("counts", "choice"),
    [
        ([5], (0, False, True)),
        ([4, 20], (1, True, True)),
        ([4], (0, False, False)),
        ([1, 2, 4], (2, True, False)),
        ([0, 5, 90], (1, True, True)),
    ],
)
def test_too_few_peers_take_the_next_broader_group(counts, choice):
    assert authority.choose_peers(counts, AUTHORITY) == choice


@pytest.mark.parametrize(
    ("held", "wanted", "lower"),
    [
        ("01.003", "01.002", True),
        ("01.002", "01.002", False),
        ("01.001", "01.002", False),
        ("", "01.002", None),
        ("V.07.03.29", "01.003", None),
    ],
)
def test_ranks_are_compared_where_both_are_known(held, wanted, lower):
    assert positions.rank_is_lower(held, wanted) is lower
    assert (held in positions.ranks_below(wanted)) is bool(lower)


@pytest.mark.parametrize(
    ("description", "lines", "found"),
    [
        ("Điều hành", 3, []),
        ("Điều hành", 2, ["POST-01"]),
        ("   ", 3, ["POST-01"]),
    ],
)
def test_POST_01_a_position_is_described_before_it_is_appraised(description, lines, found):
    facts = positions.PositionFacts(description, lines, "leadership", "01.002")

    assert codes(positions.TO_APPRAISE, facts, POSITIONS) == found


@pytest.mark.parametrize(
    ("drafted", "appraised", "now", "found"),
    [
        ("a", "b", "c", []),
        ("a", "", "b", []),
        ("a", "", "a", ["POST-02"]),
        ("a", "b", "b", ["POST-02"]),
        ("a", "b", "", ["POST-02"]),
    ],
)
def test_POST_02_three_persons(drafted, appraised, now, found):
    assert codes(positions.STEP, positions.ThreePersons(drafted, appraised, now)) == found


@pytest.mark.parametrize(
    ("from_day", "before", "found"),
    [
        (date(2026, 7, 1), None, []),
        (date(2026, 6, 30), None, ["POST-03"]),
        (date(2026, 7, 2), date(2026, 7, 1), []),
        (date(2026, 7, 1), date(2026, 7, 1), ["POST-03"]),
    ],
)
def test_POST_03_a_position_begins_after_its_decision(from_day, before, found):
    facts = positions.ForceFacts(from_day, date(2026, 7, 1), before)

    assert codes(positions.INTO_FORCE, facts) == found


SEAT = positions.SeatFacts(
    "phong", "commune", "phong", "commune", date(2026, 1, 1), date(2026, 7, 1), date(2026, 1, 1)
)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"on": date(2025, 12, 31)}, ["POST-04"]),
        ({"on": date(2026, 6, 30)}, []),
        ({"on": date(2026, 7, 1)}, ["POST-04"]),
        ({"position_from": None}, ["POST-04"]),
        ({"unit_kind": "so"}, ["POST-04"]),
        ({"unit_level": "province"}, ["POST-04"]),
    ],
)
def test_POST_04_a_seat_fits_its_position(change, found):
    assert codes(positions.SEAT, replace(SEAT, **change)) == found


@pytest.mark.parametrize(
    ("since", "rows", "found"),
    [
        (date(2026, 7, 2), 1, []),
        (date(2026, 7, 1), 1, ["POST-05"]),
        (date(2026, 7, 2), 0, ["POST-06"]),
        (date(2026, 6, 1), 0, ["POST-05", "POST-06"]),
    ],
)
def test_POST_05_06_a_version_follows_the_one_before_and_says_something(since, rows, found):
    facts = authority.VersionFacts(since, date(2026, 7, 1), rows)

    assert codes(authority.CONFIRM, facts) == found


GOAL = goals.GoalFacts(2026, date(2026, 12, 31), Decimal(10), Decimal(90))


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"weight": Decimal("10.01")}, ["POST-07"]),
        ({"due": date(2026, 1, 1)}, []),
        ({"due": date(2025, 12, 31)}, ["POST-08"]),
        ({"due": date(2027, 1, 31)}, []),
        ({"due": date(2027, 2, 1)}, ["POST-08"]),
        ({"parent_year": 2026}, []),
        ({"parent_year": 2025}, ["POST-09"]),
        ({"parent_year": 2026, "parent_is_above": False}, ["POST-09"]),
    ],
)
def test_POST_07_08_09_a_goal_fits_its_year_and_the_one_it_serves(change, found):
    assert codes(goals.GOAL, replace(GOAL, **change), GOALS) == found


OWNER = goals.OwnerFacts("owner", True, True, False, date(2026, 1, 1), 2026)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"has_owner": True}, ["POST-10"]),
        ({"has_owner": True, "role": "co_owner"}, []),
        ({"in_service": False}, ["POST-11"]),
        ({"holds_post_there": False}, ["POST-11"]),
        ({"from_day": date(2025, 12, 31)}, ["POST-12"]),
        ({"from_day": date(2026, 12, 31)}, []),
        ({"from_day": date(2027, 1, 1)}, ["POST-12"]),
    ],
)
def test_POST_10_11_12_one_person_at_work_there_answers(change, found):
    assert codes(goals.OWNER, replace(OWNER, **change), GOALS) == found
