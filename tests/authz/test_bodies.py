"""Foreign rows named inside a body, in a filter or in words: refused, and nothing is told."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from django import forms
from django.urls import get_resolver, reverse
from rest_framework import serializers

from cadres.models import TitleStandard
from config.urls import api
from governance.actor import acting
from portal.lists import ListPage, ScopedIdField
from portal.web import UseCaseForm
from tests import hats
from tests.authz.conftest import FOREIGN, rows_written
from tests.authz.lists import API_LISTS, LISTS, subclasses
from tests.authz.table import ACCESS
from tests.authz.test_matrix import CASES, TOKEN, Row
from tests.factories import cadres as make
from tests.factories import governance, inspection, rotation
from tests.world import World

RELATIONS = (ScopedIdField, forms.ModelChoiceField)
SEAL = re.compile(rb"(:|%3A)[\w-]{6}(:|%3A)[\w-]+|\b\d\d:\d\d\b")  # and the minute
CATALOGUES = {"Title", "Term", "JobPosition", "Competency", "EquivalenceGroup"}  # everybody's
CATALOGUE_LISTS = {
    "positions",
    "titles",
    "duties",
    "standards",
}  # whoever adds a row adds it for everybody
FORMS = [case for case in CASES if "POST" in case.values[1].methods and case.values[1].hats]


def rows_of(world) -> dict:
    """A row of each kind that a form may name."""
    entry = world.known()
    return {
        "Cadre": world.cadre,
        "DisciplineMeasure": world.measure,
        "Unit": world.commune,
        "Seat": world.seat,
        "Goal": world.goal,
        "StandardItem": world.criterion,
        "PlanEntry": world.entry,
        "Decision": world.decision,
        "Programme": world.programme,
        "Candidate": world.candidate,
        "Inspection": world.recommendation.finding.inspection,
        "Result": world.candidate.result,
        "CollectiveDecision": governance.CollectiveDecisionFactory(
            unit_path=world.province.path, subject=world.marked("Bỏ phiếu")
        ),
        "known": entry,
    }


def relations_of(form) -> dict[str, str]:
    """field → the model of its rows, for every relation of a form on a page."""
    found = {}
    for name, one in form.fields.items():
        if isinstance(one, ScopedIdField):
            found[name] = one.rows(one.actor).model.__name__
        elif isinstance(one, forms.ModelChoiceField):
            found[name] = one.queryset.model.__name__
    return found


def forms_on(response):
    """The bound forms that a page shows, those of form sets too."""
    context = response.context or {}
    for key in ("form", "rows"):
        one = context.get(key)
        if isinstance(one, forms.BaseFormSet):
            yield from one.forms
        elif isinstance(one, forms.BaseForm):
            yield one


@pytest.mark.parametrize(("name", "access"), FORMS)
def test_a_foreign_row_in_the_body_is_refused(name, access, worlds):
    foreign = rows_of(worlds.foreign)
    hat = sorted(access.hats)[0]
    path = Row(worlds, name, access).path(worlds.own, hat)
    body = {"posts-TOTAL_FORMS": "1", "posts-INITIAL_FORMS": "0"}
    shown = worlds.ask(hat, "POST", path, {"version": 1, **body})
    for form in forms_on(shown):
        for field, model in relations_of(form).items():
            if model in CATALOGUES:
                continue
            row = foreign[model]
            texts = [str(row.pk), str(getattr(row, "code", "") or row)[:200], FOREIGN]
            for text in texts[: 3 if isinstance(form.fields[field], ScopedIdField) else 1]:
                before = rows_written()
                sent = {"version": 1, **body, form.add_prefix(field): text}
                answer = worlds.ask(hat, "POST", path, sent)
                assert answer.status_code == 422, (field, text)
                wrong = [f.errors for f in forms_on(answer) if f.add_prefix(field) in sent]
                assert any(field in errors for errors in wrong), (field, text)
                told = answer.told.replace(text.encode(), b"")
                assert FOREIGN.encode() not in told, (field, text)
                assert rows_written() == before, (field, text)


def test_every_relation_of_every_form_was_tried(worlds):
    """Forms are found by their pages; one that stands on no page of the table fails here."""
    get_resolver().url_patterns  # noqa: B018 -- loads every view and with it every form
    tried = set()
    for case in FORMS:
        name, access = case.values
        hat = sorted(access.hats)[0]
        path = Row(worlds, name, access).path(worlds.own, hat)
        body = {"version": 1, "posts-TOTAL_FORMS": "1", "posts-INITIAL_FORMS": "0"}
        for form in forms_on(worlds.ask(hat, "POST", path, body)):
            tried |= {each.__name__ for each in type(form).__mro__}
    with_relations = {
        form.__name__
        for form in subclasses(UseCaseForm)
        if not form.__module__.startswith("tests.")
        and any(isinstance(one, RELATIONS) for one in form.base_fields.values())
    }
    assert with_relations <= tried


CREATING = {
    f"api:{basename}-list": viewset
    for _prefix, viewset, basename in api.registry
    if hasattr(viewset, "create")
}


@pytest.mark.parametrize("name", CREATING)
def test_a_foreign_row_in_the_json_is_refused(name, worlds):
    hat = API_LISTS[name][0]
    foreign = rows_of(worlds.foreign)
    with acting(hats.acting_as(worlds.own.account(hat))) as actor:
        request = SimpleNamespace(actor=actor)
        fields = CREATING[name].serializer_class(context={"request": request}).get_fields()
    related = {
        key: one.queryset.model.__name__
        for key, one in fields.items()
        if isinstance(one, serializers.PrimaryKeyRelatedField) and not one.read_only
    }
    assert related
    for key, model in related.items():
        if model in CATALOGUES:
            continue
        before = rows_written()
        answer = worlds.ask(hat, "POST", reverse(name), {key: str(foreign[model].pk)})
        assert answer.status_code == 400, key
        assert answer.json()[key], key
        assert FOREIGN.encode() not in answer.told
        assert rows_written() == before, key


# -- oracles: does anything that is counted, ordered or offered depend on foreign rows? --------


def lasting(response) -> bytes:
    """An answer without its tokens and without the time of day that it and its cursors tell."""
    return SEAL.sub(b"", TOKEN.sub(b"", response.told))


def probes(worlds, key) -> tuple[str, list[str]]:
    """(hat, addresses) that ask one list by every order, filter and word it knows."""
    if key in API_LISTS:
        path = reverse(key)
        words = ["", f"?q={FOREIGN}", f"?search={FOREIGN}", "?ordering=-id", "?size=100"]
        return API_LISTS[key][0], [path + word for word in words]
    name, words, hat, _maker = LISTS[key]
    path = reverse(name, args=worlds.own.words(words))
    page: ListPage = worlds.ask(hat, "GET", path).context["list"]
    asked = ["", f"?q={FOREIGN}", "?q=nguyen", "?export=csv", "?size=25"]
    for column in page.known_columns:
        if column.sort:
            asked += [f"?sort={column.key}", f"?sort=-{column.key}"]
    for field, one in (page.filters.form.fields if page.filters else {}).items():
        choices = [value for value, _label in getattr(one, "choices", []) if value]
        asked += [f"?{field}={value}" for value in choices[:3] or ["1", FOREIGN]]
    return hat, [path + query for query in asked]


@pytest.mark.parametrize("key", [k for k in (*LISTS, *API_LISTS) if k not in CATALOGUE_LISTS])
def test_no_list_tells_by_count_order_or_choice_that_foreign_rows_exist(key, worlds):
    hat, paths = probes(worlds, key)
    before = [worlds.ask(hat, "GET", path) for path in paths]
    third = World(mark=FOREIGN)
    third.everything()
    inspection.InspectionFactory(
        unit=third.commune,
        led_by=third.commune,
        starts_on=date(2001, 4, 1),
        ends_on=date(2001, 4, 2),
    )
    seat = make.SeatFactory(unit=third.commune)
    rotation.MoveFactory(cadre=third.cadre, to_seat=seat, effective_on=date(2002, 4, 1))
    for path, old in zip(paths, before, strict=True):
        new = worlds.ask(hat, "GET", path)
        assert new.status_code == old.status_code, path
        assert lasting(new) == lasting(old), path
        echoed = new.told.replace(FOREIGN.encode(), b"") if FOREIGN in path else new.told
        assert FOREIGN.encode() not in echoed, path


@pytest.mark.parametrize("name", ["portal:home", "portal:inbox", "reports:dashboard"])
def test_no_overview_counts_foreign_rows(name, worlds):
    def told() -> dict[str, bytes]:
        answers = {hat: worlds.ask(hat, "GET", reverse(name)) for hat in ACCESS[name].hats}
        return {hat: lasting(answer) for hat, answer in answers.items()}

    before = told()
    assert not [hat for hat in before if FOREIGN.encode() in before[hat]]
    foreign = World(mark=FOREIGN)
    foreign.everything()
    # A draft of a title's standard is law of all: it waits for everybody who may confirm law.
    TitleStandard.objects.filter(pk=foreign.standard.pk).update(state="withdrawn", version=2)
    assert [hat for hat, page in told().items() if page != before[hat]] == []
