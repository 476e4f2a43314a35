"""Invented people resemble the province, come out the same again and spare known leaders."""

import unicodedata
from collections import Counter
from random import Random

import pytest

from demo import names


def drawn(seed, count, **who):
    rng = Random(seed)
    return [names.full_name(rng, **who) for _ in range(count)]


def test_a_seed_gives_the_same_people_again():
    who = {"sex": "f", "birth_year": 1983}
    assert drawn(5, 200, **who) == drawn(5, 200, **who)
    assert drawn(5, 200, **who) != drawn(6, 200, **who)


@pytest.mark.parametrize(
    ("family", "share"), [("Nguyễn", 0.38), ("Trần", 0.11), ("Lê", 0.095), ("Phạm", 0.07)]
)
def test_family_names_have_their_usual_shares(family, share):
    found = Counter(name.split()[0] for name in drawn(1, 20_000, sex="m", birth_year=1975))
    kinh = sum(names._book("names.json")["families"]["Kinh"].values())
    assert found[family] / 20_000 == pytest.approx(share * 100 / kinh, abs=0.015)


def test_names_are_composed_letters_with_single_spaces():
    for sex in "mf":
        for year in (1958, 1972, 1985, 1999):
            for group in names._book("names.json")["families"]:
                for name in drawn(3, 50, sex=sex, birth_year=year, group=group):
                    assert unicodedata.normalize("NFC", name) == name
                    assert len(name.split()) >= 3
                    assert name == " ".join(name.split())


def test_women_of_the_older_generation_are_mostly_called_thi():
    old = sum(" Thị " in name for name in drawn(2, 2_000, sex="f", birth_year=1962))
    young = sum(" Thị " in name for name in drawn(2, 2_000, sex="f", birth_year=1996))
    assert old > 1_600 > 1_200 > young


def test_a_known_leaders_name_is_never_drawn(monkeypatch):
    assert names.is_avoided("Hồ Chí Minh")
    who = {"sex": "m", "birth_year": 1966}
    found = {name for seed in range(20) for name in drawn(seed, 500, **who)}
    assert not any(names.is_avoided(name) for name in found)
    one = drawn(11, 1, **who)[0]
    monkeypatch.setattr(names, "is_avoided", lambda name: name == one)
    assert drawn(11, 1, **who) != [one]


def test_ethnic_groups_follow_the_district():
    rng = Random(4)
    binh_lieu = Counter(names.ethnic_group(rng, "198") for _ in range(2_000))
    quang_yen = Counter(names.ethnic_group(rng, "206") for _ in range(2_000))
    assert binh_lieu["Tày"] > binh_lieu["Kinh"]
    assert quang_yen["Kinh"] > 1_950


def test_schools_and_origins_are_written_out():
    rng = Random(9)
    school, major = names.university(rng)
    assert school
    assert major
    assert names.origin_elsewhere(rng)
    for level in ("elementary", "intermediate", "advanced", "bachelor"):
        assert names.political_school(rng, level)
