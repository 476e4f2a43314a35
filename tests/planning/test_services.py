from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from cadres.models import Hat, TitleGroup
from governance.actor import acting
from governance.findings import Refused
from governance.models import AuditEvent, CollectiveDecision
from governance.records import Conflict
from governance.rules import VoteTotals
from planning import services
from planning.models import EntryState, OutReason, PlanEntry
from tests.factories.cadres import (
    AssignmentFactory,
    CadreFactory,
    DecisionFactory,
    SeatFactory,
    UnitFactory,
    since,
)
from tests.factories.careers import CareerBlockFactory
from tests.factories.planning import PlanEntryFactory, TermFactory
from tests.hats import actor

ON = date(2026, 5, 4)
TOTALS = VoteTotals(
    convened=30, present=28, issued=28, valid=27, invalid=1, votes_for=20, votes_against=7
)


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def officer(unit):
    return actor(Hat.ORG_OFFICER, over=unit)


@pytest.fixture
def head(unit):
    return actor(Hat.ORG_HEAD, over=unit)


def post_of(unit):
    """Title and unit of a seat, as the target of a nomination."""
    seat = SeatFactory(unit=unit)
    return {"title": seat.title, "unit": unit}


def entry_in(unit, **values):
    entry = PlanEntryFactory(cadre__unit=unit, **values, **post_of(unit))
    return PlanEntry.objects.get(pk=entry.pk)


def codes(refusal):
    return [finding.code for finding in refusal.value.findings]


# -- proposing ------------------------------------------------------------------------


def test_nominate_proposes_and_leaves_a_trace(unit, officer):
    cadre, term = CadreFactory(unit=unit), TermFactory()

    entry = services.nominate(cadre=cadre, term=term, **post_of(unit), by=officer, on=ON)

    assert list(PlanEntry.objects.all()) == [entry]
    assert (entry.state, entry.proposed_by) == (EntryState.PROPOSED, officer.person)
    assert entry.months_left > 200
    assert entry.law_versions["months_left_at_term"] == "2025-10-08"
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    told = AuditEvent.objects.filter(action="planning.nominate", op="I")
    assert [event.actor for event in told] == [officer.account_id]


def test_nominate_gives_all_reasons_at_once_and_writes_nothing(unit, officer):
    cadre, term, post = CadreFactory(unit=unit, near_retirement=True), TermFactory(), post_of(unit)
    PlanEntryFactory.create_batch(3, term=term, **post)
    AssignmentFactory(cadre=cadre, seat=SeatFactory(unit=unit, title=post["title"]))

    with pytest.raises(Refused) as refusal:
        services.nominate(cadre=cadre, term=term, **post, by=officer, on=ON)

    assert codes(refusal) == ["PLAN-01", "PLAN-02", "PLAN-04"]
    assert PlanEntry.objects.count() == 3


def test_BLOCK_02_nobody_under_discipline_is_planned_before_it_ends(unit, officer):
    cadre, term, post = CadreFactory(unit=unit), TermFactory(), post_of(unit)
    barred = since(date(2025, 11, 1), date(2026, 5, 5))
    CareerBlockFactory(cadre=cadre, what="planning", regime="in_effect", barred=barred)

    with pytest.raises(Refused) as refusal:
        services.nominate(cadre=cadre, term=term, **post, by=officer, on=ON)
    assert codes(refusal) == ["BLOCK-02"]
    assert not PlanEntry.objects.exists()

    assert services.nominate(cadre=cadre, term=term, **post, by=officer, on=barred.upper)


def test_the_law_of_the_day_decides(unit, officer):
    cadre = CadreFactory(unit=unit, born="1975-01-01")  # retires in January 2037
    term = TermFactory(opens_on=date(2030, 6, 1))

    services.nominate(cadre=cadre, term=term, **post_of(unit), by=officer, on=date(2025, 10, 7))
    with pytest.raises(Refused) as refusal:
        services.nominate(
            cadre=cadre, term=term, **post_of(unit), by=officer, on=date(2025, 10, 8)
        )

    assert codes(refusal) == ["PLAN-01"]
    assert "377-QĐ/TW" in refusal.value.findings[0].source


def test_three_posts_of_a_level_are_enough(unit, officer):
    cadre, term = CadreFactory(unit=unit), TermFactory()
    for _ in range(3):
        services.nominate(cadre=cadre, term=term, **post_of(unit), by=officer, on=ON)

    with pytest.raises(Refused) as refusal:
        services.nominate(cadre=cadre, term=term, **post_of(unit), by=officer, on=ON)

    assert codes(refusal) == ["PLAN-03"]


