"""Boundary tables of the legal kernel; no database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from governance.dates import add_months, add_working_days, birthday, whole_months, whole_years
from governance.figure import FigureValue
from governance.findings import Refused, check, enforce
from governance.regulation import Confidence, NoLawOnThatDay, read_book
from governance.rules import (
    RULES,
    TwoPersons,
    VoteTotals,
    VotingLaw,
    half_exactly,
    has_quorum,
    is_carried,
    reason_says_enough,
    second_person_is_another,
    totals_agree,
)
from governance.states import StateChart
from governance.text import say

LAW = VotingLaw.on(date(2026, 3, 1))
VOTE = VoteTotals(
    convened=30, present=25, issued=25, valid=24, invalid=1, votes_for=20, votes_against=4
)


@pytest.mark.parametrize(
    ("present", "convened", "allowed"),
    [
        pytest.param(20, 30, True, id="exactly two thirds"),
        pytest.param(19, 30, False, id="one short"),
        pytest.param(21, 31, True, id="above two thirds of 31"),
        pytest.param(20, 31, False, id="below two thirds of 31"),
        pytest.param(1, 1, True, id="alone"),
    ],
)
def test_GOV_01_two_thirds_of_those_convened_are_present(present, convened, allowed):
    finding = has_quorum(replace(VOTE, present=present, convened=convened), LAW)

    assert (finding is None) == allowed


@pytest.mark.parametrize(
    ("votes_for", "convened", "carried", "half"),
    [
        pytest.param(15, 30, False, True, id="exactly half"),
        pytest.param(16, 30, True, False, id="one more than half, even if only 20 came"),
        pytest.param(15, 31, False, False, id="below half of an odd number"),
        pytest.param(16, 31, True, False, id="above half of an odd number"),
        pytest.param(0, 1, False, False, id="nobody"),
    ],
)
def test_GOV_02_majority_of_those_convened(votes_for, convened, carried, half):
    totals = replace(VOTE, votes_for=votes_for, convened=convened, present=20)

    assert (is_carried(totals, LAW) is None) == carried
    assert half_exactly(totals, LAW) == half


@pytest.mark.parametrize(
    ("changed", "allowed"),
    [
        pytest.param({}, True, id="as counted"),
        pytest.param({"votes_against": 5}, False, id="more votes than valid ballots"),
        pytest.param({"invalid": 2}, False, id="more ballots than issued"),
        pytest.param({"issued": 26}, False, id="more issued than present"),
        pytest.param({"present": 31}, False, id="more present than convened"),
        pytest.param({"issued": 24, "invalid": 0}, True, id="one took no ballot"),
        pytest.param({"votes_for": -1}, False, id="below zero"),
        pytest.param(dict.fromkeys(VoteTotals.__slots__, 0), False, id="nobody convened"),
    ],
)
def test_GOV_03_totals_agree(changed, allowed):
    assert (totals_agree(replace(VOTE, **changed)) is None) == allowed


@pytest.mark.parametrize(
    ("second", "allowed"),
    [("cadre:2", True), ("cadre:1", False), ("", False)],
    ids=["another", "the same", "the system"],
)
def test_GOV_04_second_person_is_another(second, allowed):
    assert (second_person_is_another(TwoPersons("cadre:1", second)) is None) == allowed


@pytest.mark.parametrize(
    ("reason", "allowed"),
    [("x" * 20, True), ("x" * 19, False), (" " * 20 + "x" * 19, False)],
    ids=["exactly 20", "19", "19 and blanks"],
)
def test_GOV_05_reason_says_enough(reason, allowed):
    assert (reason_says_enough(reason, LAW) is None) == allowed


def test_every_rule_states_itself_and_cites_a_known_entry():
    book = read_book(VotingLaw.book)

    assert [rule.code for rule in RULES if not rule.statement.endswith(".")] == []
    assert [rule.code for rule in RULES if rule.enforces and rule.enforces not in book] == []


def test_a_finding_carries_its_source_and_all_reasons_are_told():
    with pytest.raises(Refused) as refusal:
        enforce([has_quorum, is_carried], replace(VOTE, present=19, votes_for=15), LAW)

    assert [(f.code, f.source) for f in refusal.value.findings] == [
        ("GOV-01", "Decree 170/2025/NĐ-CP"),
        ("GOV-02", "Decree 170/2025/NĐ-CP, art. 33"),
    ]
    assert str(refusal.value.findings[0].message) == (
        "19 of 30 convened were present; 2/3 are required"
    )
    assert check([has_quorum], VOTE, LAW) == []


def test_law_of_a_day_is_exact_dated_and_says_how_sure_it_is():
    old = VotingLaw.on(date(2022, 12, 31))

    assert old.quorum_share == Fraction(2, 3)
    assert old.confidence("quorum_share") == Confidence.MEMORY
    assert old.badge("quorum_share") == "MEMORY"
    assert LAW.badge("quorum_share") == ""
    assert LAW.versions()["majority_share"] == "2025-07-01"
    assert replace(LAW, approval_hours=1).cite("quorum_share") == "Decree 170/2025/NĐ-CP"
    with pytest.raises(NoLawOnThatDay):
        VotingLaw.on(date(2010, 12, 31))


def test_state_chart_refuses_what_it_does_not_draw():
    chart = StateChart("door", {"open": ("shut",), "shut": ()}, initial="open", final=("shut",))

    chart.require("open", "shut")
    with pytest.raises(Refused) as refusal:
        chart.require("shut", "open")

    assert [f.code for f in refusal.value.findings] == ["STATE"]
    assert chart.drawn().splitlines()[1:] == [
        "    [*] --> open",
        "    open --> shut",
        "    shut --> [*]",
    ]
    with pytest.raises(ValueError, match="without an entry"):
        StateChart("door", {"open": ("gone",)}, initial="open")


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(168, 177, "94.92"), (12, 13, "92.31"), (1, 8, "12.50"), (0, 5, "0.00"), (0, 0, None)],
)
def test_percent_is_rounded_half_up_and_absent_without_denominator(part, whole, percent):
    assert FigureValue("x", part, whole).percent == (Decimal(percent) if percent else None)


def test_calendar_arithmetic():
    assert birthday(date(2000, 2, 29), 25) == date(2025, 3, 1)
    assert whole_months(date(2025, 1, 31), date(2025, 2, 28)) == 0
    assert whole_years(date(2000, 3, 1), date(2025, 2, 28)) == 24
    assert add_months(date(2025, 11, 30), 3) == date(2026, 2, 28)
    assert add_months(date(2025, 1, 15), -1) == date(2024, 12, 15)
    assert add_working_days(date(2026, 11, 20), 1) == date(2026, 11, 23)


def test_text_is_translated_late_with_its_values():
    text = say("{n} of {whole}", n=3, whole=say("all {n}", n=4))

    assert str(text) == "3 of all 4"
    assert text.shown(lambda msgid: msgid.replace(" of ", " trên "), lambda n: f"<{n}>") == (
        "<3> trên all <4>"
    )
