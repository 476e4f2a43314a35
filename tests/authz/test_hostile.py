"""Hostile input into every field and every parameter: a sentence and 4xx, never a 5xx."""

from html import unescape

import pytest
from django.urls import reverse

from cadres.models import Cadre
from tests.authz.conftest import content_of, rows_written
from tests.authz.lists import API_LISTS, LISTS
from tests.authz.test_bodies import FORMS, forms_on
from tests.authz.test_matrix import CASES, Row

SCRIPT = "<script>alert(1)</script>"
CORPUS = {
    "xss": SCRIPT,
    "attribute": '"><img src=x onerror=alert(1)>',
    "template": "{{7*7}}{% debug %}${7*7}",
    "sql": "'; DROP TABLE cadres_cadre; --",
    "nul": "a\0b",
    "right to left": "abc\u202egnp.exe",
    "decomposed": "Nguye\u0302\u0303n Va\u0306n A\u0301",
    "emoji": "👩‍👩‍👧‍👦" * 3,
    "line breaks": "a\r\nSet-Cookie: x=1",
    "path": "../../../../etc/passwd",
    "full width": "＝１＋１＜script＞",
    "formula": "=1+1",
    "surrogate": "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "number": "9" * 40,
    "negative": "-1",
    "no day": "31/02/2020",
    "no month": "30.13.2020",
    "far": "01/01/99999",
    "before the law": "30/04/1975",
    "end of time": "31/12/9999",
    "no uuid": "00000000-0000-0000-0000-00000000000g",
    "long": "x" * 50_000,
}
IN_ADDRESS = {name: text for name, text in CORPUS.items() if name != "long"}


def share(number: int) -> list[tuple[str, str]]:
    """A script for everybody; of the other texts every second, so that two neighbours get all."""
    script, *others = CORPUS.items()
    return [script, *others[number % 2 :: 2]]


PAGES = [case for case in CASES if "GET" in case.values[1].methods and case.values[1].hats]


def sound(response, where) -> None:
    """Not broken, and whatever was sent comes back as text."""
    assert response.status_code < 500, where
    if "html" in response.headers.get("Content-Type", ""):
        assert SCRIPT.encode() not in response.told, where
        assert b"<img src=x" not in response.told, where
        assert b"49{%" not in response.told, where


@pytest.mark.parametrize("number", range(len(FORMS)), ids=[case.id for case in FORMS])
def test_every_field_of_every_form_withstands_the_corpus(number, worlds):
    name, access = FORMS[number].values
    hat = sorted(access.hats)[0]
    path = Row(worlds, name, access).path(worlds.own, hat)
    fixed = {"version": 1, "posts-TOTAL_FORMS": "1", "posts-INITIAL_FORMS": "0"}
    shown = list(forms_on(worlds.ask(hat, "POST", path, fixed)))
    fields = [form.add_prefix(field) for form in shown for field in form.fields]
    for kind, text in share(number) if fields else share(number)[:2]:  # nothing to type: once
        sent = {**fixed, **dict.fromkeys(fields or ["name", "next", "back", "cols"], text)}
        for body in [{**sent, "version": 1}, sent][: 2 if kind == "number" else 1]:
            response = worlds.ask(hat, "POST", path, body)
            sound(response, kind)
            if response.status_code == 422:
                errors = [e for form in forms_on(response) for e in form.errors.values()]
                assert not list(forms_on(response)) or errors, kind


@pytest.mark.parametrize(("name", "access"), PAGES)
def test_every_page_withstands_any_parameter(name, access, worlds):
    hat = sorted(access.hats)[-1]
    path = Row(worlds, name, access).path(worlds.own, hat)
    names = ["on", "year", "kind", "cadre", "to_seat", "next", "back", "q", "cursor", "size"]
    client = worlds.client(hat)
    for kind in ("xss", "nul", "number", "before the law", "end of time"):
        text = CORPUS[kind]
        response = client.get(path, dict.fromkeys(names, text))
        response.told = content_of(response)
        sound(response, kind)


@pytest.mark.parametrize("key", LISTS)
def test_every_parameter_of_every_list_withstands_the_corpus(key, worlds):
    name, words, hat, _maker = LISTS[key]
    path = reverse(name, args=worlds.own.words(words))
    client = worlds.client(hat)
    page = client.get(path).context["list"]
    filters = list(page.filters.form.fields) if page.filters else []
    own = ["q", "sort", "cols", "size", "after", "before", "export", "view"]
    texts = list(IN_ADDRESS.items())
    for number, parameter in enumerate([*own, *filters]):
        for kind, text in texts[number % 5 :: 5]:
            response = client.get(path, {parameter: text})
            response.told = content_of(response)
            sound(response, (parameter, kind))
            assert response.status_code in {200, 400, 422}, (parameter, kind)