def test_ended_entries_free_their_place(unit, officer):
    term, post = TermFactory(), post_of(unit)
    PlanEntryFactory.create_batch(
        3, term=term, **post, state="out", out_on=ON, out_reason=OutReason.OVER_AGE
    )

    services.nominate(cadre=CadreFactory(unit=unit), term=term, **post, by=officer, on=ON)

    assert PlanEntry.objects.counting().count() == 1


def test_planning_goes_by_the_managing_unit(unit, officer):
    managed_elsewhere = CadreFactory(unit=unit, managing_unit=UnitFactory())

    with pytest.raises(PermissionDenied):
        services.nominate(
            cadre=managed_elsewhere, term=TermFactory(), **post_of(unit), by=officer, on=ON
        )


@pytest.mark.parametrize("hat", [Hat.UNIT_CLERK, Hat.ORG_HEAD, Hat.INSPECTOR, Hat.SYS_ADMIN])
def test_other_hats_do_not_propose(unit, hat):
    by = actor(hat, over=unit)

    with pytest.raises(PermissionDenied):
        services.nominate(
            cadre=CadreFactory(unit=unit), term=TermFactory(), **post_of(unit), by=by, on=ON
        )


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_nominate_counts_heads_truly_when_clerks_race():
    unit = UnitFactory()
    officer, term, post = actor(Hat.ORG_OFFICER, over=unit), TermFactory(), post_of(unit)
    cadres = CadreFactory.create_batch(6, unit=unit)

    def attempt(cadre):
        try:
            with acting(officer):
                services.nominate(cadre=cadre, term=term, **post, by=officer, on=ON)
        except Refused as refusal:
            return [finding.code for finding in refusal.findings]
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=6) as clerks:
        answers = list(clerks.map(attempt, cadres))

    assert PlanEntry.objects.count() == 3
    assert answers.count(["PLAN-02"]) == 3


# -- the way to approval --------------------------------------------------------------


def test_an_entry_goes_from_proposal_to_force(unit, officer, head):
    entry = entry_in(unit)
    today = {"by": officer, "on": ON}

    services.screen_entry(entry=entry, version=1, **today)
    services.record_vote(
        entry=entry, version=2, held_on=ON, totals=TOTALS, minutes="BB 12", **today
    )
    services.submit_entry(entry=entry, version=3, **today)
    services.approve_entry(
        entry=entry,
        version=4,
        decision=DecisionFactory(issued_on=ON, issuer=unit),
        in_force_from=ON,
        by=head,
        on=ON,
    )

    entry = PlanEntry.objects.select_related("vote").get()
    assert (entry.state, entry.version) == (EntryState.APPROVED, 5)
    assert (entry.approved_by, entry.in_force_from) == (head.person, ON)
    assert (entry.vote.outcome, entry.vote.countersigned_by) == ("carried", head.person)


def test_the_proposer_does_not_check_the_standards(unit, officer):
    entry = entry_in(unit, proposed_by=officer.person)

    with pytest.raises(Refused) as refusal:
        services.screen_entry(entry=entry, version=1, by=officer, on=ON)

    assert codes(refusal) == ["GOV-04"]
    assert PlanEntry.objects.get().state == EntryState.PROPOSED


@pytest.mark.parametrize(
    ("votes_for", "state", "reason"),
    [(16, "voted", ""), (15, "out", "not_carried"), (10, "out", "not_carried")],
)
def test_more_than_half_of_those_convened_carry(unit, officer, votes_for, state, reason):
    entry = entry_in(unit, screened=True)
    totals = VoteTotals(30, 20, 20, 20, 0, votes_for, 20 - votes_for)

    services.record_vote(
        entry=entry, version=1, held_on=ON, totals=totals, minutes="BB", by=officer, on=ON
    )

    assert (entry.state, entry.out_reason) == (state, reason)


@pytest.mark.parametrize(
    ("held_on", "present", "code"),
    [
        (ON, 19, "GOV-01"),
        (date(2026, 2, 1), 28, "PLAN-07"),
        (date(2026, 5, 5), 28, "PLAN-07"),
    ],
)
def test_a_vote_refused_writes_nothing(unit, officer, held_on, present, code):
    entry = entry_in(unit, screened=True)
    totals = VoteTotals(30, present, 19, 19, 0, 16, 3)

    with pytest.raises(Refused) as refusal:
        services.record_vote(
            entry=entry, version=1, held_on=held_on, totals=totals, minutes="", by=officer, on=ON
        )

    assert codes(refusal) == [code]
    assert not CollectiveDecision.objects.exists()
    assert PlanEntry.objects.get().state == EntryState.SCREENED


