"""The wizard without JavaScript: from an empty plan to units that have changed."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cadres.models import Assignment, Reorganisation, Unit
from cadres.selectors.reorganisation import work_for
from cadres.tasks import carry_out_reorganisations
from tests import hats
from tests.factories.cadres import UnitFactory
from tests.factories.reorganisation import DAY, PREPARED, Land, ReorganisationFactory

pytestmark = pytest.mark.usefixtures("english")

FAR = date(2031, 1, 1)


@pytest.fixture
def land():
    return Land()


@pytest.fixture
def officer(client_of, land):
    return client_of("ORG_OFFICER", over=land.province)


def opened(client, land) -> Reorganisation:
    answer = client.post(
        reverse("cadres:draft_reorganisation"),
        {
            "title": "Sắp xếp",
            "unit": "22",
            "effective_on": f"{FAR:%d/%m/%Y}",
            "instrument": "12/NQ-HĐND",
        },
    )
    assert answer.status_code == 302
    return Reorganisation.objects.get()


def add(client, plan, kind, /, **typed):
    return client.post(reverse("cadres:add_reorganisation_step", args=[plan.pk, kind]), typed)


def step_on(client, plan, name, **typed):
    plan.refresh_from_db()
    address = reverse(f"cadres:{name}_reorganisation", args=[plan.pk])
    return client.post(address, {"version": plan.version, **typed})


def test_a_merge_from_the_first_page_to_the_night(officer, land, client_of):
    land.locality("10001", "Xã Một", people=2)
    land.locality("10002", "Xã Hai", people=2)
    plan = opened(officer, land)

    answer = add(
        officer, plan, "merge",
        whole="10001\nxã hai", new_code="20000", new_name_vi="Xã Mới", new_like="10001",
    )  # fmt: skip
    assert answer.status_code == 302
    page = officer.get(plan.get_absolute_url()).content.decode()
    assert "Xã Mới" in page
    assert "Still in the way" not in page
    assert step_on(officer, plan, "submit").status_code == 302

    head = client_of("ORG_HEAD", over=land.province)
    typed = {"decision_number": "5-QĐ/TU", "decided_on": "20/11/2026"}
    assert step_on(head, plan, "approve", **typed).status_code == 302
    plan.refresh_from_db()
    assert (plan.state, plan.decision.number) == ("scheduled", "5-QĐ/TU")

    call_command("carry_out_reorganisations", on=FAR, stdout=StringIO())
    new = Unit.objects.get(code="20000")
    assert (new.level, new.parent) == ("commune", land.province)
    held = Assignment.objects.filter(seat__unit__path__startswith=new.path)
    assert {a.decision for a in held} == {plan.decision}


def test_the_other_steps_by_their_forms(officer, land):
    one = land.locality("10001", "Xã Một", people=0)
    land.locality("10002", "Xã Hai", people=0)
    UnitFactory(parent=land.province, code="30000")
    plan = opened(officer, land)

    answers = [
        add(officer, plan, "rename", unit="10001", name_vi="Phường Một", kind="phuong"),
        add(officer, plan, "split", old="10002", into="10001", old_goes_on="on"),
        add(officer, plan, "abolish", units="30000", reason="Không còn dân cư"),
        add(officer, plan, "superior", unit="10002", superior="10001"),
    ]

    assert [a.status_code for a in answers] == [302] * 4
    page = officer.get(plan.get_absolute_url()).content.decode()
    assert "Phường Một" in page
    assert f"beneath {one.name}" in page
    step = plan.steps.get(ordinal=4)
    drop = reverse("cadres:drop_reorganisation_step", args=[step.pk])
    plan.refresh_from_db()
    assert officer.post(drop, {"version": plan.version}).status_code == 302
    assert plan.steps.filter(dropped=False).count() == 3


@pytest.mark.parametrize(
    ("kind", "typed", "told"),
    [
        ("merge", {"whole": "99999", "into": "10001"}, "No unit of that name exists"),
        ("merge", {"whole": "10001"}, "Name either an existing unit or a new one"),
        ("merge", {"whole": "10001", "new_code": "20000"}, "A new unit needs this"),
        ("merge", {"whole": "10001", "into": "10001"}, "cannot succeed itself"),
        ("rename", {"unit": "Xã", "name_vi": "x"}, "Several match"),
        ("abolish", {"units": "10001"}, "Reason"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_kept(officer, land, kind, typed, told):
    land.locality("10001", "Xã Một", people=0)
    land.locality("10002", "Xã Hai", people=0)
    plan = opened(officer, land)

    answer = add(officer, plan, kind, **typed)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not plan.steps.exists()


def test_an_unknown_kind_of_step_is_not_found(officer, land):
    assert add(officer, opened(officer, land), "swap").status_code == 404


def test_a_plan_that_cannot_go_on_says_why(officer, land):
    plan = opened(officer, land)

    answer = step_on(officer, plan, "submit")

    assert answer.status_code == 422
    assert "The plan is empty" in answer.content.decode()


def test_a_plan_is_corrected_given_back_and_cancelled(officer, land):
    land.locality("10001", "Xã Một", people=0)
    plan = opened(officer, land)
    add(officer, plan, "rename", unit="10001", name_vi="Xã Khác")
    typed = {"title": "Đổi tên", "effective_on": "02/01/2031", "instrument": "13/NQ"}

    assert step_on(officer, plan, "amend", **typed).status_code == 302
    assert step_on(officer, plan, "submit").status_code == 302
    assert step_on(officer, plan, "return").status_code == 302
    assert step_on(officer, plan, "cancel", reason="Chưa cần").status_code == 302
    plan.refresh_from_db()
    assert (plan.title, plan.state, plan.cancel_reason) == ("Đổi tên", "cancelled", "Chưa cần")


def test_a_person_is_placed_and_the_portal_may_work_it_out_again(officer, land):
    land.locality("10001", "Xã Một")
    land.locality("10002", "Xã Hai")
    plan = opened(officer, land)
    add(
        officer, plan, "merge",
        whole="10001\n10002", new_code="20000", new_name_vi="Xã Mới", new_like="10001",
    )  # fmt: skip
    first, _second = plan.placements.order_by("pk")
    seat = first.planned_unit.seats.get()
    address = reverse("cadres:placement", args=[first.pk])
    assert "Secretary" in officer.get(address).content.decode()

    answer = officer.post(address, {"version": first.version, "seat": str(seat.pk)})

    assert answer.status_code == 302
    first.refresh_from_db()
    assert (first.outcome, first.by_hand) == ("seat", True)
    undo = reverse("cadres:undo_placement", args=[first.pk])
    assert officer.post(undo).status_code == 302
    first.refresh_from_db()
    assert (first.outcome, first.by_hand) == ("waits", False)


def test_the_list_of_people_asks_as_much_for_many_as_for_one(officer, land):
    land.locality("10001", "Xã Một", people=1)
    land.locality("10002", "Xã Hai", people=6)
    land.locality("10003", "Xã Ba", people=0)
    counts = []
    for code in ("10001", "10002"):
        plan = land.draft(effective_on=FAR)
        add(officer, plan, "abolish", units=code, successors="10003", reason="x")
        address = reverse("cadres:placements", args=[plan.pk])
        officer.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert officer.get(address).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_a_plan_waits_in_the_inbox_of_those_who_may_approve(land):
    plan = ReorganisationFactory(unit=land.province, state="submitted", prepared_by="account:1")
    elsewhere = hats.actor("ORG_HEAD", over=UnitFactory(province=True))

    assert [item.title for item in work_for(land.head, PREPARED)] == [plan.title]
    assert list(work_for(elsewhere, PREPARED)) == []
    assert list(work_for(land.officer, PREPARED)) == []


def test_the_nightly_task_does_nothing_where_nothing_is_due(land):
    land.draft(effective_on=DAY)

    carry_out_reorganisations()

    assert Reorganisation.objects.get().state == "draft"
