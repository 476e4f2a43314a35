"""Title standards by the book alone: three values, partial dates, boundaries."""

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadres.rules import criteria, keeping, sentences, standards
from cadres.rules.criteria import Course, PersonFacts, Spell, evaluate
from cadres.rules.standards import Answer, Criterion, Kind, Outcome, Result, StandardsLaw, settle

LAW = StandardsLaw.on(date(2026, 7, 1))
ON = date(2026, 7, 1)
FACTS = PersonFacts(on=ON, education="dai_hoc", theory="cao_cap")
PASS, FAIL, MISSING, JUDGEMENT = Outcome


def day(*parts):
    one = date(*parts)
    return one, one


def year(number):
    return date(number, 1, 1), date(number, 12, 31)


def asked(kind, facts=FACTS, paper=False, **value):
    return evaluate(Criterion("c", kind, value, needs_paper=paper), facts, LAW).outcome


def spell(first, latest=None, until=None, **more):
    names = {"title": "T", "group": "head", "level": "commune", "paper": "1-QĐ"}
    return Spell(**{**names, **more}, first=first, first_latest=latest or first, until=until)


@pytest.mark.parametrize(
    ("kind", "level", "outcome"),
    [
        (Kind.MIN_DEGREE, "cao_dang", PASS),
        (Kind.MIN_DEGREE, "dai_hoc", PASS),
        (Kind.MIN_DEGREE, "thac_si", FAIL),
        (Kind.MIN_POLITICAL_THEORY, "trung_cap", PASS),
        (Kind.MIN_POLITICAL_THEORY, "cao_cap", PASS),
        (Kind.MIN_POLITICAL_THEORY, "cu_nhan", FAIL),
        (Kind.MIN_STATE_MGMT, "can_su", MISSING),
    ],
)
def test_a_level_is_met_from_itself_upwards(kind, level, outcome):
    assert asked(kind, level=level) == outcome


def test_the_best_course_that_still_counts_decides():
    weak = Course("language", "2", "Anh A2", "chứng chỉ 12")
    strong = Course("language", "4", "Anh B2", "chứng chỉ 13", expires=ON)
    facts = replace(FACTS, courses=(weak, strong))
    valid = replace(strong, expires=ON + timedelta(days=1))

    assert asked(Kind.FOREIGN_LANGUAGE, facts, level="3") == FAIL
    assert asked(Kind.FOREIGN_LANGUAGE, replace(facts, courses=(weak, valid)), level="3") == PASS


def test_a_criterion_that_wants_a_paper_is_without_evidence_until_one_is_named():
    facts = replace(FACTS, courses=(Course("professional", "dai_hoc"),))
    proved = replace(FACTS, courses=(Course("professional", "dai_hoc", "Luật", "số 7"),))

    assert asked(Kind.MIN_DEGREE, facts, paper=True, level="dai_hoc") == MISSING
    assert asked(Kind.MIN_DEGREE, proved, paper=True, level="dai_hoc") == PASS
    assert asked(Kind.MIN_DEGREE, facts, paper=True, level="tien_si") == FAIL


@pytest.mark.parametrize(
    ("posts", "outcome"),
    [
        ((), MISSING),
        ((spell(date(2024, 7, 1)),), PASS),
        ((spell(date(2024, 7, 2)),), FAIL),
        ((spell(date(2024, 1, 1), date(2024, 12, 31)),), MISSING),
        ((spell(date(2023, 1, 1), date(2023, 12, 31)),), PASS),
        ((spell(date(2025, 1, 1), date(2025, 12, 31)),), FAIL),
        ((spell(date(2024, 7, 1), group="specialist"),), FAIL),
        ((spell(date(2022, 1, 1), until=date(2023, 1, 1)), spell(date(2025, 7, 1))), PASS),
        ((spell(date(2024, 9, 1)), spell(date(2024, 9, 1), title="U")), FAIL),
        ((spell(date(2027, 1, 1)),), FAIL),
    ],
)
def test_months_in_post_count_from_the_first_day_and_not_twice(posts, outcome):
    facts = replace(FACTS, posts=posts)

    assert asked(Kind.MIN_MONTHS_IN_POST, facts, months=24, groups=["head"]) == outcome