def test_steps_cannot_be_skipped(unit, officer):
    entry = entry_in(unit)

    with pytest.raises(Refused) as refusal:
        services.submit_entry(entry=entry, version=1, by=officer, on=ON)

    assert codes(refusal) == ["STATE"]


def approve(entry, by, **values):
    issued_on = values.pop("issued_on", ON)
    return services.approve_entry(
        entry=entry,
        version=values.pop("version", 1),
        decision=DecisionFactory(issued_on=issued_on, issuer=entry.cadre.managing_unit),
        in_force_from=values.pop("in_force_from", ON),
        by=by,
        on=ON,
    )


def test_nobody_approves_the_own_proposal(unit, head):
    entry = entry_in(unit, submitted=True, proposed_by=head.person)

    with pytest.raises(Refused) as refusal:
        approve(entry, head)

    assert codes(refusal) == ["GOV-04"]
    assert PlanEntry.objects.get().state == EntryState.SUBMITTED


def test_an_officer_does_not_approve(unit, officer):
    with pytest.raises(PermissionDenied):
        approve(entry_in(unit, submitted=True), officer)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"issued_on": date(2026, 2, 28)}, "PLAN-07"),
        ({"in_force_from": date(2026, 5, 3)}, "PLAN-08"),
    ],
)
def test_approval_follows_vote_and_decision(unit, head, values, code):
    entry = entry_in(unit, submitted=True)

    with pytest.raises(Refused) as refusal:
        approve(entry, head, **values)

    assert codes(refusal) == [code]


def test_the_second_of_two_approvers_meets_a_conflict(unit, head):
    entry = entry_in(unit, submitted=True)
    approve(PlanEntry.objects.get(), head)

    with pytest.raises(Conflict):
        approve(entry, head)


# -- taking out -----------------------------------------------------------------------


def test_what_is_in_force_is_taken_out_by_decision_of_who_approves(unit, officer, head):
    entry = entry_in(unit, approved=True)
    wish = {"version": 1, "reason": OutReason.OWN_WISH, "out_on": ON, "on": ON}

    with pytest.raises(PermissionDenied):
        services.withdraw_entry(entry=entry, by=officer, **wish)
    with pytest.raises(Refused) as refusal:
        services.withdraw_entry(entry=entry, by=head, **wish)
    decision = DecisionFactory(issuer=unit)
    services.withdraw_entry(entry=entry, by=head, decision=decision, **wish)

    assert codes(refusal) == ["PLAN-09"]
    assert (entry.state, entry.out_decision) == (EntryState.OUT, decision)


def test_an_ended_entry_stays_ended(unit, head):
    entry = entry_in(unit, state="out", out_on=ON, out_reason="own_wish")

    with pytest.raises(Refused):
        services.withdraw_entry(
            entry=entry, version=1, reason=OutReason.OTHER, out_on=ON, by=head, on=ON
        )


def test_appointment_closes_the_entry(unit, head):
    entry = entry_in(unit, approved=True)

    services.note_appointment(entry=entry, appointed_on=ON, by=head, on=ON)

    assert (entry.state, entry.out_on) == (EntryState.APPOINTED, ON)


def test_a_decision_is_recorded_once(unit, head):
    named = {
        "number": "12-QĐ/TU",
        "issued_on": ON,
        "issuer": unit,
        "kind": "planning",
        "summary": "Quy hoạch",
    }

    first = services.decision_of(**named, by=head, on=ON)
    second = services.decision_of(**named, by=head, on=ON)

    assert first == second


def test_a_commune_secretary_is_not_planned_for_a_lower_post(unit, officer):
    cadre = CadreFactory(unit=unit)
    AssignmentFactory(cadre=cadre, seat=SeatFactory(unit=unit))
    lower = SeatFactory(unit=unit, title__group=TitleGroup.DEPUTY_CHAIR)

    with pytest.raises(Refused) as refusal:
        services.nominate(
            cadre=cadre, term=TermFactory(), title=lower.title, unit=unit, by=officer, on=ON
        )

    assert codes(refusal) == ["PLAN-04"]
