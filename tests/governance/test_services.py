"""Use cases of the legal kernel: two persons, one sealed result."""

from datetime import date
from fractions import Fraction

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone, translation

from governance import services
from governance.actor import acting
from governance.findings import Refused
from governance.models import Amendment, AuditEvent, ChangeRequest, CollectiveDecision
from governance.records import Conflict
from governance.rules import VoteTotals, VotingLaw
from governance.selectors import law_in_force
from tests.factories.governance import AmendmentFactory, CollectiveDecisionFactory, an_actor

ON = date(2026, 3, 1)
OFFICER, HEAD = an_actor(1), an_actor(2, hat="ORG_HEAD")
NEW_QUORUM = {
    "parameter": "governance.quorum_share",
    "value": "3/4",
    "since": date(2026, 1, 1),
    "source": "Regulation 1-QĐ/TU, art. 1",
    "confidence": "OFFICIAL_TEXT",
}
VOTE = VoteTotals(
    convened=30, present=25, issued=25, valid=24, invalid=1, votes_for=20, votes_against=4
)


def actions():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return [*AuditEvent.objects.filter(op="N").order_by("seq").values_list("action", flat=True)]


def codes(refusal):
    return [finding.code for finding in refusal.value.findings]


def test_an_amendment_is_in_force_only_once_another_confirmed_it():
    amendment = services.enter_amendment(**NEW_QUORUM, by=OFFICER, on=ON)
    assert VotingLaw.on(ON).quorum_share == Fraction(2, 3)

    services.confirm_amendment(amendment=amendment, by=HEAD, on=ON)

    law = VotingLaw.on(ON)
    assert law.quorum_share == Fraction(3, 4)
    assert law.cite("quorum_share") == "Regulation 1-QĐ/TU, art. 1"
    assert law.versions()["quorum_share"] == "2026-01-01+amended"
    assert VotingLaw.on(date(2025, 12, 31)).quorum_share == Fraction(2, 3)
    assert actions() == ["governance.enter_amendment", "governance.confirm_amendment"]


def test_nobody_confirms_what_he_entered_even_under_another_hat():
    amendment = services.enter_amendment(**NEW_QUORUM, by=OFFICER, on=ON)

    with pytest.raises(Refused) as refusal:
        services.confirm_amendment(amendment=amendment, by=an_actor(1, hat="ORG_HEAD"), on=ON)
    with pytest.raises(IntegrityError, match="amendment_is_confirmed_by_another_person"):
        Amendment.objects.filter(pk=amendment.pk).update(
            confirmed_by=amendment.entered_by, confirmed_on=ON
        )

    assert codes(refusal) == ["GOV-04"]


@pytest.mark.parametrize(
    "changed",
    [
        {"parameter": "governance.unheard_of"},
        {"value": "two thirds"},
        {"value": "2/0"},
        {"value": None},
        {"parameter": "governance.approval_hours", "value": "24"},
        {"parameter": "governance.approval_hours", "value": -1},
        {"parameter": "governance.approval_hours", "value": True},
        {"source": ""},
        {"confidence": "SURE"},
    ],
)
def test_an_amendment_that_cannot_be_read_is_refused_and_writes_nothing(changed):
    with pytest.raises(ValidationError):
        services.enter_amendment(**{**NEW_QUORUM, **changed}, by=OFFICER, on=ON)

    assert not Amendment.objects.exists()
    assert actions() == []


@pytest.mark.parametrize(
    "actor",
    [
        an_actor(3, path="/22/1/"),
        an_actor(3, verbs=frozenset({"view"})),
        an_actor(3, hat="").__class__(account_id=None, name="nobody"),
    ],
    ids=["over one unit only", "reader", "nobody"],
)
def test_amending_the_law_needs_a_hat_over_the_whole_tree(actor):
    with pytest.raises(PermissionDenied):
        services.enter_amendment(**NEW_QUORUM, by=actor, on=ON)
    with pytest.raises(PermissionDenied):
        services.confirm_amendment(amendment=AmendmentFactory(), by=actor, on=ON)