@pytest.mark.parametrize(
    ("born", "outcome"),
    [
        (day(1971, 7, 1), PASS),
        (day(1971, 7, 2), PASS),
        (day(1971, 6, 30), FAIL),
        (year(1971), MISSING),
        (year(1972), PASS),
        (year(1970), FAIL),
        (None, MISSING),
    ],
)
def test_an_age_is_passed_the_day_after_the_birthday(born, outcome):
    assert asked(Kind.MAX_AGE_AT, replace(FACTS, born=born), years=55) == outcome


def test_an_age_may_be_measured_on_a_named_day_with_months():
    facts = replace(FACTS, born=day(1971, 7, 1))

    assert asked(Kind.MAX_AGE_AT, facts, years=55, at="2026-07-02") == FAIL
    assert asked(Kind.MAX_AGE_AT, facts, years=55, more_months=1, at="2026-08-01") == PASS
    assert asked(Kind.MAX_AGE_AT, facts, years=55, more_months=1, at="2026-08-02") == FAIL


@pytest.mark.parametrize(
    ("classes", "outcome"),
    [
        ({2025: "HTT", 2024: "HTXS", 2023: "HTT"}, PASS),
        ({2025: "HTT", 2024: "HT", 2023: "HTT"}, FAIL),
        ({2025: "HTT", 2023: "HTT"}, MISSING),
        ({2025: "HTT", 2024: "KXL", 2023: "HTT"}, MISSING),
        ({2025: "HT"}, FAIL),
        ({2026: "HTXS", 2025: "HTT", 2024: "HTT"}, MISSING),
    ],
)
def test_the_classes_of_the_last_full_years(classes, outcome):
    facts = replace(FACTS, told={"classes": tuple(classes.items())})

    assert asked(Kind.EVAL_LEVEL_LAST_N, facts, years=3, level="HTT") == outcome


@pytest.mark.parametrize(
    ("official", "outcome"),
    [(day(2026, 7, 1), PASS), (day(2026, 7, 2), FAIL), (year(2026), MISSING), (None, MISSING)],
)
def test_an_official_party_member_by_the_day(official, outcome):
    facts = replace(FACTS, joined=day(2025, 7, 1), official=official)

    assert asked(Kind.PARTY_MEMBER, facts) == outcome


@pytest.mark.parametrize(
    ("since", "until", "outcome"),
    [
        (date(2026, 7, 1), None, FAIL),
        (date(2026, 7, 2), None, PASS),
        (date(2025, 7, 1), date(2026, 7, 1), PASS),
        (date(2025, 7, 1), date(2026, 7, 2), FAIL),
    ],
)
def test_discipline_counts_while_it_is_in_force(since, until, outcome):
    facts = replace(FACTS, told={"discipline": (("Khiển trách", since, until),)})

    assert asked(Kind.NOT_UNDER_DISCIPLINE, facts) == outcome


@pytest.mark.parametrize(
    ("declared", "outcome"),
    [(day(2025, 7, 1), PASS), (day(2025, 6, 30), MISSING), (year(2025), MISSING)],
)
def test_an_old_paper_asks_for_a_new_one_and_never_fails(declared, outcome):
    facts = replace(FACTS, told={"assets": ((*declared, "Bản kê khai"),)})

    assert asked(Kind.ASSET_DECLARED, facts, months=12) == outcome


def test_what_no_room_tells_is_without_evidence_and_what_people_judge_stays_theirs():
    assert asked(Kind.NOT_UNDER_DISCIPLINE) == MISSING
    assert asked(Kind.TEXT, text="Có uy tín") == JUDGEMENT
    assert asked(Kind.MIN_DEGREE, replace(FACTS, closed=frozenset({"min_degree"}))) == MISSING


