"""The pages of records and units, as hats inside and outside the scope meet them."""

import pytest
from django.urls import reverse

from cadres.models import Cadre
from tests import hats
from tests.factories.cadres import (
    AssignmentFactory,
    CadreFactory,
    QualificationFactory,
    SeatFactory,
    UnitFactory,
    UnitRecordFactory,
)


@pytest.fixture
def province():
    unit = UnitFactory(province=True)
    UnitRecordFactory(unit=unit)
    return unit


@pytest.fixture
def district(province):
    unit = UnitFactory(district=True, parent=province)
    UnitRecordFactory(unit=unit)
    return unit


def test_the_list_shows_the_cadres_of_the_scope_by_given_name(client_of, province, district):
    names = ["Trần Văn Bình", "Nguyễn Thị Ân", "Lê Văn An"]
    for name in names:
        CadreFactory(unit=district, full_name=name)
    CadreFactory(full_name="Người Ngoài Phạm Vi")

    page = client_of("ORG_OFFICER", over=province).get(reverse("cadres:cadres"))

    text = page.content.decode()
    assert page.status_code == 200
    assert sorted(names, key=text.index) == [
        "Lê Văn An",
        "Nguyễn Thị Ân",
        "Trần Văn Bình",
    ]
    assert "Người Ngoài Phạm Vi" not in text


def test_typing_without_accents_finds_the_name(client_of, province):
    CadreFactory(unit=province, full_name="Nguyễn Văn Á")
    CadreFactory(unit=province, full_name="Nguyễn Thị Bé")

    page = client_of("ORG_OFFICER", over=province).get(
        reverse("cadres:cadres"), {"q": "nguyen van a"}
    )

    assert "Nguyễn Văn Á" in page.content.decode()
    assert "Nguyễn Thị Bé" not in page.content.decode()


@pytest.mark.parametrize("rows", [1, 50])
def test_the_list_asks_the_same_number_of_questions(
    client_of, province, rows, django_assert_max_num_queries
):
    for _each in range(rows):
        AssignmentFactory(cadre=CadreFactory(unit=province))
    browser = client_of("ORG_OFFICER", over=province)
    browser.get(reverse("cadres:cadres"))

    with django_assert_max_num_queries(12) as asked:
        browser.get(reverse("cadres:cadres"))

    assert len(asked) == 7


def test_a_record_outside_the_scope_does_not_exist(client_of, province):
    stranger = CadreFactory()
    own = CadreFactory(unit=province)
    browser = client_of("ORG_OFFICER", over=province)

    assert browser.get(own.get_absolute_url()).status_code == 200
    assert browser.get(stranger.get_absolute_url()).status_code == 404
    assert browser.get(reverse("cadres:amend_cadre", args=[stranger.pk])).status_code == 404


def test_a_record_shows_posts_training_and_origin(client_of, province):
    held = AssignmentFactory(cadre=CadreFactory(unit=province))
    QualificationFactory(cadre=held.cadre, level="Thạc sĩ Luật")

    page = client_of("ORG_OFFICER", over=province).get(held.cadre.get_absolute_url())

    text = page.content.decode()
    assert "Thạc sĩ Luật" in text
    assert "Nam Định" in text
    assert held.seat.title.name_vi in text
    assert "<svg" in text


def test_personal_facts_are_for_those_with_that_class(client_of, province):
    cadre = CadreFactory(unit=province)

    page = client_of("FRONT_USER", over=province).get(cadre.get_absolute_url())

    assert page.status_code == 200
    assert "Nam Định" not in page.content.decode()


def test_an_officer_corrects_a_record(client_of, province):
    cadre = CadreFactory(unit=province)
    browser = client_of("ORG_OFFICER", over=province)
    form = browser.get(reverse("cadres:amend_cadre", args=[cadre.pk])).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}

    answer = browser.post(
        reverse("cadres:amend_cadre", args=[cadre.pk]),
        {
            **sent,
            "born": "06/1985",
            "full_name": "Nguyễn  Văn Mới",
            "reason": "Theo giấy khai sinh",
        },
    )

    assert answer.status_code == 302
    cadre = Cadre.objects.get(pk=cadre.pk)
    assert (cadre.full_name, cadre.born.value, cadre.version) == ("Nguyễn Văn Mới", "1985-06", 2)
    assert cadre.search_key == "nguyen van moi"