def test_a_confirmed_amendment_is_frozen():
    amendment = AmendmentFactory(confirmed=True)

    with pytest.raises(ValidationError):
        services.confirm_amendment(amendment=amendment, by=an_actor(3), on=ON)
    for statement in (
        "UPDATE governance_amendment SET value = '1'",
        "UPDATE governance_amendment SET confirmed_by = 'account:9'",
        "DELETE FROM governance_amendment",
    ):
        with (
            pytest.raises(DatabaseError, match="frozen|kept for ever"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_a_special_case_goes_before_the_general_and_the_last_confirmed_wins():
    with acting(OFFICER):
        AmendmentFactory(confirmed=True, value="3/5")
        AmendmentFactory(confirmed=True, value="3/4", confirmed_on=date(2026, 2, 3))
        AmendmentFactory(confirmed=True, value="1/2", scope="kind:commune")

        assert VotingLaw.on(ON).quorum_share == Fraction(3, 4)
        assert VotingLaw.on(ON, scope=["unit:1", "kind:commune"]).quorum_share == Fraction(1, 2)
        line = law_in_force(ON)["governance"][0]
        assert [p.value for p in line.special] == [Fraction(1, 2)]


def record_vote(**changed):
    totals = VoteTotals(**{**{n: getattr(VOTE, n) for n in VoteTotals.__slots__}, **changed})
    return services.record_collective_decision(
        subject="Planning list 2026",
        unit_path="/22/",
        held_on=ON,
        totals=totals,
        minutes="Minutes 12/BB",
        by=OFFICER,
        on=ON,
    )


@pytest.mark.parametrize(("votes_for", "outcome"), [(16, "carried"), (15, "half"), (14, "lost")])
def test_a_vote_is_recorded_with_its_outcome_and_the_law_applied(votes_for, outcome):
    decision = record_vote(votes_for=votes_for)

    decision.refresh_from_db()
    assert decision.outcome == outcome
    assert decision.law_versions["majority_share"] == "2025-07-01"
    assert decision.totals.votes_for == votes_for
    assert actions() == ["governance.record_collective_decision"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"present": 19, "issued": 19, "valid": 18, "votes_for": 14}, "GOV-01"),
        ({"votes_for": 21}, "GOV-03"),
    ],
)
def test_a_vote_without_quorum_or_with_wrong_sums_is_refused(changed, code):
    with pytest.raises(Refused) as refusal:
        record_vote(**changed)

    assert codes(refusal) == [code]
    assert not CollectiveDecision.objects.exists()


def test_totals_are_countersigned_by_another_and_then_sealed():
    decision = record_vote()

    with pytest.raises(Refused) as refusal:
        services.countersign_decision(decision=decision, expected_version=1, by=OFFICER, on=ON)
    services.countersign_decision(decision=decision, expected_version=1, by=HEAD, on=ON)
    with pytest.raises(Conflict):
        services.countersign_decision(decision=decision, expected_version=1, by=HEAD, on=ON)

    assert codes(refusal) == ["GOV-04"]
    assert decision.is_sealed
    refuse_direct_change(decision)


def refuse_direct_change(decision, **values):
    rows = CollectiveDecision.objects.filter(pk=decision.pk)
    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
        rows.update(**(values or {"votes_for": 19}), version=decision.version + 1)


REASON = "The counting minutes say nineteen, not twenty."


@pytest.fixture
def sealed():
    return CollectiveDecisionFactory(countersigned=True)


@pytest.fixture
def approved(sealed):
    request = services.request_change(
        subject=sealed, changes={"votes_for": 19}, reason=REASON, by=OFFICER, on=ON
    )
    return services.approve_change(request=request, by=HEAD)