def test_planned_and_held_posts():
    facts = replace(
        FACTS, told={"planned": (("T", "Bí thư, xã A"),)}, posts=(spell(date(2020, 1, 1)),)
    )

    assert asked(Kind.PLANNED_FOR, facts, titles=["T"]) == PASS
    assert asked(Kind.PLANNED_FOR, facts, titles=["U"]) == FAIL
    assert asked(Kind.HELD_POST, facts, levels=["commune"]) == PASS
    assert asked(Kind.HELD_POST, facts, groups=["head"], levels=["province"]) == FAIL


def node(outcome, mandatory=True):
    return Result(Criterion("c", Kind.TEXT, mandatory=mandatory), Answer(outcome))


@pytest.mark.parametrize(("left", "right"), [*product(Outcome, Outcome)])
def test_all_and_any_of_two(left, right):
    both = {left, right}
    doubt = next((d for d in (MISSING, JUDGEMENT) if d in both), None)

    assert standards.joined(Kind.ALL, [node(left), node(right)]) == (
        FAIL if FAIL in both else doubt or PASS
    )
    assert standards.joined(Kind.ANY, [node(left), node(right)]) == (
        PASS if PASS in both else doubt or FAIL
    )


def test_what_is_only_wished_for_decides_nothing():
    assert standards.joined(Kind.ALL, [node(PASS), node(FAIL, mandatory=False)]) == PASS


OUTCOMES = st.lists(st.sampled_from(list(Outcome)), min_size=1, max_size=6)


@given(OUTCOMES, st.sampled_from([standards.all_of, standards.any_of]))
def test_a_decided_group_stays_decided_however_its_doubts_end(outcomes, join):
    decided = join(outcomes)
    doubtful = [at for at, each in enumerate(outcomes) if each in standards.DOUBTS]
    endings = set()
    for ends in product((PASS, FAIL), repeat=len(doubtful)):
        ended = list(outcomes)
        for at, end in zip(doubtful, ends, strict=True):
            ended[at] = end
        endings.add(join(ended))

    assert endings == {decided} if decided in (PASS, FAIL) else endings == {PASS, FAIL}


@given(
    st.dates(date(1950, 1, 1), date(2005, 12, 31)),
    st.dates(date(2016, 1, 1), date(2030, 12, 31)),
    st.integers(30, 65),
)
def test_a_birth_year_alone_never_says_what_the_full_date_denies(born, on, years):
    exact = asked(Kind.MAX_AGE_AT, replace(FACTS, on=on, born=(born, born)), years=years)
    vague = asked(Kind.MAX_AGE_AT, replace(FACTS, on=on, born=year(born.year)), years=years)

    assert vague in {exact, MISSING}


@given(
    st.dates(date(2015, 1, 1), date(2026, 6, 30)),
    st.integers(0, 3_000),
    st.integers(1, 120),
)
def test_a_first_year_alone_never_says_what_the_full_date_denies(first, length, months):
    until = first + timedelta(days=length)
    known = replace(FACTS, posts=(spell(first, until=until),))
    begun, ended = year(first.year)
    vague = replace(FACTS, posts=(spell(begun, min(ended, until), until),))

    assert asked(Kind.MIN_MONTHS_IN_POST, vague, months=months) in {
        asked(Kind.MIN_MONTHS_IN_POST, known, months=months),
        MISSING,
    }


def tree(*children, kind=Kind.ALL):
    return Criterion("root", kind, children=children)


def test_a_waiver_settles_its_criterion_and_the_groups_above():
    root = tree(
        Criterion("a", Kind.MIN_DEGREE, {"level": "thac_si"}),
        Criterion("b", Kind.TEXT, {"text": "Uy tín"}),
    )
    result = evaluate(root, FACTS, LAW)

    assert result.outcome == FAIL
    assert settle(result, {"a": PASS}).outcome == JUDGEMENT
    assert settle(result, {"a": PASS, "b": PASS}).outcome == PASS
    assert standards.verdict(result) == standards.Verdict(FAIL, 0, ("a",), (), ("b",))


