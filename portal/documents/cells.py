"""What may stand in a cell or a file name that leaves the portal: text that is only text."""

import re
import unicodedata

FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
LONGEST_CELL = 32_767


def safe_cell(value):
    """The value as a spreadsheet may hold it: numbers stay numbers, a formula becomes text."""
    if value is None or isinstance(value, bool | int | float):
        return value
    text = ILLEGAL.sub("", str(value))
    first = text.lstrip(" \u00a0\u200b\ufeff\u200e\u200f")[:1]
    if first in FORMULA_STARTS and first:
        text = "'" + text
    return text[:LONGEST_CELL]


def file_name(*parts, extension: str) -> str:
    """An ASCII file name of these words: «Báo cáo», 2023 → bao-cao-2023.pdf."""
    text = unicodedata.normalize("NFD", "-".join(str(part) for part in parts))
    text = text.replace("đ", "d").replace("Đ", "D").encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:100]
    return f"{slug or 'file'}.{extension}"
