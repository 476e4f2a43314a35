"""The leadership norms, at their boundaries."""

from datetime import date

import pytest

from cadres.rules import norms as rules

LAW = rules.NormLaw.on(date(2026, 1, 1))


@pytest.mark.parametrize(
    ("present", "most", "refused"), [(3, 3, False), (4, 3, True), (0, 3, False), (9, None, False)]
)
def test_NORM_01_deputies_are_within_the_norm(present, most, refused):
    facts = rules.NormFacts(present=present, most=most)

    assert (rules.deputies_are_within_the_norm(facts, LAW) is not None) == refused


@pytest.mark.parametrize(("present", "refused"), [(2, False), (3, True)])
def test_NORM_02_one_person_heads_few_bodies(present, refused):
    facts = rules.NormFacts(present=present, most=LAW.heads_of_one_person)

    assert (rules.one_person_heads_few_bodies(facts, LAW) is not None) == refused


def test_every_norm_names_a_level_and_a_kind():
    found = rules.NormLaw.on(date(2016, 1, 1)).deputies()

    assert found["province", "so"] == ("deputies_province_so", 3)
    assert found["province", "cap_uy"][1] == 2
