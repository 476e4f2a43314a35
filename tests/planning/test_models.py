from datetime import date

import pytest
from django.db import IntegrityError, transaction

from planning.models import EntryState, OutReason, PlanEntry, Term
from planning.rules import ENTRY_CHART
from tests.factories.governance import CollectiveDecisionFactory
from tests.factories.planning import PlanEntryFactory, TermFactory


def refused_by(constraint: str, make):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make()
    assert constraint in str(error.value)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("plan_entry_state_is_known", {"state": "waiting"}),
        ("plan_entry_passes_a_vote", {"state": "submitted"}),
        ("plan_entry_that_ended_says_when", {"state": "out", "out_reason": "own_wish"}),
        ("plan_entry_that_ended_says_when", {"out_on": date(2026, 5, 1)}),
        ("plan_entry_taken_out_says_why", {"state": "out", "out_on": date(2026, 5, 1)}),
        ("plan_entry_taken_out_says_why", {"out_reason": "own_wish"}),
        (
            "plan_entry_ends_after_it_began",
            {"state": "out", "out_reason": "own_wish", "out_on": date(2026, 1, 14)},
        ),
        ("plan_entry_is_approved_by_another_person", {"approved_by": "account:proposer"}),
    ],
)
def test_the_database_refuses(constraint, values):
    refused_by(constraint, lambda: PlanEntryFactory(**values))


def test_in_force_rests_on_a_decision():
    refused_by(
        "plan_entry_in_force_rests_on_a_decision",
        lambda: PlanEntryFactory(approved=True, decision=None),
    )


def test_one_open_entry_per_person_post_and_term():
    entry = PlanEntryFactory()
    same = {name: getattr(entry, name) for name in ("term", "cadre", "title", "unit")}

    refused_by("plan_entry_once_per_person", lambda: PlanEntryFactory(**same))
    PlanEntryFactory(
        **same,
        state=EntryState.OUT,
        out_on=date(2026, 5, 1),
        out_reason=OutReason.OWN_WISH,
    )


def test_one_vote_is_about_one_entry():
    vote = CollectiveDecisionFactory()
    PlanEntryFactory(submitted=True, vote=vote)

    refused_by("vote_id", lambda: PlanEntryFactory(submitted=True, vote=vote))


def test_term_closes_after_it_opens():
    refused_by("term_closes_after_it_opens", lambda: TermFactory(closes_on=date(2030, 1, 1)))


def test_the_chart_knows_exactly_the_stored_states():
    assert set(ENTRY_CHART.states) == set(EntryState.values)


def test_terms_sort_newest_first():
    old = TermFactory(opens_on=date(2020, 6, 1), closes_on=date(2025, 6, 1))
    new = TermFactory(opens_on=date(2025, 6, 1), closes_on=date(2030, 6, 1))

    assert list(Term.objects.all()) == [new, old]


@pytest.mark.parametrize(
    ("day", "in_force"),
    [
        (date(2026, 3, 31), False),
        (date(2026, 4, 1), True),
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
    ],
)
def test_in_force_is_half_open(day, in_force):
    PlanEntryFactory(
        approved=True, state=EntryState.OUT, out_on=date(2026, 10, 1), out_reason="own_wish"
    )

    assert PlanEntry.objects.in_force_on(day).exists() == in_force
