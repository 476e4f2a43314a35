"""Groups of equivalent posts: versions by two persons, equal or higher, peers."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from cadres.models import EquivalenceMember, EquivalenceVersion, VersionState
from cadres.selectors import equivalence
from cadres.services import regulated
from governance.findings import Refused
from tests import hats
from tests.factories.cadres import AssignmentFactory, SeatFactory, TitleFactory, UnitFactory, since
from tests.factories.posts import (
    EquivalenceGroupFactory,
    EquivalenceMemberFactory,
    EquivalenceVersionFactory,
)

ON, JULY = date(2026, 11, 20), date(2026, 7, 1)
SOURCE = {"source": "Quyết định 9-QĐ/TU", "confidence": "OFFICIAL_TEXT"}


def refused(name: str):
    return pytest.raises(IntegrityError, match=name)


def constraints_now():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.fixture
def province():
    return UnitFactory(province=True)


@pytest.fixture
def places():
    """A version with leaders above heads, both in a broader group; two heads are equivalent."""
    of = EquivalenceVersionFactory(confirmed=True)
    wide = EquivalenceGroupFactory(of_version=of, order=1, code="WIDE")
    high = EquivalenceGroupFactory(of_version=of, order=1, code="HIGH", broader=wide)
    low = EquivalenceGroupFactory(of_version=of, order=2, code="LOW", broader=wide)
    titles = [TitleFactory(precedence=n) for n in range(4)]
    for title, group in zip(titles, (high, low, low), strict=False):
        EquivalenceMemberFactory(group=group, title=title)
    return of, titles


def test_equivalents_and_those_above_on_a_day(places):
    _of, (boss, head, other, stranger) = places

    assert equivalence.equivalents_of(head, ON) == [head, other]
    assert equivalence.equivalents_of(stranger, ON) == [stranger]
    assert equivalence.equivalents_of(head, date(2015, 12, 31)) == [head]
    assert equivalence.equal_or_higher(head, ON) == [boss, head, other]
    assert equivalence.is_equal_or_higher(boss, head, ON) is True
    assert equivalence.is_equal_or_higher(head, boss, ON) is False
    assert equivalence.is_equal_or_higher(head, stranger, ON) is None


@pytest.mark.parametrize(
    ("heads", "bosses", "holders", "broadened", "enough"),
    [(5, 0, 5, False, True), (4, 1, 5, True, True), (2, 1, 3, True, False)],
)
def test_too_few_peers_take_the_broader_group(places, heads, bosses, holders, broadened, enough):
    _of, (boss, head, *_others) = places
    for title, number in ((head, heads), (boss, bosses)):
        for _each in range(number):
            AssignmentFactory(seat=SeatFactory(title=title))

    peers = equivalence.peers_of(head, ON)

    assert (peers.holders, peers.broadened, peers.enough) == (holders, broadened, enough)


def test_a_new_version_is_a_copy_that_a_second_person_confirms(province, places):
    old, (boss, head, other, _stranger) = places
    officer, second = (hats.actor(hat, over=province) for hat in ("ORG_OFFICER", "ORG_HEAD"))

    draft = regulated.enter_version(
        kind=EquivalenceVersion, since=JULY, by=officer, on=ON, **SOURCE
    )
    low = draft.groups.get(code="LOW")
    assert low.broader.code == "WIDE"
    assert {m.title_id for m in low.members.all()} == {head.pk, other.pk}
    high = draft.groups.get(code="HIGH")
    regulated.place_title(of=draft, title=other, group=high, by=officer, on=ON)
    assert equivalence.equivalents_of(head, ON) == [head, other]  # no effect yet

    regulated.confirm_version(subject=draft, version=1, by=second, on=ON)

    old.refresh_from_db()
    assert (old.valid.upper, draft.valid.lower) == (JULY, JULY)
    assert equivalence.equivalents_of(other, ON) == [boss, other]
    assert equivalence.equivalents_of(other, date(2026, 6, 30)) == [head, other]
    with pytest.raises(Refused):
        regulated.place_title(of=draft, title=other, group=None, by=officer, on=ON)


def test_nobody_confirms_the_own_version(province):
    officer = hats.actor("ORG_HEAD", over=province)
    group = EquivalenceGroupFactory(
        of_version=EquivalenceVersionFactory(entered_by=officer.person)
    )
    EquivalenceMemberFactory(group=group)

    with pytest.raises(Refused, match="cannot be the one who confirms"):
        regulated.confirm_version(subject=group.of_version, version=1, by=officer, on=ON)

    group.of_version.refresh_from_db()
    assert group.of_version.state == VersionState.DRAFT


def test_an_empty_version_and_one_that_begins_too_early_are_refused(province, places):
    officer, second = (hats.actor(hat, over=province) for hat in ("ORG_OFFICER", "ORG_HEAD"))
    with pytest.raises(Refused, match="begins later"):
        regulated.enter_version(
            kind=EquivalenceVersion, since=date(2016, 1, 1), by=officer, on=ON, **SOURCE
        )
    empty = EquivalenceVersionFactory(valid=since(JULY))
    with pytest.raises(Refused, match="empty"):
        regulated.confirm_version(subject=empty, version=1, by=second, on=ON)

    assert EquivalenceVersion.objects.filter(state="confirmed").count() == 1


def test_a_group_and_a_withdrawn_draft(province):
    officer = hats.actor("ORG_OFFICER", over=province)
    draft = EquivalenceVersionFactory()
    names = {"name_vi": "Nhóm", "name_en": "Group", "name_ar": "مجموعة"}

    group = regulated.open_group(of=draft, code="N", names=names, order=3, by=officer, on=ON)
    regulated.withdraw_version(subject=draft, version=1, by=officer, on=ON)

    assert group.of_version.state == VersionState.WITHDRAWN


def test_the_database_refuses_two_places_two_versions_and_the_same_person():
    member = EquivalenceMemberFactory()
    with refused("equivalence_places_a_title_once"), transaction.atomic():
        EquivalenceMemberFactory(group=member.group, title=member.title)
    with refused("equivalenceversion_one_in_force_at_a_time"), transaction.atomic():
        EquivalenceVersionFactory(confirmed=True, valid=since(ON))
    with refused("equivalenceversion_is_confirmed_by_another_person"), transaction.atomic():
        EquivalenceVersionFactory(confirmed=True, confirmed_by="account:1")
    with refused("equivalenceversion_in_force_was_confirmed"), transaction.atomic():
        EquivalenceVersionFactory(state="confirmed", valid=since(ON))
    with refused("equivalence_group_code_once_a_version"), transaction.atomic():
        EquivalenceGroupFactory(of_version=member.of_version, code=member.group.code)


def test_the_database_refuses_a_group_of_another_version():
    group = EquivalenceGroupFactory()
    other = EquivalenceVersionFactory()

    with refused("group_id_has_the_same_parent"), transaction.atomic():
        EquivalenceMember.objects.create(of_version=other, group=group, title=TitleFactory())
        constraints_now()
    with refused("broader_id_has_the_same_parent"), transaction.atomic():
        EquivalenceGroupFactory(of_version=other, broader=group)
        constraints_now()
