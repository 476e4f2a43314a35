"""Reading cells and old fonts: pure, without a database."""

import unicodedata

import pytest

from portal.imports.closeness import Catalogue, similarity
from portal.imports.legacy import TCVN3_LETTERS, VNI_LETTERS, Reader, guess
from portal.imports.values import (
    Unread,
    cell_name,
    fold,
    name_case,
    read_date,
    read_day,
    read_digits,
    read_number,
    starts_a_formula,
)

NAMES = (
    "nguyễn văn dũng", "trần thị ánh tuyết", "lê hữu phước", "phạm đình thưởng", "vũ thị hằng",
    "hoàng quốc việt", "đỗ mỹ lệ", "bùi ngọc sơn", "tỉnh quảng ninh, thị xã quảng yên", "hà",
)  # fmt: skip
TYPED = {
    "tcvn3": {letter: code for code, letter in TCVN3_LETTERS.items()},
    "vni": {letter: code for code, letter in VNI_LETTERS.items()},
}


def typed(text, font):
    return "".join(TYPED[font].get(letter, letter) for letter in text)


@pytest.mark.parametrize("font", TYPED)
def test_a_column_of_an_old_font_is_recognised_and_read(font):
    column = [typed(name, font) for name in NAMES]
    reader = Reader(column)

    assert reader.encoding == font
    assert [reader(cell) for cell in column] == list(NAMES)


@pytest.mark.parametrize("font", TYPED)
def test_in_a_mixed_column_unicode_stays_as_it_is(font):
    reader = Reader([*NAMES, *(typed(name, font) for name in NAMES)])

    assert [reader(name) for name in NAMES] == list(NAMES)


def test_unicode_is_never_taken_for_an_old_font():
    assert guess(["Hà", "Bình", "Lan", "Tú"]) == "unicode"
    assert guess([name.title() for name in NAMES]) == "unicode"
    assert Reader([])(unicodedata.normalize("NFD", "  Nguyễn  Á\u200b ")) == "Nguyễn Á"


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("15/3/1979", "1979-03-15"), ("15-03-1979", "1979-03-15"), ("15.03.79", "1979-03-15"),
        ("15.03.05", "2005-03-15"), ("03-1979", "1979-03"), ("3/1979", "1979-03"),
        ("1979", "1979"), (1979.0, "1979"), ("năm 1979", "1979"), ("1979-03-15", "1979-03-15"),
        ("ngày 15 tháng 3 năm 1979", "1979-03-15"), ("tháng 3/1979", "1979-03"),
        (28929, "1979-03-15"), ("28929", "1979-03-15"), (1, "1900-01-01"), (61, "1900-03-01"),
    ],
)  # fmt: skip
def test_dates_are_read_in_every_form(given, found):
    assert read_date(given) == found


@pytest.mark.parametrize(
    ("given", "trouble"),
    [
        ("31/02/2020", "no_such_day"), ("29/02/2019", "no_such_day"), ("0/1/1979", "no_such_day"),
        ("15/13/1979", "no_such_day"), (60, "no_such_day"), ("không rõ", "not_a_date"),
        (True, "not_a_date"), (-5, "not_a_date"), (99_999, "not_a_date"),
        (float("nan"), "not_a_date"), ("1/1/1850", "no_such_day"),
    ],
)  # fmt: skip
def test_what_is_no_date_is_never_guessed(given, trouble):
    with pytest.raises(Unread) as error:
        read_date(given)
    assert error.value.trouble == trouble


def test_days_from_1904_and_full_days():
    assert read_date(27467, date1904=True) == "1979-03-15"
    with pytest.raises(Unread, match="not_a_full_date"):
        read_day("03/1979")


@pytest.mark.parametrize(
    ("given", "found"),
    [("3,66", 3.66), ("3.66", 3.66), (3, 3), ("2.340.000", 2_340_000), ("2 340 000", 2_340_000)],
)
def test_numbers_with_either_comma(given, found):
    assert read_number(given) == found


@pytest.mark.parametrize("given", ["ba", "3,6,6", True, float("inf"), "1e5"])
def test_what_is_no_number(given):
    with pytest.raises(Unread):
        read_number(given)


def test_digits_formulas_names_and_addresses():
    assert read_digits(22179001234.0) == "22179001234"
    assert [starts_a_formula(t) for t in ("=1", "+84 912", "@x", " =x", "-", "A=")] == [
        True, False, True, True, False, False,
    ]  # fmt: skip
    assert name_case("NGUYỄN THỊ ÁNH") == name_case("nguyễn thị ánh") == "Nguyễn Thị Ánh"
    assert name_case("Nguyễn thị Ánh") == "Nguyễn thị Ánh"
    assert [cell_name(0, 5), cell_name(26, 1), cell_name(701, 2)] == ["A5", "AA1", "ZZ2"]
    assert fold("Đơn vị  công-tác (1)") == "don vi cong tac 1"


def test_the_closest_names_come_first():
    names = Catalogue([("1", "Xã Tiên Yên"), ("2", "Phường Hồng Gai"), ("3", "Phường Hà Lầm")])

    assert [key for key, _name, _close in names.closest("phuong hong gai")] == ["2", "3"]
    assert similarity("Hồng Gai", "hong gai") == 1
    assert names.closest("zzz") == []