def test_the_one_approved_change_passes_once(sealed, approved):
    done = services.carry_out_change(request=approved, by=OFFICER)

    sealed.refresh_from_db()
    assert (sealed.votes_for, sealed.version) == (19, 2)
    assert done.consumed_at is not None
    assert (done.old, done.new) == ({"votes_for": 20}, {"votes_for": 19})
    with pytest.raises(ValidationError):
        services.carry_out_change(request=approved, by=OFFICER)
    refuse_direct_change(sealed, votes_for=18)
    assert actions() == [
        "governance.request_change",
        "governance.approve_change",
        "governance.carry_out_change",
    ]


def test_a_sealed_row_refuses_change_and_removal(sealed):
    refuse_direct_change(sealed)
    with pytest.raises(DatabaseError, match="cannot be removed"), transaction.atomic():
        CollectiveDecision.objects.filter(pk=sealed.pk).delete()


def test_a_request_not_yet_approved_opens_nothing(sealed):
    request = services.request_change(
        subject=sealed, changes={"votes_for": 19}, reason=REASON, by=OFFICER, on=ON
    )

    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
        services.carry_out_change(request=request, by=OFFICER)
    with pytest.raises(Refused):
        services.approve_change(request=request, by=an_actor(1, hat="ORG_HEAD"))
    with pytest.raises(ValidationError) as refusal, translation.override("en"):
        services.request_change(
            subject=sealed, changes={"votes_for": 18}, reason=REASON, by=HEAD, on=ON
        )
    assert "change request" in str(refusal.value)


@pytest.mark.parametrize(
    "values", [{"votes_for": 18}, {"votes_for": 19, "votes_against": 5}, {"votes_against": 5}]
)
def test_only_the_approved_values_pass(sealed, approved, values):
    refuse_direct_change(sealed, **values)


def test_an_approval_a_day_old_is_too_old(sealed, approved):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE governance_changerequest DISABLE TRIGGER frozen")
        cursor.execute(
            "UPDATE governance_changerequest SET approved_at = %s",
            [timezone.now() - timezone.timedelta(hours=24, seconds=1)],
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE governance_changerequest ENABLE ALWAYS TRIGGER frozen")

    refuse_direct_change(sealed, votes_for=19)


def test_a_stale_version_is_refused_even_with_approval(sealed, approved):
    rows = CollectiveDecision.objects.filter(pk=sealed.pk)
    with pytest.raises(IntegrityError, match="must rise"), transaction.atomic():
        rows.update(votes_for=19, version=sealed.version + 2)


@pytest.mark.parametrize(
    "change",
    [
        "new = '{\"votes_for\": 18}'",
        "approved_by = 'account:9'",
        "approved_at = now()",
        "reason = 'something else altogether'",
    ],
)
def test_a_request_is_frozen_after_approval(approved, change):
    with (
        pytest.raises(DatabaseError, match="frozen"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE governance_changerequest SET {change}")


def test_a_withdrawn_request_frees_the_row(sealed):
    first = services.request_change(
        subject=sealed, changes={"votes_for": 19}, reason=REASON, by=OFFICER, on=ON
    )
    services.withdraw_change(request=first, by=OFFICER)

    with pytest.raises(ValidationError):
        services.approve_change(request=first, by=HEAD)
    services.request_change(
        subject=sealed, changes={"votes_for": 18}, reason=REASON, by=OFFICER, on=ON
    )
    assert ChangeRequest.objects.count() == 2


def test_a_reason_is_given_and_something_changes(sealed):
    with pytest.raises(Refused) as refusal:
        services.request_change(
            subject=sealed, changes={"votes_for": 19}, reason="x" * 19, by=OFFICER, on=ON
        )
    with pytest.raises(ValidationError, match=r"Nothing|Không"):
        services.request_change(
            subject=sealed, changes={"votes_for": 20}, reason=REASON, by=OFFICER, on=ON
        )

    assert codes(refusal) == ["GOV-05"]
    assert not ChangeRequest.objects.exists()
