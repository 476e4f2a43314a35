"""The use cases of evaluation: what they write, and what they refuse."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from cadres.models import TitleGroup
from evaluation import services
from evaluation.models import State, UnitClass, YearlyClass
from governance.findings import Refused
from governance.models import AuditEvent
from governance.records import Conflict
from tests.factories.cadres import (
    AssignmentFactory,
    CadreFactory,
    DecisionFactory,
    SeatFactory,
    TitleFactory,
    UnitFactory,
)
from tests.factories.evaluation import UnitClassFactory, YearlyClassFactory
from tests.factories.governance import CollectiveDecisionFactory
from tests.hats import actor

ON = date(2026, 1, 10)


def propose(cadre, by, **changes):
    given = {"year": 2025, "work_class": "HTT", "score": Decimal(80), **changes}
    return services.propose_class(cadre=cadre, by=by, on=ON, **given)


def decide(row, by, **changes):
    given = {"version": row.version, "work_class": row.work_class, **changes}
    if "vote" not in given:
        given.setdefault("decision", DecisionFactory())
    return services.decide_class(yearly_class=row, by=by, on=ON, **given)


def codes(refusal):
    return [finding.code for finding in refusal.value.findings]


def noted(action):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return AuditEvent.objects.filter(action=action).count()


def test_propose_keeps_unit_seat_and_title_group_of_that_year(commune):
    held = AssignmentFactory(cadre=CadreFactory(unit=commune))
    held.cadre.employing_unit = UnitFactory()

    row = propose(held.cadre, actor("UNIT_HEAD", over=commune))

    assert (row.unit, row.seat, row.title_group) == (commune, held.seat, TitleGroup.SECRETARY)
    assert (row.state, row.proposed_class, row.proposed_on) == (State.PROPOSED, "HTT", ON)
    assert noted("evaluation.propose_class") >= 1


def test_propose_refused_writes_nothing_and_names_rule_and_source(commune):
    with pytest.raises(Refused) as refusal:
        propose(CadreFactory(unit=commune), actor("UNIT_HEAD", over=commune), work_class="HTXS")

    assert codes(refusal) == ["EVAL-01"]
    assert "366-QĐ/TW" in refusal.value.findings[0].source
    assert not YearlyClass.objects.exists()


def test_propose_twice_is_refused_by_the_constraint(commune):
    cadre, by = CadreFactory(unit=commune), actor("UNIT_HEAD", over=commune)
    propose(cadre, by)

    with pytest.raises(ValidationError):
        propose(cadre, by)

    assert YearlyClass.objects.count() == 1


@pytest.mark.parametrize("hat", ["UNIT_CLERK", "ORG_HEAD", "FRONT_USER"])
def test_propose_is_for_those_who_propose(commune, hat):
    with pytest.raises(PermissionDenied):
        propose(CadreFactory(unit=commune), actor(hat, over=commune))


def test_propose_outside_the_scope_is_denied(commune):
    with pytest.raises(PermissionDenied):
        propose(CadreFactory(), actor("UNIT_HEAD", over=commune))


def test_decide_keeps_who_when_on_what_and_the_notice(province, commune):
    row = YearlyClassFactory(cadre=CadreFactory(unit=commune))
    by, paper = actor("ORG_HEAD", over=province), DecisionFactory()

    decide(row, by, decision=paper, notified_on=ON, notified_how="written")

    row = YearlyClass.objects.get()
    assert (row.state, row.decided_on, row.decided_by) == (State.DECIDED, ON, by.person)
    assert (row.decision, row.notified_on, row.version) == (paper, ON, 2)
    assert row.law_versions["score_cuts"] == "2025-08-30"
    assert noted("evaluation.decide_class") >= 1


def test_decide_by_a_vote_that_was_carried_and_countersigned(province, commune):
    row = YearlyClassFactory(cadre=CadreFactory(unit=commune))
    vote = CollectiveDecisionFactory(unit_path=province.path, countersigned=True)

    decide(row, actor("ORG_HEAD", over=province), vote=vote)

    assert YearlyClass.objects.get().vote == vote


def test_decide_by_an_open_vote_is_refused(province, commune):
    row = YearlyClassFactory(cadre=CadreFactory(unit=commune))
    vote = CollectiveDecisionFactory(unit_path=province.path)

    with pytest.raises(Refused) as refusal:
        decide(row, actor("ORG_HEAD", over=province), vote=vote)

    assert codes(refusal) == ["EVAL-07"]
    assert YearlyClass.objects.get().state == State.PROPOSED


def test_the_proposer_does_not_decide_whatever_the_hat(province, commune):
    person = CadreFactory(unit=commune)
    row = YearlyClassFactory(cadre=CadreFactory(unit=commune), proposed_by=f"cadre:{person.pk}")

    with pytest.raises(Refused) as refusal:
        decide(row, actor("ORG_HEAD", over=province, cadre=person))

    assert codes(refusal) == ["GOV-04"]


def test_a_head_is_not_classed_above_the_unit(province, commune):
    held = AssignmentFactory(
        cadre=CadreFactory(unit=commune), seat=SeatFactory(unit=commune, title=TitleFactory())
    )
    row = YearlyClassFactory(
        cadre=held.cadre, seat=held.seat, title_group=TitleGroup.SECRETARY, work_class="HTT"
    )
    by = actor("ORG_HEAD", over=province)

    with pytest.raises(Refused) as early:
        decide(row, by)
    UnitClassFactory(unit=commune, work_class="HT")
    with pytest.raises(Refused) as above:
        decide(row, by)

    assert codes(early) == codes(above) == ["EVAL-05"]
    assert YearlyClass.objects.get().state == State.PROPOSED


def test_the_excellent_stop_at_the_cap_and_nobody_is_demoted(province, commune):
    for _ in range(5):
        YearlyClassFactory(cadre=CadreFactory(unit=commune))
    first, second = (
        YearlyClassFactory(cadre=CadreFactory(unit=commune), work_class="HTXS", score=95)
        for _ in range(2)
    )
    by = actor("ORG_HEAD", over=province)
    decide(first, by)

    with pytest.raises(Refused) as refusal:
        decide(second, by)
    decide(second, by, work_class="HTT", grounds="Tập thể chọn người khác; giữ nguyên điểm")

    assert codes(refusal) == ["EVAL-06"]
    second = YearlyClass.objects.get(pk=second.pk)
    assert (second.work_class, second.proposed_class, second.score) == ("HTT", "HTXS", 95)


def test_a_small_group_shares_the_cap_of_the_unit_above(province, commune):
    for _ in range(5):
        YearlyClassFactory(cadre=CadreFactory(unit=province))
    row = YearlyClassFactory(cadre=CadreFactory(unit=commune), work_class="HTXS", score=95)

    decide(row, actor("ORG_HEAD", over=province))

    assert YearlyClass.objects.get(pk=row.pk).state == State.DECIDED


def test_decide_from_an_old_version_is_a_conflict(province, commune):
    row = YearlyClassFactory(cadre=CadreFactory(unit=commune))
    decide(row, actor("ORG_HEAD", over=province))

    with pytest.raises(Conflict):
        decide(row, actor("ORG_HEAD", over=province), version=1, work_class="HT")


def test_a_decided_class_is_sealed_by_the_database(commune):
    row = YearlyClassFactory(cadre=CadreFactory(unit=commune), decided=True)

    with pytest.raises(Exception, match="sealed"), transaction.atomic():
        YearlyClass.objects.filter(pk=row.pk).update(work_class="HT", version=2)


def test_classify_unit_is_for_the_level_above(province, commune):
    paper = DecisionFactory()
    given = {"unit": commune, "year": 2025, "work_class": "HTT", "decision": paper, "on": ON}

    with pytest.raises(PermissionDenied):
        services.classify_unit(**given, by=actor("ORG_HEAD", over=commune))
    services.classify_unit(**given, by=actor("ORG_HEAD", over=province))

    assert UnitClass.objects.get().work_class == "HTT"
    assert noted("evaluation.classify_unit") >= 1


def test_classify_unit_below_a_decided_head_is_refused(province, commune):
    seat = SeatFactory(unit=commune)
    YearlyClassFactory(
        cadre=CadreFactory(unit=commune),
        seat=seat,
        title_group=TitleGroup.SECRETARY,
        decided=True,
    )

    with pytest.raises(Refused) as refusal:
        services.classify_unit(
            unit=commune,
            year=2025,
            work_class="HT",
            decision=DecisionFactory(),
            by=actor("ORG_HEAD", over=province),
            on=ON,
        )

    assert codes(refusal) == ["EVAL-08"]
    assert not UnitClass.objects.exists()