@pytest.mark.parametrize("key", API_LISTS)
def test_every_api_list_withstands_the_corpus(key, worlds):
    hat = API_LISTS[key][0]
    for kind, text in IN_ADDRESS.items():
        response = worlds.client(hat).get(
            reverse(key), dict.fromkeys(["q", "cursor", "size", "ordering", "page"], text)
        )
        assert response.status_code in {200, 400, 404}, kind
        if worlds.client(hat).get(reverse(key)).status_code == 200:
            posted = worlds.ask(hat, "POST", reverse(key), '{"cadre": ' + repr(text)[:200])
            assert posted.status_code in {400, 403, 405}, kind


@pytest.mark.parametrize("megabytes", [1, 10])
def test_megabytes_are_refused_in_words_and_nothing_is_stored(megabytes, worlds):
    text = "x" * (megabytes * 1_000_000)
    for name, field in (
        ("cadres:register_cadre", "full_name"),
        ("rotation:propose", "cadre"),
        ("inspection:plan_inspection", "team"),
    ):
        before = rows_written()
        response = worlds.ask("ORG_OFFICER", "POST", reverse(name), {field: text})
        assert response.status_code in {400, 413, 422}
        assert response.told
        assert rows_written() == before
    response = worlds.ask("ORG_OFFICER", "POST", reverse("api:planentry-list"), {"cadre": text})
    assert response.status_code in {400, 413}


@pytest.mark.parametrize("unit", ["own", "foreign"])
@pytest.mark.parametrize("year", [0, 1899, 2199, 99999, 10**30])
def test_a_year_without_data_is_no_error_of_the_portal(unit, year, worlds):
    pk = getattr(worlds, unit).commune.pk
    for name, method in (("evaluation:unit_class", "GET"), ("reports:refresh_figures", "POST")):
        response = worlds.ask("ORG_OFFICER", method, reverse(name, args=[pk, year]))
        assert response.status_code in ({200, 302, 404, 422} if unit == "own" else {404})
    page = worlds.ask("ORG_OFFICER", "GET", reverse("reports:dashboard") + f"?year={year}")
    assert page.status_code == 200


def amended(cadre, **changes) -> dict:
    """The form of a record as its editor sends it."""
    kept = {
        name: getattr(cadre, name) or ""
        for name in [
            "full_name",
            "other_name",
            "sex",
            "ethnicity",
            "religion",
            "origin_text",
            "birthplace_text",
            "legal_category",
            "education",
            "major",
            "theory",
            "version",
        ]
    }
    return {**kept, "born": "15/06/1985", "reason": "Sửa", **changes}


@pytest.mark.parametrize("kind", [k for k in CORPUS if k not in {"nul", "long"}])
def test_what_is_stored_is_shown_as_text_everywhere(kind, worlds):
    text = CORPUS[kind]
    client = worlds.client("ORG_OFFICER")
    cadre = Cadre.objects.get(pk=worlds.own.cadre.pk)
    path = reverse("cadres:amend_cadre", args=[cadre.pk])
    answer = client.post(path, amended(cadre, full_name=text, other_name=text))
    if answer.status_code == 422:
        assert answer.context["form"].errors
        return
    assert answer.status_code == 302
    for shown in (path, cadre.get_absolute_url(), reverse("cadres:cadres")):
        response = client.get(shown)
        response.told = content_of(response)
        sound(response, (kind, shown))
    assert Cadre.objects.get(pk=cadre.pk).other_name in unescape(client.get(path).content.decode())
    for export in ("csv", "xlsx"):
        told = content_of(client.get(reverse("cadres:cadres") + f"?export={export}"))
        if kind == "formula":
            assert b"<f>" not in told
            assert b"'=1+1" in told


def test_two_editors_see_both_values_and_nothing_is_lost(worlds):
    client = worlds.client("ORG_OFFICER")
    cadre = Cadre.objects.get(pk=worlds.own.cadre.pk)
    path = reverse("cadres:amend_cadre", args=[cadre.pk])
    assert client.post(path, amended(cadre, major="Của người trước")).status_code == 302
    second = client.post(path, amended(cadre, major="Của người sau"))
    assert second.status_code == 409
    assert "Của người trước" in second.content.decode()
    assert "Của người sau" in second.content.decode()
    assert Cadre.objects.get(pk=cadre.pk).major == "Của người trước"


def test_a_form_sent_twice_counts_once(worlds):
    client = worlds.client("ORG_OFFICER")
    body = {"version": 1}
    path = reverse("planning:screen", args=[worlds.own.entry.pk])
    first, second = client.post(path, body), client.post(path, body)
    assert first.status_code in {302, 422}
    assert second.status_code in {409, 422}


def test_an_expired_session_leads_to_sign_in_and_back(worlds):
    path = reverse("cadres:cadre", args=[worlds.own.cadre.pk]) + "?on=2020-01-01"
    client = worlds.client("ORG_OFFICER")
    client.session.flush()
    answer = client.get(path)
    assert answer.status_code == 302
    assert "next=" in answer.url
    assert str(worlds.own.cadre.pk) in answer.url
