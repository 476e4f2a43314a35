"""The pages of evaluation, as hats inside and outside the scope meet them."""

import pytest
from django.urls import reverse

from evaluation.models import State, UnitClass, YearlyClass
from tests.factories.cadres import CadreFactory, DecisionFactory
from tests.factories.evaluation import UnitClassFactory, YearlyClassFactory


def test_the_list_shows_the_scope_only(client_of, province, commune):
    inside = YearlyClassFactory(cadre=CadreFactory(unit=commune, full_name="Lê Văn An"))
    YearlyClassFactory(cadre=CadreFactory(full_name="Người Ngoài Phạm Vi"))

    page = client_of("ORG_HEAD", over=province).get(reverse("evaluation:classes"))

    text = page.content.decode()
    assert page.status_code == 200
    assert inside.get_absolute_url() in text
    assert "Người Ngoài Phạm Vi" not in text


@pytest.mark.parametrize("hat", ["CADRE", "FRONT_USER", "AUDITOR"])
def test_hats_without_this_class_of_data_see_an_empty_list(client_of, province, hat):
    YearlyClassFactory(cadre=CadreFactory(unit=province, full_name="Lê Văn An"), decided=True)

    page = client_of(hat, over=province).get(reverse("evaluation:classes"))

    assert page.status_code == 200
    assert "Lê Văn An" not in page.content.decode()


def test_the_person_sees_the_own_result_in_list_and_page(client_of, province):
    cadre = CadreFactory(full_name="Lê Văn An")
    row = YearlyClassFactory(cadre=cadre, decided=True)
    browser = client_of("CADRE", over=province, cadre=cadre)

    assert "Lê Văn An" in browser.get(reverse("evaluation:classes")).content.decode()
    assert browser.get(row.get_absolute_url()).status_code == 200


def test_filters_narrow_the_list(client_of, province, commune):
    YearlyClassFactory(cadre=CadreFactory(unit=commune, full_name="Lê Văn An"), work_class="HT")
    YearlyClassFactory(cadre=CadreFactory(unit=province, full_name="Trần Thị Bình"))
    browser = client_of("ORG_HEAD", over=province)

    for query in (
        {"work_class": "HT"},
        {"unit": str(commune.pk), "year": "2025"},
        {"q": "le van an"},
    ):
        text = browser.get(reverse("evaluation:classes"), query).content.decode()
        assert ("Lê Văn An" in text, "Trần Thị Bình" in text) == (True, False)


@pytest.mark.parametrize("query", [{}, {"sort": "name"}, {"q": "le van"}, {"export": "csv"}])
def test_a_unit_lists_its_own_people(client_of, province, commune, query):
    YearlyClassFactory(cadre=CadreFactory(unit=commune, full_name="Lê Văn An"))
    YearlyClassFactory(cadre=CadreFactory(unit=province, full_name="Lê Văn Bình"))

    page = client_of("UNIT_CLERK", over=commune).get(reverse("evaluation:classes"), query)

    text = page.content.decode()
    assert ("Lê Văn An" in text, "Lê Văn Bình" in text) == (True, False)


@pytest.mark.parametrize("rows", [1, 50])
def test_the_list_asks_the_same_number_of_questions(
    client_of, province, rows, django_assert_max_num_queries
):
    for _each in range(rows):
        YearlyClassFactory(cadre=CadreFactory(unit=province))
    browser = client_of("ORG_HEAD", over=province)
    browser.get(reverse("evaluation:classes"))

    with django_assert_max_num_queries(12) as asked:
        browser.get(reverse("evaluation:classes"))

    assert len(asked) == 6


def test_a_class_outside_the_scope_does_not_exist(client_of, province, commune):
    own, foreign = YearlyClassFactory(cadre=CadreFactory(unit=commune)), YearlyClassFactory()
    browser = client_of("ORG_HEAD", over=province)

    for row, status in ((own, 200), (foreign, 404)):
        assert browser.get(row.get_absolute_url()).status_code == status
        assert browser.get(reverse("evaluation:decide", args=[row.pk])).status_code == status
        for name in ("unit_class", "classify_unit"):
            address = reverse(f"evaluation:{name}", args=[row.unit.pk, 2025])
            assert browser.get(address).status_code == status


def test_a_head_of_unit_proposes(client_of, commune):
    cadre = CadreFactory(unit=commune)
    browser = client_of("UNIT_HEAD", over=commune)
    sent = {"cadre": str(cadre.pk), "year": "2025", "work_class": "HTXS", "score": "89,99"}

    refused = browser.post(reverse("evaluation:propose"), sent)
    kept = browser.post(reverse("evaluation:propose"), {**sent, "score": "92,5"})

    assert refused.status_code == 422
    assert "366-QĐ/TW" in refused.content.decode()
    assert kept.status_code == 302
    assert str(YearlyClass.objects.get().score) == "92.50"


