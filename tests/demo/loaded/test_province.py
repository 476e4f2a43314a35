"""The loaded province keeps every constraint and shows the two published figures."""

import unicodedata
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count, F, Q

from cadres.figures import local_secretaries, nonlocal_secretaries, units_at
from cadres.models import (
    Assignment,
    Cadre,
    CadreStatus,
    Decision,
    Level,
    Seat,
    Unit,
    UnitSuccession,
)
from demo import names, province
from demo.doubles import PAIRS
from evaluation.figures import figures as evaluation_figures
from evaluation.models import YearlyClass
from governance.models import AuditEvent
from inspection.models import Inspection, Recommendation
from planning.models import PlanEntry
from recruitment.models import Result
from rotation.models import Move
from tests.demo.loaded.conftest import PEOPLE, structure

pytestmark = pytest.mark.usefixtures("loaded")
COUNTED = date(2023, 12, 31)
TODAY = date(2026, 11, 22)


@pytest.fixture
def whole():
    return Unit.objects.get(code="22")


@pytest.mark.parametrize(
    ("level", "outside", "posts", "percent"),
    [(Level.DISTRICT, 12, 13, "92.31"), (Level.COMMUNE, 168, 177, "94.92")],
)
def test_the_published_figures_follow_from_origins_and_seats(
    whole, level, outside, posts, percent
):
    value = nonlocal_secretaries(unit=whole, on=COUNTED, level=level)
    assert (value.numerator, value.denominator) == (outside, posts)
    assert str(value.percent) == percent
    exceptions = local_secretaries(unit=whole, on=COUNTED, level=level)
    assert len({assignment.seat.unit_id for assignment in exceptions}) == posts - outside


@pytest.mark.parametrize(
    ("day", "districts", "communes"),
    [
        (date(2019, 12, 31), 14, 186),
        (date(2023, 12, 31), 13, 177),
        (date(2024, 12, 31), 13, 171),
        (date(2025, 6, 30), 13, 171),
        (date(2025, 7, 1), 0, 54),
    ],
)
def test_localities_on_a_day(whole, day, districts, communes):
    assert units_at(on=day, level=Level.DISTRICT, unit=whole) == districts
    assert units_at(on=day, level=Level.COMMUNE, unit=whole) == communes


def test_a_renamed_unit_stays_one_and_an_ended_one_has_a_successor():
    city = Unit.objects.get(official_code="205")
    records = list(city.records.order_by("valid").values_list("kind", "name_vi"))
    assert records == [("thi_xa", "Thị xã Đông Triều"), ("thanh_pho", "Thành phố Đông Triều")]
    ended = Unit.objects.exclude(official_code="").filter(valid__endswith__isnull=False)
    assert ended.count() == ended.filter(successions__isnull=False).distinct().count()
    assert UnitSuccession.objects.filter(kind="part").count() > 20


def test_all_constraints_indexes_and_triggers_are_back(loaded):
    _result, before, _told = loaded
    assert structure() - before == set()
    assert before - structure() == set()


def test_the_audit_trail_has_a_baseline_of_every_table(loaded):
    result, _before, _told = loaded
    baselines = AuditEvent._base_manager.filter(op="B", pk_text="")
    rows = {event.tbl: event.new["rows"] for event in baselines if event.new["rows"]}
    assert rows == {table: count for table, count in result.counts.items() if count}


def test_a_second_load_changes_nothing(loaded):
    out = StringIO()
    call_command("load_demo", stdout=out)
    assert "there already" in out.getvalue()
    assert Cadre.objects.count() == PEOPLE + PAIRS  # some people have a second record


def test_people_in_service_hold_one_principal_seat_and_others_none():
    current = Q(held__contains=TODAY, is_principal=True)
    held = Assignment.objects.filter(current).values("cadre").annotate(n=Count("pk"))
    assert set(held.values_list("n", flat=True)) == {1}
    active = Cadre.objects.filter(status=CadreStatus.ACTIVE)
    assert active.count() == held.count() + PAIRS  # a second record holds no post
    assert not Assignment.objects.filter(current).exclude(cadre__status="active").exists()


