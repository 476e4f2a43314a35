"""The .po files: read, brought up to date, written in a form that does not churn."""

import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from portal.translations.extract import Sentence

ARABIC_FORMS = (
    "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5"
)
# English is what the code says; these are what it is translated into.
PLURALS = {"vi": (1, "0"), "ar": (6, ARABIC_FORMS)}
HEAD = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals={count}; plural={forms};\\n"

"""


def po_file(root: Path, language: str) -> Path:
    return root / language / "LC_MESSAGES" / "django.po"


def read(root: Path, language: str) -> Catalog:
    """The catalogue as kept, or an empty one."""
    file = po_file(root, language)
    if not file.exists():
        return Catalog(locale=language)
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


def brought_up_to_date(old: Catalog, sentences: set[Sentence], language: str) -> Catalog:
    """Exactly the sentences of today, with the translations already made."""
    new = Catalog(locale=language)
    for sentence in sentences:
        kept = old.get(sentence.singular, context=sentence.context or None)
        flags = ["fuzzy"] if kept is not None and kept.fuzzy else []
        flags += placeholder_flags(sentence)
        new.add(
            (sentence.singular, sentence.plural) if sentence.plural else sentence.singular,
            kept_text(kept, sentence, language),
            context=sentence.context or None,
            flags=flags,
        )
    return new


def placeholder_flags(sentence: Sentence) -> list[str]:
    return ["python-format"] if "%(" in sentence.singular else []


def kept_text(kept, sentence: Sentence, language: str):
    """The translation as it stands, in the number of forms the sentence now needs."""
    count = PLURALS[language][0]
    text = kept.string if kept is not None else ""
    if not sentence.plural:
        return text if isinstance(text, str) else text[-1]
    forms = (text,) * count if isinstance(text, str) else tuple(text)
    return (forms + ("",) * count)[:count]


def written(catalog: Catalog, language: str) -> bytes:
    """Sorted, without places and dates, so that a change shows only what changed."""
    body = io.BytesIO()
    write_po(body, catalog, omit_header=True, no_location=True, sort_output=True, width=98)
    count, forms = PLURALS[language]
    head = HEAD.format(language=language, count=count, forms=forms).encode()
    return head + body.getvalue().rstrip() + b"\n"


def save(catalog: Catalog, root: Path, language: str) -> bool:
    """Write the file if it differs."""
    file = po_file(root, language)
    text = written(catalog, language)
    if file.exists() and file.read_bytes() == text:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text)
    return True


def compile_all(root: Path) -> list[Path]:
    """The .mo files that gettext reads; they are not committed."""
    made = []
    for language in PLURALS:
        file = po_file(root, language)
        if not file.exists():
            continue
        with file.open("rb") as stream:
            catalog = read_po(stream, locale=language)
        target, part = file.with_suffix(".mo"), file.with_suffix(".mo.part")
        with part.open("wb") as stream:
            write_mo(stream, catalog)
        part.replace(target)
        made.append(target)
    return made
