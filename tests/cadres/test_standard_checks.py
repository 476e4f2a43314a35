"""Checks against standards: kept, derived again, accepted, judged; many people at once."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadres.models import Cadre, StandardCheck, StandardJudgement, StandardResult, StandardWaiver
from cadres.rules.standards import Kind, Outcome, StandardsLaw
from cadres.selectors import facts, standards
from cadres.selectors import standard_checks as selectors
from cadres.services import standard_checks as services
from cadres.services import standards as building
from governance.findings import Refused
from tests import hats
from tests.factories import evaluation, planning
from tests.factories.cadres import (
    AssignmentFactory,
    CadreFactory,
    QualificationFactory,
    SeatFactory,
    TitleFactory,
    UnitFactory,
)
from tests.factories.standards import ItemFactory, StandardFactory, in_force, kept_check

ON = date(2026, 1, 15)
WHY = "Tập thể thống nhất, chịu trách nhiệm"


@pytest.fixture
def province():
    return UnitFactory(province=True)


@pytest.fixture
def cadre(province):
    return CadreFactory(unit=UnitFactory(parent=province))


@pytest.fixture
def officer(province):
    return hats.actor("ORG_OFFICER", over=province)


@pytest.fixture
def head(province):
    return hats.actor("ORG_HEAD", over=province)


def test_a_check_is_kept_with_all_it_rests_on_and_derives_again(cadre, officer):
    standard = in_force(
        {"kind": "min_degree", "value": {"level": "dai_hoc"}},
        {"kind": "max_age", "value": {"years": 55}},
        {"kind": "eval_level", "value": {"level": "HTT", "years": 1}},
        {"kind": "text", "value": {"text": "Có uy tín"}},
    )
    evaluation.YearlyClassFactory(cadre=cadre, year=2025)
    check = services.keep_check(cadre=cadre, title=standard.title, by=officer, on=ON)

    kept = {row.item.kind: row.outcome for row in check.results.select_related("item")}
    assert kept["min_degree"] == kept["max_age"] == "pass"
    assert kept["text"] == "judgement"
    cadre.__class__.objects.filter(pk=cadre.pk).update(education="so_cap", version=2)
    check.refresh_from_db()
    again = {leaf.criterion.kind: str(leaf.outcome) for leaf in selectors.rerun(check).leaves()}
    assert again == kept
    assert selectors.sheet(check, officer).agrees


def test_a_title_without_a_standard_and_a_foreign_cadre_are_refused(cadre, officer):
    with pytest.raises(Refused):
        services.keep_check(cadre=cadre, title=TitleFactory(), by=officer, on=ON)
    with pytest.raises(PermissionDenied):
        services.keep_check(cadre=CadreFactory(), title=in_force().title, by=officer, on=ON)
    assert StandardCheck.objects.count() == 0


def test_the_competent_level_accepts_a_gap_and_answers_for_it(cadre, province, officer, head):
    check = kept_check(cadre=cadre)
    result = check.results.get()
    asked = {"result": result, "authority": province, "reason": WHY, "on": ON}
    with pytest.raises(PermissionDenied):
        services.waive_criterion(**asked, by=officer)
    with pytest.raises(Refused):
        services.waive_criterion(**{**asked, "reason": "vì thế"}, by=head)
    assert StandardWaiver.objects.count() == 0

    services.waive_criterion(**asked, by=head)
    sheet = selectors.sheet(check, head)
    assert (check.outcome, sheet.outcome) == ("fail", Outcome.PASS)
    assert sheet.lines[0].waiver.authority == province


def test_who_checked_does_not_accept(province, cadre):
    head = hats.actor("ORG_HEAD", over=province)
    title = in_force({"value": {"level": "tien_si"}}).title
    check = services.keep_check(cadre=cadre, title=title, by=head, on=ON)
    with pytest.raises(Refused) as refusal:
        services.waive_criterion(
            result=check.results.get(), authority=province, reason=WHY, by=head, on=ON
        )
    assert [f.code for f in refusal.value.findings] == ["STD-07"]


def test_people_judge_what_the_record_cannot_and_nothing_else(cadre, officer):
    open_text = kept_check(
        cadre=cadre, standard=in_force({"kind": "text", "value": {"text": "Có uy tín"}})
    )
    decided = kept_check(cadre=cadre)
    for is_met, check in ((False, open_text), (True, decided)):
        asked = {"result": check.results.get(), "is_met": is_met, "reason": WHY, "on": ON}
        if check is decided:
            with pytest.raises(Refused):
                services.judge_criterion(**asked, by=officer)
        else:
            services.judge_criterion(**asked, by=officer)
    assert selectors.sheet(open_text, officer).outcome == Outcome.FAIL
    assert StandardJudgement.objects.count() == 1


def test_what_is_kept_is_frozen():
    check = kept_check()
    for rows, values in (
        (StandardCheck.objects.filter(pk=check.pk), {"outcome": "pass"}),
        (check.results.all(), {"outcome": "pass"}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        StandardResult.objects.create(
            standard_check=check, item=check.results.get().item, outcome="pass"
        )
    for model, more in ((StandardWaiver, {}), (StandardJudgement, {"is_met": True})):
        if model is StandardWaiver:
            more = {"authority": check.cadre.employing_unit}
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.create(result=check.results.get(), reason="ngắn", decided_on=ON, **more)


def test_what_a_hat_does_not_open_is_without_evidence(province, cadre):
    narrow = hats.actor("ORG_OFFICER", over=province, classes=["basic", "planning"])
    standard = in_force({"kind": "max_age", "value": {"years": 99}})
    result = selectors.check_now(standard, cadre, on=ON, actor=narrow)
    assert result.outcome == Outcome.MISSING
    assert Kind.MAX_AGE_AT in facts.closed_to(narrow)


def test_what_upper_rooms_and_papers_tell(cadre):
    title = TitleFactory(code="P-TEST")
    planning.PlanEntryFactory(cadre=cadre, title=title, unit=cadre.employing_unit)
    QualificationFactory(cadre=cadre, axis="state", level="Chuyên viên chính")
    QualificationFactory(cadre=cadre, axis="language", level="B", language="Anh")
    found = facts.gather([cadre.pk], ON, law=StandardsLaw.on(ON))[cadre.pk]

    assert {(c.axis, c.level) for c in found.courses} == {
        ("state", "chuyen_vien_chinh"),
        ("language", "2"),
    }
    assert set(found.told) == {"classes", "planned", "discipline", "assets", "health"}


def people_in(cadres):
    return Cadre.objects.filter(pk__in=[cadre.pk for cadre in cadres])


def test_one_or_many_people_cost_the_same_questions(province):
    tree = standards.tree_of(
        in_force(
            {"kind": "min_degree"},
            {"kind": "months_in_post", "value": {"months": 12}},
            {"kind": "eval_level", "value": {"level": "HT", "years": 1}},
            {"kind": "no_discipline", "value": {}},
        )
    )
    people = [CadreFactory(unit=province) for _ in range(5)]
    for cadre in people:
        AssignmentFactory(cadre=cadre)
    counts = []
    dict(selectors.survey([tree], people_in(people[:1]), on=ON))  # the amendments are read once
    for some in (people[:1], people):
        with CaptureQueriesContext(connection) as asked:
            assert len(dict(selectors.survey([tree], people_in(some), on=ON))) == len(some)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 8


def test_who_would_newly_fail_is_whoever_failed_not_before(province, officer):
    old = in_force({"value": {"level": "cao_dang"}})
    new = StandardFactory(title=old.title, edition=2)
    ItemFactory(standard=new, value={"level": "dai_hoc"})
    held = {}
    for education in ("trung_cap", "cao_dang", "dai_hoc"):
        held[education] = CadreFactory(unit=province, education=education)
        seat = SeatFactory(unit=province, title=old.title)
        AssignmentFactory(cadre=held[education], seat=seat)
    CadreFactory(unit=province, education="cao_dang")

    trees = standards.trees_of([old, new])
    asked = {"old": trees[old.pk], "new": trees[new.pk], "on": ON, "actor": officer}
    found = selectors.newly_failing(new, **asked)

    assert set(found) == {held["cao_dang"].pk}


def test_a_standard_is_built_checked_and_accepted_on_screen(client_of, province, cadre):
    title = TitleFactory()
    client = client_of("ORG_OFFICER", over=province)
    opened = client.post(
        reverse("cadres:open_standard"),
        {"title": title.pk, "first_day": "01/01/2026", "source_document": "QĐ 1",
         "confidence": "UNSURE"},
    )  # fmt: skip
    draft = standards.TitleStandard.objects.get(title=title)
    assert opened.url == reverse("cadres:build_standard", args=[draft.pk])
    for kind, more in (("min_degree", {"level": "tien_si"}), ("any", {})):
        body = {"mandatory": "on", "evidence": "record", "legal_basis": "Điều 2", **more}
        client.post(reverse("cadres:add_criterion", args=[draft.pk, kind]), body)
    item = draft.items.get(kind="min_degree")
    move = reverse("cadres:move_criterion", args=[item.pk])
    client.post(move, {"to": "in"})
    item.refresh_from_db()
    assert item.parent.kind == "any"
    page = client.get(reverse("cadres:build_standard", args=[draft.pk])).content.decode()
    assert "depth-1" in page

    confirming = hats.actor("ORG_HEAD", over=province)
    building.confirm_standard(standard=draft, by=confirming, on=ON)
    asked = {"cadre": str(cadre.pk), "title": str(title.pk), "on": "15/01/2026"}
    shown = client.get(reverse("cadres:check_standard"), asked)
    assert shown.context["outcome"] == Outcome.FAIL
    kept = client.post(reverse("cadres:check_standard"), asked)
    assert client.get(kept.url).status_code == 200
    pdf = client.get(f"{kept.url}pdf/")
    assert pdf.content[:5] == b"%PDF-"


def test_the_list_of_people_finds_an_outcome_among_all(client_of, province):
    standard = in_force({"value": {"level": "dai_hoc"}})
    low = CadreFactory(unit=province, education="cao_dang")
    CadreFactory(unit=province)
    client = client_of("ORG_OFFICER", over=province)
    address = reverse("cadres:standard_people", args=[standard.pk])

    page = client.get(address, {"outcome": "fail"}).content.decode()
    assert low.full_name in page
    assert page.count("<tr>") == 2  # the head and one row
    assert client.get(address, {"export": "csv"}).status_code == 200
    assert client.get(reverse("cadres:structure"), {"export": "xlsx"}).status_code == 200
