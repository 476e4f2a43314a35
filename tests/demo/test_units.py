"""Units of the demo: codes, paths, names in three languages, bodies that live with their place."""

from datetime import date
from random import Random

import pytest

from demo.copying import Identifiers
from demo.units import Forest


@pytest.fixture(scope="module")
def forest():
    return Forest(Identifiers(Random(1)))


def test_codes_and_paths_are_unique_and_spell_the_ancestors(forest):
    assert len({node.code for node in forest.nodes}) == len(forest.nodes)
    assert len({node.path for node in forest.nodes}) == len(forest.nodes)
    for node in forest.nodes:
        above = node.now.above
        assert node.path == f"{above.path if above else '/'}{node.code}/"


def test_bodies_live_no_longer_than_their_locality(forest):
    for node in forest.nodes:
        assert node.locality.since <= node.since
        assert node.locality.until is None or node.until <= node.locality.until
        assert all(
            a.until == b.since for a, b in zip(node.periods, node.periods[1:], strict=False)
        )


def test_a_code_used_again_in_2025_is_another_unit(forest):
    old = forest.at["06685", date(2016, 1, 1)]
    new = forest.at["06685", date(2025, 7, 1)]
    assert (old.code, old.now.names[0]) == ("06685", "Phường Trần Hưng Đạo")
    assert (new.code, new.now.names[0]) == ("06685-2025", "Phường Hồng Gai")
    assert old.path == "/22/193/06685/"
    assert new.path == "/22/06685-2025/"


@pytest.mark.parametrize(
    ("code", "suffix", "vi", "en"),
    [
        ("193", "CU", "Thành ủy Hạ Long", "Party Committee of Hạ Long City"),
        ("193", "BTC", "Ban Tổ chức Thành ủy Hạ Long", "Organization Board of Hạ Long City"),
        ("206", "CU", "Thị ủy Quảng Yên", "Party Committee of Quảng Yên Town"),
        ("203", "UBND", "Ủy ban nhân dân huyện Vân Đồn", "People's Committee of Vân Đồn District"),
        ("06994", "CU", "Đảng ủy thị trấn Cái Rồng", "Party Committee of Cái Rồng Township"),
        (
            "07030",
            "TH",
            "Trường Tiểu học và THCS Hoành Bồ",
            "Primary and Lower Secondary School of Hoành Bồ Ward",
        ),
    ],
)
def test_bodies_bear_their_usual_names(forest, code, suffix, vi, en):
    node = forest.at[code, date(2016, 1, 1)].bodies[suffix]
    assert node.now.names[:2] == (vi, en)


def test_a_town_that_became_a_city_keeps_its_old_names_too(forest):
    committee = forest.at["205", date(2024, 11, 1)].bodies["CU"]
    assert [p.names[0] for p in committee.periods] == ["Thị ủy Đông Triều", "Thành ủy Đông Triều"]