def test_seats_lie_within_the_life_of_their_unit_and_posts_within_their_seat():
    assert not Seat.objects.exclude(unit__valid__contains=F("valid")).exists()
    assert not Assignment.objects.exclude(seat__valid__contains=F("held")).exists()
    assert not Decision.objects.filter(issued_on__gt=TODAY).exists()


def test_no_seat_is_held_in_a_district_since_july_2025():
    held = Assignment.objects.filter(
        held__contains=date(2025, 7, 1), seat__title__level="district"
    )
    assert not held.exists()


def test_people_are_as_varied_as_in_life():
    women = Cadre.objects.filter(sex="female").count() / PEOPLE
    minority = Cadre.objects.exclude(ethnicity="Kinh").count() / PEOPLE
    assert 0.25 < women < 0.37
    assert 0.05 < minority < 0.25
    family = Cadre.objects.filter(search_key__startswith="nguyen ").count() / PEOPLE
    assert 0.3 < family < 0.42
    born = Cadre.objects.values_list("born", flat=True)
    years = {each.year for each in born}
    assert min(years) > 1954
    assert max(years) < 2004


def test_files_have_gaps_as_real_ones_have():
    precisions = {each.precision for each in Cadre.objects.values_list("born", flat=True)}
    assert precisions == {"year", "month", "day"}
    written = list(Cadre.objects.values_list("full_name", "search_key"))
    decomposed = [name for name, _ in written if unicodedata.normalize("NFC", name) != name]
    assert decomposed
    assert any("  " in name for name, _ in written)
    assert not any("  " in key for _, key in written)
    without_paper = Assignment.objects.filter(decision=None).count()
    assert 0.02 < without_paper / Assignment.objects.count() < 0.2


def test_no_known_leader_is_named():
    assert not [
        n for n in Cadre.objects.values_list("full_name", flat=True) if names.is_avoided(n)
    ]


def test_classes_are_spread_as_usual_and_within_the_law(whole):
    found = {value.code: value for value in evaluation_figures(unit=whole, year=2023)}
    assert 16 < found["evaluation.people.htxs"].percent < 20
    assert 66 < found["evaluation.people.htt"].percent < 76
    assert 6 < found["evaluation.people.ht"].percent < 13
    assert found["evaluation.people.kht"].percent < 1
    assert found["evaluation.heads_above_unit"].numerator == 0
    assert found["evaluation.units_over_cap"].percent < 10
    assert YearlyClass.objects.filter(work_class="KHT", reason="").count() == 0


def test_every_room_has_records():
    assert PlanEntry.objects.filter(state="approved").count() > 500
    assert PlanEntry.objects.filter(out_reason="post_abolished").exists()
    assert Move.objects.filter(kind="rotation", state="in_progress").exists()
    assert Result.objects.filter(outcome="selected").exists()
    assert Inspection.objects.filter(kind="surprise", starts_on__year=2023).exists()
    late = Recommendation.objects.filter(due_on__lt=TODAY).exclude(state__in=["done", "waived"])
    assert late.exists()


def test_the_constraints_are_really_checked_again():
    twin = Assignment.objects.filter(held__contains=TODAY, is_principal=True).first()
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT twin")
        with pytest.raises(Exception, match="assignment_one_holder_per_seat_at_a_time"):
            cursor.execute(
                "UPDATE cadres_assignment SET seat_id = %s, version = version + 1 WHERE id = ("
                " SELECT id FROM cadres_assignment WHERE held @> %s::date AND seat_id <> %s"
                " AND kind = 'primary' LIMIT 1)",
                [twin.seat_id, TODAY, twin.seat_id],
            )
        cursor.execute("ROLLBACK TO SAVEPOINT twin")


@pytest.mark.parametrize("people", [0, province.FEWEST - 1, province.MOST + 1])
def test_an_impossible_number_of_people_is_refused_with_a_sentence(people, monkeypatch):
    monkeypatch.setattr(province, "is_there", lambda: False)
    with pytest.raises(CommandError, match="must lie between"):
        call_command("load_demo", people=people)


def test_production_gets_no_invented_people(settings):
    settings.MODE = "production"
    with pytest.raises(CommandError, match="production"):
        call_command("load_demo")
