"""A province, its officers, a cadre with a provincial post, and a vacant commune seat."""

import pytest

from cadres.models import Hat, Level, TitleGroup
from tests.factories.cadres import (
    AssignmentFactory,
    CadreFactory,
    SeatFactory,
    TitleFactory,
    UnitFactory,
)
from tests.hats import actor


@pytest.fixture
def unit():
    return UnitFactory(province=True)


@pytest.fixture
def officer(unit):
    return actor(Hat.ORG_OFFICER, over=unit)


@pytest.fixture
def head(unit):
    return actor(Hat.ORG_HEAD, over=unit)


@pytest.fixture
def cadre(unit):
    return CadreFactory(unit=unit)


@pytest.fixture
def held(cadre, unit):
    """The principal post of the cadre, a provincial one."""
    title = TitleFactory(group=TitleGroup.DEPUTY_HEAD, level=Level.PROVINCE)
    return AssignmentFactory(cadre=cadre, seat=SeatFactory(unit=unit, title=title))


@pytest.fixture
def seat(unit):
    return SeatFactory(unit=UnitFactory(parent=unit))
