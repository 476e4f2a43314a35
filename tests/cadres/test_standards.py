"""Editions of title standards: what the database holds, and the use cases of building them."""

import threading
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from cadres.models import StandardItem, StandardState, TitleStandard
from cadres.selectors import standards as selectors
from cadres.services import standards as services
from governance.actor import acting, system_actor
from governance.findings import Refused
from tests import hats
from tests.factories.cadres import TitleFactory, UnitFactory, since
from tests.factories.standards import ItemFactory, StandardFactory, in_force

pytestmark = pytest.mark.usefixtures("english")

TODAY = date(2026, 3, 1)


@pytest.fixture
def province():
    return UnitFactory(province=True)


@pytest.fixture
def officer(province):
    return hats.actor("ORG_OFFICER", over=province)


@pytest.fixture
def head(province):
    return hats.actor("ORG_HEAD", over=province)


def refused(**change):
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        StandardFactory(**change)


@pytest.mark.parametrize(
    "change",
    [
        {"title_group": "head"},
        {"title": None},
        {"title": None, "title_group": "head"},
        {"state": "gone"},
        {"state": "in_force"},
        {"confirmed_by": "cadre:drafter", "confirmed_on": TODAY, "state": "in_force"},
        {"confirmed_by": "cadre:other", "confirmed_on": TODAY},
        {"confidence": "sure"},
        {"source_document": " "},
        {"title_group": "boss", "level": "commune", "title": None},
        {"title_group": "head", "level": "village", "title": None},
        {"title_group": "head", "level": "commune", "track": "x", "title": None},
        {"valid": DateRange(None, TODAY, "[)")},
    ],
)
def test_the_database_refuses_a_standard_that_is_none(change):
    refused(**change)


def test_the_database_refuses_two_editions_of_one_title_or_group_at_a_time():
    title = TitleFactory()
    confirmed = {
        "state": "in_force",
        "confirmed_by": "cadre:head",
        "confirmed_on": TODAY,
    }
    StandardFactory(title=title, **confirmed)
    refused(title=title)  # the number of the edition
    refused(title=title, edition=2, valid=since(date(2025, 1, 1)), **confirmed)
    StandardFactory(title=title, edition=2, valid=since(date(2025, 1, 1)))

    group = {"title": None, "title_group": "head", "level": "province", "track": "state"}
    StandardFactory(**group, **confirmed)
    refused(**group)
    refused(**group, edition=2, valid=since(date(2025, 1, 1)), **confirmed)
    StandardFactory(**{**group, "track": ""}, **confirmed)


@pytest.mark.parametrize(
    "change",
    [{"kind": "x", "operator": "none"}, {"operator": "x"}, {"evidence": "x"}, {"origin": None}],
)
def test_the_database_refuses_a_criterion_that_is_none(change):
    with pytest.raises(IntegrityError), transaction.atomic():
        ItemFactory(**change)


def test_the_database_keeps_criteria_in_the_tree_of_their_own_draft():
    group = ItemFactory(kind="any", operator="any_of", value={})
    inner = ItemFactory(standard=group.standard, parent=group, kind="all", operator="all_of")
    leaf = ItemFactory(standard=group.standard, parent=inner)

    def wrong(item, **values):
        with pytest.raises(DatabaseError), transaction.atomic():
            StandardItem.objects.filter(pk=item.pk).update(**values)

    wrong(group, parent=inner, version=2)
    wrong(group, parent=group, version=2)
    wrong(inner, parent=leaf, version=2)
    wrong(leaf, parent=ItemFactory(kind="all", operator="all_of"), version=2)
    wrong(leaf, standard=StandardFactory(), version=2)
    with pytest.raises(DatabaseError), transaction.atomic():
        StandardItem.objects.filter(pk=leaf.pk).delete()


