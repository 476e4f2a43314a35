"""The same seed and size give the same rows; another size only more people and seats."""

import os
import subprocess
import sys

import pytest

from demo import province, staff
from demo.copying import Copier

pytestmark = pytest.mark.slow


def computed(people, seed=province.SEED):
    return province.load(people=people, seed=seed, dry=True, tell=lambda _what: None)


def test_the_same_seed_gives_the_same_rows_in_another_process():
    """Another process has other hashes, so that no order may come from a set."""
    script = (
        "import django; django.setup(); from demo import province;"
        "print(province.load(people=4600, dry=True, tell=str).fingerprint)"
    )
    elsewhere = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert elsewhere.stdout.strip() == computed(4_600).fingerprint


def test_another_seed_gives_other_people_in_the_same_province():
    one, other = computed(4_600), computed(4_600, seed="another")
    assert one.fingerprint != other.fingerprint
    assert one.counts["cadres_unit"] == other.counts["cadres_unit"]
    assert one.counts["cadres_cadre"] == other.counts["cadres_cadre"] == 4_600


def test_more_people_mean_more_seats_and_not_more_units():
    few, many = computed(4_600), computed(9_000)
    assert many.counts["cadres_cadre"] == 9_000
    assert many.counts["cadres_unit"] == few.counts["cadres_unit"]
    assert many.counts["cadres_seat"] > few.counts["cadres_seat"] + 4_000


def test_a_unit_whose_seats_have_run_out_of_numbers_takes_nobody_more(monkeypatch):
    monkeypatch.setattr(staff, "FULLEST", 60)
    copier = Copier(dry=True)
    whole = province.Province(copier, province.SEED, 12_000)
    whole.write(lambda _what: None)
    numbers = [n for (_, title), n in whole.desks.last.items() if not title.endswith("SPEC")]
    assert 50 < max(numbers) <= 60