def test_the_second_of_two_editors_sees_both_values(client_of, province):
    cadre = CadreFactory(unit=province)
    browser = client_of("ORG_OFFICER", over=province)
    address = reverse("cadres:amend_cadre", args=[cadre.pk])
    form = browser.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"reason": "Theo hồ sơ"}
    browser.post(address, {**sent, "full_name": "Người Thứ Nhất"})

    answer = browser.post(address, {**sent, "full_name": "Người Thứ Hai"})

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Người Thứ Nhất" in text
    assert "Người Thứ Hai" in text
    assert Cadre.objects.get(pk=cadre.pk).full_name == "Người Thứ Nhất"


def test_a_hat_that_only_reads_cannot_correct(client_of, province):
    cadre = CadreFactory(unit=province)

    answer = client_of("ORG_HEAD", over=province).get(
        reverse("cadres:amend_cadre", args=[cadre.pk])
    )

    assert answer.status_code == 403


def test_the_tree_begins_where_the_grants_do(client_of, province, district):
    elsewhere = UnitFactory(province=True, name_vi="Tỉnh Khác")
    UnitRecordFactory(unit=elsewhere)

    page = client_of("UNIT_CLERK", over=district).get(reverse("cadres:units"))

    text = page.content.decode()
    assert district.name_vi in text
    assert "Tỉnh Khác" not in text
    assert (
        client_of("UNIT_CLERK", over=district)
        .get(reverse("cadres:branch", args=[elsewhere.pk]))
        .status_code
        == 404
    )


def test_a_unit_shows_its_seats_and_holders(client_of, province):
    held = AssignmentFactory(cadre=CadreFactory(unit=province))
    SeatFactory(unit=province)

    page = client_of("ORG_OFFICER", over=province).get(province.get_absolute_url())

    assert held.cadre.full_name in page.content.decode()
    assert page.content.decode().count(reverse("cadres:units")) >= 1


def test_a_wrong_day_is_told_at_the_field(client_of, province):
    page = client_of("ORG_OFFICER", over=province).get(
        reverse("cadres:units"), {"on": "31/31/2023"}
    )

    assert page.status_code == 400
    assert "id_on_error" in page.content.decode()


def test_filling_a_seat_takes_a_decision(client_of, province):
    seat, cadre = SeatFactory(unit=province), CadreFactory(unit=province)
    address = reverse("cadres:assign", args=[seat.pk])
    browser = client_of("ORG_OFFICER", over=province)
    sent = {
        "cadre": str(cadre.pk),
        "from_day": "01/07/2023",
        "kind": "primary",
        "is_principal": "on",
        "entry": "appointed",
        "decision_number": "12-QĐ/TU",
        "decided_on": "02/07/2023",
    }

    too_late = browser.post(address, sent)
    filled = browser.post(address, {**sent, "decided_on": "30/06/2023"})

    assert too_late.status_code == 422
    assert "114-QĐ/TW" in too_late.content.decode()
    assert filled.status_code == 302
    assert seat.assignments.get().cadre == cadre


def test_somebody_signed_in_without_a_hat_sees_no_record(client):
    cadre = CadreFactory()
    client.force_login(hats.AccountFactory(), backend="portal.backends.AccountBackend")

    assert client.get(cadre.get_absolute_url()).status_code == 404


def test_the_own_record_is_visible_to_the_cadre(client_of, province):
    cadre = CadreFactory()

    page = client_of("CADRE", over=province, cadre=cadre).get(cadre.get_absolute_url())

    assert page.status_code == 200
    assert "Nam Định" in page.content.decode()