def test_what_is_in_force_is_sealed_with_its_criteria():
    standard = in_force()
    item = standard.items.get()

    for rows, values in [
        (TitleStandard.objects.filter(pk=standard.pk), {"note": "x", "version": 3}),
        (StandardItem.objects.filter(pk=item.pk), {"mandatory": False, "version": 2}),
    ]:
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**values)
    with pytest.raises(DatabaseError), transaction.atomic():
        ItemFactory(standard=standard)


def test_an_edition_is_drafted_built_and_put_in_force_by_another(officer, head):
    title = TitleFactory()
    older = in_force({"value": {"level": "cao_dang"}}, title=title)
    draft = services.open_standard(
        title=title,
        first_day=date(2026, 7, 1),
        source_document="Quy định 12-QĐ/TU",
        by=officer,
        on=TODAY,
    )
    copied = draft.items.get()
    assert (draft.edition, copied.origin) == (2, older.items.get().origin)

    services.change_item(
        item=copied, version=1, changes={"value": {"level": "dai_hoc"}}, by=officer, on=TODAY
    )
    group = services.add_item(standard=draft, kind="any", by=officer, on=TODAY)
    for level in ("trung_cap", "cao_cap"):
        asked = {"kind": "min_theory", "value": {"level": level}, "legal_basis": "Điều 5"}
        services.add_item(standard=draft, parent=group, **asked, by=officer, on=TODAY)
    draft.refresh_from_db()
    services.confirm_standard(standard=draft, by=head, on=TODAY)

    older.refresh_from_db()
    draft.refresh_from_db()
    assert (older.state, older.valid) == (
        StandardState.SUPERSEDED,
        DateRange(date(2020, 1, 1), date(2026, 7, 1), "[)"),
    )
    assert (draft.state, draft.confirmed_by) == (StandardState.IN_FORCE, head.person)
    assert selectors.standard_for(title, date(2026, 6, 30)) == older
    assert selectors.standard_for(title, date(2026, 7, 1)) == draft
    tree = selectors.tree_of(draft)
    assert [c.kind for c in tree.children] == ["min_degree", "any"]
    assert [c.value["level"] for c in tree.children[1].children] == ["trung_cap", "cao_cap"]


def test_who_may_not_draft_or_confirm(province, officer, head):
    clerk = hats.actor("UNIT_CLERK", over=province)
    unit_head = hats.actor("UNIT_HEAD", over=UnitFactory(parent=province))
    asked = {"title": TitleFactory(), "first_day": TODAY, "source_document": "QĐ", "on": TODAY}
    for actor in (clerk, unit_head, head):
        with pytest.raises(PermissionDenied):
            services.open_standard(**asked, by=actor)
    draft = services.open_standard(**asked, by=officer)
    with pytest.raises(PermissionDenied):
        services.confirm_standard(standard=draft, by=officer, on=TODAY)


def test_a_confirmation_refused_writes_nothing(officer, head):
    title = TitleFactory()
    older = in_force(title=title)
    draft = services.open_standard(
        title=title, first_day=TODAY, source_document="QĐ", by=officer, on=TODAY
    )
    services.add_item(standard=draft, kind="any", by=officer, on=TODAY)
    services.add_item(standard=draft, kind="party_member", by=officer, on=TODAY)

    with pytest.raises(Refused) as refusal:
        services.confirm_standard(standard=draft, by=head, on=TODAY)

    assert [f.code for f in refusal.value.findings] == ["STD-01", "STD-02"]
    older.refresh_from_db()
    draft.refresh_from_db()
    assert (older.state, draft.state) == (StandardState.IN_FORCE, StandardState.DRAFT)


def test_an_edition_does_not_begin_before_the_one_it_replaces(officer, head):
    older = in_force(title=TitleFactory(), valid=since(date(2026, 1, 1)))
    draft = services.open_standard(
        title=older.title, first_day=date(2026, 1, 1), source_document="QĐ", by=officer, on=TODAY
    )

    with pytest.raises(ValidationError, match="later first day"):
        services.confirm_standard(standard=draft, by=head, on=TODAY)


