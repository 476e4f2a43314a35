"""What the database itself refuses about exams."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from recruitment.models import Candidate, Exam, Result
from tests.factories.cadres import CadreFactory, UnitFactory
from tests.factories.recruitment import (
    CandidateFactory,
    ExamFactory,
    ExamPostFactory,
    ResultFactory,
)
from tests.hats import actor


@pytest.mark.parametrize(
    ("constraint", "factory", "given"),
    [
        ("exam_kind_is_known", ExamFactory, {"kind": "quiz"}),
        ("exam_state_is_known", ExamFactory, {"state": "lost"}),
        ("exam_is_announced_before_it_is_held", ExamFactory, {"held_on": date(2025, 9, 15)}),
        ("exam_results_are_published_after_it_was_held", ExamFactory, {"state": "final"}),
        (
            "exam_results_are_published_after_it_was_held",
            ExamFactory,
            {"final": True, "published_on": date(2025, 11, 19)},
        ),
        ("exam_post_selects_somebody", ExamPostFactory, {"quota": 0}),
        ("exam_post_has_a_title_or_a_position", ExamPostFactory, {"position": ""}),
        ("candidate_has_a_name", CandidateFactory, {"full_name": " "}),
        ("candidate_state_is_known", CandidateFactory, {"state": "lost"}),
        ("candidate_rejected_means_why", CandidateFactory, {"state": "rejected"}),
        ("candidate_rejected_means_why", CandidateFactory, {"rejection": "Thiếu văn bằng"}),
        ("candidate_appointed_means_when", CandidateFactory, {"state": "appointed"}),
        ("candidate_priority_is_within_bounds", CandidateFactory, {"priority": -1}),
        ("result_marks_are_of_a_hundred", ResultFactory, {"round_two": 101}),
        ("result_round_two_follows_round_one", ResultFactory, {"round_one": None}),
        ("result_sealed_means_an_outcome", ResultFactory, {"outcome": "reserve"}),
        ("result_selected_means_a_rank", ResultFactory, {"selected": True, "rank": None}),
        ("result_preferred_means_on_what_decision", ResultFactory, {"preferred": True}),
    ],
)
def test_rows_keep_their_promises(constraint, factory, given):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        factory(**given)


def test_a_cadre_stands_once_for_a_post():
    first = CandidateFactory(cadre=CadreFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        CandidateFactory(post=first.post, cadre=first.cadre)


def test_a_published_mark_is_sealed_by_the_database():
    result = ResultFactory(selected=True)
    with pytest.raises(Exception, match="sealed"), transaction.atomic():
        Result.objects.filter(pk=result.pk).update(round_two=90, version=2)


def test_an_exam_is_seen_by_who_organises_it_and_who_has_a_post(province, exam):
    commune = UnitFactory(parent=province)
    ExamPostFactory(exam=exam, unit=commune)
    ExamPostFactory(exam=exam, unit=commune)

    for unit, seen in ((province, [exam]), (commune, [exam]), (UnitFactory(), [])):
        assert list(Exam.objects.visible_to(actor("ORG_OFFICER", over=unit))) == seen


def test_candidates_are_seen_by_exam_and_post_units_and_the_own_by_the_person(province, exam):
    commune = UnitFactory(parent=province)
    cadre = CadreFactory()
    post = ExamPostFactory(exam=exam, unit=commune)
    own = CandidateFactory(post=post, cadre=cadre)
    other = CandidateFactory(post=ExamPostFactory(exam=exam))

    def seen(*hat, **more):
        return set(Candidate.objects.visible_to(actor(*hat, **more)))

    assert seen("EXAM_COUNCIL", over=province) == {own, other}
    assert seen("ORG_OFFICER", over=commune) == {own}
    assert seen("UNIT_HEAD", over=province) == set()
    assert seen("CADRE", over=province, cadre=cadre) == {own}


def test_the_own_result_is_seen_once_it_is_published(province):
    cadre = CadreFactory()
    me = actor("CADRE", over=province, cadre=cadre)
    open_result = ResultFactory(candidate=CandidateFactory(cadre=cadre))
    published = ResultFactory(candidate=CandidateFactory(cadre=cadre), selected=True)

    assert set(Result.objects.visible_to(me)) == {published}
    assert open_result.sealed_on is None
