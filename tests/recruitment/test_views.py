"""The pages of exams, as hats inside and outside the scope meet them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from recruitment.models import Candidate, Exam, ExamState, Result
from tests.factories.cadres import CadreFactory, DecisionFactory
from tests.factories.recruitment import (
    CandidateFactory,
    ExamFactory,
    ExamPostFactory,
    ResultFactory,
)


def test_the_list_shows_the_scope_only(client_of, province, exam):
    ExamFactory(name="Kỳ thi ngoài phạm vi")

    page = client_of("EXAM_COUNCIL", over=province).get(reverse("recruitment:exams"))

    assert page.status_code == 200
    assert exam.get_absolute_url() in page.content.decode()
    assert "Kỳ thi ngoài phạm vi" not in page.content.decode()


def test_filters_narrow_the_list(client_of, province, exam):
    other = ExamFactory(leadership=True, organising_unit=province)
    browser = client_of("EXAM_COUNCIL", over=province)

    for query in (
        {"kind": "leadership"},
        {"q": other.code},
        {"unit": str(province.pk), "kind": "leadership", "since": "20/11/2025"},
    ):
        text = browser.get(reverse("recruitment:exams"), query).content.decode()
        assert (other.get_absolute_url() in text, exam.get_absolute_url() in text) == (
            True,
            False,
        )


@pytest.mark.parametrize("rows", [1, 50])
def test_the_list_of_exams_asks_the_same_number_of_questions(
    client_of, province, rows, django_assert_max_num_queries
):
    for _each in range(rows):
        CandidateFactory(post=ExamPostFactory(exam=ExamFactory(organising_unit=province)))
    browser = client_of("EXAM_COUNCIL", over=province)
    browser.get(reverse("recruitment:exams"))

    with django_assert_max_num_queries(12) as asked:
        browser.get(reverse("recruitment:exams"))

    assert len(asked) == 6


@pytest.mark.parametrize("name", ["exam", "results"])
@pytest.mark.parametrize("rows", [1, 50])
def test_the_lists_of_one_exam_ask_the_same_number_of_questions(
    client_of, province, rows, name, django_assert_max_num_queries
):
    exam = ExamFactory(organising_unit=province, final=True)
    for _each in range(rows):
        candidate = CandidateFactory(post=ExamPostFactory(exam=exam))
        ResultFactory(candidate=candidate, selected=True)
    browser = client_of("EXAM_COUNCIL", over=province)
    address = reverse(f"recruitment:{name}", args=[exam.pk])
    browser.get(address)

    with django_assert_max_num_queries(12) as asked:
        page = browser.get(address)

    assert page.content.decode().count("<tr") > rows
    assert len(asked) == {"exam": 10, "results": 8}[name]


def test_what_lies_outside_the_scope_does_not_exist(client_of, province, exam):
    own = CandidateFactory(post=ExamPostFactory(exam=exam))
    foreign = CandidateFactory()
    browser = client_of("ORG_OFFICER", over=province)

    for candidate, status in ((own, 200), (foreign, 404)):
        post = candidate.post
        for name, key in (
            ("exam", post.exam_id),
            ("results", post.exam_id),
            ("register", post.pk),
            ("candidate", candidate.pk),
            ("marks", candidate.pk),
        ):
            address = reverse(f"recruitment:{name}", args=[key])
            assert browser.get(address).status_code == status, name
    publish = reverse("recruitment:publish", args=[foreign.post.exam_id])
    assert browser.get(publish).status_code == 404


def test_candidates_are_for_those_with_exam_data(client_of, province, exam):
    candidate = CandidateFactory(post=ExamPostFactory(exam=exam), full_name="Lê Thị Ân")
    browser = client_of("UNIT_HEAD", over=province)

    page = browser.get(exam.get_absolute_url())

    assert page.status_code == 200
    assert "Lê Thị Ân" not in page.content.decode()
    assert browser.get(candidate.get_absolute_url()).status_code == 404


def test_the_own_candidacy_hides_marks_until_they_are_published(client_of, province, exam):
    cadre = CadreFactory()
    candidate = CandidateFactory(post=ExamPostFactory(exam=exam), cadre=cadre)
    ResultFactory(candidate=candidate, round_two="77.25")
    browser = client_of("CADRE", over=exam.posts.get().unit, cadre=cadre)

    page = browser.get(candidate.get_absolute_url()).content.decode()
    rows = browser.get(exam.get_absolute_url()).content.decode()

    assert candidate.number in page
    assert ("77,25" in page, "77,25" in rows) == (False, False)


def post_rows(*rows):
    sent = {"posts-TOTAL_FORMS": str(len(rows)), "posts-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        sent |= {f"posts-{number}-{name}": value for name, value in row.items()}
    return sent


def test_a_council_announces_an_exam_with_posts(client_of, province):
    browser = client_of("EXAM_COUNCIL", over=province)
    sent = {
        "kind": "civil_service",
        "code": "TD-2027",
        "name": "Thi tuyển công chức",
        "organising_unit": str(province.pk),
        "announced_on": "05/01/2027",
        "held_on": "01/03/2027",
        **post_rows(
            {"unit": str(province.pk), "position": "Chuyên viên", "quota": "2"},
            {"unit": "", "position": "", "quota": "1"},
        ),
    }
    address = reverse("recruitment:announce")
    browser.get(address)

    wrong_day = browser.post(address, {**sent, "held_on": "05/01/2027"})
    no_post = browser.post(address, {**sent, "posts-0-unit": "", "posts-0-position": ""})
    kept = browser.post(address, sent)

    assert (wrong_day.status_code, no_post.status_code, kept.status_code) == (422, 422, 302)
    assert [post.quota for post in Exam.objects.get().posts.all()] == [2]


def test_a_council_registers_and_marks(client_of, province):
    today = timezone.localdate()
    soon = today + timezone.timedelta(days=30)
    post = ExamPostFactory(exam=ExamFactory(organising_unit=province, held_on=soon))
    browser = client_of("EXAM_COUNCIL", over=province)
    sent = {
        "number": "007",
        "full_name": "Lê Thị Ân",
        "residence": "Hạ Long",
        "education": "dai_hoc",
        "priority_claims": ["7.5", "2.5"],
    }
    address = reverse("recruitment:register", args=[post.pk])
    browser.get(address)

    refused = browser.post(address, {**sent, "priority_claims": ["3"]})
    kept = browser.post(address, sent)
    candidate = Candidate.objects.get()
    too_early = browser.post(
        reverse("recruitment:marks", args=[candidate.pk]), {"round_one": "60", "version": "0"}
    )

    assert (refused.status_code, kept.status_code) == (422, 302)
    assert candidate.priority == 7.5
    assert too_early.status_code == 422
    assert not Result.objects.exists()


def test_the_second_of_two_markers_sees_both_values(client_of, province, exam):
    candidate = CandidateFactory(post=ExamPostFactory(exam=exam))
    browser = client_of("EXAM_COUNCIL", over=province)
    address = reverse("recruitment:marks", args=[candidate.pk])
    browser.get(address)
    browser.post(address, {"round_one": "61,5", "version": "0"})

    answer = browser.post(address, {"round_one": "43,25", "version": "0"})

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "61,5" in text
    assert "43,25" in text
    assert str(Result.objects.get().round_one) == "61.50"


def test_a_wrong_mark_is_told_at_the_field(client_of, province, exam):
    candidate = CandidateFactory(post=ExamPostFactory(exam=exam))

    page = client_of("EXAM_COUNCIL", over=province).post(
        reverse("recruitment:marks", args=[candidate.pk]), {"round_one": "101", "version": "0"}
    )

    assert page.status_code == 422
    assert "id_round_one_error" in page.content.decode()


def test_publication_asks_for_a_choice_between_equals(client_of, province):
    exam = ExamFactory(organising_unit=province, marked=True)
    post = ExamPostFactory(exam=exam)
    first, second = (ResultFactory(candidate=CandidateFactory(post=post)) for _ in range(2))
    paper = DecisionFactory(issuer=province)
    browser = client_of("ORG_HEAD", over=province)
    address = reverse("recruitment:publish", args=[exam.pk])

    shown = browser.get(address).content.decode()
    refused = browser.post(address, {"version": "1"})
    kept = browser.post(
        address,
        {"version": "1", "preferred": [str(second.candidate_id)], "tie_decision": paper.number},
    )

    assert str(first.candidate_id) in shown
    assert refused.status_code == 422
    assert "170/2025" in refused.content.decode()
    assert kept.status_code == 302
    assert Exam.objects.get().state == ExamState.FINAL
    assert Result.objects.get(pk=second.pk).outcome == "selected"
    assert browser.get(kept.url).status_code == 200


@pytest.mark.parametrize("name", ["announce", "marks", "publish"])
def test_a_hat_that_only_reads_changes_nothing(client_of, province, exam, name):
    candidate = CandidateFactory(post=ExamPostFactory(exam=exam))
    hat = {"publish": "EXAM_COUNCIL"}.get(name, "ORG_HEAD")
    keys = {"announce": [], "marks": [candidate.pk], "publish": [exam.pk]}[name]

    answer = client_of(hat, over=province).get(reverse(f"recruitment:{name}", args=keys))

    assert answer.status_code == 403


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_speak_the_language_of_the_account(client_of, province, exam, language):
    candidate = CandidateFactory(post=ExamPostFactory(exam=exam))
    ResultFactory(candidate=candidate)
    browser = client_of("EXAM_COUNCIL", over=province, language=language)

    for address in (
        reverse("recruitment:exams"),
        exam.get_absolute_url(),
        candidate.get_absolute_url(),
        reverse("recruitment:announce"),
        reverse("recruitment:results", args=[exam.pk]),
    ):
        page = browser.get(address)
        assert page.status_code == 200
        assert f'lang="{language}"' in page.content.decode()
