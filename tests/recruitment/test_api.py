"""The API of exams: same scope as the pages."""

import pytest

from tests.factories.cadres import CadreFactory
from tests.factories.recruitment import CandidateFactory, ExamPostFactory, ResultFactory


@pytest.mark.parametrize("path", ["exams", "candidates", "exam-results"])
def test_the_api_lists_the_scope_only(client_of, province, exam, path):
    own = ResultFactory(candidate=CandidateFactory(post=ExamPostFactory(exam=exam)))
    foreign = ResultFactory()
    key = {
        "exams": lambda result: result.candidate.post.exam_id,
        "candidates": lambda result: result.candidate_id,
        "exam-results": lambda result: result.pk,
    }[path]
    browser = client_of("EXAM_COUNCIL", over=province)

    answer = browser.get(f"/api/{path}/").json()

    assert [each["id"] for each in answer["results"]] == [str(key(own))]
    assert browser.get(f"/api/{path}/{key(own)}/").status_code == 200
    assert browser.get(f"/api/{path}/{key(foreign)}/").status_code == 404


def test_the_api_shows_no_unpublished_mark_to_the_person(client_of, province):
    cadre = CadreFactory()
    ResultFactory(candidate=CandidateFactory(cadre=cadre))

    answer = client_of("CADRE", over=province, cadre=cadre).get("/api/exam-results/").json()

    assert answer["results"] == []
