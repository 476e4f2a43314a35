"""The tables of regulations in the demo: who decides for which post, before and after reforms."""

from datetime import date

import pytest

from cadres.models import (
    AuthorityVersion,
    Goal,
    JobPosition,
    PositionState,
    Seat,
    Title,
    Unit,
    WorkItem,
)
from cadres.selectors import authority, equivalence, goals

pytestmark = pytest.mark.usefixtures("loaded")
BEFORE, BETWEEN, AFTER = date(2024, 1, 1), date(2025, 8, 1), date(2026, 11, 22)


@pytest.mark.parametrize(
    ("title", "unit", "step", "on", "body"),
    [
        ("C-SEC", "06652-2025.CU", "decide", AFTER, "22.BTV"),
        ("C-SEC", "06652-2025.CU", "propose", AFTER, "06652-2025.BTV"),
        ("C-SEC", "06652-2025.CU", "appraise", AFTER, "22.BTC"),
        ("C-SEC", "06652-2025.CU", "consult", BETWEEN, None),
        ("C-DIV", "06652-2025.KT", "decide", AFTER, "06652-2025.BTV"),
        ("C-DIV", "06652-2025.KT", "sign", AFTER, "06652-2025.UBND"),
        ("C-SEC", "06652.CU", "decide", BEFORE, "193.BTV"),
        ("C-PCHAIR", "06652.UBND", "sign", BEFORE, "193.UBND"),
        ("D-SEC", "193.CU", "decide", BEFORE, "22.BTV"),
        ("P-SHEAD", "22.SNV", "propose", AFTER, "22.UBND"),
        ("P-SHEAD", "22.SNV", "decide", AFTER, "22.BTV"),
        ("P-DIV", "22.SNV", "decide", AFTER, "22.SNV"),
        ("P-SPEC", "22.SNV", "decide", AFTER, "22.SNV"),
        ("P-UHEAD", "22.BVDK", "decide", AFTER, "22.UBND"),
    ],
)
def test_who_decides_for_which_post(title, unit, step, on, body):
    found = authority.decider(Title.objects.get(code=title), step, on, Unit.objects.get(code=unit))

    assert (found.unit.code if found else None) == body


def test_the_province_secretary_is_decided_above_the_forest():
    unit = Unit.objects.get(code="22.CU")

    found = authority.decider(Title.objects.get(code="P-SEC"), "decide", AFTER, unit)

    assert (found.unit, found.tier, found.body) == (None, "tw", "centre")


def test_every_title_of_today_has_a_line_and_a_group():
    version, groups = authority.version_on(AFTER), equivalence.version_on(AFTER)
    today = Title.objects.exclude(level="district")

    assert [t.code for t in today if authority.line_of(t, version) is None] == []
    assert [t.code for t in equivalence.unplaced(groups)] == []


def test_a_commune_secretary_rose_in_2025():
    secretary, deputy = (Title.objects.get(code=c) for c in ("C-SEC", "P-SDEP"))

    assert equivalence.is_equal_or_higher(secretary, deputy, BEFORE) is False
    assert equivalence.is_equal_or_higher(secretary, deputy, AFTER) is True
    assert equivalence.peers_of(secretary, AFTER).enough


def test_versions_follow_one_another_and_say_how_sure_they_are():
    versions = list(AuthorityVersion.objects.order_by("number"))

    assert [v.valid.upper for v in versions[:-1]] == [v.valid.lower for v in versions[1:]]
    assert {v.confidence for v in versions} == {"UNSURE"}


def test_goals_have_owners_but_a_few():
    today = date(2026, 11, 22)
    with_owner = Goal.objects.filter(year=2026).annotate(is_owned=goals.owned(today))
    unowned = with_owner.filter(is_owned=False).count()

    assert Goal.objects.filter(year=2024).count() > 1_000
    assert 0 < unowned < with_owner.count() * 0.15
    assert set(WorkItem.objects.values_list("goal__year", flat=True)) == {2026}


def test_every_seat_of_today_is_of_a_position_in_force():
    today = date(2026, 11, 22)
    seats = Seat.objects.filter(valid__contains=today)

    assert not seats.exclude(positions__valid__contains=today).exists()
    assert set(JobPosition.objects.values_list("state", flat=True)) == set(PositionState.values)
