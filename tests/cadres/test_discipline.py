"""Measures, blocks and exceptions: what is written, what is refused, whom they keep from what."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cadres.models import BlockException, CareerBlock, DisciplineMeasure
from cadres.selectors import blocks as selectors
from cadres.services import assignments, discipline
from governance.actor import acting, system_actor
from governance.findings import Refused
from tests import hats
from tests.factories.cadres import (
    AssignmentFactory,
    CadreFactory,
    DecisionFactory,
    SeatFactory,
    TitleFactory,
    UnitFactory,
)
from tests.factories.careers import (
    BlockExceptionFactory,
    CareerBlockFactory,
    DisciplineMeasureFactory,
)

DAY, ON = date(2025, 11, 1), date(2026, 1, 15)
REASON = "Cấp có thẩm quyền đồng ý do yêu cầu nhiệm vụ"


@pytest.fixture
def province():
    return UnitFactory(province=True)


@pytest.fixture
def cadre(province):
    return CadreFactory(unit=province)


@pytest.fixture
def inspector(province):
    return hats.actor("INSPECTOR", over=province)


def paper(unit, day=date(2025, 10, 30)):
    return DecisionFactory(issuer=unit, issued_on=day, kind="other")


def record(cadre, by, **more):
    given = {
        "side": "party",
        "form": "reprimand",
        "is_leader": True,
        "violation": "Thiếu trách nhiệm",
        "decision": more.pop("decision", None) or paper(cadre.managing_unit),
        "announced_on": DAY,
        "effective_from": DAY,
        **more,
    }
    return discipline.record_measure(cadre=cadre, by=by, on=ON, **given)


def test_a_measure_brings_its_blocks(cadre, inspector):
    measure = record(cadre, inspector)

    assert measure.expires_on == date(2026, 11, 1)
    assert {(b.what, b.regime, b.barred.upper) for b in measure.blocks.all()} == {
        ("higher_post", "party_377", date(2027, 11, 1)),
        ("planning", "in_effect", date(2026, 11, 1)),
    }
    assert measure.law_versions["party_discipline_months"] == "2025-05-30"


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2025, 10, 31), "coming"),
        (DAY, "in_effect"),
        (date(2026, 10, 31), "in_effect"),
        (date(2026, 11, 1), "expired"),
    ],
)
def test_time_ends_a_measure_without_anybody(cadre, inspector, on, state):
    assert record(cadre, inspector).state_on(on) == state


@pytest.mark.parametrize(
    ("on", "planning", "higher"),
    [
        (date(2025, 10, 31), False, False),
        (DAY, True, True),
        (date(2026, 10, 31), True, True),
        (date(2026, 11, 1), False, True),
        (date(2027, 10, 31), False, True),
        (date(2027, 11, 1), False, False),
    ],
)
def test_blocks_are_lifted_on_their_day_by_themselves(cadre, inspector, on, planning, higher):
    record(cadre, inspector)

    assert selectors.is_blocked(cadre, "planning", on) == planning
    assert selectors.is_blocked(cadre, "higher_post", on) == higher
    assert not selectors.is_blocked(cadre, "training", on)


def test_a_refused_measure_writes_nothing(cadre, inspector):
    with pytest.raises(Refused) as refusal:
        record(cadre, inspector, announced_on=date(2026, 3, 1), form="demotion")

    assert {f.code for f in refusal.value.findings} == {"DISC-01", "DISC-02"}
    assert not DisciplineMeasure.objects.exists()
    assert not CareerBlock.objects.exists()


def test_only_who_works_on_discipline_over_the_managing_unit_records(cadre, province):
    elsewhere = hats.actor("INSPECTOR", over=UnitFactory(province=True))
    clerk = hats.actor("UNIT_CLERK", over=province)

    for actor in (elsewhere, clerk, hats.actor("ORG_HEAD", over=province)):
        with pytest.raises(PermissionDenied):
            record(cadre, actor)


def test_nobody_records_his_own_measure(cadre, province):
    own = hats.actor("INSPECTOR", over=province, cadre=cadre)

    with pytest.raises(Refused) as refusal:
        record(cadre, own)

    assert [f.code for f in refusal.value.findings] == ["DISC-03"]


def test_a_later_decision_replaces_a_measure_and_ends_its_blocks(cadre, inspector):
    old = record(cadre, inspector)
    ended = discipline.end_measure(
        measure=old,
        end="changed",
        ended_on=date(2026, 1, 10),
        decision=paper(cadre.managing_unit, date(2026, 1, 9)),
        by=inspector,
        on=ON,
    )
    new = record(
        cadre,
        inspector,
        form="warning",
        decision=paper(cadre.managing_unit, date(2026, 1, 9)),
        announced_on=date(2026, 1, 10),
        effective_from=date(2026, 1, 10),
        replaces=old,
    )

    assert ended.state_on(ON) == "changed"
    assert old.replaced_by == new
    assert {b.until for b in CareerBlock.objects.filter(measure=old)} == {date(2026, 1, 10)}
    assert [b.measure for b in selectors.blocks_of(cadre, ON)] == [new, new]


def test_DISC_05_a_measure_ends_once(cadre, inspector):
    measure = record(cadre, inspector)
    how = {"end": "revoked", "ended_on": ON, "decision": paper(cadre.managing_unit)}
    discipline.end_measure(measure=measure, by=inspector, on=ON, **how)

    with pytest.raises(Refused) as refusal:
        discipline.end_measure(measure=measure, by=inspector, on=ON, **how)

    assert [f.code for f in refusal.value.findings] == ["DISC-05"]


def test_a_pending_matter_bars_until_it_is_closed(cadre, inspector):
    discipline.bar_while_pending(
        cadre=cadre, since=DAY, matter="Đang thanh tra", by=inspector, on=ON
    )
    assert selectors.is_blocked(cadre, "higher_post", date(2099, 1, 1))

    discipline.close_matter(cadre=cadre, lifted_on=ON, reason=REASON, by=inspector, on=ON)
    assert not selectors.is_blocked(cadre, "higher_post", ON)
    assert selectors.is_blocked(cadre, "higher_post", date(2026, 1, 14))


def test_an_exception_lets_through_what_it_names_while_it_lasts(cadre, inspector, province):
    record(cadre, inspector)
    discipline.allow_in_spite(
        cadre=cadre,
        what="higher_post",
        first_day=date(2026, 2, 1),
        last_day_exclusive=date(2026, 3, 1),
        reason=REASON,
        decision=paper(province),
        by=hats.actor("STANDING_MEMBER", over=province),
        on=ON,
    )

    days = [date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 1)]
    assert [selectors.is_blocked(cadre, "higher_post", day) for day in days] == [
        True,
        False,
        False,
        True,
    ]
    assert selectors.is_blocked(cadre, "planning", date(2026, 2, 1))


def test_an_inspector_gives_no_exception(cadre, inspector):
    with pytest.raises(PermissionDenied):
        discipline.allow_in_spite(
            cadre=cadre,
            what="higher_post",
            first_day=ON,
            last_day_exclusive=date(2026, 3, 1),
            reason=REASON,
            decision=paper(cadre.managing_unit),
            by=inspector,
            on=ON,
        )
    assert not BlockException.objects.exists()


# -- who is appointed in spite of it ----------------------------------------------------


def promote(cadre, province, group="head", level="province"):
    seat = SeatFactory(unit=province, title=TitleFactory(group=group, level=level))
    return assignments.assign(
        cadre=cadre,
        seat=seat,
        from_day=ON,
        is_principal=False,
        decision=DecisionFactory(issuer=province, issued_on=DAY),
        by=hats.actor("ORG_OFFICER", over=province),
        on=ON,
    )


@pytest.fixture
def deputy(cadre, province):
    title = TitleFactory(group="deputy_head", level="province", track="state")
    AssignmentFactory(cadre=cadre, seat=SeatFactory(unit=province, title=title))
    return cadre


def test_BLOCK_01_nobody_under_a_block_rises(deputy, province):
    CareerBlockFactory(cadre=deputy)

    with pytest.raises(Refused) as refusal:
        promote(deputy, province)

    (finding,) = refusal.value.findings
    assert finding.code == "BLOCK-01"
    assert "377-QĐ/TW" in str(finding.message)
    assert deputy.assignments.count() == 1


@pytest.mark.parametrize("group", ["deputy_head", "specialist"])
def test_a_block_on_higher_posts_lets_an_equal_or_lower_one_pass(deputy, province, group):
    CareerBlockFactory(cadre=deputy)

    assert promote(deputy, province, group)


def test_a_pending_matter_bars_every_post(deputy, province):
    CareerBlockFactory(cadre=deputy, pending=True)

    with pytest.raises(Refused):
        promote(deputy, province, "specialist")


def test_an_exception_lets_somebody_rise(deputy, province):
    CareerBlockFactory(cadre=deputy)
    BlockExceptionFactory(cadre=deputy)

    assert promote(deputy, province)


# -- questions ---------------------------------------------------------------------------


def test_blocked_ids_asks_once_for_many(django_assert_num_queries, province):
    people = [CareerBlockFactory(cadre=CadreFactory(unit=province)).cadre for _ in range(3)]
    free = CadreFactory(unit=province)

    with django_assert_num_queries(1):
        found = selectors.blocked_ids([p.pk for p in [*people, free]], "higher_post", ON)

    assert found == {p.pk for p in people}


def test_blocks_are_shown_inside_the_scope_and_to_the_person(cadre, province):
    CareerBlockFactory(cadre=cadre)
    here = hats.actor("INSPECTOR", over=province)
    elsewhere = hats.actor("INSPECTOR", over=UnitFactory(province=True))
    clerk = hats.actor("UNIT_CLERK", over=province)
    own = hats.actor("CADRE", over=cadre.employing_unit, cadre=cadre)

    assert [len(selectors.barred_now(cadre, ON, a)) for a in (here, elsewhere, clerk, own)] == [
        1,
        0,
        0,
        1,
    ]
    assert selectors.profile_panel(clerk, cadre, ON) is None
    assert selectors.profile_panel(own, cadre, ON).context["own"]


def test_the_panel_asks_the_same_for_one_measure_and_for_many(province):
    counts = []
    for number in (1, 3):
        cadre = CadreFactory(unit=province)
        for _ in range(number):
            measure = DisciplineMeasureFactory(cadre=cadre)
            CareerBlockFactory(cadre=cadre, measure=measure)
        with CaptureQueriesContext(connection) as queries:
            selectors.profile_panel(hats.actor("INSPECTOR", over=province), cadre, ON)
        counts.append(len(queries))

    assert counts[0] == counts[1]


# -- races ------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_officers_who_race_record_one_decision_once():
    cadre = CadreFactory()
    decision = paper(cadre.managing_unit)

    def officer(_number):
        try:
            with acting(system_actor("race")) as by:
                record(cadre, by, decision=decision)
        except ValidationError:
            return "refused"
        finally:
            connection.close()
        return "recorded"

    with ThreadPoolExecutor(max_workers=4) as officers:
        outcomes = sorted(officers.map(officer, range(4)))

    assert outcomes == ["recorded", "refused", "refused", "refused"]
    assert CareerBlock.objects.filter(cadre=cadre).count() == 2
