"""How Vietnamese names sort and how they are found without accents.

PostgreSQL has no ICU in every place we run, so both keys are computed here and stored;
the sort key is compared with COLLATE "C".
"""

import re
import unicodedata
from functools import lru_cache

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
LETTER_RANK = {letter: rank for rank, letter in enumerate(ALPHABET, start=2)}
TONE_RANK = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
WORD_BREAK = "\x02"


@lru_cache(maxsize=65_536)
def vi_key(text: str) -> str:
    """A key that sorts as a Vietnamese dictionary does: letters, then tones, then case."""
    letters, tones, cases = [], [], []
    for character in unicodedata.normalize("NFC", text):
        lower = character.lower()
        tone, base = 0, ""
        for mark in unicodedata.normalize("NFD", lower):
            if mark in TONE_RANK:
                tone = TONE_RANK[mark]
            else:
                base += mark
        base = unicodedata.normalize("NFC", base)
        letters.append(chr(0x20 + _rank(base)))
        tones.append(chr(0x21 + tone))
        cases.append("0" if character == lower else "1")
    return "\x01".join(["".join(letters), "".join(tones), "".join(cases)])


def _rank(base: str) -> int:
    if base == " ":
        return 1
    if base in LETTER_RANK:
        return LETTER_RANK[base]
    return min(60 + ord(base[0]), 0xD000) if base else 1


def name_key(full_name: str) -> str:
    """Vietnamese lists go by given name, then family name, then the middle names."""
    words = full_name.split()
    if not words:
        return ""
    family = words[0] if len(words) > 1 else ""
    return WORD_BREAK.join([vi_key(words[-1]), vi_key(family), vi_key(" ".join(words[1:-1]))])


@lru_cache(maxsize=65_536)
def _fold_word(word: str) -> str:
    bare = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    return "".join(c for c in bare if not unicodedata.combining(c))


def fold(text: str) -> str:
    """Lower case without accents and with single spaces: how names are searched."""
    return " ".join(_fold_word(word) for word in unicodedata.normalize("NFC", text).split())


def tidy(text: str) -> str:
    """Composed letters (NFC) and single spaces, as a name should be stored."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
