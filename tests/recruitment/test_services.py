"""The use cases of recruitment: what they write, and what they refuse."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from governance.findings import Refused
from governance.models import AuditEvent
from governance.records import Conflict
from governance.services.changes import approve_change, carry_out_change, request_change
from recruitment import services
from recruitment.models import Candidate, CandidateState, Exam, ExamKind, ExamState, Result
from tests.factories.cadres import CadreFactory, DecisionFactory, UnitFactory
from tests.factories.recruitment import (
    CandidateFactory,
    ExamFactory,
    ExamPostFactory,
    ResultFactory,
)
from tests.hats import actor

BEFORE, HELD, AFTER = date(2025, 10, 1), date(2025, 11, 20), date(2025, 12, 10)


def codes(refusal):
    return [finding.code for finding in refusal.value.findings]


def noted(action):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return AuditEvent.objects.filter(action=action).count()


def announce(unit, by, **changes):
    given = {
        "kind": ExamKind.CIVIL_SERVICE,
        "code": "TD-2026",
        "name": "Thi tuyển công chức năm 2026",
        "organising_unit": unit,
        "announced_on": date(2026, 1, 5),
        "held_on": date(2026, 3, 1),
        "posts": [{"unit": unit, "position": "Chuyên viên", "quota": 2}],
        **changes,
    }
    return services.announce_exam(**given, by=by, on=date(2026, 1, 5))


def register(post, by, **changes):
    given = {
        "number": "001",
        "full_name": "Lê  Thị Ân",
        "residence": "Phường Hạ Long",
        "education": "dai_hoc",
        **changes,
    }
    return services.register_candidate(post=post, by=by, on=BEFORE, **given)


def mark(candidate, by, version=0, **marks):
    marks = {name: Decimal(value) for name, value in marks.items()}
    return services.enter_marks(candidate=candidate, version=version, by=by, on=HELD, **marks)


def publish(exam, by, **more):
    exam = Exam.objects.get(pk=exam.pk)
    return services.publish_result(exam=exam, version=exam.version, by=by, on=AFTER, **more)


def marked(post, *points, **more):
    Exam.objects.filter(pk=post.exam_id, state=ExamState.ANNOUNCED).update(
        state=ExamState.MARKING, version=2
    )
    return [
        ResultFactory(candidate=CandidateFactory(post=post), round_two=Decimal(each), **more)
        for each in points
    ]


def test_announce_keeps_the_exam_with_its_posts(province):
    exam = announce(province, actor("EXAM_COUNCIL", over=province))

    assert exam.state == ExamState.ANNOUNCED
    assert [(post.position, post.quota) for post in exam.posts.all()] == [("Chuyên viên", 2)]
    assert noted("recruitment.announce_exam") >= 1


def test_announce_refused_writes_nothing(province):
    by = actor("EXAM_COUNCIL", over=province)
    twice = [{"unit": province, "position": "Chuyên viên", "quota": 1}] * 2
    for wrong in ({"held_on": date(2026, 1, 5)}, {"posts": twice}):
        with pytest.raises(ValidationError):
            announce(province, by, **wrong)

    assert not Exam.objects.exists()


@pytest.mark.parametrize("hat", ["ORG_HEAD", "UNIT_HEAD", "FRONT_USER"])
def test_announce_is_for_those_who_edit_exams(province, hat):
    with pytest.raises(PermissionDenied):
        announce(province, actor(hat, over=province))


def test_announce_outside_the_scope_is_denied(province):
    with pytest.raises(PermissionDenied):
        announce(province, actor("EXAM_COUNCIL", over=UnitFactory()))


def test_register_keeps_the_highest_priority_and_the_keys(post, province):
    claims = [Decimal("2.5"), Decimal(5)]

    candidate = register(post, actor("EXAM_COUNCIL", over=province), priority_claims=claims)

    assert (candidate.full_name, candidate.search_key) == ("Lê Thị Ân", "le thi an")
    assert (candidate.priority, candidate.from_outside) == (5, True)


@pytest.mark.parametrize(("works_there", "from_outside"), [(True, False), (False, True)])
def test_register_an_own_cadre_and_whether_from_outside(post, province, works_there, from_outside):
    cadre = CadreFactory(unit=post.unit) if works_there else CadreFactory()

    candidate = register(post, actor("EXAM_COUNCIL", over=province), cadre=cadre, full_name="")

    assert (candidate.full_name, candidate.from_outside) == (cadre.full_name, from_outside)


def test_register_refused_names_rule_and_source(post, province):
    with pytest.raises(Refused) as refusal:
        register(post, actor("EXAM_COUNCIL", over=province), priority_claims=[Decimal(3)])

    assert codes(refusal) == ["REC-03"]
    assert "170/2025" in refusal.value.findings[0].source
    assert not Candidate.objects.exists()


def test_register_after_the_exam_is_refused(province):
    post = ExamPostFactory(exam=ExamFactory(organising_unit=province, held_on=BEFORE))

    with pytest.raises(Refused) as refusal:
        register(post, actor("EXAM_COUNCIL", over=province))

    assert codes(refusal) == ["REC-07"]


def test_marks_are_entered_and_corrected_by_version(post, exam, province):
    candidate, by = CandidateFactory(post=post), actor("EXAM_COUNCIL", over=province)
    mark(candidate, by, round_one="60")

    result = mark(candidate, by, version=1, round_one="60", round_two="75.5")

    assert (result.round_two, result.version, result.marked_by) == (Decimal("75.5"), 2, by.person)
    assert Exam.objects.get().state == ExamState.MARKING
    assert noted("recruitment.enter_marks") >= 2


def test_marks_of_an_old_version_are_a_conflict(post, province):
    candidate, by = CandidateFactory(post=post), actor("EXAM_COUNCIL", over=province)
    mark(candidate, by, round_one="60")

    with pytest.raises(Conflict):
        mark(candidate, by, round_one="40")

    assert Result.objects.get().round_one == 60


def test_round_two_without_round_one_is_refused(post, province):
    with pytest.raises(Refused) as refusal:
        mark(
            CandidateFactory(post=post),
            actor("EXAM_COUNCIL", over=province),
            round_one="49.99",
            round_two="90",
        )

    assert codes(refusal) == ["REC-01"]
    assert not Result.objects.exists()
    assert Exam.objects.get().state == ExamState.ANNOUNCED


def test_round_one_does_not_fall_below_the_pass_mark_behind_round_two(post, province):
    candidate, by = CandidateFactory(post=post), actor("EXAM_COUNCIL", over=province)
    mark(candidate, by, round_one="60", round_two="75")

    with pytest.raises(Refused) as refusal:
        mark(candidate, by, version=1, round_one="40")

    assert codes(refusal) == ["REC-01"]


def test_marks_before_the_exam_are_refused(post, province):
    with pytest.raises(Refused) as refusal:
        services.enter_marks(
            candidate=CandidateFactory(post=post),
            version=0,
            round_one=Decimal(60),
            by=actor("EXAM_COUNCIL", over=province),
            on=BEFORE,
        )

    assert codes(refusal) == ["REC-08"]


def test_publish_ranks_seals_and_closes(post, province):
    first, second = marked(post, "80", "70")

    exam = publish(post.exam, actor("ORG_HEAD", over=province))

    rows = Result.objects.in_bulk()
    assert (rows[first.pk].outcome, rows[first.pk].rank) == ("selected", 1)
    assert (rows[second.pk].outcome, rows[second.pk].rank) == ("reserve", 2)
    assert {row.sealed_on for row in rows.values()} == {AFTER}
    assert (exam.state, exam.published_on) == (ExamState.FINAL, AFTER)
    assert set(Candidate.objects.values_list("state", flat=True)) == {CandidateState.EXAMINED}
    assert noted("recruitment.publish_result") >= 1


def test_an_open_tie_stops_publication_and_writes_nothing(post, province):
    marked(post, "80", "80")

    with pytest.raises(Refused) as refusal:
        publish(post.exam, actor("ORG_HEAD", over=province))

    assert codes(refusal) == ["REC-04"]
    assert "170/2025" in refusal.value.findings[0].source
    assert not Result.objects.exclude(outcome="").exists()
    assert Exam.objects.get().state == ExamState.MARKING


def test_a_recorded_decision_opens_the_tie(post, province):
    first, second = marked(post, "80", "80")
    by, paper = actor("ORG_HEAD", over=province), DecisionFactory()

    with pytest.raises(Refused) as no_paper:
        publish(post.exam, by, preferred=[second.candidate])
    publish(post.exam, by, preferred=[second.candidate], tie_decision=paper)

    assert codes(no_paper) == ["REC-04"]
    chosen = Result.objects.get(pk=second.pk)
    assert (chosen.outcome, chosen.tie_decision) == ("selected", paper)
    assert Result.objects.get(pk=first.pk).outcome == "reserve"


def test_a_leadership_post_with_one_candidate_is_not_filled(province):
    exam = ExamFactory(leadership=True, organising_unit=province)
    marked(ExamPostFactory(exam=exam), "80")

    with pytest.raises(Refused) as refusal:
        publish(exam, actor("ORG_HEAD", over=province))

    assert codes(refusal) == ["REC-05"]


def test_unmarked_candidates_stop_publication(post, province):
    marked(post, "80")
    CandidateFactory(post=post)

    with pytest.raises(Refused) as refusal:
        publish(post.exam, actor("ORG_HEAD", over=province))

    assert codes(refusal) == ["REC-06"]


def test_who_marked_does_not_publish(post, province):
    person = CadreFactory(unit=province)
    marked(post, "80", marked_by=f"cadre:{person.pk}")

    with pytest.raises(Refused) as refusal:
        publish(post.exam, actor("ORG_HEAD", over=province, cadre=person))

    assert codes(refusal) == ["GOV-04"]


def test_a_final_exam_takes_no_marks_but_an_approved_change(post, province):
    (result,) = marked(post, "80")
    publish(post.exam, actor("ORG_HEAD", over=province))
    council = actor("EXAM_COUNCIL", over=province)
    result = Result.objects.get()

    with pytest.raises(Refused) as refusal:
        mark(result.candidate, council, version=result.version, round_one="60", round_two="90")
    request = request_change(
        subject=result,
        changes={"round_two": Decimal("81.00"), "total": Decimal("81.00")},
        reason="Phúc khảo: cộng sót một điểm ở câu 3",
        by=council,
        on=AFTER,
    )
    approve_change(request=request, by=actor("ORG_HEAD", over=province))
    carry_out_change(request=request, by=council)

    assert codes(refusal) == ["REC-08"]
    assert Result.objects.get().round_two == 81


def test_publish_from_an_old_version_is_a_conflict(post, province):
    marked(post, "80")

    with pytest.raises(Conflict):
        services.publish_result(
            exam=post.exam, version=1, by=actor("ORG_HEAD", over=province), on=AFTER
        )
