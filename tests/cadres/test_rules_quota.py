"""The rules of the payroll ledger, at their boundaries."""

from datetime import date

import pytest

from cadres.rules import quota as rules

LAW = rules.QuotaLaw.on(date(2024, 1, 1))


@pytest.mark.parametrize(
    ("assigned", "present", "refused"),
    [(3, 2, False), (3, 3, True), (3, 9, True), (0, 0, True), (None, 9, False)],
)
def test_QUOTA_01_a_post_is_filled_within_the_quota(assigned, present, refused):
    facts = rules.FillingFacts(assigned=assigned, present=present)

    assert (rules.quota_has_room(facts, LAW) is not None) == refused


@pytest.mark.parametrize(("length", "refused"), [(0, True), (19, True), (20, False)])
def test_QUOTA_02_leave_gives_its_reason(length, refused):
    facts = rules.FillingFacts(assigned=3, present=3, waived=True, reason="x" * length)

    assert rules.quota_has_room(facts, LAW) is None
    assert (rules.leave_gives_its_reason(facts, LAW) is not None) == refused


@pytest.mark.parametrize(
    ("within", "present", "refused"), [(True, 3, True), (True, 2, False), (False, 3, False)]
)
def test_QUOTA_03_leave_comes_from_above(within, present, refused):
    facts = rules.FillingFacts(
        assigned=3, present=present, waived=True, allowed_from_within=within
    )

    assert (rules.leave_comes_from_above(facts, LAW) is not None) == refused


def revision(from_day, **more):
    life = {"unit_from": date(2016, 1, 1), "unit_until": None}
    return rules.RevisionFacts(from_day=from_day, **{**life, **more})


@pytest.mark.parametrize(
    ("day", "replaced", "followed", "refused"),
    [
        (date(2024, 1, 1), None, None, False),
        (date(2024, 1, 1), date(2024, 1, 1), None, True),
        (date(2024, 1, 2), date(2024, 1, 1), None, False),
        (date(2024, 1, 1), None, date(2025, 1, 1), True),
    ],
)
def test_QUOTA_04_a_revision_follows_what_it_replaces(day, replaced, followed, refused):
    facts = revision(day, replaced_from=replaced, followed_on=followed)

    assert (rules.revision_follows_what_it_replaces(facts, LAW) is not None) == refused


@pytest.mark.parametrize(
    ("day", "refused"),
    [
        (date(2015, 12, 31), True),
        (date(2016, 1, 1), False),
        (date(2025, 6, 30), False),
        (date(2025, 7, 1), True),
    ],
)
def test_QUOTA_05_a_quota_lies_in_the_life_of_its_unit(day, refused):
    facts = revision(day, unit_until=date(2025, 7, 1))

    assert (rules.quota_lies_in_the_life_of_its_unit(facts, LAW) is not None) == refused
