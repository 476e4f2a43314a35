"""The province's units agree with the counts of the published resolutions, in all their shapes."""

from collections import Counter
from datetime import date

import pytest

from demo.localities import (
    by_key,
    localities,
    localities_at,
    main_successor,
    parent_of,
    successions,
)

JUMPS = (date(2016, 1, 1), date(2020, 1, 1), date(2024, 11, 1), date(2025, 7, 1))


@pytest.mark.parametrize(
    ("day", "districts", "communes", "kinds"),
    [
        (date(2019, 12, 31), 14, 186, {"xa": 111, "phuong": 67, "thi_tran": 8}),
        (date(2020, 1, 1), 13, 177, {"xa": 98, "phuong": 72, "thi_tran": 7}),
        (date(2021, 6, 1), 13, 177, {"xa": 98, "phuong": 72, "thi_tran": 7}),
        (date(2023, 12, 31), 13, 177, {"xa": 98, "phuong": 72, "thi_tran": 7}),
        (date(2024, 10, 31), 13, 177, {"xa": 98, "phuong": 72, "thi_tran": 7}),
        (date(2024, 11, 1), 13, 171, {"xa": 91, "phuong": 73, "thi_tran": 7}),
        (date(2024, 12, 31), 13, 171, {"xa": 91, "phuong": 73, "thi_tran": 7}),
        (date(2025, 6, 30), 13, 171, {"xa": 91, "phuong": 73, "thi_tran": 7}),
        (date(2025, 7, 1), 0, 54, {"xa": 22, "phuong": 30, "dac_khu": 2}),
        (date(2026, 7, 25), 0, 54, {"xa": 22, "phuong": 30, "dac_khu": 2}),
    ],
)
def test_counts_on_a_day(day, districts, communes, kinds):
    assert len(localities_at(day, "district")) == districts
    assert len(localities_at(day, "commune")) == communes
    assert Counter(unit.kind for unit in localities_at(day, "commune")) == kinds


def test_dong_trieu_becomes_a_city():
    kinds = {u.kind for u in localities_at(date(2024, 10, 31), "district") if u.code == "205"}
    assert kinds == {"thi_xa"}
    kinds = {u.kind for u in localities_at(date(2024, 11, 1), "district") if u.code == "205"}
    assert kinds == {"thanh_pho"}


@pytest.mark.parametrize("day", JUMPS)
def test_a_code_names_one_unit_on_a_day(day):
    alive = Counter(unit.code for unit in localities() if unit.exists_on(day))
    assert max(alive.values()) == 1


def test_every_ended_unit_has_a_successor():
    ended = {unit.key for unit in localities() if unit.until}
    assert ended == {step.old for step in successions()}
    assert all(main_successor(key) for key in ended)


def test_a_successor_exists_on_the_day_and_the_old_unit_ends_on_it():
    for step in successions():
        assert by_key()[step.old].until == step.on
        assert by_key()[step.new].exists_on(step.on)


def test_a_unit_divided_has_several_parts_and_a_whole_one_only_one():
    kinds: dict = {}
    for step in successions():
        kinds.setdefault(step.old, []).append(step.kind)
    for found in kinds.values():
        assert len(found) == 1 or set(found) == {"PART"}
        assert len(found) > 1 or found != ["PART"]


def test_a_unit_lives_within_the_life_of_its_superior():
    for unit in localities():
        parent = parent_of(unit)
        if unit.kind == "tinh":
            assert parent is None
            continue
        assert parent is not None
        assert parent.since <= unit.since
        assert parent.until is None or (unit.until is not None and unit.until <= parent.until)


def test_names_keep_their_vietnamese_proper_name_in_every_language():
    for unit in localities():
        assert unit.proper_name in unit.name_en
        assert unit.proper_name in unit.name_ar
