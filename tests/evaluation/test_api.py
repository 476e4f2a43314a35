"""The API of evaluation: same scope, same refusals as the pages."""

from evaluation.models import YearlyClass
from tests.factories.cadres import CadreFactory
from tests.factories.evaluation import UnitClassFactory, YearlyClassFactory


def post(browser, **changes):
    sent = {"year": 2025, "work_class": "HTT", "score": "80.00", **changes}
    return browser.post("/api/yearly-classes/", sent, content_type="application/json")


def test_the_api_lists_the_scope_only(client_of, province, commune):
    row = YearlyClassFactory(cadre=CadreFactory(unit=commune))
    foreign = YearlyClassFactory()
    unit_class = UnitClassFactory(unit=commune)
    UnitClassFactory()
    browser = client_of("ORG_HEAD", over=province)

    answer = browser.get("/api/yearly-classes/").json()
    units = browser.get("/api/unit-classes/").json()

    assert [each["id"] for each in answer["results"]] == [str(row.pk)]
    assert [each["id"] for each in units["results"]] == [str(unit_class.pk)]
    assert browser.get(f"/api/yearly-classes/{row.pk}/").status_code == 200
    assert browser.get(f"/api/yearly-classes/{foreign.pk}/").status_code == 404


def test_the_api_proposes(client_of, commune):
    cadre = CadreFactory(unit=commune)

    answer = post(client_of("UNIT_HEAD", over=commune), cadre=str(cadre.pk))

    assert answer.status_code == 201
    assert YearlyClass.objects.get().cadre == cadre


def test_the_api_refuses_with_rule_and_source(client_of, commune):
    cadre = CadreFactory(unit=commune)

    answer = post(client_of("UNIT_HEAD", over=commune), cadre=str(cadre.pk), work_class="HTXS")

    assert answer.status_code == 422
    assert [each["code"] for each in answer.json()["findings"]] == ["EVAL-01"]
    assert not YearlyClass.objects.exists()


def test_the_api_knows_no_cadre_outside_the_scope(client_of, commune):
    answer = post(client_of("UNIT_HEAD", over=commune), cadre=str(CadreFactory().pk))

    assert answer.status_code == 400