def names(draft):
    def told(node):
        return node.value.get("text") or {"any": [told(c) for c in node.children]}[node.kind]

    return [told(child) for child in selectors.tree_of(draft).children]


def test_criteria_move_up_down_in_and_out_and_leave_with_their_group(officer):
    draft = StandardFactory()

    def add(kind="text", text="", **more):
        value = {"text": text} if text else {}
        return services.add_item(
            standard=draft, kind=kind, value=value, by=officer, on=TODAY, **more
        )

    a, b, group = add(text="a"), add(text="b"), add("any")
    add(text="c", parent=group)

    def move(item, direction):
        item.refresh_from_db()
        services.move_item(item=item, direction=direction, by=officer, on=TODAY)
        return names(draft)

    assert move(b, "up") == ["b", "a", ["c"]]
    assert move(b, "down") == ["a", "b", ["c"]]
    assert move(a, "up") == ["a", "b", ["c"]]
    assert move(b, "in") == ["a", ["c", "b"]]
    assert move(b, "out") == ["a", ["c"], "b"]
    move(b, "in")
    group.refresh_from_db()
    services.drop_item(item=group, by=officer, on=TODAY)
    assert names(draft) == ["a"]
    with pytest.raises(ValidationError, match="no group"):
        move(a, "in")


def test_a_group_cannot_be_put_into_itself_nor_a_criterion_elsewhere(officer):
    outer = ItemFactory(kind="all", operator="all_of", value={})
    inner = ItemFactory(standard=outer.standard, parent=outer, kind="any", operator="any_of")
    stranger = ItemFactory(kind="any", operator="any_of")
    for home in (inner, outer, stranger):
        with pytest.raises(ValidationError):
            services.change_item(
                item=outer, version=1, changes={"parent": home}, by=officer, on=TODAY
            )


def test_what_is_in_force_or_withdrawn_is_not_built_on(officer):
    withdrawn = services.withdraw_standard(standard=StandardFactory(), by=officer, on=TODAY)
    for standard in (in_force(), withdrawn):
        with pytest.raises(ValidationError, match="Only a draft"):
            services.add_item(standard=standard, kind="text", by=officer, on=TODAY)


def test_the_narrowest_standard_speaks_for_a_title():
    title = TitleFactory(group="head", level="province", track="state")
    other = TitleFactory(group="head", level="province", track="party")
    group = {"title": None, "title_group": "head", "level": "province"}
    broad = in_force(**group)
    assert selectors.standard_for(title, TODAY) == broad
    narrow = in_force(**group, track="state")
    assert selectors.standard_for(title, TODAY) == narrow
    own = in_force(title=title)

    assert selectors.standard_for(title, TODAY) == own
    assert selectors.standard_for(other, TODAY) == broad
    assert selectors.standard_for(title, date(2019, 12, 31)) is None
    assert selectors.titles_of(narrow, TODAY) == []
    assert selectors.titles_of(broad, TODAY) == [other]


@pytest.mark.django_db(transaction=True)
def test_two_heads_confirming_two_drafts_leave_one_in_force():
    with acting(system_actor("test")):
        province = UnitFactory(province=True)
        title = TitleFactory()
        drafts = [StandardFactory(title=title, edition=n) for n in (1, 2)]
        for draft in drafts:
            ItemFactory(standard=draft)
        heads = [hats.actor("ORG_HEAD", over=province) for _ in drafts]
    gate, ended = threading.Barrier(2), []

    def confirm(draft, by):
        try:
            with acting(by):
                gate.wait()
                services.confirm_standard(standard=draft, by=by, on=TODAY)
                ended.append("in force")
        except (ValidationError, IntegrityError):
            ended.append("refused")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=confirm, args=pair) for pair in zip(drafts, heads, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with acting(system_actor("test")):
        assert sorted(ended) == ["in force", "refused"]
        assert TitleStandard.objects.filter(state="in_force").count() == 1
