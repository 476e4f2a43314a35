"""Coming dates: what the night computes is what the page computes; who sees them; overrides."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cadres.models import CadreStatus, ClockDue, RetirementOverride
from cadres.selectors import clocks as selectors
from cadres.services import clocks as services
from governance.actor import acting, system_actor
from governance.findings import Refused
from governance.records import save_changes
from tests import hats
from tests.factories.cadres import (
    AssignmentFactory,
    CadreFactory,
    DecisionFactory,
    QualificationFactory,
    SeatFactory,
    TitleFactory,
    UnitFactory,
    since,
)
from tests.factories.careers import (
    CareerBlockFactory,
    ClockDueFactory,
    RetirementOverrideFactory,
)
from tests.factories.record import SalaryStepFactory

ON = date(2026, 11, 22)
REASON = "Kéo dài đến hết nhiệm kỳ theo kết luận của Ban Thường vụ"


def refresh(on=ON):
    return services.refresh_clocks(by=system_actor("test"), on=on)


@pytest.fixture
def province():
    return UnitFactory(province=True)


@pytest.fixture
def secretary(province):
    """A woman at the head of a commune for a second term, with pay and a certificate."""
    cadre = CadreFactory(unit=province, woman=True, born="1970-03-15")
    seat = SeatFactory(unit=province, title=TitleFactory(term_years=5))
    AssignmentFactory(
        cadre=cadre, seat=seat, held=since(date(2017, 5, 1), date(2022, 5, 1)), exit="term_end"
    )
    AssignmentFactory(cadre=cadre, seat=seat, held=since(date(2022, 5, 1)))
    head = TitleFactory(group="head", term_years=None, level="province")
    AssignmentFactory(
        cadre=cadre,
        seat=SeatFactory(unit=province, title=head),
        held=since(date(2023, 3, 31)),
        is_principal=False,
        kind="concurrent",
    )
    SalaryStepFactory(cadre=cadre, from_date="2024-03")
    QualificationFactory(cadre=cadre, axis="language", level="B1", expires="2027")
    cadre.refresh_from_db()
    return cadre


def stored(cadre):
    return {
        (c.kind, c.seat_id, c.since, c.due_on, c.latest_on, str(dict(sorted(c.basis.items()))),
         str(c.law_versions))
        for c in ClockDue.objects.filter(cadre=cadre, is_open=True)
    }  # fmt: skip


def live(cadre):
    return {
        (c.kind, c.seat and c.seat.pk, c.since, c.due_on, c.latest_on,
         str(dict(sorted(c.basis.items()))), str(c.law_versions))
        for c in selectors.clocks_of(cadre, ON)
    }  # fmt: skip


def test_every_kind_of_date_is_computed(secretary):
    found = {clock.kind: clock.due_on for clock in selectors.clocks_of(secretary, ON)}

    assert found == {
        "retirement": date(2027, 7, 1),
        "term_end": date(2027, 5, 1),
        "two_terms": date(2027, 5, 1),
        "reappointment": date(2028, 3, 31),
        "salary_step": date(2027, 3, 1),
        "certificate": date(2027, 1, 1),
    }


def test_the_computation_is_told(secretary):
    told = {clock.kind: str(clock.how) for clock in selectors.clocks_of(secretary, ON)}

    assert told["retirement"] == (
        "Born 15/03/1970, female; table of 2027: 57 years 4 months → 07/2027"
    )
    assert "2017-05-01" in told["two_terms"]
    assert "36 months" in told["salary_step"]


@pytest.mark.parametrize(
    "born",
    ["1970-03-15", "1966-08", "1968", "1960-12-31", "1961-01-01", "1975-05-01", "2000-02-29"],
)
@pytest.mark.parametrize("sex", ["male", "female"])
def test_the_night_says_what_the_page_says_of_births(province, born, sex):
    cadre = CadreFactory(unit=province, born=born, sex=sex)
    cadre.refresh_from_db()
    refresh()

    assert stored(cadre) == live(cadre)


def test_the_night_says_what_the_page_says_of_seats_pay_and_decisions(secretary, province):
    RetirementOverrideFactory(cadre=secretary, retires_on=date(2029, 1, 1))
    acting_head = AssignmentFactory(
        cadre=CadreFactory(unit=province), kind="acting", is_principal=False
    )
    broken = CadreFactory(unit=province)
    seat = SeatFactory(unit=province, title=TitleFactory(term_years=5))
    for begin, end in ((2010, 2015), (2016, 2021), (2021, None)):
        AssignmentFactory(
            cadre=broken,
            seat=seat,
            held=since(date(begin, 1, 1), end and date(end, 1, 1)),
            exit="term_end" if end else "",
        )
    SalaryStepFactory(cadre=broken, from_date="2025", rank_code="01.005", delayed_months=6)
    for person in (secretary, acting_head.cadre, broken):
        person.refresh_from_db()
    refresh()

    for person in (secretary, acting_head.cadre, broken):
        assert stored(person) == live(person)
    assert ClockDue.objects.get(cadre=broken, kind="two_terms").since == date(2016, 1, 1)


def test_a_second_night_changes_nothing_and_what_is_over_is_closed(secretary):
    refresh()
    before = list(ClockDue.objects.order_by("pk").values())
    refresh()
    assert list(ClockDue.objects.order_by("pk").values()) == before

    changes = {"status": CadreStatus.RETIRED, "status_on": ON}
    save_changes(secretary, expected_version=secretary.version, changes=changes)
    assert refresh() == 0
    assert not ClockDue.objects.filter(is_open=True).exists()
    assert ClockDue.objects.count() == len(before)


def test_the_night_asks_the_same_for_one_person_and_for_many(secretary, province):
    counts = []
    refresh()
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            refresh()
        counts.append(len(queries))
        for number in range(3):
            CadreFactory(unit=province, born=f"19{70 + number}-01-01")

    assert counts[0] == counts[1]


# -- badges -----------------------------------------------------------------------------


def test_badges_are_asked_once_for_many(secretary, province, django_assert_num_queries):
    barred = CareerBlockFactory(cadre=CadreFactory(unit=province)).cadre
    refresh()
    officer = hats.actor("ORG_OFFICER", over=province)

    with acting(officer):
        with django_assert_num_queries(3):  # amendments of the law, dates, blocks
            found = selectors.badges_for([secretary.pk, barred.pk], ON)
        later = selectors.badges_for([secretary.pk], date(2026, 6, 30))

    assert found == {
        secretary.pk: {"retiring", "term_ending", "two_terms"},
        barred.pk: {"blocked"},
    }
    assert later == {}


def test_a_badge_tells_nothing_that_its_reader_may_not_know(secretary, province):
    barred = CareerBlockFactory(cadre=CadreFactory(unit=province)).cadre
    refresh()
    people = [secretary.pk, barred.pk]

    with acting(hats.actor("FRONT_USER", over=province)):
        assert selectors.badges_for(people, ON) == {}
    with acting(hats.actor("UNIT_CLERK", over=province)):
        assert set(selectors.badges_for(people, ON)) == {secretary.pk}
    with acting(hats.actor("ORG_OFFICER", over=UnitFactory(province=True))):
        assert selectors.badges_for(people, ON) == {}


# -- decided retirement --------------------------------------------------------------------


def decide(cadre, by, **more):
    given = {
        "retires_on": date(2030, 1, 1),
        "ground": "term",
        "reason": REASON,
        "decision": DecisionFactory(issuer=cadre.managing_unit),
        **more,
    }
    return services.decide_retirement(cadre=cadre, by=by, on=ON, **given)


def test_a_decided_retirement_holds_until_it_is_withdrawn(secretary, province):
    head = hats.actor("ORG_HEAD", over=province)
    secretary.refresh_from_db()
    decide(secretary, head)
    assert selectors.retirement_of(secretary, ON).due_on == date(2030, 1, 1)

    services.withdraw_retirement(cadre=secretary, by=head, on=ON)
    assert selectors.retirement_of(secretary, ON).due_on == date(2027, 7, 1)
    assert decide(secretary, head)


def test_a_decided_retirement_is_refused_in_words_and_writes_nothing(secretary, province):
    head = hats.actor("ORG_HEAD", over=province)
    secretary.refresh_from_db()
    with pytest.raises(Refused) as refusal:
        decide(secretary, head, reason="x", retires_on=date(2040, 1, 1))
    with pytest.raises(ValidationError):
        decide(secretary, head, retires_on=date(2030, 1, 2))
    with pytest.raises(PermissionDenied):
        decide(secretary, hats.actor("ORG_OFFICER", over=province))

    assert {f.code for f in refusal.value.findings} == {"CLOCK-01", "CLOCK-02"}
    assert not RetirementOverride.objects.exists()


# -- the database itself ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("factory", "name", "wrong"),
    [
        (RetirementOverrideFactory, "begins_a_month", {"retires_on": date(2030, 1, 2)}),
        (RetirementOverrideFactory, "has_a_reason", {"reason": "short"}),
        (RetirementOverrideFactory, "ground_is_known", {"ground": "x"}),
        (ClockDueFactory, "clock_kind_is_known", {"kind": "x"}),
        (ClockDueFactory, "clock_of_a_term_names_its_seat", {"kind": "term_end"}),
        (ClockDueFactory, "clock_latest_is_not_before_due", {"latest_on": date(2027, 6, 30)}),
    ],
)
def test_the_database_refuses(factory, name, wrong):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        factory(**wrong)


def test_the_database_refuses_twice_the_same():
    override, due = RetirementOverrideFactory(), ClockDueFactory()
    with pytest.raises(IntegrityError, match="one_in_force"), transaction.atomic():
        RetirementOverrideFactory(cadre=override.cadre)
    with pytest.raises(IntegrityError, match="clock_once_for_each"), transaction.atomic():
        ClockDueFactory(cadre=due.cadre)
    with pytest.raises(DatabaseError, match="is frozen"), transaction.atomic():
        RetirementOverride.objects.update(retires_on=date(2031, 1, 1))