@pytest.mark.parametrize(
    ("name", "value"),
    [("year", "1900"), ("year", "2999"), ("score", "101"), ("cadre", "x"), ("work_class", "A")],
)
def test_a_wrong_entry_is_told_at_the_field(client_of, commune, name, value):
    sent = {"cadre": str(CadreFactory(unit=commune).pk), "year": "2025", "work_class": "HT"}

    page = client_of("UNIT_HEAD", over=commune).post(
        reverse("evaluation:propose"), {**sent, "score": "60", name: value}
    )

    assert page.status_code == 422
    assert f"id_{name}_error" in page.content.decode()
    assert not YearlyClass.objects.exists()


def test_a_hat_that_only_reads_neither_proposes_nor_decides(client_of, province):
    row = YearlyClassFactory(cadre=CadreFactory(unit=province))
    browser = client_of("UNIT_CLERK", over=province)

    assert browser.get(reverse("evaluation:propose")).status_code == 403
    assert browser.get(reverse("evaluation:decide", args=[row.pk])).status_code == 403
    address = reverse("evaluation:classify_unit", args=[province.pk, 2025])
    assert browser.get(address).status_code == 403


def decision_sent(row, paper, **changes):
    return {
        "work_class": row.work_class,
        "grounds": row.grounds,
        "decision": paper.number,
        "version": "1",
        **changes,
    }


def test_a_class_is_decided_by_the_number_of_a_decision(client_of, province, commune):
    row = YearlyClassFactory(cadre=CadreFactory(unit=commune))
    paper = DecisionFactory(issuer=province)
    sent = decision_sent(row, paper, notified_on="10/01/2026", notified_how="written")
    browser = client_of("ORG_HEAD", over=province)
    browser.get(reverse("evaluation:decide", args=[row.pk]))

    refused = browser.post(reverse("evaluation:decide", args=[row.pk]), sent)
    kept = browser.post(
        reverse("evaluation:decide", args=[row.pk]),
        {**sent, "notified_on": "", "notified_how": ""},
    )

    assert refused.status_code == 422  # told before it was decided
    assert kept.status_code == 302
    row = YearlyClass.objects.get()
    assert (row.state, row.decision) == (State.DECIDED, paper)


def test_the_second_of_two_deciders_sees_both_values(client_of, province, commune):
    row = YearlyClassFactory(cadre=CadreFactory(unit=commune))
    paper = DecisionFactory(issuer=province)
    browser = client_of("ORG_HEAD", over=province)
    address = reverse("evaluation:decide", args=[row.pk])
    browser.post(address, decision_sent(row, paper))

    answer = browser.post(
        address, decision_sent(row, paper, work_class="HT", grounds="Căn cứ của người thứ hai")
    )

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Căn cứ của người thứ hai" in text
    assert row.grounds in text
    assert YearlyClass.objects.get().work_class == "HTT"


def test_the_page_of_a_unit_names_those_over_the_cap(client_of, province, commune):
    for _ in range(5):
        YearlyClassFactory(cadre=CadreFactory(unit=commune))
    for name in ("Lê Văn An", "Trần Thị Bình"):
        cadre = CadreFactory(unit=commune, full_name=name)
        YearlyClassFactory(cadre=cadre, work_class="HTXS", score=95)

    page = client_of("ORG_HEAD", over=province).get(
        reverse("evaluation:unit_class", args=[commune.pk, 2025])
    )

    assert "Lê Văn An" in page.content.decode()
    assert "124-QĐ/TW" in page.content.decode()


def test_the_level_above_classes_a_unit_once(client_of, province, commune):
    paper = DecisionFactory(issuer=province)
    browser = client_of("ORG_HEAD", over=province)
    address = reverse("evaluation:classify_unit", args=[commune.pk, 2025])
    sent = {"work_class": "HTT", "decision": str(paper.pk), "score": "", "grounds": ""}

    assert browser.post(address, sent).status_code == 302
    assert browser.post(address, sent).status_code == 422
    assert UnitClass.objects.get().unit == commune


def test_the_profile_of_a_cadre_shows_the_classes(client_of, province, commune):
    row = YearlyClassFactory(cadre=CadreFactory(unit=commune), decided=True)
    UnitClassFactory(unit=commune)

    page = client_of("ORG_HEAD", over=province).get(row.cadre.get_absolute_url())

    assert row.get_absolute_url() in page.content.decode()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_speak_the_language_of_the_account(client_of, province, commune, language):
    row = YearlyClassFactory(cadre=CadreFactory(unit=commune))
    browser = client_of("ORG_HEAD", over=province, language=language)

    for address in (
        reverse("evaluation:classes"),
        row.get_absolute_url(),
        reverse("evaluation:decide", args=[row.pk]),
        reverse("evaluation:unit_class", args=[commune.pk, 2025]),
    ):
        page = browser.get(address)
        assert page.status_code == 200
        assert f'lang="{language}"' in page.content.decode()
