"""Retirement months and terms: golden tests, boundaries, and laws that hold for every birth."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadres.rules import clocks as rules
from governance.dates import add_months
from governance.findings import check
from portal.partial_dates import PartialDate

TABLE = rules.RetirementTable()
LAW = rules.ClockLaw.on(date(2026, 11, 22))
births = st.dates(date(1940, 1, 1), date(2008, 12, 31))
sexes = st.sampled_from(["male", "female"])


@pytest.mark.parametrize(
    ("sex", "born", "month"),
    [
        pytest.param("female", date(1970, 3, 15), date(2027, 7, 1), id="golden, woman"),
        pytest.param("male", date(1966, 8, 10), date(2028, 8, 1), id="golden, man"),
        pytest.param("male", date(1960, 12, 31), date(2020, 12, 1), id="man, last under old law"),
        pytest.param("male", date(1961, 1, 1), date(2021, 4, 1), id="man, first under new law"),
        pytest.param("female", date(1965, 12, 31), date(2020, 12, 1), id="woman, last old law"),
        pytest.param("female", date(1966, 1, 5), date(2021, 5, 1), id="woman, first new law"),
        pytest.param("female", date(1975, 4, 30), date(2034, 12, 1), id="woman, 2034"),
        pytest.param("female", date(1975, 5, 1), date(2035, 5, 1), id="woman, full 60"),
        pytest.param("male", date(2000, 2, 29), date(2062, 2, 1), id="leap day"),
    ],
)
def test_retirement_month(sex, born, month):
    due = rules.retirement_month(born, sex)

    assert (due.earliest, due.latest, due.is_exact) == (month, month, True)


@pytest.mark.parametrize(
    ("born", "earliest", "latest"),
    [
        ("1970-03-15", date(2027, 7, 1), date(2027, 7, 1)),
        ("1970-03", date(2027, 7, 1), date(2027, 7, 1)),
        ("1970", date(2027, 5, 1), date(2028, 8, 1)),
    ],
)
def test_a_birth_date_known_to_the_year_gives_a_range(born, earliest, latest):
    due = rules.retirement_month(PartialDate(born), "female", TABLE)

    assert (due.earliest, due.latest) == (earliest, latest)


@given(births, births, sexes)
def test_who_is_born_later_never_retires_earlier(one, other, sex):
    first, second = sorted([one, other])

    assert rules.reached(first, sex, TABLE).month <= rules.reached(second, sex, TABLE).month


@given(births, sexes)
def test_nobody_retires_before_the_age_of_the_old_law_nor_after_the_last_table(born, sex):
    due = rules.reached(born, sex, TABLE)
    month = born.replace(day=1)
    lowest, highest = (720, 744) if sex == "male" else (660, 720)

    assert add_months(month, lowest) <= due.month <= add_months(month, highest)
    assert due.month == max(add_months(month, due.months), date(due.year, 1, 1))


@given(st.integers(1945, 2005), sexes)
def test_a_year_alone_spans_every_day_of_it(year, sex):
    due = rules.retirement_month(PartialDate(str(year)), sex, TABLE)
    exact = [rules.reached(date(year, month, 28), sex, TABLE).month for month in range(1, 13)]

    assert (due.earliest, due.latest) == (min(exact), max(exact))


@pytest.mark.parametrize(
    ("on", "left"),
    [(date(2022, 7, 1), 60), (date(2022, 7, 2), 59), (date(2027, 7, 1), 0), (date(2030, 1, 1), 0)],
)
def test_months_left_counts_whole_months(on, left):
    assert rules.months_left(date(1970, 3, 15), "female", on) == left


def test_terms_and_appointments_end_on_the_day_they_began():
    since = date(2021, 5, 31)

    assert rules.term_end(since, 5) == date(2026, 5, 31)
    assert rules.reappointment_due(since, None, LAW) == date(2026, 5, 31)
    assert rules.reappointment_due(since, 3, LAW) == date(2024, 5, 31)
    assert rules.last_term_end(since, 5, LAW) == date(2031, 5, 31)
    assert rules.years_in_post(since, date(2026, 5, 30)) == 4
    assert rules.years_in_post(since, date(2026, 5, 31)) == 5


@pytest.mark.parametrize(
    ("spans", "since"),
    [
        pytest.param([(2020, None)], 2020, id="one seat"),
        pytest.param([(2015, 2020), (2020, None)], 2015, id="spans that touch"),
        pytest.param([(2015, 2019), (2020, None)], 2020, id="a gap breaks"),
        pytest.param([(2015, 2021), (2020, None)], 2015, id="spans that overlap"),
        pytest.param([(2010, 2015), (2015, 2020), (2020, None)], 2010, id="three"),
        pytest.param([(2015, 2020)], None, id="left by then"),
        pytest.param([(2015, None), (2030, None)], 2015, id="one to come"),
    ],
)
def test_unbroken_since(spans, since):
    days = [(date(a, 1, 1), date(b, 1, 1) if b else None) for a, b in spans]

    assert rules.unbroken_since(days, date(2026, 1, 1)) == (since and date(since, 1, 1))


@given(st.dates(date(2000, 1, 1), date(2025, 1, 1)), st.integers(1, 4000), st.integers(1, 4000))
def test_half_open_spans_that_touch_are_unbroken_and_one_day_between_breaks(start, one, two):
    middle, end = start + timedelta(one), start + timedelta(one + two)
    day = end - timedelta(1)
    later = middle + timedelta(1)

    assert rules.unbroken_since([(start, middle), (middle, end)], day) == start
    assert rules.unbroken_since([(start, middle), (middle, end)], end) is None
    if later < end:
        assert rules.unbroken_since([(start, middle), (later, end)], day) == later


@pytest.mark.parametrize(
    ("retires_on", "reason", "codes"),
    [
        pytest.param(date(2033, 8, 1), "x" * 20, [], id="five years later"),
        pytest.param(date(2033, 9, 1), "x" * 20, ["CLOCK-02"], id="a month more"),
        pytest.param(date(2028, 8, 1), "x" * 20, ["CLOCK-03"], id="as the table says"),
        pytest.param(date(2027, 8, 1), "x" * 19, ["CLOCK-01"], id="no reason"),
        pytest.param(date(2027, 8, 1), "x" * 20, [], id="early"),
    ],
)
def test_decided_retirement(retires_on, reason, codes):
    facts = rules.OverrideOfRetirement(retires_on, date(2028, 8, 1), reason)

    assert [f.code for f in check(rules.RETIREMENT_OVERRIDE, facts, LAW)] == codes


def test_age_in_words():
    assert str(rules.age_text(688)) == "57 years 4 months"
    assert str(rules.age_text(720)) == "60 years"
