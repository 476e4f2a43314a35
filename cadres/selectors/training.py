"""Levels of training as files write them, read as places on the scales of the standards."""

import re
from collections.abc import Mapping
from functools import lru_cache

from cadres.rules.criteria import DEGREES, STATE, THEORY
from portal.vietnamese import fold

# Words in order: the first that is found decides.
WORDS = {
    "professional": (
        ("tien si", "tien_si"), ("thac si", "thac_si"), ("cu nhan", "dai_hoc"),
        ("dai hoc", "dai_hoc"), ("ky su", "dai_hoc"), ("bac si", "dai_hoc"),
        ("cao dang", "cao_dang"), ("trung cap", "trung_cap"), ("so cap", "so_cap"),
    ),
    "theory": (
        ("cu nhan", "cu_nhan"), ("cao cap", "cao_cap"), ("trung cap", "trung_cap"),
        ("so cap", "so_cap"),
    ),
    "state": (
        ("chuyen vien cao cap", "chuyen_vien_cao_cap"),
        ("chuyen vien chinh", "chuyen_vien_chinh"),
        ("chuyen vien", "chuyen_vien"), ("can su", "can_su"),
    ),
    "it": (
        ("nang cao", "nang_cao"), ("co ban", "co_ban"), ("trung cap", "trung_cap"),
        ("cao dang", "trung_cap"), ("dai hoc", "trung_cap"), ("tien si", "trung_cap"),
    ),
}  # fmt: skip
CODES = {"professional": DEGREES, "theory": THEORY, "state": STATE}
SIX_LEVELS = re.compile(r"\b([abc])([12])\b|\b(?:bac|level)\s*([1-6])\b")
OLD_LETTER = re.compile(r"\b([abcd])\b")
TARGET_GROUP = re.compile(r"\b([1-4])\b")


def level_of(axis: str, text: str, letters: Mapping[str, int]) -> str:
    """The level on the axis' scale that a text means; nothing where it cannot be told."""
    return _level_of(axis, text, tuple(sorted(letters.items())))


@lru_cache(maxsize=4_096)
def _level_of(axis: str, text: str, letters: tuple) -> str:
    if text in CODES.get(axis, ()):
        return text
    words = fold(text)
    if axis == "language":
        return _language(words, dict(letters))
    if axis == "defence":
        found = TARGET_GROUP.search(words)
        return found[1] if found else ""
    for word, level in WORDS.get(axis, ()):
        if word in words:
            return level
    return "co_ban" if axis == "it" and OLD_LETTER.search(words) else ""


def _language(words: str, letters: dict[str, int]) -> str:
    if found := SIX_LEVELS.search(words):
        if found[3]:
            return found[3]
        return str("abc".index(found[1]) * 2 + int(found[2]))
    old = OLD_LETTER.search(words)
    return str(letters.get(old[1].upper(), "")) if old else ""
