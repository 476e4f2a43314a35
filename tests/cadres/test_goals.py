"""Goals and who answers for them: what the database promises, use cases, pages."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from cadres.models import Duty, Goal, Responsibility
from cadres.selectors import goals as selectors
from cadres.services import goals
from governance.actor import acting, system_actor
from governance.findings import Refused
from tests import hats
from tests.factories.cadres import (
    AssignmentFactory,
    CadreFactory,
    SeatFactory,
    TitleFactory,
    UnitFactory,
    UnitRecordFactory,
    since,
)
from tests.factories.posts import (
    DutyFactory,
    GoalFactory,
    ResponsibilityFactory,
    WorkItemFactory,
)

ON, JAN, JULY = date(2026, 11, 20), date(2026, 1, 1), date(2026, 7, 1)
BASIS = "Thông báo 5-TB/ĐU"


def refused(name: str):
    return pytest.raises(IntegrityError, match=name)


@pytest.fixture
def commune():
    unit = UnitFactory(parent=UnitFactory(province=True))
    UnitRecordFactory(unit=unit)
    return unit


@pytest.fixture
def head(commune):
    return hats.actor("UNIT_HEAD", over=commune)


def working(unit):
    return AssignmentFactory(cadre=CadreFactory(unit=unit), seat=SeatFactory(unit=unit)).cadre


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("goal_weight_is_a_share", {"weight": 0}),
        ("goal_weight_is_a_share", {"weight": 101}),
        ("goal_target_is_not_below_zero", {"target": -1}),
        ("goal_year_is_plausible", {"year": 1990}),
        ("goal_result_has_its_day", {"achieved": 5}),
    ],
)
def test_the_database_refuses_a_goal_that_cannot_be(constraint, fields):
    with refused(constraint), transaction.atomic():
        GoalFactory(**fields)


def test_the_database_knows_one_owner_at_a_time_of_a_goal_and_of_its_work():
    first = ResponsibilityFactory(held=since(JAN, JULY))
    ResponsibilityFactory(goal=first.goal, held=since(JULY))
    ResponsibilityFactory(goal=first.goal, role="co_owner")
    with refused("goal_has_one_owner_at_a_time"), transaction.atomic():
        ResponsibilityFactory(goal=first.goal, held=since(ON))
    item = WorkItemFactory(goal=first.goal)
    ResponsibilityFactory(goal=first.goal, item=item)
    with refused("work_item_has_one_owner_at_a_time"), transaction.atomic():
        ResponsibilityFactory(goal=first.goal, item=item)


def test_the_database_refuses_work_of_another_goal_and_impossible_numbers():
    with refused("item_id_has_the_same_parent"), transaction.atomic():
        ResponsibilityFactory(item=WorkItemFactory())
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with refused("work_item_quantity_is_above_zero"), transaction.atomic():
        WorkItemFactory(quantity=0)
    with refused("responsibility_share_is_a_percentage"), transaction.atomic():
        ResponsibilityFactory(weight=0)
    with refused("duty_says_something_and_where_it_is_written"), transaction.atomic():
        DutyFactory(source="")


def goal_fields(**more):
    return {
        "year": 2026,
        "level": "unit",
        "name": "Kết nạp đảng viên mới",
        "measure": "Số người",
        "target": Decimal(12),
        "unit_of_measure": "người",
        "weight": Decimal(20),
        "due": date(2026, 12, 31),
        "source": "Nghị quyết 1-NQ/ĐU",
        **more,
    }


def test_a_unit_head_sets_a_goal_and_counts_its_result(commune, head):
    goal = goals.set_goal(unit=commune, by=head, on=ON, **goal_fields())

    changes = {"achieved": Decimal(13), "achieved_on": ON}
    goals.amend_goal(goal=goal, version=1, changes=changes, by=head, on=ON)

    goal.refresh_from_db()
    assert (goal.achieved, goal.version) == (13, 2)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"weight": Decimal(91)}, "POST-07"),
        ({"due": date(2027, 3, 1)}, "POST-08"),
    ],
)
def test_a_goal_that_does_not_fit_writes_nothing(commune, head, fields, code):
    GoalFactory(unit=commune)

    with pytest.raises(Refused) as refusal:
        goals.set_goal(unit=commune, by=head, on=ON, **goal_fields(**fields))

    assert [f.code for f in refusal.value.findings] == [code]
    assert Goal.objects.count() == 1


def test_a_goal_serves_one_above(commune, head):
    above, beside = GoalFactory(unit=commune.parent), GoalFactory()
    goals.set_goal(unit=commune, by=head, on=ON, **goal_fields(parent=above))

    with pytest.raises(Refused, match="not above"):
        goals.set_goal(unit=commune, by=head, on=ON, **goal_fields(name="Khác", parent=beside))


def test_somebody_at_work_there_answers_and_then_another(commune, head):
    goal, first, second = GoalFactory(unit=commune), working(commune), working(commune)
    words = {"goal": goal, "role": "owner", "basis": BASIS, "by": head, "on": ON}
    given = goals.give_responsibility(cadre=first, from_day=JAN, **words)
    with pytest.raises(Refused, match="answers for this already"):
        goals.give_responsibility(cadre=second, from_day=JULY, **words)

    goals.end_responsibility(
        responsibility=given, version=1, last_day_exclusive=JULY, by=head, on=ON
    )
    goals.give_responsibility(cadre=second, from_day=JULY, **words)

    page = selectors.goal_page(goal, head, ON)
    assert page.owner.cadre == second


def test_a_stranger_and_one_who_left_do_not_answer(commune, head):
    goal = GoalFactory(unit=commune)
    words = {"goal": goal, "role": "owner", "basis": BASIS, "by": head, "on": ON}
    left = working(commune)
    left.status, left.status_on, left.version = "retired", JAN, 2
    left.save()
    for cadre, reason in ((CadreFactory(), "holds no post"), (left, "not in service")):
        with pytest.raises(Refused, match=reason):
            goals.give_responsibility(cadre=cadre, from_day=JULY, **words)

    assert not Responsibility.objects.exists()


def test_work_is_contracted_numbered_and_counted(commune, head):
    goal = GoalFactory(unit=commune)
    fields = {"product": "Báo cáo", "quantity": Decimal(4), "unit_of_measure": "báo cáo"}
    items = [
        goals.contract_work(goal=goal, due=ON, by=head, on=ON, **fields) for _each in range(2)
    ]
    goals.count_delivery(
        item=items[0], version=1, delivered=Decimal(3), delivered_on=ON, by=head, on=ON
    )
    given = goals.give_responsibility(
        goal=goal, item=items[1], cadre=working(commune), role="owner", from_day=JAN,
        basis=BASIS, by=head, on=ON,
    )  # fmt: skip

    page = selectors.goal_page(goal, head, ON)
    assert [(i.ordinal, i.delivered, i.answering) for i in page.items] == [
        (1, 3, []),
        (2, None, [given]),
    ]
    assert page.owner is None


def test_a_goal_elsewhere_is_not_touched(head):
    goal = GoalFactory()

    with pytest.raises(PermissionDenied):
        goals.amend_goal(goal=goal, version=1, changes={}, by=head, on=ON)


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_named_at_once_one_is_refused(commune, head):
    goal, cadres = GoalFactory(unit=commune), [working(commune), working(commune)]

    def name(cadre):
        try:
            with acting(system_actor("test")):
                goals.give_responsibility(
                    goal=goal, cadre=cadre, role="owner", from_day=JAN, basis=BASIS,
                    by=head, on=ON,
                )  # fmt: skip
        except (Refused, ValidationError):
            return "refused"
        finally:
            connection.close()
        return "given"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(name, cadres))

    assert answers == ["given", "refused"]


def test_duties_fall_on_titles_of_their_group_and_level_on_a_day():
    everywhere = DutyFactory(level="", ordinal=1)
    DutyFactory(level="province", ordinal=2)
    old = DutyFactory(ordinal=3, valid=since(date(2016, 1, 1), JULY))
    title = TitleFactory()
    alone = DutyFactory(title=title, ordinal=4)
    other = TitleFactory()

    assert selectors.duties_of(title, ON) == [everywhere, alone]
    assert selectors.duties_of(other, JAN) == [everywhere, old]
    seat = SeatFactory(title=other)
    assert selectors.duties_by_title([seat], ON) == [(other, [everywhere])]


def test_a_duty_is_written_and_ended(commune):
    officer = hats.actor("ORG_OFFICER", over=commune.parent)
    duty = goals.write_duty(
        since=JAN, group="head", text="Giao khoán công việc.", source="Quy chế",
        confidence="UNSURE", by=officer, on=ON,
    )  # fmt: skip
    goals.end_duty(duty=duty, version=1, last_day_exclusive=JULY, by=officer, on=ON)

    assert Duty.objects.get().valid == since(JAN, JULY)


def test_pages_name_the_owner_or_say_that_nobody_answers(client_of, commune):
    owned = ResponsibilityFactory(goal=GoalFactory(unit=commune))
    GoalFactory(unit=commune, name="Chưa ai nhận")
    browser = client_of("UNIT_HEAD", over=commune)

    listed = browser.get(reverse("cadres:goals")).content.decode()
    unowned = browser.get(reverse("cadres:goals"), {"owner": "no"}).content.decode()
    page = browser.get(owned.goal.get_absolute_url()).content.decode()

    assert owned.cadre.full_name in listed
    assert "Chưa ai nhận" in unowned
    assert owned.cadre.full_name not in unowned
    assert owned.cadre.full_name in page
    assert owned.goal.name in browser.get(owned.cadre.get_absolute_url()).content.decode()


def test_a_responsibility_is_given_on_the_page(client_of, commune):
    goal, cadre = GoalFactory(unit=commune), working(commune)
    browser = client_of("UNIT_HEAD", over=commune)
    data = {
        "cadre": str(cadre.pk),
        "role": "owner",
        "weight": "100",
        "from_day": "01/01/2026",
        "basis": BASIS,
    }

    answer = browser.post(reverse("cadres:answer_for_goal", args=[goal.pk]), data)
    again = browser.post(reverse("cadres:answer_for_goal", args=[goal.pk]), data)

    assert (answer.status_code, again.status_code) == (302, 422)
    assert Responsibility.objects.get().cadre == cadre
