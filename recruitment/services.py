"""What people do in recruitment: one function per use case, one transaction each."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from cadres import access
from cadres.models import Cadre, Decision, Title, Unit
from governance import audit
from governance.actor import Actor
from governance.classes import DataClass
from governance.findings import Refused, check
from governance.records import Conflict, save_changes
from governance.rules import TwoPersons, second_person_is_another
from recruitment import rules, selectors
from recruitment.models import Candidate, CandidateState, Exam, ExamPost, ExamState, Result

EXAM = DataClass.EXAM
MARKS = ("round_one", "round_two", "written")


@transaction.atomic
def announce_exam(
    *,
    kind: str,
    code: str,
    name: str,
    organising_unit: Unit,
    announced_on: date,
    held_on: date,
    posts: Iterable[dict],
    by: Actor,
    on: date,
) -> Exam:
    """Announce an exam with its posts: unit, title, position, quota (thông báo thi tuyển)."""
    access.require(by, access.EDIT, over=organising_unit, data_class=EXAM)
    exam = Exam(
        kind=kind,
        code=code.strip(),
        name=name.strip(),
        organising_unit=organising_unit,
        announced_on=announced_on,
        held_on=held_on,
    )
    exam.full_clean()
    audit.record(
        by=by, action="recruitment.announce_exam", subject=exam, unit_path=organising_unit.path
    )
    exam.save(force_insert=True)
    for each in posts:
        _add_post(exam, **each)
    return exam


def _add_post(
    exam: Exam, *, unit: Unit, quota: int, title: Title | None = None, position: str = ""
) -> None:
    post = ExamPost(exam=exam, unit=unit, title=title, position=position.strip(), quota=quota)
    post.full_clean()
    post.save(force_insert=True)


@transaction.atomic
def register_candidate(
    *,
    post: ExamPost,
    by: Actor,
    on: date,
    cadre: Cadre | None = None,
    priority_claims: Iterable[Decimal] = (),
    **fields,
) -> Candidate:
    """Register somebody for a post; the highest of several priorities counts (đăng ký thi).

    The fields: `number`, `residence`, `education`, and `full_name` of who is no own cadre.
    """
    exam, claims = post.exam, tuple(priority_claims)
    access.require(by, access.EDIT, over=exam.organising_unit, data_class=EXAM)
    law = selectors.law_of(exam)
    findings = [
        *check([rules.registration_is_open], selectors.exam_facts(exam, on), law),
        *check([rules.priority_is_one_the_law_knows], claims, law),
    ]
    if findings:
        raise Refused(findings)
    if cadre is not None:
        fields["full_name"] = cadre.full_name
    at_home = cadre is not None and cadre.employing_unit.path.startswith(post.unit.path)
    priority = rules.highest(claims)
    candidate = Candidate(
        post=post, cadre=cadre, priority=priority, from_outside=not at_home, **fields
    )
    candidate.set_keys()
    candidate.full_clean()
    path = exam.organising_unit.path
    action = "recruitment.register_candidate"
    audit.record(by=by, action=action, subject=candidate, unit_path=path)
    candidate.save(force_insert=True)
    return candidate


@transaction.atomic
def enter_marks(
    *, candidate: Candidate, version: int, by: Actor, on: date, **marks: Decimal | None
) -> Result:
    """Enter or correct a candidate's marks before publication; 0 for the absent (nhập điểm).

    The marks: `round_one`, `round_two`, `written`. `version` is that of the marks the editor saw,
    0 where there were none.
    """
    # Publication locks the exam too: no mark slips in behind a published rank.
    exam = Exam.objects.select_for_update(no_key=True).get(pk=candidate.post.exam_id)
    access.require(by, access.EDIT, over=exam.organising_unit, data_class=EXAM)
    result = Result.objects.filter(candidate=candidate).first()
    if result and result.version != version:
        raise Conflict(result, marks)
    known = {name: getattr(result, name, None) for name in MARKS}
    _enforce_marks(exam, candidate, known | marks, on)
    path = exam.organising_unit.path
    audit.record(by=by, action="recruitment.enter_marks", subject=candidate, unit_path=path)
    if exam.state == ExamState.ANNOUNCED:
        save_changes(exam, expected_version=exam.version, changes={"state": ExamState.MARKING})
    signed = {**marks, "marked_by": by.person, "marked_by_name": by.name}
    if result:
        return save_changes(result, expected_version=version, changes=signed)
    result = Result(candidate=candidate, **signed)
    result.full_clean()
    result.save(force_insert=True)
    return result


def _enforce_marks(exam: Exam, candidate: Candidate, marks: dict, on: date) -> None:
    law = selectors.law_of(exam)
    facts = selectors.exam_facts(exam, on, candidate)
    findings = check([rules.exam_can_be_marked], facts, law)
    if marks["round_two"] is not None or marks["written"] is not None:
        given = rules.Marks(candidate=candidate.pk, **marks)
        findings += check([rules.passed_round_one], given, law)
    if findings:
        raise Refused(findings)


@transaction.atomic
def publish_result(
    *,
    exam: Exam,
    version: int,
    by: Actor,
    on: date,
    preferred: Iterable[Candidate] = (),
    tie_decision: Decision | None = None,
) -> Exam:
    """Rank the candidates of every post, seal the marks and publish (công bố kết quả).

    `preferred` are those whom the recorded decision chose between equals.
    """
    access.require(by, access.APPROVE, over=exam.organising_unit, data_class=EXAM)
    now = Exam.objects.select_for_update(no_key=True).get(pk=exam.pk)
    if now.version != version:
        raise Conflict(now, {"state": ExamState.FINAL, "published_on": on})
    rules.EXAM.require(now.state, ExamState.FINAL)
    law, chosen = selectors.law_of(now), {each.pk for each in preferred}
    posts = selectors.post_facts(now, preferred=chosen, has_tie_decision=tie_decision is not None)
    _enforce_publication(now, posts, law, by)
    audit.record(
        by=by,
        action="recruitment.publish_result",
        subject=now,
        unit_path=now.organising_unit.path,
        basis=str(tie_decision or law.cite("round_two_pass")),
    )
    _seal(now, [p for facts in posts for p in rules.placed(facts, law)], chosen, tie_decision, on)
    changes = {
        "state": ExamState.FINAL,
        "published_on": on,
        "law_versions": law.versions(),
    }
    return save_changes(exam, expected_version=version, changes=changes)


def _enforce_publication(exam: Exam, posts: list, law: rules.RecruitmentLaw, by: Actor) -> None:
    """All that stands against the publication of any post, told at once."""
    findings = [finding for facts in posts for finding in check(rules.PUBLICATION, facts, law)]
    markers = (
        Result.objects.filter(candidate__post__exam=exam)
        .order_by()
        .values_list("marked_by", flat=True)
        .distinct()
    )
    if by.person in set(markers):
        findings += check([second_person_is_another], TwoPersons(by.person, by.person))
    if findings:
        raise Refused(findings)


def _seal(exam: Exam, placed: list, chosen: set, decision: Decision | None, on: date) -> None:
    """Write rank and outcome of everybody in few statements, and close the candidacies."""
    by_candidate = {each.candidate: each for each in placed}
    results = list(Result.objects.filter(candidate__in=by_candidate))
    for result in results:
        place = by_candidate[result.candidate_id]
        result.total, result.rank, result.outcome = place.total, place.rank, place.outcome
        result.preferred = result.candidate_id in chosen
        result.tie_decision = decision if result.preferred else None
        result.sealed_on, result.version = on, result.version + 1
    written = ["total", "rank", "outcome", "preferred", "tie_decision", "sealed_on", "version"]
    Result.objects.bulk_update(results, written, batch_size=500)
    Candidate.objects.filter(post__exam=exam, state=CandidateState.REGISTERED).update(
        state=CandidateState.EXAMINED, version=F("version") + 1
    )
