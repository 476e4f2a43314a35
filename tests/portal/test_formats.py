"""Dates and numbers as they are written and read, in pages and documents alike."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.utils import translation
from django.utils.formats import date_format, get_format, number_format

from portal import formats

NBSP = "\N{NO-BREAK SPACE}"
LANGUAGES = ["vi", "en", "ar"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("03/04/2020", date(2020, 4, 3)),
        ("3/4/2020", date(2020, 4, 3)),
        ("03-04-2020", date(2020, 4, 3)),
        ("03.04.2020", date(2020, 4, 3)),
        ("03/04/20", date(2020, 4, 3)),
        ("2020-04-03", date(2020, 4, 3)),
    ],
)
def test_the_day_comes_first_when_typed(lang, typed, meant):
    with translation.override(lang):
        assert forms.DateField().clean(typed) == meant


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("typed", ["31/02/2020", "13/13/2020", "04/2020", "2020", "tomorrow"])
def test_a_day_that_does_not_exist_is_refused(lang, typed):
    with translation.override(lang), pytest.raises(forms.ValidationError):
        forms.DateField().clean(typed)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_day_comes_first_when_shown(lang):
    with translation.override(lang):
        assert date_format(date(2020, 4, 3), "SHORT_DATE_FORMAT") == "03/04/2020"
        assert str(forms.DateInput().format_value(date(2020, 4, 3))) == "03/04/2020"
        assert get_format("FIRST_DAY_OF_WEEK") == 1


@pytest.mark.parametrize(
    ("lang", "shown"), [("vi", "1.234.567,50"), ("en", "1,234,567.50"), ("ar", "1,234,567.50")]
)
def test_django_groups_and_points_as_we_do(lang, shown):
    number = Decimal("1234567.5")
    with translation.override(lang):
        assert number_format(number, 2, use_l10n=True, force_grouping=True) == shown
    assert formats.number_text(number, lang, 2) == shown


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (0, None, "0"),
        (-1226, None, "−1.226"),
        (999, None, "999"),
        (1000, None, "1.000"),
        ("0.005", 2, "0,01"),
        ("0.0049", 2, "0,00"),
        ("2.675", 2, "2,68"),
        (None, None, "—"),
    ],
)
def test_numbers_in_vietnamese_round_half_up(value, places, shown):
    assert formats.number_text(value, "vi", places) == shown


@pytest.mark.parametrize(
    ("lang", "shown"), [("vi", f"92,31{NBSP}%"), ("en", "92.31%"), ("ar", "92.31%")]
)
def test_twelve_of_thirteen(lang, shown):
    assert formats.share_text(12, 13, lang) == shown


def test_a_share_of_nothing_is_a_dash():
    assert formats.share_text(0, 0, "vi") == "—"
    assert formats.share_text(None, 13, "vi") == "—"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(1979, 3, 5), "05/03/1979"),
        (datetime(2026, 11, 22, 9, 5), "22/11/2026 09:05"),  # noqa: DTZ001 -- written as it is
        (None, "—"),
    ],
)
def test_dates_in_documents(value, shown):
    assert [formats.date_text(value, lang) for lang in LANGUAGES] == [shown] * 3


@pytest.mark.parametrize(
    ("value", "shown"),
    [("2011", "2011"), ("2011-03", "03/2011"), ("2011-03-05", "05/03/2011"), ("", "—")],
)
def test_partial_dates_show_only_what_is_known(value, shown):
    assert formats.partial_date_text(value) == shown


@pytest.mark.parametrize(
    ("size", "shown"), [(512, f"512{NBSP}B"), (12_400, f"12{NBSP}KB"), (3_450_000, f"3,5{NBSP}MB")]
)
def test_sizes_of_files(size, shown):
    assert formats.file_size_text(size, "vi") == shown
