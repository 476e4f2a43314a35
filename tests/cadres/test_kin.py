"""Relatives in related posts: found once, explained, decided by another; warned of in time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.db import Error, IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from cadres.models import (
    Assignment,
    ConflictFinding,
    ConflictStep,
    FamilyMember,
)
from cadres.rules import kin as rules
from cadres.services import kin
from governance.actor import acting, system_actor
from tests import hats
from tests.factories import cadres as make
from tests.factories.kin import ConflictFactory, pair
from tests.factories.record import FamilyMemberFactory

pytestmark = pytest.mark.usefixtures("english")

ON = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
WHY = "Bố trí trước khi có quy định, đang rà soát"
SYSTEM = system_actor("test")


@pytest.fixture
def province():
    return make.UnitFactory(province=True)


@pytest.fixture
def officer(province):
    return hats.actor("ORG_OFFICER", over=province)


@pytest.fixture
def head(province):
    return hats.actor("ORG_HEAD", over=province)


def look(on=ON):
    return kin.look_for_conflicts(by=SYSTEM, on=on)


def found() -> list[str]:
    return sorted(ConflictFinding.objects.filter(state="open").values_list("rule", flat=True))


def post(unit, group, **seat):
    title = make.TitleFactory(group=group, precedence=seat.pop("precedence", 10))
    cadre = make.CadreFactory(unit=unit)
    return make.AssignmentFactory(cadre=cadre, seat=make.SeatFactory(unit=unit, title=title))


def related(one, other, relation="vo_chong", side="own"):
    return FamilyMemberFactory(
        cadre=one.cadre, relative=other.cadre, relation=relation, side=side, full_name="Người nhà"
    )


# -- detection --------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("relation", "side", "turned", "kin_of_first"),
    [
        ("cha", "own", False, "parent"),
        ("cha", "own", True, "child"),
        ("vo_chong", "own", False, "spouse"),
        ("anh_chi_em", "spouse", False, "spouse_sibling"),
        ("anh_chi_em", "spouse", True, "sibling_spouse"),
        ("me", "spouse", True, "child_in_law"),
    ],
)
def test_head_and_deputy_are_found_from_either_ones_family_table(
    province, relation, side, turned, kin_of_first
):
    posts = [post(province, "head"), post(province, "deputy_head", precedence=20)]
    first, second = sorted(posts, key=lambda each: each.pk)
    one, other = (second, first) if turned else (first, second)
    tie = related(one, other, relation, side)
    assert look() == (1, 0)
    finding = ConflictFinding.objects.get()
    assert (finding.rule, finding.kin, finding.state) == ("KIN-03", kin_of_first, "open")
    assert (finding.first_post, finding.second_post, finding.evidence) == (first, second, tie)
    assert finding.confidence == "MEMORY"
    assert [step.state for step in finding.steps.all()] == ["open"]


def test_detection_is_idempotent_and_resolves_what_is_gone(province):
    posts, tie = pair(unit=province)
    assert look() == (1, 0)
    assert look() == (0, 0)
    FamilyMember.objects.filter(pk=tie.pk).update(struck_on=ON, version=2)
    assert look() == (0, 1)
    finding = ConflictFinding.objects.get()
    assert (finding.state, finding.resolved_on) == ("resolved", ON)
    FamilyMember.objects.filter(pk=tie.pk).update(struck_on=None, version=3)
    assert look() == (1, 0)
    finding.refresh_from_db()
    assert (finding.state, finding.resolved_on) == ("open", None)
    assert [s.state for s in finding.steps.order_by("at")][0] == "open"
    assert finding.steps.count() == 3


def test_heads_of_divisions_inside_a_body_are_not_its_heads(province):
    post(province, "head", precedence=10)
    division, deputy = post(province, "head", precedence=40), post(province, "deputy_head")
    related(division, deputy)
    assert look() == (0, 0)


def test_two_heads_of_listed_sectors_in_one_locality_and_not_in_two(province):
    def sector(name, parent):
        unit = make.UnitFactory(name_vi=name, kind="so", block="government", parent=parent)
        return post(unit, "head")

    commune = make.UnitFactory(parent=province)
    finance = sector("Sở Tài chính", province)
    related(finance, sector("Thanh tra tỉnh", province))
    related(finance, sector("Thuế xã Mẫu", commune))
    related(finance, sector("Sở Y tế", province))
    look()
    assert found() == ["KIN-01"]


def test_leader_and_sector_head_and_the_same_standing_committee(province):
    committee = make.UnitFactory(kind="cap_uy", block="party", parent=province)
    standing = make.UnitFactory(kind="btv", block="party", parent=committee)
    police = make.UnitFactory(
        name_vi="Công an tỉnh", kind="so", block="government", parent=province
    )
    secretary = post(committee, "secretary")
    related(secretary, post(standing, "committee_member"), "con")
    related(secretary, post(police, "head"), "con_dau_re")
    look()
    assert found() == ["KIN-02", "KIN-04"]


def test_nobody_meets_when_the_posts_were_held_at_other_times(province):
    posts, _tie = pair(unit=province)
    Assignment.objects.filter(pk=posts[0].pk).update(
        held=DateRange(date(2020, 7, 1), ON, "[)"),
        exit="transfer",
        version=2,
    )
    assert look() == (0, 0)
    assert look(date(2026, 11, 19)) == (1, 0)


def test_sql_and_rules_find_the_same(province):
    """Every pair of roles and places the rules know, asked of both."""
    law = rules.KinLaw.on(ON)
    roles = ["head", "deputy", "standing", "leader", "sector_head"]
    grid = [
        (one, other, where)
        for one in roles
        for other in roles
        for where in (("province",), ("province", "locality"), ("province", "locality", "unit"))
    ]
    statement = kin.KEEP[kin.KEEP.index("pairs AS") : kin.KEEP.index("opened AS")]
    statement = statement.rstrip().rstrip(",").replace("WHERE m.one_post < m.other_post", "")
    names = ("codes", "ones", "others", "places")
    pairs = [(rule.code, *getattr(law, rule.enforces)) for rule in rules.MEETING]
    asked = dict(zip(names, (list(c) for c in zip(*pairs, strict=True)), strict=True))
    asked |= {"sources": [""] * 4, "sureness": [""] * 4}
    with connection.cursor() as cursor:
        for one, other, where in grid:
            meeting = "meetings AS (SELECT %(a)s::text[] AS roles, %(b)s::text[] AS other_roles,"
            meeting += " %(w)s::text[] AS shared)"
            cursor.execute(
                f"WITH {meeting}, {statement} SELECT code FROM found ORDER BY code",
                asked | {"a": [one], "b": [other], "w": list(where)},
            )
            facts = rules.MeetingFacts(
                "spouse", frozenset([one]), frozenset([other]), frozenset(where)
            )
            said = [rule.code for rule in rules.MEETING if rule(facts, law)]
            assert [row[0] for row in cursor.fetchall()] == said, (one, other, where)


@pytest.mark.django_db(transaction=True)
def test_two_detections_at_once_find_each_conflict_once():
    province = make.UnitFactory(province=True)
    for _each in range(4):
        pair(unit=province)

    def attempt(_number):
        try:
            with acting(system_actor("race")):
                return look()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        results = list(threads.map(attempt, range(4)))
    assert sum(opened for opened, _closed in results) == 4
    assert ConflictFinding.objects.count() == ConflictStep.objects.count() == 4


def test_the_number_of_questions_does_not_grow(province, django_assert_num_queries):
    look()  # the law is read once
    for size in (1, 5):
        for _each in range(size):
            pair(unit=province)
        with django_assert_num_queries(1):
            kin.keep_conflicts(by=SYSTEM, on=ON)


# -- what the database refuses -------------------------------------------------------------
@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"rule": "KIN-09"}, "conflict_rule_is_known"),
        ({"kin": "friend"}, "conflict_kin_is_known"),
        ({"explained": True, "state": "lost"}, "conflict_state_is_known"),
        ({"source": " "}, "conflict_names_its_source"),
        ({"state": "explained"}, "conflict_past_open_is_explained"),
        ({"state": "resolved"}, "conflict_resolved_says_since_when"),
        ({"resolved_on": ON}, "conflict_resolved_says_since_when"),
    ],
)
def test_the_database_refuses_a_finding(province, values, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ConflictFactory(unit=province, **values)


def test_the_database_refuses_a_decision_without_reason_or_by_who_explained(province):
    decided = {"decided_by": "account:other", "decided_on": ON, "reason": WHY}
    for values, constraint in (
        ({**decided, "reason": "kurz"}, "conflict_decided_says_who_when_and_why"),
        ({**decided, "decided_on": None}, "conflict_decided_says_who_when_and_why"),
        ({**decided, "decided_by": "account:someone"}, "conflict_is_decided_by_another_person"),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            ConflictFactory(unit=province, **{"explained": True, **values, "state": "confirmed"})


def test_the_database_refuses_the_same_pair_twice_or_turned(province):
    finding = ConflictFactory(unit=province)
    same = {"rule": finding.rule, "kin": "sibling", "evidence": finding.evidence}
    same |= {"found_on": ON, "source": "x"}
    first, second = finding.first_post, finding.second_post
    for posts, constraint in (
        ((first, second), "conflict_once_for_two_posts_and_a_rule"),
        ((second, first), "conflict_is_between_two_posts_in_order"),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            ConflictFinding.objects.create(first_post=posts[0], second_post=posts[1], **same)


def test_steps_and_reasons_never_change(province):
    pair(unit=province)
    look()
    step = ConflictStep.objects.get()
    with pytest.raises(Error), transaction.atomic():
        ConflictStep.objects.filter(pk=step.pk).update(reason="anders")
