"""The rules of the record at their bounds."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadres.rules import catalogues, pay, records
from cadres.rules.completeness import ITEMS, completeness, heaviest_first, is_stale
from governance.findings import check
from portal.partial_dates import PartialDate as P

DAY = date(2026, 11, 22)
LAW, PAY = records.RecordLaw.on(DAY), pay.PayLaw.on(DAY)


def codes(rules, facts, law=LAW):
    return [finding.code for finding in check(rules, facts, law)]


@pytest.mark.parametrize(
    ("own", "kin", "reason", "refused"),
    [
        (False, False, "theo QĐ 12", []),
        (True, False, "theo QĐ 12", ["FILE-01"]),
        (False, True, "theo QĐ 12", ["FILE-02"]),
        (False, False, "  ", ["FILE-03"]),
        (True, True, "", ["FILE-01", "FILE-02", "FILE-03"]),
    ],
)
def test_FILE_01_to_03_who_may_change_a_record(own, kin, reason, refused):
    assert codes(records.EDITING, records.EditFacts(own, kin, reason)) == refused


@pytest.mark.parametrize(("length", "refused"), [(19, True), (20, False)])
def test_FILE_04_a_compartment_opens_for_a_reason(length, refused):
    facts = records.OpeningFacts(" " + "x" * length + " ")

    assert bool(codes(records.OPENING, facts)) == refused


@pytest.mark.parametrize(
    ("begins", "refused"),
    [
        ("1984", ["FILE-05"]),
        ("1985-05", ["FILE-05"]),
        ("1985", []),  # may be after the birth
        ("1985-06-15", []),
        (None, []),
        ("2026-11-22", []),
        ("2026-11-23", ["FILE-06"]),
        ("2026-11", []),  # may be today
        ("2027", ["FILE-06"]),
    ],
)
def test_FILE_05_and_06_a_line_lies_between_birth_and_today(begins, refused):
    facts = records.ChainFacts(begins and P(begins), P("1985-06-15"), DAY)

    assert codes(records.LINE, facts) == refused


@pytest.mark.parametrize(
    ("sex", "born", "number", "doubt"),
    [
        ("male", "1985", "022085000001", ""),
        ("female", "1985", "022185000001", ""),
        ("male", "2003", "022203000001", ""),
        ("female", "1985", "022085000001", "other sex"),
        ("male", "1986", "022085000001", "1985"),
        ("male", "2085", "022085000001", "1985"),
        ("male", "1985", "", ""),
    ],
)
def test_an_identity_number_tells_sex_and_year(sex, born, number, doubt):
    found = records.doubts(records.SheetFacts(sex, P(born), number), LAW)

    assert [doubt in str(text) for text in found] == ([True] if doubt else [])


@pytest.mark.parametrize(
    ("joined", "official", "doubted"),
    [
        ("2003-02-03", "2004-02-03", False),
        ("2003-02-03", "2004-01-31", True),
        ("2003", "2004", False),
        ("2003-12", "2004", False),  # perhaps December 2004
        ("2003", "2002", True),
    ],
)
def test_official_membership_comes_after_probation(joined, official, doubted):
    facts = records.SheetFacts(
        "male", P("1979"), party_joined=P(joined), party_official=P(official)
    )

    assert bool(records.doubts(facts, LAW)) == doubted


# -- pay ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("code", "step", "percent", "since", "due", "next_step", "next_percent"),
    [
        ("01.003", 3, 0, "2024-03-01", date(2027, 3, 1), 4, 0),
        ("01.005", 3, 0, "2024-03-01", date(2026, 3, 1), 4, 0),
        ("01.003", 9, 0, "2024-03-01", date(2027, 3, 1), 9, 5),
        ("01.003", 9, 5, "2024-03-01", date(2025, 3, 1), 9, 6),
        ("01.001", 5, 0, "2023-02-28", date(2026, 2, 28), 6, 0),
    ],
)
def test_the_next_step_is_due(code, step, percent, since, due, next_step, next_percent):
    facts = pay.StepFacts(code, step, None, P(since), percent)

    found = pay.next_step(facts, PAY)

    assert (found.due, found.step, found.over_scale_percent) == (due, next_step, next_percent)
    assert found.exact


def test_a_delay_moves_the_next_step_and_a_year_alone_is_not_exact():
    found = pay.next_step(pay.StepFacts("01.003", 3, None, P("2024"), delayed_months=6), PAY)

    assert (found.due, found.exact) == (date(2027, 7, 1), False)
    assert pay.next_step(pay.StepFacts("V.07.04.32", 3, None, P("2024")), PAY) is None
    assert pay.next_step(pay.StepFacts("01.003", 12, None, P("2024")), PAY) is None


@pytest.mark.parametrize(
    ("step", "coefficient", "percent", "refused"),
    [
        (3, "3.00", 0, []),
        (3, "2.99", 0, ["PAY-01"]),
        (10, "4.98", 0, ["PAY-01"]),
        (9, "4.98", 5, []),
        (8, "4.65", 5, ["PAY-02"]),
    ],
)
def test_PAY_01_and_02_a_coefficient_is_that_of_the_table(step, coefficient, percent, refused):
    facts = pay.StepFacts("01.003", step, Decimal(coefficient), P("2024"), percent)

    assert codes(pay.STEP, facts, PAY) == refused


def test_the_official_table_rises_from_step_to_step():
    for row in PAY.pay_ranks:
        coefficients = PAY.rank(row["code"]).coefficients
        assert list(coefficients) == sorted(set(coefficients))


# -- completeness -------------------------------------------------------------------------
def test_every_weight_is_an_item_and_every_item_has_a_weight():
    assert set(LAW.record_weights) == set(ITEMS)


def test_completeness_weighs_what_is_there():
    weights = {"born": 3, "photo": 1}

    assert completeness({"born"}, weights).percent == 75
    assert completeness({"born"}, weights).missing == ("photo",)
    assert completeness(set(ITEMS), LAW.record_weights).percent == 100
    assert completeness(set(), LAW.record_weights).percent == 0


@given(st.sets(st.sampled_from(sorted(ITEMS))), st.sampled_from(sorted(ITEMS)))
def test_one_item_more_never_makes_a_record_less_complete(present, more):
    weights = LAW.record_weights
    less, all_of_it = completeness(present, weights), completeness(present | {more}, weights)

    assert less.percent <= all_of_it.percent
    assert less.total == all_of_it.total == len(ITEMS)
    assert (all_of_it.percent == 100) == (not all_of_it.missing)


def test_what_counts_most_is_asked_first():
    assert heaviest_first(["photo", "career", "born"], LAW.record_weights) == [
        "born",
        "career",
        "photo",
    ]


@pytest.mark.parametrize(
    ("confirmed", "stale"),
    [(None, True), (date(2025, 11, 21), True), (date(2025, 11, 22), False), (DAY, False)],
)
def test_a_record_asks_to_be_confirmed_after_a_year(confirmed, stale):
    assert is_stale(confirmed, DAY, 365) == stale


# -- catalogues ---------------------------------------------------------------------------
def test_there_are_54_groups_and_a_number_means_nothing_without_its_system():
    groups = catalogues.catalogue("ethnic_groups")

    assert len(groups) == len({group.name for group in groups}) == 54
    assert catalogues.known("ethnic_groups", "mèo").name == "Hmông"
    assert catalogues.known("ethnic_groups", "Sán Chỉ").name == "Sán Chay"
    assert catalogues.known("ethnic_groups", "Marsian") is None
    assert catalogues.by_code("ethnic_groups", groups[3].code_system, "04").name == "Hoa"
    assert catalogues.by_code("ethnic_groups", "another", "04") is None
    assert catalogues.known("religions", "Đạo Phật").name == "Phật giáo"


# -- dates known in part ------------------------------------------------------------------
parts = st.dates(date(1900, 1, 1), date(2100, 12, 31)).flatmap(
    lambda day: st.sampled_from([day.isoformat()[:n] for n in (4, 7, 10)])
)


@given(parts, parts)
def test_the_test_by_text_is_the_test_by_days(first, second):
    """`left(a, length(b)) >= left(b, length(a))` is "a is not surely before b"."""
    a, b = P(first), P(second)

    assert (first[: len(second)] >= second[: len(first)]) == (not a.surely_before(b))


@given(parts)
def test_a_partial_date_survives_typing_and_bounds(text):
    known = P(text)

    assert P.parse(known.text("vi")) == known
    assert known.earliest() <= known.latest()
    assert known.may_equal(known)
    assert not known.surely_before(known)
    assert (known.earliest() == known.latest()) == known.is_full


@given(parts, parts, parts)
def test_surely_before_is_an_order(first, second, third):
    a, b, c = P(first), P(second), P(third)

    assert not (a.surely_before(b) and b.surely_before(a))
    assert not (a.surely_before(b) and b.surely_before(c)) or a.surely_before(c)
    assert not (a.surely_before(b) and a.may_equal(b))
