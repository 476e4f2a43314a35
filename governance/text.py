"""Sentences made below the web: kept as a message and its values, translated when shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Text:
    """An English message with its values; ``str`` gives English, `shown` any language."""

    msgid: str
    params: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        return self.shown(lambda msgid: msgid)

    def shown(self, gettext: Callable[[str], str], value: Callable[[Any], str] = str) -> str:
        """The sentence in the language of `gettext`; `value` writes numbers and dates its way."""
        values = {
            name: each.shown(gettext, value) if isinstance(each, Text) else value(each)
            for name, each in self.params
        }
        return gettext(self.msgid).format(**values)


def say(msgid: str, **params: Any) -> Text:
    """Build a `Text`; the name is a gettext keyword, so its messages are collected."""
    return Text(msgid, tuple(params.items()))
