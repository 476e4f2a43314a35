"""What is wrong with a catalogue: gaps, doubts, lost placeholders."""

import re
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message

from portal.translations.extract import Sentence

PLACEHOLDERS = re.compile(r"%\(\w+\)[sd]|(?<!{)\{\w+\}(?!})|<[a-z/][^>]*>")


def problems(catalog: Catalog, sentences: set[Sentence]) -> Iterator[str]:
    """One line for each fault; none means the language is complete."""
    for sentence in sorted(sentences):
        message = catalog.get(sentence.singular, context=sentence.context or None)
        name = shown(sentence)
        if message is None:
            yield f"missing: {name}"
        elif not all(forms_of(message)):
            yield f"untranslated: {name}"
        elif message.fuzzy:
            yield f"doubtful (fuzzy): {name}"
        else:
            yield from lost_placeholders(message, sentence, name)
    wanted = {(s.context, s.singular) for s in sentences}
    for message in catalog:
        if message.id and (message.context or "", first_id(message)) not in wanted:
            yield f"no longer said: {first_id(message)}"


def lost_placeholders(message: Message, sentence: Sentence, name: str) -> Iterator[str]:
    """Each form must carry the values of the original; only a counted one may be words."""
    wanted = set(PLACEHOLDERS.findall(sentence.plural or sentence.singular))
    for form in forms_of(message):
        has = set(PLACEHOLDERS.findall(form))
        missing, added = wanted - has, has - wanted
        if sentence.plural and len(missing) == 1:
            missing = set()
        if missing or added:
            yield f"placeholders differ ({', '.join(sorted(missing | added))}): {name}"


def forms_of(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def first_id(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def shown(sentence: Sentence) -> str:
    return f"[{sentence.context}] {sentence.singular}" if sentence.context else sentence.singular
