"""The authority matrix: versions, the concrete body of a post, the highest tier."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from cadres.models import AuthorityLine, AuthorityVersion, Body, Step, UnitKind
from cadres.selectors import authority
from cadres.services import regulated
from governance.findings import Refused
from tests import hats
from tests.factories.cadres import (
    AssignmentFactory,
    CadreFactory,
    SeatFactory,
    TitleFactory,
    UnitFactory,
    UnitRecordFactory,
    since,
)
from tests.factories.posts import (
    AuthorityCellFactory,
    AuthorityLineFactory,
    AuthorityVersionFactory,
    UnitRoleFactory,
)

pytestmark = pytest.mark.usefixtures("english")

ON, JULY = date(2026, 11, 20), date(2026, 7, 1)


def refused(name: str):
    return pytest.raises(IntegrityError, match=name)


def unit(parent=None, **fields):
    made = UnitFactory(parent=parent, **fields)
    UnitRecordFactory(unit=made)
    return made


@pytest.fixture
def province():
    return unit(province=True)


@pytest.fixture
def bodies(province):
    """The province's committee with standing committee and board, and a commune with its own."""
    of_province = {"level": "province", "block": "party"}
    committee = unit(province, kind=UnitKind.PARTY_COMMITTEE, **of_province)
    standing = unit(committee, kind=UnitKind.STANDING_COMMITTEE, **of_province)
    board = unit(committee, kind=UnitKind.PARTY_BODY, **of_province)
    UnitRoleFactory(unit=board)
    commune = unit(province)
    local = unit(commune, kind=UnitKind.PARTY_COMMITTEE, block="party")
    return {"committee": committee, "standing": standing, "board": board, "local": local}


def matrix(**cells):
    """A line for commune secretaries: step → (body, level)."""
    line = AuthorityLineFactory()
    for step, (body, level) in cells.items():
        AuthorityCellFactory(line=line, step=step, body=body, body_level=level)
    return line


def test_each_step_finds_its_concrete_body(bodies):
    matrix(
        propose=(Body.STANDING_COMMITTEE, ""),
        consult=(Body.CENTRE, ""),
        appraise=(Body.ORGANISATION_BOARD, "province"),
        decide=(Body.STANDING_COMMITTEE, "province"),
        sign=(Body.AGENCY, ""),
    )

    found = authority.steps_for(TitleFactory(), ON, bodies["local"])

    assert list(found) == Step.values
    assert {step: each.unit for step, each in found.items()} == {
        "propose": bodies["local"],  # no standing committee of its own: the committee
        "consult": None,
        "appraise": bodies["board"],
        "decide": bodies["standing"],
        "sign": bodies["local"],
    }
    assert found["consult"].name == "Politburo or Secretariat"


def test_a_body_that_did_not_exist_on_the_day_is_not_named(bodies):
    matrix(appraise=(Body.ORGANISATION_BOARD, "province"), decide=(Body.FRONT, "district"))
    bodies["board"].roles.update(valid=since(JULY), version=2)

    before = authority.steps_for(TitleFactory(), date(2026, 6, 30), bodies["local"])

    assert (before["appraise"].unit, before["decide"].unit) == (None, None)


def test_outside_of_every_version_nobody_is_named(bodies):
    matrix(decide=(Body.STANDING_COMMITTEE, "province"))

    assert authority.decider(TitleFactory(), "decide", date(2015, 1, 1), bodies["local"]) is None
    assert authority.decider(TitleFactory(), "sign", ON, bodies["local"]) is None
    assert authority.decider(TitleFactory(group="head"), "decide", ON, bodies["local"]) is None


def test_the_highest_tier_of_the_posts_held_decides_about_a_person(bodies):
    low = matrix(decide=(Body.PARTY_COMMITTEE, ""))
    low.tier = "cap_uy_truc_thuoc"
    low.version += 1
    low.save()
    high = AuthorityLineFactory(of_version=low.of_version, group="council_chair")
    AuthorityCellFactory(line=high)
    cadre = CadreFactory()
    AssignmentFactory(cadre=cadre, seat=SeatFactory(unit=bodies["local"]))
    second = SeatFactory(unit=bodies["local"], title=TitleFactory(group="council_chair"))

    alone = authority.decider_for_person(cadre, "decide", ON)
    with_both = authority.decider_for_person(cadre, "decide", ON, besides=[second])

    assert alone.unit == bodies["local"]
    assert (with_both.unit, with_both.tier) == (bodies["standing"], "btv_tinh_uy")


def test_a_new_version_is_written_line_by_line_and_confirmed_by_another(province):
    old = matrix(decide=(Body.PARTY_COMMITTEE, "")).of_version
    officer, second = (hats.actor(hat, over=province) for hat in ("ORG_OFFICER", "ORG_HEAD"))
    source = {"source": "Quy định 2-QĐ/TU", "confidence": "OFFICIAL_TEXT"}
    draft = regulated.enter_version(kind=AuthorityVersion, since=JULY, by=officer, on=ON, **source)
    words = {"of": draft, "group": "secretary", "level": "commune", "by": officer, "on": ON}

    line = regulated.write_line(
        tier="btv_tinh_uy", bodies={"decide": ("btv", "province")}, **words
    )
    regulated.write_line(
        tier="cap_uy_truc_thuoc", track="front", bodies={"sign": ("cap_uy", "")}, **words
    )
    regulated.confirm_version(subject=draft, version=1, by=second, on=ON)

    old.refresh_from_db()
    assert old.valid.upper == JULY
    assert AuthorityLine.objects.filter(of_version=draft).count() == 2
    assert {c.step: c.body for c in line.cells.exclude(body="")} == {"decide": "btv"}
    with pytest.raises(Refused):
        regulated.write_line(tier="tw", bodies={}, **words)


def test_the_database_refuses_a_line_twice_and_two_versions_at_once():
    line = AuthorityLineFactory()
    with refused("authority_line_is_written_once"), transaction.atomic():
        AuthorityLineFactory(of_version=line.of_version)
    with refused("authorityversion_one_in_force_at_a_time"), transaction.atomic():
        AuthorityVersionFactory(confirmed=True)
    cell = AuthorityCellFactory(line=line)
    with refused("authority_cell_is_one_for_each_step"), transaction.atomic():
        AuthorityCellFactory(line=line, step=cell.step)
    role = UnitRoleFactory()
    with refused("unit_has_a_role_once_at_a_time"), transaction.atomic():
        UnitRoleFactory(unit=role.unit)
