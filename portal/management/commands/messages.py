"""Collect, check and compile the translations; needs no gettext program."""

import json
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.translations import catalogs, checks
from portal.translations.extract import Sentence, sentences_of_house, sentences_of_packages


class Command(BaseCommand):
    help = "Bring locale/*/LC_MESSAGES/django.po up to date with code and templates."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="Fail on gaps; write nothing.")
        parser.add_argument("--compile", action="store_true", help="Write the .mo files only.")
        parser.add_argument(
            "--todo", metavar="LANGUAGE", help="Print what is untranslated as JSON."
        )
        parser.add_argument(
            "--fill",
            nargs=2,
            metavar=("LANGUAGE", "FILE"),
            help="Take translations from JSON: {message: text or list of forms}; - reads stdin.",
        )

    def handle(self, **options):
        self.root = Path(settings.LOCALE_PATHS[0])
        if options["compile"]:
            for file in catalogs.compile_all(self.root):
                self.stdout.write(f"{file.parent.parent.name}: compiled")
        elif options["check"]:
            self.check_all()
        elif options["todo"]:
            self.print_todo(options["todo"])
        elif options["fill"]:
            self.fill(*options["fill"])
        else:
            self.bring_up_to_date()

    def said(self, language: str) -> set[Sentence]:
        if not hasattr(self, "house"):
            self.house = sentences_of_house(Path(settings.BASE_DIR))
        taken = {(s.context, s.singular) for s in self.house}
        foreign = sentences_of_packages(language)
        return one_of_each(self.house) | {
            s for s in foreign if (s.context, s.singular) not in taken
        }

    def bring_up_to_date(self):
        for language in catalogs.PLURALS:
            sentences = self.said(language)
            old = catalogs.read(self.root, language)
            new = catalogs.brought_up_to_date(old, sentences, language)
            state = "written" if catalogs.save(new, self.root, language) else "unchanged"
            todo = sum(not all(checks.forms_of(m)) for m in new if m.id)
            self.stdout.write(f"{language}: {len(sentences)} messages, {todo} to do, {state}")

    def check_all(self):
        found = []
        for language in catalogs.PLURALS:
            catalog = catalogs.read(self.root, language)
            lines = checks.problems(catalog, self.said(language))
            found += [f"{language}: {line}" for line in lines]
        if found:
            raise CommandError("\n".join([*found, f"{len(found)} faults in the translations"]))
        self.stdout.write("Every message is translated.")

    def print_todo(self, language):
        catalog = catalogs.read(self.root, language)
        todo = {}
        for sentence in sorted(self.said(language)):
            message = catalog.get(sentence.singular, context=sentence.context or None)
            if message is None or not all(checks.forms_of(message)):
                todo[key(sentence)] = sentence.plural and [sentence.plural] or ""
        json.dump(todo, sys.stdout, ensure_ascii=False, indent=1)

    def fill(self, language, file):
        """Translations for sentences that exist; an unknown message is an error."""
        given = json.loads(sys.stdin.read() if file == "-" else Path(file).read_text("utf-8"))
        sentences = {key(s): s for s in self.said(language)}
        if unknown := set(given) - set(sentences):
            raise CommandError("\n".join(["Nobody says:", *sorted(unknown)]))
        old = catalogs.read(self.root, language)
        catalog = catalogs.brought_up_to_date(old, set(sentences.values()), language)
        for name, text in given.items():
            sentence = sentences[name]
            message = catalog.get(sentence.singular, context=sentence.context or None)
            message.string = text if isinstance(text, str) else tuple(text)
            if sentence.plural and isinstance(text, str):
                message.string = (text,) * catalogs.PLURALS[language][0]
            message.flags.discard("fuzzy")
        catalogs.save(catalog, self.root, language)
        self.stdout.write(f"{language}: {len(given)} translations taken in")


def key(sentence: Sentence) -> str:
    """The message, after its context and a bar where it has one."""
    return f"{sentence.context}|{sentence.singular}" if sentence.context else sentence.singular


def one_of_each(sentences: set[Sentence]) -> set[Sentence]:
    """A message said both alone and with a plural is kept with the plural."""
    found: dict[tuple[str, str], Sentence] = {}
    for sentence in sorted(sentences):
        found[sentence.context, sentence.singular] = sentence
    return set(found.values())
