"""Bodies beyond the leadership norms, and one person in two posts."""

from datetime import date

import pytest
from django.urls import reverse

from cadres import figures
from cadres.figures import dual
from cadres.models import Level, TitleGroup, UnitKind
from cadres.selectors import norms
from cadres.selectors.establishment import work_for
from governance.actor import system_actor
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

ON = date(2026, 1, 1)


@pytest.fixture
def province():
    unit = UnitFactory(province=True)
    UnitRecordFactory(unit=unit)
    return unit


def department(province, deputies):
    """A provincial department whose deputies came on the first days of the given years."""
    unit = UnitFactory(
        parent=province, kind=UnitKind.DEPARTMENT, level=Level.PROVINCE, block="government"
    )
    title = TitleFactory(group=TitleGroup.DEPUTY_HEAD)
    for year in deputies:
        seat = SeatFactory(unit=unit, title=title)
        AssignmentFactory(cadre=CadreFactory(unit=unit), seat=seat, held=since(date(year, 1, 1)))
    return unit


def locality(province, *, also=(), level=Level.COMMUNE):
    """A commune's secretary who has these posts too, by title group."""
    commune = UnitFactory(parent=province, level=level)
    committee = UnitFactory(committee=True, parent=commune, level=level)
    holder = CadreFactory(unit=committee)
    AssignmentFactory(
        cadre=holder, seat=SeatFactory(unit=committee, title=TitleFactory(level=level))
    )
    for group in also:
        body = UnitFactory(parent=commune, level=level)
        seat = SeatFactory(unit=body, title=TitleFactory(group=group, level=level))
        AssignmentFactory(cadre=holder, seat=seat, is_principal=False, kind="cum")
    return holder


def test_a_department_with_four_deputies_is_beyond_the_norm_since_the_fourth_came(province):
    department(province, [2020, 2021, 2022])
    over = department(province, [2025, 2020, 2021, 2022])
    system = system_actor("test")

    found = list(norms.exceeded_for(system, ON))
    norms.since_when(found, ON)

    assert [(u.pk, u.norm, u.deputies) for u in found] == [(over.pk, 3, 4)]
    assert found[0].exceeded_since == date(2025, 1, 1)
    assert not norms.exceeded_for(system, date(2024, 12, 31)).exists()
    assert norms.norm_of(over, ON)["over"] == 1


def test_who_heads_three_bodies_is_told(province):
    locality(province, also=[TitleGroup.COUNCIL_CHAIR])
    many = locality(province, also=[TitleGroup.COUNCIL_CHAIR, TitleGroup.PEOPLES_CHAIR])

    found = norms.heads_of_many(system_actor("test"), ON)

    assert [(cadre.pk, cadre.heads) for cadre in found] == [(many.pk, 3)]


def test_a_model_is_counted_over_the_first_posts_of_its_level(province):
    locality(province, also=[TitleGroup.PEOPLES_CHAIR])
    locality(province, also=[TitleGroup.COUNCIL_CHAIR])
    locality(province)
    locality(province, also=[TitleGroup.PEOPLES_CHAIR], level=Level.DISTRICT)

    found = {v.code: (v.numerator, v.denominator) for v in dual.shares(unit=province, on=ON)}

    assert found["cadres.dual.secretary_peoples_chair.commune"] == (1, 3)
    assert found["cadres.dual.secretary_council_chair.commune"] == (1, 3)
    assert found["cadres.dual.secretary_peoples_chair.district"] == (1, 1)
    assert found["cadres.dual.secretary_peoples_chair.province"] == (0, 0)


def test_every_figure_of_the_room_is_defined(province):
    codes = [value.code for value in figures.figures(unit=province, year=2025)]
    defined = [definition.code for definition in figures.DEFINITIONS]

    assert sorted(set(codes) - set(defined)) == []
    assert len(defined) == len(set(defined))


def test_the_officer_finds_what_is_exceeded_among_the_own_work(province):
    over = department(province, [2020, 2021, 2022, 2023])
    QuotaEntryFactory(unit=over, number=3)
    elsewhere = UnitFactory(province=True)

    def kinds(hat, where):
        return [str(item.kind) for item in work_for(hats.actor(hat, over=where), ON)]

    assert len(kinds("ORG_OFFICER", province)) == 2
    assert kinds("ORG_OFFICER", elsewhere) == []
    assert kinds("UNIT_HEAD", province) == []


def test_the_page_of_two_posts_lists_who_and_counts(client_of, province):
    holder = locality(province, also=[TitleGroup.PEOPLES_CHAIR, TitleGroup.COUNCIL_CHAIR])
    browser = client_of("ORG_OFFICER", over=province)
    address = reverse("cadres:dual_posts")

    page = browser.get(address, {"model": "secretary_council_chair"})

    [row] = page.context["list"].page.rows
    assert row.cadre == holder
    assert row.other.seat.title.group == TitleGroup.COUNCIL_CHAIR
    assert browser.get(address, {"on": "01/01/2017"}).context["list"].page.rows == []
