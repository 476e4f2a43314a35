"""How dates, numbers and shares are written, in pages and in documents alike."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language

NBSP = "\N{NO-BREAK SPACE}"
DASH = "\N{EM DASH}"
# language: decimal sign, sign between thousands, what stands before the percent sign
SIGNS = {"vi": (",", ".", NBSP), "en": (".", ",", ""), "ar": (".", ",", "")}


def signs(lang: str) -> tuple[str, str, str]:
    return SIGNS.get((lang or "vi")[:2], SIGNS["en"])


def date_text(day: date | datetime | None, lang: str = "vi") -> str:
    """15/03/1979 in every language; with the time when there is one."""
    if day is None:
        return DASH
    if isinstance(day, datetime):
        return f"{day.day:02d}/{day.month:02d}/{day.year:04d} {day.hour:02d}:{day.minute:02d}"
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def partial_date_text(value, lang: str = "vi") -> str:
    """Write "2011", "2011-03" or "2011-03-15" as 2011, 03/2011 or 15/03/2011."""
    if not value:
        return DASH
    return "/".join(reversed(str(getattr(value, "value", value)).split("-")))


def number_text(value, lang: str = "vi", places: int | None = None) -> str:
    """1.226,5 in Vietnamese, 1,226.5 in English and Arabic; rounds half up."""
    if value is None:
        return DASH
    number = Decimal(str(value))
    if places is not None:
        number = rounded(number, places)
    decimal_sign, thousands, _ = signs(lang)
    whole, _, fraction = f"{number:,f}".partition(".")
    whole = whole.replace(",", thousands).replace("-", "\N{MINUS SIGN}")
    return f"{whole}{decimal_sign}{fraction}" if fraction else whole


def percent_text(value, lang: str = "vi", places: int = 2) -> str:
    """92,31 % in Vietnamese, 92.31% elsewhere; `value` is already in percent."""
    if value is None:
        return DASH
    return f"{number_text(value, lang, places)}{signs(lang)[2]}%"


def share_text(part, whole, lang: str = "vi", places: int = 2) -> str:
    """The share of `part` in `whole`; a dash where there is no whole."""
    return percent_text(share(part, whole), lang, places)


def share(part, whole) -> Decimal | None:
    if part is None or not whole:
        return None
    return Decimal(part) * 100 / Decimal(whole)


def rounded(value, places: int = 2) -> Decimal:
    """Half up, as the statistical forms do, never half even."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def file_size_text(size: int | None, lang: str = "vi") -> str:
    """12 KB, 3,4 MB."""
    if size is None:
        return DASH
    for unit, step in (("MB", 1_000_000), ("KB", 1_000)):
        if size >= step:
            places = 1 if unit == "MB" else 0
            return f"{number_text(Decimal(size) / step, lang, places)}{NBSP}{unit}"
    return f"{size}{NBSP}B"


def written(value) -> str:
    """A value inside a sentence, in the language of the page."""
    lang = get_language() or "vi"
    if isinstance(value, date):
        return date_text(value, lang)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return number_text(value, lang)
    return str(value)
