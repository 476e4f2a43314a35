"""1 July 2025 as the wizard's services did it: nobody lost, two persons, old names kept."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import Count, F

from cadres.figures import nonlocal_secretaries, units_at
from cadres.models import (
    LOCALITIES,
    Assignment,
    Cadre,
    Level,
    Outcome,
    Placement,
    Reorganisation,
    Unit,
)
from governance.models import AuditEvent

pytestmark = pytest.mark.usefixtures("loaded")
DAY, EVE = date(2025, 7, 1), date(2025, 6, 30)


@pytest.fixture
def plan():
    return Reorganisation.objects.get(state="effective")


@pytest.mark.parametrize(
    ("day", "level", "number"),
    [
        (date(2021, 6, 1), Level.COMMUNE, 177),
        (date(2024, 12, 31), Level.COMMUNE, 171),
        (EVE, Level.DISTRICT, 13),
        (DAY, Level.DISTRICT, 0),
        (DAY, Level.COMMUNE, 54),
    ],
)
def test_golden_counts_of_units(day, level, number):
    assert units_at(on=day, level=level) == number


def test_the_54_are_22_communes_30_wards_and_2_special_zones():
    there = Unit.objects.filter(kind__in=LOCALITIES, level=Level.COMMUNE, valid__contains=DAY)
    kinds = dict(there.order_by().values_list("kind").annotate(n=Count("pk")))
    assert kinds == {"xa": 22, "phuong": 30, "dac_khu": 2}


def test_one_person_prepared_it_and_another_approved_it(plan):
    assert plan.prepared_by.startswith("cadre:")
    assert plan.approved_by.startswith("cadre:")
    assert plan.prepared_by != plan.approved_by
    assert plan.carried_out_on == DAY
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    told = AuditEvent._base_manager.filter(op="N", pk_text=str(plan.pk))
    by = {event.action.rpartition(".")[2]: event.actor_name for event in told}
    assert by["draft_reorganisation"] == plan.prepared_by_name
    assert by["approve_reorganisation"] == plan.approved_by_name
    assert by["carry_out_reorganisation"].startswith("system:")


def test_everybody_of_the_171_and_13_goes_on_or_leaves(plan):
    placed = Placement.objects.filter(reorganisation=plan, dropped=False)
    ended = Assignment.objects.filter(
        held__endswith=DAY, seat__unit__valid__endswith=DAY, seat__unit__path__startswith="/22/"
    )
    assert ended.count() == placed.count() > 2_000
    assert not placed.filter(by_hand=False).exists()
    on = placed.filter(outcome__in=[Outcome.SEAT, Outcome.MOVES])
    begun = Assignment.objects.filter(pk__in=on.values("pk"), held__startswith=DAY)
    assert begun.count() == on.count()
    assert placed.filter(outcome=Outcome.LEAVES).count() < placed.count() / 5


def test_nobody_in_service_belongs_to_a_closed_unit():
    closed = Unit.objects.filter(valid__endswith__isnull=False)
    assert not Cadre.objects.filter(status="active", employing_unit__in=closed).exists()
    assert not Cadre.objects.filter(managing_unit__in=closed.filter(valid__endswith=DAY)).exists()


def test_old_names_stay_on_old_records():
    city = Unit.objects.get(code="193")
    record = city.records.get()
    assert (record.name_vi, record.valid.upper) == ("Thành phố Hạ Long", DAY)
    held = Assignment.objects.filter(seat__unit__code="193.CU", held__contains=EVE).first()
    assert "Thành ủy Hạ Long" in str(held.seat)


def test_each_of_the_54_takes_over_from_somebody():
    new = Unit.objects.filter(kind__in=LOCALITIES, valid__startswith=DAY)
    assert new.count() == 54
    assert not new.filter(predecessions__isnull=True).exists()
    assert not new.exclude(predecessions__instrument="1679/NQ-UBTVQH15").exists()


def test_a_report_about_2023_made_today_counts_the_old_units():
    whole, day = Unit.objects.get(code="22"), date(2023, 12, 31)
    district = nonlocal_secretaries(unit=whole, on=day, level=Level.DISTRICT)
    commune = nonlocal_secretaries(unit=whole, on=day, level=Level.COMMUNE)
    assert (district.numerator, district.denominator) == (12, 13)
    assert (commune.numerator, commune.denominator) == (168, 177)


def test_every_state_has_a_plan_to_look_at():
    states = Reorganisation.objects.values_list("state", flat=True)
    assert sorted(states) == ["cancelled", "draft", "effective", "scheduled", "submitted"]
    waiting = Placement.objects.filter(reorganisation__state="draft", outcome=Outcome.WAITS)
    assert waiting.exists()
    assert not Assignment.objects.exclude(seat__valid__contains=F("held")).exists()
