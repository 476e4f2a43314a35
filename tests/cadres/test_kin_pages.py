"""The page of relations, and the warning on the forms that fill a post."""

from datetime import date

import pytest
from django.urls import reverse

from cadres.models import ConflictFinding, KinReason
from tests.factories import cadres as make
from tests.factories.kin import ConflictFactory
from tests.factories.record import FamilyMemberFactory

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def province():
    return make.UnitFactory(province=True)


def address(cadre):
    return reverse("cadres:relations", args=[cadre.pk])


def test_relatives_are_shown_from_both_sides_and_only_within_reach(client_of, province):
    here, there = make.UnitFactory(parent=province), make.UnitFactory(parent=province)
    cadre = make.CadreFactory(unit=here, full_name="Lê Văn Giữa")
    father = make.CadreFactory(unit=here, full_name="Lê Văn Cha")
    hidden = make.CadreFactory(unit=there, full_name="Trần Thị Khuất")
    FamilyMemberFactory(cadre=father, relative=cadre, relation="con", full_name="Lê Văn Giữa")
    FamilyMemberFactory(cadre=hidden, relative=cadre, relation="vo_chong", full_name="x")
    page = client_of("ORG_OFFICER", over=here).get(address(cadre)).content.decode()
    assert "Lê Văn Cha" in page
    assert "Father or mother" in page
    assert "a person outside your scope" in page
    assert "Trần Thị Khuất" not in page
    assert str(hidden.pk) not in page
    assert hidden.code not in page
    assert client_of("ORG_OFFICER", over=there).get(address(cadre)).status_code == 404
    basic = client_of("ORG_OFFICER", over=here, classes=["basic"])
    assert basic.get(address(cadre)).status_code == 404


def test_who_served_together_studied_together_and_comes_from_the_same_commune(client_of, province):
    home = make.UnitFactory(parent=province)
    people = []
    for name in ("Lê Văn Một", "Lê Văn Hai"):
        cadre = make.CadreFactory(unit=province, full_name=name, origin_unit=home)
        make.AssignmentFactory(cadre=cadre, seat=make.SeatFactory(unit=province))
        make.QualificationFactory(cadre=cadre, major="Luật")
        people.append(cadre)
    page = client_of("ORG_OFFICER", over=province).get(address(people[0])).content.decode()
    assert page.count("Lê Văn Hai") == 3
    assert "Trường Đại học Mẫu · Luật · 2008" in page


def test_the_page_asks_the_same_number_of_questions(
    client_of, province, django_assert_max_num_queries
):
    client = client_of("ORG_OFFICER", over=province)
    counts = []
    cadre = make.CadreFactory(unit=province)
    for size in (1, 6):
        for _each in range(size):
            other = make.AssignmentFactory(cadre=make.CadreFactory(unit=province)).cadre
            FamilyMemberFactory(cadre=cadre, relative=other, relation="anh_chi_em")
        client.get(address(cadre))
        with django_assert_max_num_queries(40) as asked:
            assert client.get(address(cadre)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_page_of_a_finding_lets_one_explain_and_tells_it(client_of, province):
    finding = ConflictFactory(unit=province)
    client = client_of("ORG_OFFICER", over=province)
    step = reverse("cadres:conflict_step", args=[finding.pk])
    short = client.post(step, {"step": "explained", "version": 1, "reason": "kurz"})
    assert short.status_code == 422
    assert "at least 20 are needed" in short.content.decode()
    why = "Bố trí trước khi kết hôn, đang rà soát"
    assert client.post(step, {"step": "explained", "version": 1, "reason": why}).status_code == 302
    assert why in client.get(finding.get_absolute_url()).content.decode()
    assert ConflictFinding.objects.get().state == "explained"


def test_the_form_of_a_seat_warns_and_takes_the_reason(client_of, province):
    chief = make.AssignmentFactory(
        cadre=make.CadreFactory(unit=province, full_name="Lê Văn Trưởng"),
        seat=make.SeatFactory(unit=province, title=make.TitleFactory(group="head", precedence=1)),
    )
    title = make.TitleFactory(group="deputy_head", precedence=20)
    seat = make.SeatFactory(unit=province, title=title)
    relative = make.CadreFactory(unit=province)
    FamilyMemberFactory(cadre=chief.cadre, relative=relative, relation="vo_chong")
    client = client_of("ORG_OFFICER", over=province)
    values = {
        "cadre": relative.code, "from_day": "02/11/2026", "kind": "primary",
        "is_principal": "on", "entry": "appointed", "decision_number": "1-QĐ/TU",
        "decided_on": "30/10/2026", "leave_reason": "", "kin_reason": "",
    }  # fmt: skip
    page = client.post(reverse("cadres:assign", args=[seat.pk]), values)
    assert page.status_code == 422
    told = page.content.decode()
    assert "Lê Văn Trưởng (spouse of" in told
    assert "Regulation 114-QĐ/TW" in told
    assert not seat.assignments.exists()
    values["kin_reason"] = "Ban Thường vụ đã cho ý kiến đồng ý"
    assert client.post(reverse("cadres:assign", args=[seat.pk]), values).status_code == 302
    assert KinReason.objects.get().reason == values["kin_reason"]
    assert ConflictFinding.objects.get().state == "explained"
    assert seat.assignments.get().held.lower == date(2026, 11, 2)
