"""Pages of positions, titles, seats and tables of regulations, with rows to show."""

import pytest
from django.urls import reverse

from cadres.models import AuthorityVersion, EquivalenceVersion, JobPosition, UnitKind
from tests.factories.cadres import (
    AssignmentFactory,
    CadreFactory,
    SeatFactory,
    TitleFactory,
    UnitFactory,
    UnitRecordFactory,
)
from tests.factories.posts import (
    AuthorityCellFactory,
    CompetencyFactory,
    DutyFactory,
    EquivalenceMemberFactory,
    JobPositionFactory,
    PositionCompetencyFactory,
    SeatPositionFactory,
)
from tests.factories.record import SalaryStepFactory


@pytest.fixture
def province():
    unit = UnitFactory(province=True)
    UnitRecordFactory(unit=unit)
    return unit


@pytest.fixture
def standing(province):
    unit = UnitFactory(
        parent=province,
        kind=UnitKind.STANDING_COMMITTEE,
        level="province",
        name_vi="Ban Thường vụ",
    )
    UnitRecordFactory(unit=unit)
    return unit


@pytest.fixture
def seat(province):
    unit = UnitFactory(parent=province)
    UnitRecordFactory(unit=unit)
    return SeatFactory(unit=unit)


def text_of(browser, url: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_seat_says_who_decides_what_it_answers_for_and_of_which_position_it_is(
    client_of, province, standing, seat
):
    AuthorityCellFactory()
    DutyFactory()
    link = SeatPositionFactory(seat=seat)
    held = AssignmentFactory(cadre=CadreFactory(unit=seat.unit), seat=seat)
    browser = client_of("ORG_OFFICER", over=province)

    shown = text_of(browser, seat.get_absolute_url())

    for words in ("Ban Thường vụ", "công tác cán bộ của đảng bộ", held.cadre.full_name):
        assert words in shown
    assert link.position.name in shown
    assert "Ban Thường vụ" in text_of(browser, reverse("cadres:assign", args=[seat.pk]))
    assert "công tác cán bộ của đảng bộ" in text_of(browser, seat.unit.get_absolute_url())


def test_a_title_shows_its_equivalents_seats_and_that_peers_are_few(client_of, province, seat):
    member = EquivalenceMemberFactory(title=seat.title)
    other = EquivalenceMemberFactory(group=member.group, title__name_vi="Chánh Văn phòng")
    browser = client_of("ORG_OFFICER", over=province)

    shown = text_of(browser, seat.title.get_absolute_url())

    assert other.title.name_vi in shown
    assert seat.unit.name_vi in shown
    assert other.title.name_vi in text_of(browser, reverse("cadres:equivalence"))
    assert member.group.name_vi in text_of(
        browser, member.of_version.get_absolute_url() + "?lang=vi"
    )


def test_the_catalogue_counts_the_seats_of_a_title_and_who_holds_them(client_of, province, seat):
    AssignmentFactory(cadre=CadreFactory(unit=seat.unit), seat=seat)
    SeatFactory(unit=seat.unit, title=seat.title, ordinal=2)
    AssignmentFactory(seat=SeatFactory(title=seat.title, unit=UnitFactory()))  # out of sight

    answer = client_of("ORG_OFFICER", over=province).get(reverse("cadres:titles"))

    title = next(row for row in answer.context["list"].page.rows if row.pk == seat.title_id)
    assert (title.seats_now, title.holders_now) == (2, 1)


@pytest.mark.parametrize("kind", ["equivalence", "authority"])
def test_a_version_is_begun_filled_in_and_confirmed_on_its_pages(client_of, province, kind):
    model = {"equivalence": EquivalenceVersion, "authority": AuthorityVersion}[kind]
    title = TitleFactory()
    browser = client_of("ORG_OFFICER", over=province)
    source = {"since": "01/07/2026", "source": "Quy định 2-QĐ/TU", "confidence": "UNSURE"}
    browser.post(reverse(f"cadres:enter_{kind}"), source)
    version = model.objects.get()
    if kind == "authority":
        line = {"group": "secretary", "level": "commune", "tier": "btv_tinh_uy"}
        url = reverse("cadres:write_line", args=[version.pk])
        assert browser.post(url, {**line, "body_decide": "btv@province"}).status_code == 302
        written = version.lines.get()
        assert 'value="btv@province" selected' in text_of(browser, f"{url}?line={written.pk}")
    else:
        names = {"name_vi": "Nhóm A", "name_en": "Group A", "name_ar": "مجموعة"}
        url = reverse("cadres:open_group", args=[version.pk])
        browser.post(url, {"code": "A", "order": "1", **names})
        place = {"title": str(title.pk), "group": str(version.groups.get().pk)}
        browser.post(reverse("cadres:place_title", args=[version.pk]), place)

    second = client_of("ORG_HEAD", over=province)
    second.post(reverse(f"cadres:confirm_{kind}", args=[version.pk]), {"version": "1"})

    version.refresh_from_db()
    assert version.state == "confirmed"
    assert "Quy định 2-QĐ/TU" in text_of(second, version.get_absolute_url())


def test_a_position_goes_its_way_on_its_pages(client_of, province):
    browser = client_of("ORG_OFFICER", over=province)
    names = {"name_vi": "Chuyên viên", "name_en": "Specialist", "name_ar": "أخصائي"}
    data = {"code": "VT7", "level": "commune", "unit_kind": "xa", "group": "professional"}
    browser.post(
        reverse("cadres:draw_up_position"),
        {**data, **names, "seats": "2", "description": "Tham mưu."},
    )
    position = JobPosition.objects.get()
    for _each in range(3):
        line = {"competency": str(CompetencyFactory().pk), "level": "3"}
        browser.post(reverse("cadres:demand_competency", args=[position.pk]), line)
    second = client_of("ORG_HEAD", over=province)
    url = reverse("cadres:appraise_position", args=[position.pk])
    assert second.post(url, {"version": "1"}).status_code == 302
    third = client_of("STANDING_MEMBER", over=province)
    decision = {"decision_number": "9-QĐ/UBND", "decided_on": "01/07/2026"}
    url = reverse("cadres:approve_position", args=[position.pk])
    third.post(url, {**decision, "issuer": str(province.pk), "version": "2"})
    url = reverse("cadres:put_position_in_force", args=[position.pk])
    third.post(url, {"from_day": "02/07/2026", "version": "3"})

    position.refresh_from_db()
    assert position.state == "in_force"
    assert "9-QĐ/UBND" in text_of(third, position.get_absolute_url())


def test_ranks_below_the_position_are_listed_for_those_who_may_see_pay(client_of, province, seat):
    held = AssignmentFactory(cadre=CadreFactory(unit=seat.unit), seat=seat)
    SeatPositionFactory(seat=seat)
    SalaryStepFactory(cadre=held.cadre, rank_code="01.003", from_date="2020-01")
    right = AssignmentFactory(cadre=CadreFactory(unit=seat.unit), seat=SeatFactory(unit=seat.unit))
    SeatPositionFactory(seat=right.seat)
    SalaryStepFactory(cadre=right.cadre, rank_code="01.002", from_date="2020-01")
    url = reverse("cadres:mismatches")

    shown = text_of(client_of("ORG_OFFICER", over=province), url)

    assert held.cadre.full_name in shown
    assert right.cadre.full_name not in shown
    assert held.cadre.full_name not in text_of(client_of("FRONT_USER", over=province), url)


def test_a_position_shows_its_frame_with_anchors(client_of, province):
    line = PositionCompetencyFactory(position=JobPositionFactory(in_force=True))
    line.competency.anchors.create(
        level=3, name_vi="Làm tốt việc khó.", name_en="Does hard work well.", name_ar="يجيد."
    )

    shown = text_of(client_of("CADRE", over=province), line.position.get_absolute_url())

    assert "Làm tốt việc khó." in shown
