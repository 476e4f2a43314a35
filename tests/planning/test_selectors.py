from datetime import date

import pytest

from cadres.models import Hat, Seat, TitleGroup
from planning import selectors
from planning.models import PlanEntry
from tests.factories.cadres import (
    AssignmentFactory,
    CadreFactory,
    SeatFactory,
    TitleFactory,
    UnitFactory,
)
from tests.factories.planning import PlanEntryFactory, TermFactory
from tests.hats import actor

ON = date(2026, 5, 4)


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.mark.parametrize(
    ("hat", "sees"),
    [
        (Hat.ORG_OFFICER, True),
        (Hat.ORG_HEAD, True),
        (Hat.STANDING_MEMBER, True),
        (Hat.UNIT_HEAD, True),
        (Hat.UNIT_CLERK, False),
        (Hat.INSPECTOR, False),
        (Hat.FRONT_USER, False),
        (Hat.EXAM_COUNCIL, False),
        (Hat.SYS_ADMIN, False),
        (Hat.AUDITOR, False),
    ],
)
def test_planning_is_for_the_hats_that_have_the_class(unit, hat, sees):
    inside = PlanEntryFactory(cadre__unit=unit)
    PlanEntryFactory(unit=unit)  # for a post here, but of a person managed elsewhere

    seen = list(selectors.entries_for(actor(hat, over=unit)))

    assert seen == ([inside] if sees else [])


def test_nobody_sees_the_own_planning(unit):
    entry = PlanEntryFactory()
    own = actor(Hat.CADRE, over=unit, cadre=entry.cadre)

    assert not selectors.entries_for(own).exists()


def test_the_employing_unit_alone_does_not_show_planning(unit):
    PlanEntryFactory(cadre__unit=unit, cadre__managing_unit=UnitFactory())

    assert not selectors.entries_for(actor(Hat.ORG_OFFICER, over=unit)).exists()


def test_only_cadres_in_service_of_the_scope_can_be_proposed(unit):
    inside = CadreFactory(unit=unit)
    CadreFactory(unit=unit, status="retired", status_on=ON)
    CadreFactory()

    assert list(selectors.cadres_to_plan(actor(Hat.ORG_OFFICER, over=unit))) == [inside]
    assert not selectors.cadres_to_plan(actor(Hat.ORG_HEAD, over=unit)).exists()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("bí thư, xã bình liêu", ["Bí thư, Xã Bình Liêu"]),
        ("Secretary, Xã Bình Liêu", ["Bí thư, Xã Bình Liêu"]),
        ("bí, xã bình", ["Bí thư, Xã Bình Liêu", "Phó Bí thư, Xã Bình Liêu"]),
        ("bí thư", ["Bí thư, Xã Bình Liêu", "Bí thư, Xã Hoành Mô"]),
        ("chủ tịch, xã bình liêu", []),
        (",", ["Bí thư, Xã Bình Liêu", "Phó Bí thư, Xã Bình Liêu", "Bí thư, Xã Hoành Mô"]),
    ],
)
def test_posts_are_found_by_title_and_unit(text, found):
    head = TitleFactory(code="A", name_vi="Bí thư", name_en="Secretary")
    deputy = TitleFactory(code="B", name_vi="Phó Bí thư", name_en="Deputy secretary")
    first, second = UnitFactory(name_vi="Xã Bình Liêu"), UnitFactory(name_vi="Xã Hoành Mô")
    for title, unit in ((head, first), (deputy, first), (deputy, first), (head, second)):
        SeatFactory(title=title, unit=unit)

    posts = selectors.find_posts(Seat.objects.all(), text, ON)

    assert [str(seat) for seat in posts] == found


def test_of_equal_seats_a_vacant_one_is_found(unit):
    held = AssignmentFactory(seat=SeatFactory(unit=unit)).seat
    vacant = SeatFactory(unit=unit, title=held.title)

    [found] = selectors.find_posts(Seat.objects.all(), unit.name_vi, ON)

    assert found == vacant


def test_facts_count_what_has_not_ended(unit):
    cadre, term = CadreFactory(unit=unit), TermFactory()
    cadre.refresh_from_db()
    seat = SeatFactory(unit=unit)
    held = SeatFactory(unit=unit, title__group=TitleGroup.DEPUTY_CHAIR)
    AssignmentFactory(cadre=cadre, seat=held)
    own = PlanEntryFactory(cadre=cadre, term=term, title=seat.title, unit=unit)
    PlanEntryFactory(term=term, title=seat.title, unit=unit)
    PlanEntryFactory(
        term=term, title=seat.title, unit=unit, state="out", out_on=ON, out_reason="over_age"
    )
    PlanEntryFactory(cadre=cadre)
    target = {"cadre": cadre, "title": seat.title, "unit": unit, "term": term, "on": ON}

    facts = selectors.nomination_facts(**target)
    besides = selectors.nomination_facts(**target, besides=own)

    assert (facts.planned_for_post, besides.planned_for_post) == (2, 1)
    assert (facts.posts_at_level, facts.rank_held, facts.rank_wanted) == (1, 5, 7)
    assert facts.post_exists


@pytest.mark.parametrize(
    ("values", "hat", "step"),
    [
        ({}, Hat.ORG_OFFICER, "screen"),
        ({}, Hat.ORG_HEAD, ""),
        ({"screened": True}, Hat.ORG_OFFICER, "vote"),
        ({"submitted": True}, Hat.ORG_OFFICER, ""),
        ({"submitted": True}, Hat.ORG_HEAD, "approve"),
        ({"approved": True}, Hat.ORG_HEAD, ""),
    ],
)
def test_each_hat_is_offered_its_own_step(unit, values, hat, step):
    entry = PlanEntryFactory(cadre__unit=unit, **values)

    assert selectors.next_step(entry, actor(hat, over=unit)) == step


def test_the_proposer_is_offered_neither_check_nor_approval(unit):
    officer = actor(Hat.ORG_OFFICER, over=unit)
    entry = PlanEntryFactory(cadre__unit=unit, proposed_by=officer.person)

    assert selectors.next_step(entry, officer) == ""
    assert selectors.may_withdraw(entry, officer)


def test_work_is_what_waits_for_approval_by_somebody_else(unit):
    head = actor(Hat.ORG_HEAD, over=unit)
    waiting = PlanEntryFactory(cadre__unit=unit, submitted=True)
    PlanEntryFactory(cadre__unit=unit, submitted=True, proposed_by=head.person)
    PlanEntryFactory(cadre__unit=unit)
    PlanEntryFactory(submitted=True)

    assert [item.url for item in selectors.work_for(head, ON)] == [waiting.get_absolute_url()]
    assert not list(selectors.work_for(actor(Hat.ORG_OFFICER, over=unit), ON))
    assert PlanEntry.objects.count() == 4


@pytest.mark.parametrize(
    ("hat", "seen"), [(Hat.ORG_OFFICER, True), (Hat.UNIT_CLERK, False), (Hat.CADRE, False)]
)
def test_the_page_of_a_cadre_shows_planning_to_hats_with_the_class(unit, hat, seen):
    entry = PlanEntryFactory(cadre__unit=unit)
    PlanEntryFactory(cadre__unit=unit)
    reader = actor(hat, over=unit, cadre=entry.cadre if hat == Hat.CADRE else None)

    panel = selectors.profile_panel(reader, entry.cadre, ON)

    assert (panel and panel.context["rows"]) == ([entry] if seen else None)
