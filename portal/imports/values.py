"""Cells read tolerantly: dates in every form offices write, numbers with either comma.

No Django. A value that cannot be read comes back as a `Trouble`, never as a guess.
"""

import math
import re
import unicodedata
from datetime import date, timedelta
from enum import StrEnum

FIRST_YEAR, LAST_YEAR = 1900, 2100
FORMULA_STARTS = ("=", "+", "@", "＝", "＋", "＠")
SEPARATED = re.compile(
    r"(?:(\d{1,2})\s*[-/.\s]\s*)?(\d{1,2})\s*[-/.\s]\s*(\d{4}|\d{2})\Z", re.ASCII
)
ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ]\d{2}:\d{2}(?::\d{2})?)?\Z", re.ASCII)
YEAR = re.compile(r"(?:năm\s+)?(\d{4})\Z", re.IGNORECASE | re.ASCII)
SPOKEN = re.compile(
    r"(?:ngày\s+(\d{1,2})\s+)?tháng\s+(\d{1,2})(?:\s*[/-]\s*|\s+năm\s+)(\d{4})\Z", re.IGNORECASE
)
GROUPED = re.compile(r"-?\d{1,3}(?:[.,\s]\d{3})+\Z", re.ASCII)
PLAIN = re.compile(r"-?\d+(?:[.,]\d+)?\Z", re.ASCII)


class Trouble(StrEnum):
    """Why a cell cannot be taken as it is."""

    MISSING = "missing"
    FORMULA = "formula"
    EXCEL_ERROR = "excel_error"
    NO_STORED_VALUE = "no_stored_value"
    NOT_A_DATE = "not_a_date"
    NO_SUCH_DAY = "no_such_day"
    NOT_A_FULL_DATE = "not_a_full_date"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    TOO_LONG = "too_long"
    NOT_LISTED = "not_listed"
    BAD_FORM = "bad_form"


class Unread(ValueError):
    """A cell that cannot be read, and why."""

    def __init__(self, trouble: Trouble):
        self.trouble = trouble
        super().__init__(trouble.value)


def starts_a_formula(text: str) -> bool:
    """Text that a spreadsheet would compute: it is never taken as a value."""
    first = text.lstrip(" \u00a0\u200b\ufeff")[:1]
    return first in FORMULA_STARTS and bool(first) and not re.match(r"\+?[\d\s.()-]+\Z", text)


def read_date(value, *, date1904: bool = False, century_after: int = 2026) -> str:
    """The beginning of an ISO date (year, month or day), or `Unread`."""
    if isinstance(value, bool):
        raise Unread(Trouble.NOT_A_DATE)
    if isinstance(value, int | float):
        return _from_number(value, date1904)
    text = re.sub(r"\s+", " ", str(value)).strip().rstrip(".")
    if found := ISO.match(text):
        return _composed(found[1], found[2], found[3])
    if found := SEPARATED.match(text) or SPOKEN.match(text):
        day, month, year = found[1], found[2], found[3]
        return _composed(_full_year(year, century_after), month, day)
    if found := YEAR.match(text):
        return _composed(found[1], None, None)
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return _from_number(float(text), date1904)
    raise Unread(Trouble.NOT_A_DATE)


def read_day(value, **how) -> str:
    """A date known to the day."""
    found = read_date(value, **how)
    if len(found) != 10:
        raise Unread(Trouble.NOT_A_FULL_DATE)
    return found


def _full_year(year: str, century_after: int) -> str:
    if len(year) == 4:
        return year
    century = century_after // 100 * 100
    whole = century + int(year)
    return str(whole if whole <= century_after else whole - 100)


def _composed(year, month, day) -> str:
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise Unread(Trouble.NO_SUCH_DAY)
    if month is None:
        return f"{int(year):04d}"
    try:
        date(int(year), int(month), int(day or 1))
    except ValueError:
        raise Unread(Trouble.NO_SUCH_DAY) from None
    return f"{int(year):04d}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")


def _from_number(value: float, date1904: bool) -> str:
    """A year written as a number, or the serial day Excel keeps behind a date."""
    if not math.isfinite(value):
        raise Unread(Trouble.NOT_A_DATE)
    if value == int(value) and FIRST_YEAR <= value <= LAST_YEAR:
        return f"{int(value):04d}"
    serial = int(value)
    if not 1 <= serial <= 73_415:
        raise Unread(Trouble.NOT_A_DATE)
    if date1904:
        return (date(1904, 1, 1) + timedelta(serial)).isoformat()
    if serial == 60:  # Excel believes in 29/02/1900
        raise Unread(Trouble.NO_SUCH_DAY)
    return (date(1899, 12, 31 if serial < 60 else 30) + timedelta(serial)).isoformat()


def read_number(value) -> float:
    """2.34, "2,34", "1.234.567" or "2 340 000"."""
    if isinstance(value, bool):
        raise Unread(Trouble.NOT_A_NUMBER)
    if isinstance(value, int | float):
        if not math.isfinite(value):
            raise Unread(Trouble.NOT_A_NUMBER)
        return value
    text = str(value).strip()
    if GROUPED.match(text):
        return float(re.sub(r"[.,\s]", "", text))
    if PLAIN.match(text):
        return float(text.replace(",", "."))
    raise Unread(Trouble.NOT_A_NUMBER)


def read_digits(value) -> str:
    """A number that is a name (ID card, phone): Excel may have kept it as a number."""
    if isinstance(value, bool):
        raise Unread(Trouble.BAD_FORM)
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return re.sub(r"[\s.\-]", "", str(value))


def text_of(value) -> str:
    """A cell as somebody would read it aloud."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        return str(int(value))
    return str(value)


def fold(text: str) -> str:
    """Lower case, no marks, single blanks: how headings and choices are compared."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+", " ", bare).split())


def name_case(name: str) -> str:
    """NGUYỄN VĂN A and nguyễn văn a become Nguyễn Văn A; a mixed name stays as typed."""
    if name.isupper() or name.islower():
        return " ".join(word[:1].upper() + word[1:].lower() for word in name.split(" "))
    return name


def cell_name(column: int, row: int) -> str:
    """Column 0 of row 5 is A5, as Excel names it."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row or ''}"
