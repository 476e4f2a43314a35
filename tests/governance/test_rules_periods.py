"""A period is half-open, and its end lies after its beginning."""

from datetime import date

import pytest

from governance.findings import Refused
from governance.periods import period

FIRST = date(2024, 2, 29)


@pytest.mark.parametrize("until", [None, date(2024, 3, 1), date(9999, 12, 31)])
def test_a_period_takes_in_its_first_day_and_not_its_end(until):
    found = period(FIRST, until)

    assert (found.lower, found.upper) == (FIRST, until)
    assert (found.lower_inc, found.upper_inc) == (True, False)


@pytest.mark.parametrize("until", [FIRST, date(2024, 2, 28), date(1, 1, 1)])
def test_an_end_that_is_no_later_is_refused_with_both_dates(until):
    with pytest.raises(Refused) as refused:
        period(FIRST, until)

    (finding,) = refused.value.findings
    assert finding.code == "PERIOD-01"
    assert dict(finding.message.params) == {"until": until, "first": FIRST}
