"""A province, its inspecting body and a commune; who inspects, decides and reports."""

import pytest

from cadres.models import Hat
from tests.factories.cadres import UnitFactory
from tests.hats import actor


@pytest.fixture
def province():
    return UnitFactory(province=True)


@pytest.fixture
def body(province):
    return UnitFactory(committee=True, parent=province, name_vi="Ủy ban Kiểm tra")


@pytest.fixture
def commune(province):
    return UnitFactory(parent=province, name_vi="Xã Bình Liêu")


@pytest.fixture
def here(body, commune):
    return {"led_by": body, "unit": commune}


@pytest.fixture
def inspector(province):
    return actor(Hat.INSPECTOR, over=province)


@pytest.fixture
def head(province):
    return actor(Hat.ORG_HEAD, over=province)


@pytest.fixture
def reporter(commune):
    return actor(Hat.ORG_HEAD, over=commune)
