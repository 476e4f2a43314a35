"""Find every sentence a user may see: in our Python, our templates, and in packages
that ship without our languages."""

import gettext
import io
import os
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

from governance.regulation import read_book

# how a call carries its message: argument numbers, "c" for the context
KEYWORDS = {
    "_": None,
    "_now": None,
    "N_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "say": None,
    "refuse_with": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
NOT_SHOWN = {"tests", "migrations", "var", ".venv", "ops", "docs", ".git"}
# Files of packages whose sentences reach our users, by the package whose catalogue is asked first.
FOREIGN = {
    "django": [
        "core/validators.py",
        "db/models/base.py",
        "forms/fields.py",
        "forms/formsets.py",
        "forms/models.py",
        "forms/forms.py",
        "contrib/auth/password_validation.py",
    ],
    "django_filters": ["fields.py", "filters.py", "widgets.py"],
    "rest_framework": ["exceptions.py", "fields.py", "serializers.py", "validators.py"],
}


class Sentence(NamedTuple):
    """What a translator sees; `plural` is empty for most."""

    context: str
    singular: str
    plural: str


def sentences_of_house(root: Path) -> set[Sentence]:
    """Everything our own files say."""
    found: set[Sentence] = set()
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(set(folders) - NOT_SHOWN)
        for file in (Path(folder, name) for name in sorted(files)):
            if file.suffix == ".py":
                found.update(in_python(file.read_text(encoding="utf-8"), file))
            elif file.name == "regulation.toml":
                found.update(in_regulation(file))
            elif file.suffix in {".html", ".txt"} and "templates" in file.parts:
                found.update(in_template(file.read_text(encoding="utf-8"), file))
    return found


def in_regulation(file: Path) -> Iterator[Sentence]:
    """What the law pages and findings show of a book: meanings, notes and sources."""
    for parameter in read_book(file).values():
        sources = [provision.source for provision in parameter.provisions]
        for text in (parameter.meaning, parameter.note, *sources):
            if text:
                yield Sentence("", text, "")


def in_template(source: str, origin: Path) -> Iterator[Sentence]:
    """Django's own translation of a template to code; indentation would confuse the reader."""
    code = templatize(source, origin=str(origin))
    return in_python("\n".join(line.lstrip() for line in code.splitlines()) + "\n", origin)


def in_python(source: str, origin: Path) -> Iterator[Sentence]:
    stream = io.BytesIO(source.encode())
    try:
        calls = list(extract_python(stream, KEYWORDS, [], {"encoding": "utf-8"}))
    except Exception as error:
        raise ValueError(f"{origin}: {error}") from error
    for _line, call, arguments, _comments in calls:
        sentence = as_sentence(KEYWORDS[call], arguments)
        if sentence and sentence.singular:
            yield sentence


def as_sentence(shape, arguments) -> Sentence | None:
    """Put the arguments of a call in their places; a message made by code is not one."""
    values = arguments if isinstance(arguments, tuple) else (arguments,)
    texts = [value for value in values if isinstance(value, str)]
    wanted = 1 if shape is None else len(shape)
    if len(values) < wanted or not isinstance(values[0], str):
        return None
    if shape is None:
        return Sentence("", values[0], "")
    if len(texts) < wanted:
        return None
    context, *rest = texts[:wanted] if isinstance(shape[0], tuple) else ("", *texts[:wanted])
    return Sentence(context, rest[0], rest[1] if len(rest) > 1 else "")


def sentences_of_packages(language: str) -> set[Sentence]:
    """What packages say to users and have not said in this language."""
    found: set[Sentence] = set()
    for package, files in FOREIGN.items():
        home = package_folder(package)
        known = known_to(package, language) | known_to("django", language)
        for name in files:
            file = home / name
            for sentence in in_python(file.read_text(encoding="utf-8"), file):
                if sentence.singular not in known:
                    found.add(sentence)
    return found


def known_to(package: str, language: str) -> set[str]:
    """The messages a package's own catalogue (and Django's contrib ones) translates."""
    known: set[str] = set()
    for catalogue in catalogues(package, language):
        with catalogue.open("rb") as stream:
            translations = gettext.GNUTranslations(stream)
        for key, value in translations._catalog.items():  # noqa: SLF001 -- no public listing
            message = key[0] if isinstance(key, tuple) else key
            if value:
                known.add(message.rpartition("\x04")[2])
    return known


def catalogues(package: str, language: str) -> Iterable[Path]:
    home = package_folder(package)
    patterns = ["locale", "conf/locale", "contrib/*/locale"]
    for pattern in patterns:
        yield from home.glob(f"{pattern}/{language}/LC_MESSAGES/django.mo")


def package_folder(package: str) -> Path:
    found = find_spec(package)
    if found is None or not found.origin:
        raise FileNotFoundError(f"{package} is not installed")
    return Path(found.origin).parent
