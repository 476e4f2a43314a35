"""Arabic inside charts on paper: joined letters in the order they are seen.

WeasyPrint draws the text of an SVG letter by letter from the left, so that Arabic would come out
reversed and unjoined. Browsers do it right: only documents pass through here.
"""

import re
from html import escape, unescape

from arabic_reshaper import reshape
from bidi.algorithm import get_display

ISOLATED = re.compile("(<text[^>]*>)\N{RIGHT-TO-LEFT ISOLATE}([^<]*)\N{POP DIRECTIONAL ISOLATE}")


def seen(words: str) -> str:
    """The words as presentation forms from left to right."""
    return get_display(reshape(words), base_dir="R")


def with_joined_charts(html: str) -> str:
    """The document with the Arabic words of its charts as they are seen."""
    return ISOLATED.sub(lambda found: found[1] + escape(seen(unescape(found[2]))), html)
