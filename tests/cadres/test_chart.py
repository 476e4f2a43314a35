"""The organisation chart: what stands in its boxes on a day, and what changed since another."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadres.models import AssignmentKind, TitleGroup
from cadres.selectors import chartsheet
from cadres.selectors.chart import chart
from governance.actor import acting
from tests import hats
from tests.factories.cadres import (
    AssignmentFactory,
    CadreFactory,
    QuotaEntryFactory,
    SeatFactory,
    TitleFactory,
    UnitFactory,
    UnitRecordFactory,
    since,
)

OLD, NEW = date(2025, 6, 30), date(2025, 7, 1)


def unit(**more):
    made = UnitFactory(**more)
    UnitRecordFactory(unit=made)
    return made


@pytest.fixture
def province():
    return unit(province=True)


def head(**more):
    return TitleFactory(group=TitleGroup.HEAD, name_vi="Giám đốc", **more)


def box_of(drawn, wanted):
    return next(box for box in drawn.boxes() if box.id == wanted.pk)


def test_seats_show_who_holds_them_and_how(province):
    seat = SeatFactory(unit=province, title=head())
    empty = SeatFactory(unit=province, title=seat.title)
    cadre = CadreFactory(unit=province)
    AssignmentFactory(cadre=cadre, seat=seat, kind=AssignmentKind.ACTING, is_principal=False)

    box = chart(unit=province, on=NEW).root

    lines = {line.id: line for line in box.seats}
    assert [holder.name for holder in lines[seat.pk].holders] == [cadre.full_name]
    assert [tone for _words, tone in lines[seat.pk].holders[0].badges] == ["warn"]
    assert lines[seat.pk].is_vacant
    assert lines[empty.pk].holders == []
    assert box.beneath == (2, 2)


def test_staff_are_counted_and_not_named(province):
    title = TitleFactory(specialist=True)
    AssignmentFactory(
        cadre=CadreFactory(unit=province), seat=SeatFactory(unit=province, title=title)
    )
    SeatFactory(unit=province, title=title)

    box = chart(unit=province, on=NEW).root

    assert (box.staff, box.seats) == ((1, 2), [])


def test_what_is_new_gone_renamed_and_in_other_hands(province):
    ended = unit(parent=province, valid=since(date(2016, 1, 1), NEW))
    founded = unit(parent=province, valid=since(NEW))
    renamed = UnitFactory(parent=province)
    UnitRecordFactory(unit=renamed, valid=since(date(2016, 1, 1), NEW), name_vi="Sở Cũ")
    UnitRecordFactory(unit=renamed, valid=since(NEW), name_vi="Sở Mới")
    seat = SeatFactory(unit=province, title=head())
    kept = SeatFactory(unit=province, title=head())
    gone = SeatFactory(unit=province, title=head(), valid=since(date(2016, 1, 1), NEW))
    opened = SeatFactory(unit=province, title=head(), valid=since(NEW))
    AssignmentFactory(
        cadre=CadreFactory(unit=province, full_name="Người Trước"),
        seat=seat,
        held=since(date(2020, 1, 1), NEW),
        exit="transfer",
    )
    AssignmentFactory(cadre=CadreFactory(unit=province), seat=seat, held=since(NEW))
    AssignmentFactory(cadre=CadreFactory(unit=province), seat=kept)

    drawn = chart(unit=province, on=NEW, against=OLD)

    assert {box_of(drawn, each).change for each in (ended,)} == {"gone"}
    assert box_of(drawn, founded).change == "new"
    assert (box_of(drawn, renamed).change, box_of(drawn, renamed).was) == ("renamed", "Sở Cũ")
    changes = {line.id: (line.change, line.before) for line in drawn.root.seats}
    assert changes[seat.pk] == ("holder", "Người Trước")
    assert changes[kept.pk] == ("", "")
    assert changes[gone.pk][0] == "gone"
    assert changes[opened.pk][0] == "new"
    assert drawn.changed == 6


def test_a_unit_under_another_superior_moved_and_was_not_founded(province):
    first, second = unit(parent=province), unit(parent=province)
    moved = UnitFactory(parent=second)
    UnitRecordFactory(unit=moved, parent=first, valid=since(date(2016, 1, 1), NEW))
    UnitRecordFactory(unit=moved, parent=second, valid=since(NEW))

    drawn = chart(unit=province, on=NEW, against=OLD, depth=2)

    assert sorted(box.change for box in drawn.boxes() if box.id == moved.pk) == ["left", "moved"]


def test_only_opened_branches_are_read(province):
    closed, opened = unit(parent=province), unit(parent=province)
    inside, outside = unit(parent=opened), unit(parent=closed)

    drawn = chart(unit=province, on=NEW, opened=[opened.pk])

    shown = {box.id for box in drawn.boxes()}
    assert inside.pk in shown
    assert outside.pk not in shown
    assert box_of(drawn, closed).has_children


def test_over_the_payroll_and_too_many_deputies(province):
    department = unit(parent=province, kind="so", level="province", block="government")
    deputy = TitleFactory(group=TitleGroup.DEPUTY_HEAD)
    QuotaEntryFactory(unit=department, number=3)
    for _each in range(4):
        seat = SeatFactory(unit=department, title=deputy)
        AssignmentFactory(cadre=CadreFactory(unit=department), seat=seat)

    box = box_of(chart(unit=province, on=NEW), department)

    assert (box.over, box.deputies_over) == (1, 1)


@pytest.mark.parametrize("units", [1, 30])
def test_thirty_boxes_ask_no_more_than_one(province, units):
    title = head()
    for _each in range(units):
        inside = unit(parent=province)
        AssignmentFactory(
            cadre=CadreFactory(unit=inside), seat=SeatFactory(unit=inside, title=title)
        )
        QuotaEntryFactory(unit=inside)

    with CaptureQueriesContext(connection) as asked:
        chart(unit=province, on=NEW)

    assert len(asked) == 12


def test_who_may_not_see_origins_is_told_of_nobody_from_elsewhere(province):
    locality = unit(parent=province)
    committee = unit(committee=True, parent=locality)
    seat = SeatFactory(unit=committee, title=TitleFactory())
    AssignmentFactory(cadre=CadreFactory(unit=committee), seat=seat)

    def badges(hat):
        with acting(hats.actor(hat, over=province)):
            drawn = chart(unit=committee, on=NEW)
        return [words for line in drawn.root.seats for h in line.holders for words, _t in h.badges]

    assert len(badges("ORG_OFFICER")) == len(badges("FRONT_USER")) + 1


# -- pages ------------------------------------------------------------------------
def test_the_page_opens_where_the_scope_begins_and_its_links_work_without_script(
    client_of, province
):
    child = unit(parent=province)
    unit(parent=child)
    browser = client_of("ORG_OFFICER", over=province)

    page = browser.get(reverse("cadres:chart"), {"on": "01/07/2025", "against": "30/06/2025"})

    link = f"{reverse('cadres:unit_chart', args=[child.pk])}?on=2025-07-01&amp;against=2025-06-30"
    assert link in page.content.decode()
    deep = browser.get(reverse("cadres:unit_chart", args=[child.pk]))
    assert deep.context["chart"].root.id == child.pk


@pytest.mark.parametrize("asked", [{"on": "31/02/2025"}, {"open": "x"}, {"depth": "99"}])
def test_a_wrong_address_is_told_and_still_shows_a_chart(client_of, province, asked):
    page = client_of("ORG_OFFICER", over=province).get(reverse("cadres:chart"), asked)

    assert page.status_code == 400
    assert province.name_vi in page.content.decode()


def test_the_sheets_hold_every_name(client_of, province):
    seat = SeatFactory(unit=province, title=head())
    AssignmentFactory(cadre=CadreFactory(unit=province, full_name="Ưng Thị Ẩn"), seat=seat)
    browser = client_of("ORG_OFFICER", over=province)

    svg = browser.get(reverse("cadres:chart_svg", args=[province.pk]))
    pdf = browser.get(reverse("cadres:chart_pdf", args=[province.pk]))

    assert "Ưng Thị Ẩn" in svg.content.decode()
    assert pdf.content.startswith(b"%PDF")


def test_a_large_chart_becomes_several_sheets(province):
    for _each in range(200):
        unit(parent=province)

    drawn = chart(unit=province, on=NEW)

    assert len(chartsheet.cards(drawn)) == 201
    assert len(chartsheet.sheets(drawn, "vi")) > 1


def test_a_large_sheet_is_a_job(client_of, province):
    for _each in range(95):
        unit(parent=province)

    answer = client_of("ORG_OFFICER", over=province).get(
        reverse("cadres:chart_pdf", args=[province.pk])
    )

    assert answer.status_code == 302
    assert "/jobs/" in answer.url
