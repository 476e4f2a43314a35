"""Lists and data classes: what an actor may not know cannot be seen, sorted, filtered or taken."""

import csv
import io
import re

import pytest

from governance.actor import Actor, GrantFact
from governance.classes import DataClass
from portal.lists import options_response
from tests.factories.portal import AccountFactory
from tests.portal.people import (
    ALL,
    HERE,
    NEVER,
    THERE,
    PathList,
    Place,
    actor_for,
    ask,
    names_in,
    text_of,
)


# -- data classes ----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("secret", "unheard"),
    [
        ("?sort=grade", "?sort=nothing"),
        ("?cols=name,grade", "?cols=name,nothing"),
        ("?cols=name,planned", "?cols=name,nothing"),
        ("?grade=3", "?nothing=3"),
        ("?plan=s", "?nothing=s"),
    ],
)
def test_facts_of_a_class_not_held_do_not_exist(people, secret, unheard):
    """The A03 oracle: asking for them is the same mistake as asking for what never was."""
    with_it, without_it = (
        text_of(ask(query, classes=[DataClass.BASIC])).replace(name, "N").replace(other, "N")
        for query, name, other in [(secret, "grade", "plan"), (unheard, "nothing", "nothing")]
    )
    said = re.compile(r'<section class="refusals".*?</section>', re.S)
    assert said.search(with_it)[0] == said.search(without_it)[0]
    assert ask(secret, classes=[DataClass.BASIC]).status_code == 400
    assert ask(secret).status_code == 200  # the positive control


def test_a_column_not_held_is_not_shown_nor_exported(people):
    page = text_of(ask(classes=[DataClass.BASIC]))
    table = ask("?export=csv", classes=[DataClass.BASIC]).content.decode("utf-8-sig")
    assert "Grade" not in page
    assert table.splitlines()[0] == "Full name,Unit,Since"


def test_a_class_held_for_one_unit_hides_and_restricts_the_others(people):
    account = AccountFactory()
    grants = (
        GrantFact("ORG", "/", frozenset({"basic"}), frozenset({"view"})),
        GrantFact("ORG", "/a/", frozenset({"evaluation"}), frozenset({"view"})),
    )
    actor = Actor(account.pk, account.username, "ORG", grants)
    shown = text_of(ask("?size=100", page=PathList, actor=actor))
    by_grade = ask("?sort=grade&size=100", page=PathList, actor=actor)
    with_grade = ask("?grade=1&size=100", page=PathList, actor=actor)
    table = ask("?export=csv&cols=grade", page=PathList, actor=actor).content.decode("utf-8-sig")

    assert shown.count("not in your scope") == 30
    assert len(names_in(by_grade)) == 30
    assert names_in(with_grade) == []  # grades 1 and 3 are all at the other place
    assert sum(row["Grade"] != "" for row in csv.DictReader(io.StringIO(table))) == 15


def test_another_hat_lends_nothing(people):
    account = AccountFactory()
    grants = (GrantFact("INSPECTOR", "/", frozenset({"evaluation"}), frozenset({"view"})),)
    actor = Actor(account.pk, account.username, "ORG_OFFICER", grants)
    assert ask("?sort=grade", actor=actor).status_code == 400


def test_a_unit_out_of_scope_is_as_unknown_as_one_that_never_was(people):
    actor = actor_for(AccountFactory(), *ALL, path="/a/")
    assert len(names_in(ask(f"?place={HERE}&size=100", actor=actor))) == 30
    foreign, never = ask(f"?place={THERE}", actor=actor), ask(f"?place={NEVER}", actor=actor)
    assert foreign.status_code == never.status_code == 400
    said = [text_of(answer).partition("<main")[2] for answer in (foreign, never)]
    assert said[0].replace(str(THERE), "") == said[1].replace(str(NEVER), "")


def test_typed_words_choose_a_unit_when_they_name_only_one(people):
    assert len(names_in(ask("?place=long&size=100"))) == 30
    assert "Several match" in text_of(ask("?place=h"))


def test_the_chosen_unit_is_named_and_can_be_let_go(people):
    answer = text_of(ask(f"?place={HERE}&q=P"))
    assert f'<input type="hidden" name="place" value="{HERE}"><span class="chip"' in answer
    assert 'Unit: Hạ Long<a href="/people/?q=P"' in answer


def test_typing_offers_at_most_ten_escaped_options(people):
    Place.objects.update(name="<Hạ>")
    assert options_response(Place.objects.all()).content.decode() == (
        '<option value="&lt;Hạ&gt;">' * 2
    )


def test_markup_in_a_name_stays_text(people):
    people.update(name="<script>alert(1)</script>")
    people.first().place.__class__.objects.update(name='"><img src=x>')
    answer = ask("?size=25").content.decode()
    assert "<script>alert" not in answer
    assert "<img" not in answer