def test_every_kind_has_a_sentence_an_operator_and_a_reader():
    values = {"level": "dai_hoc", "months": 24, "years": 3, "text": "…"}
    levels = {
        Kind.MIN_POLITICAL_THEORY: "cao_cap",
        Kind.MIN_STATE_MGMT: "chuyen_vien",
        Kind.FOREIGN_LANGUAGE: "3",
        Kind.IT: "co_ban",
        Kind.DEFENCE_TRAINING: "3",
        Kind.EVAL_LEVEL_LAST_N: "HTT",
    }
    for kind in Kind:
        criterion = Criterion("c", kind, {**values, "level": levels.get(kind, "dai_hoc")})
        assert str(sentences.sentence(criterion))
        assert standards.operator_of(kind)
        assert kind in criteria.CRITERIA or criterion.is_group


def test_the_difference_of_two_editions_follows_the_origin_of_a_criterion():
    old = tree(
        Criterion("1", Kind.MIN_DEGREE, {"level": "dai_hoc"}),
        Criterion("2", Kind.TEXT, {"text": "Cũ"}),
        Criterion("3", Kind.IT, {"level": "co_ban"}),
    )
    new = tree(
        Criterion("4", Kind.MIN_DEGREE, {"level": "thac_si"}, origin="1"),
        Criterion("5", Kind.IT, {"level": "co_ban"}, origin="3"),
        Criterion("6", Kind.PARTY_MEMBER, {}),
    )

    assert [change.kind for change in sentences.difference(old, new)] == [
        "changed", "same", "added", "removed",
    ]  # fmt: skip


def findings(rules, facts):
    return [finding.code for rule in rules if (finding := rule(facts, LAW))]


CONFIRMING = standards.ConfirmingFacts(1, 0, 0, "cadre:1", "cadre:2")
WAIVING = standards.WaiverFacts("x" * 20, "fail", "cadre:1", "cadre:2")


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"criteria": 0}, ["STD-01"]),
        ({"empty_groups": 1}, ["STD-01"]),
        ({"without_basis": 1}, ["STD-02"]),
        ({"confirmed_by": "cadre:1"}, ["STD-03"]),
        ({"confirmed_by": ""}, ["STD-03"]),
    ],
)
def test_STD_01_to_03_what_an_edition_needs_to_be_confirmed(change, codes):
    assert findings(standards.CONFIRMING, replace(CONFIRMING, **change)) == codes


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"outcome": "missing"}, []),
        ({"reason": "x" * 19}, ["STD-04"]),
        ({"has_authority": False}, ["STD-05"]),
        ({"outcome": "pass"}, ["STD-06"]),
        ({"decided_by": "cadre:1"}, ["STD-07"]),
    ],
)
def test_STD_04_to_07_what_a_waiver_needs(change, codes):
    assert findings(standards.WAIVING, replace(WAIVING, **change)) == codes


def test_STD_08_people_judge_only_what_the_record_cannot_decide():
    assert findings(standards.JUDGING, WAIVING) == ["STD-08"]
    assert findings(standards.JUDGING, replace(WAIVING, outcome="judgement")) == []


def test_kept_facts_come_back_as_they_were():
    facts = replace(
        FACTS,
        born=year(1971),
        courses=(Course("language", "4", "Anh B2", "số 13", expires=ON),),
        posts=(spell(date(2020, 1, 1)),),
        told={"classes": ((2025, "HTT"),), "discipline": (("Khiển trách", ON, None),)},
        closed=frozenset({"planned_for"}),
    )
    kept = json.loads(json.dumps(keeping.kept_facts(facts)))
    found = sentences.sentence(Criterion("c", Kind.MIN_DEGREE, {"level": "dai_hoc"}))

    assert keeping.restored_facts(kept) == facts
    assert keeping.restored(json.loads(json.dumps(keeping.kept(found)))) == found
