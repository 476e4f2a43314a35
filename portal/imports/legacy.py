"""Vietnamese text of old fonts: TCVN3 (ABC, .VnTime) and VNI letters become Unicode, NFC.

No Django: the limited child that reads a workbook uses it too. What a cell was typed in is
nowhere written down, so the reading that gives the most Vietnamese syllables is taken.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

UNICODE, TCVN3, VNI = "unicode", "tcvn3", "vni"
_ABC = (
    "¡Ă¢Â£Ê¤Ô¥Ơ¦Ư§Đ¨ă©âªê«ô¬ơ\u00adư®đµà¶ả·ã¸á¹ạ»ằ¼ẳ½ẵ¾ắÆặÇầÈẩÉẫÊấËậÌèÎẻÏẽÐéÑẹÒềÓểÔễÕếÖệ×ìØỉÜĩÝíÞị"
    "ßòáỏâõãóäọåồæổçỗèốéộêờëởìỡíớîợïùñủòũóúôụõừöử÷ữøứùựúỳûỷüỹýýþỵ"
)
TCVN3_LETTERS = dict(zip(_ABC[::2], _ABC[1::2], strict=True))
_MARKS = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_HAT = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_ALONE = {"ñ": "đ", "ö": "ư", "ô": "ơ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_table() -> dict[str, str]:
    """Every VNI spelling of a letter, in both cases."""
    table = {vowel + mark: vowel + tone for vowel in "aeouy" for mark, tone in _MARKS.items()}
    for mark, tone in _HAT.items():
        table |= {vowel + mark: vowel + "\u0302" + tone for vowel in "aeo"}
    table |= {"a" + mark: "a\u0306" + tone for mark, tone in _BREVE.items()}
    table |= {own + mark: _ALONE[own] + tone for own in "öô" for mark, tone in _MARKS.items()}
    table |= _ALONE
    lower = {typed: unicodedata.normalize("NFC", letter) for typed, letter in table.items()}
    first_upper = {t[0].upper() + t[1:]: letter.upper() for t, letter in lower.items()}
    return lower | first_upper | {t.upper(): letter.upper() for t, letter in lower.items()}


VNI_LETTERS = _vni_table()
VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, VNI_LETTERS), key=len, reverse=True)))
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_FIRST = "b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|q|qu|r|s|t|th|tr|v|x"
_MIDDLE = (
    "a|ai|ao|au|ay|â|âu|ây|ă|e|eo|ê|êu|i|ia|iê|iêu|iu|o|oa|oai|oao|oay|oă|oe|oeo|oi|oo|ô|ôi|ơ|ơi"
    "|u|ua|uâ|uây|uê|ui|uô|uôi|uơ|uy|uya|uyê|uyu|ư|ưa|ưi|ươ|ươi|ươu|ưu|y|yê|yêu"
)
SYLLABLE = re.compile(rf"(?:{_FIRST})?(?:{_MIDDLE})(?:c|ch|m|n|ng|nh|p|t)?\Z")
WORD = re.compile(r"[^\W\d_]+(?:[^\x00-\x7f\s]+[^\W\d_]*)*|[^\x00-\x7f\s]+[^\W\d_]*")


@lru_cache(maxsize=65_536)
def is_syllable(word: str) -> bool:
    """Could this be a Vietnamese syllable? Letters and their order only, no dictionary."""
    lower = unicodedata.normalize("NFC", word).lower()
    bare = unicodedata.normalize("NFD", lower).translate(_TONES)
    return bool(SYLLABLE.match(unicodedata.normalize("NFC", bare)))


def from_tcvn3(text: str) -> str:
    return "".join(TCVN3_LETTERS.get(letter, letter) for letter in text)


def from_vni(text: str) -> str:
    return VNI_PATTERN.sub(lambda found: VNI_LETTERS[found[0]], text)


READINGS = {UNICODE: lambda text: text, TCVN3: from_tcvn3, VNI: from_vni}


def is_suspect(text: str) -> bool:
    """Letters of Latin-1 beyond ASCII and none that only Unicode has: perhaps an old font."""
    return not text.isascii() and all(ord(letter) < 0x100 for letter in text)


def plausible(text: str) -> int:
    """How many of its words with marks read as Vietnamese, less those that do not."""
    words = [word for word in text.split() if not word.isascii()]
    good = sum(is_syllable(word.strip(".,;:()[]/\"'-–")) for word in words)
    return 2 * good - len(words)


def guess(texts: Iterable[str]) -> str:
    """What a column was typed in; Unicode unless an old font explains clearly more."""
    scores = dict.fromkeys(READINGS, 0)
    for text in texts:
        if not text.isascii():
            for name, read in READINGS.items():
                wide = not is_suspect(text)
                scores[name] += plausible(text if wide else read(text))
    best = max(scores, key=lambda name: (scores[name], name == UNICODE))
    return best if scores[best] > scores[UNICODE] else UNICODE


def clean(text: str) -> str:
    """Composed letters, single blanks, no invisible and no direction marks."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(c for c in text if c in "\n\t " or unicodedata.category(c)[0] != "C")
    return re.sub(r"\s+", " ", text).strip()


class Reader:
    """Reads the texts of one column: an old font where the column has one."""

    def __init__(self, sample: Iterable[str]):
        sample = [text for text in sample if not text.isascii()][:400]
        self.encoding = guess(sample)
        self.pure = all(is_suspect(text) for text in sample)
        self.converted = 0

    def __call__(self, text: str) -> str:
        if self.encoding != UNICODE and is_suspect(text):
            read = READINGS[self.encoding](text)
            # In a column of both kinds each cell has to speak for itself.
            if self.pure or plausible(read) > plausible(text):
                self.converted += 1
                text = read
        return clean(text)
