"""Messages are found wherever they stand, kept, and checked for gaps and lost values."""

from pathlib import Path

import pytest

from portal.translations import catalogs, checks
from portal.translations.extract import Sentence, in_python, in_template, sentences_of_packages

SAID = {
    Sentence("", "Hello %(n)s", ""),
    Sentence("", "%(n)s day", "%(n)s days"),
    Sentence("sex", "Men", ""),
    Sentence("", "No later than {day}", ""),
}


def test_python_says():
    source = 'say("No later than {day}", day=1)\n_(name)\npgettext("sex", "Men")\n'
    source += 'ngettext("%(n)s day", "%(n)s days", n)\n_("Hello " "%(n)s")\n'
    assert set(in_python(source, Path("x.py"))) == SAID


def test_templates_say():
    source = """
    <a title="{% blocktranslate with n=x %}Hello {{ n }}{% endblocktranslate %}">
      {% translate "Men" context "sex" %}</a>
      {% blocktranslate trimmed count n=x %}
         {{ n }} day
      {% plural %}
         {{ n }} days
      {% endblocktranslate %}
    {% badge _("No later than {day}") "ok" %}
    """
    assert set(in_template(source, Path("x.html"))) == SAID


def catalogue(tmp_path, language="vi", **texts):
    catalog = catalogs.brought_up_to_date(catalogs.read(tmp_path, language), SAID, language)
    for sentence in SAID:
        message = catalog.get(sentence.singular, context=sentence.context or None)
        forms = (sentence.plural,) * catalogs.PLURALS[language][0]
        message.string = texts.get(
            sentence.singular, forms if sentence.plural else sentence.singular
        )
    return catalog


@pytest.mark.parametrize("language", ["vi", "ar"])
def test_a_full_catalogue_has_no_problems_and_does_not_churn(tmp_path, language):
    catalog = catalogue(tmp_path, language)
    assert list(checks.problems(catalog, SAID)) == []
    assert catalogs.save(catalog, tmp_path, language)

    again = catalogs.brought_up_to_date(catalogs.read(tmp_path, language), SAID, language)

    assert not catalogs.save(again, tmp_path, language)
    assert list(checks.problems(again, SAID)) == []
    assert catalogs.compile_all(tmp_path) == [tmp_path / language / "LC_MESSAGES" / "django.mo"]


@pytest.mark.parametrize(
    ("msgid", "text", "problem"),
    [
        ("Men", "", "untranslated: [sex] Men"),
        ("%(n)s day", ("",), "untranslated: %(n)s day"),
        ("Hello %(n)s", "Chào", "placeholders differ (%(n)s): Hello %(n)s"),
        ("Hello %(n)s", "Chào %(m)s", "placeholders differ (%(m)s, %(n)s): Hello %(n)s"),
        ("No later than {day}", "Trước {ngay}", None),
    ],
)
def test_a_fault_is_named(tmp_path, msgid, text, problem):
    catalog = catalogue(tmp_path, **{msgid: text})
    found = list(checks.problems(catalog, SAID))
    assert found == [problem or "placeholders differ ({day}, {ngay}): No later than {day}"]


def test_what_is_no_longer_said_is_named(tmp_path):
    catalog = catalogue(tmp_path)
    catalog.add("Gone", "Mất")
    assert list(checks.problems(catalog, SAID)) == ["no longer said: Gone"]


def test_packages_without_our_language_are_known():
    foreign = {sentence.singular for sentence in sentences_of_packages("vi")}
    assert "Select a lookup." in foreign
    assert "This field is required." not in foreign
