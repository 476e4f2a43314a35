"""Two records of one person: found in one statement, merged, restored exactly."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from cadres.models import Cadre, DuplicatePair, PersonalDetails, RecordMerge
from cadres.selectors.cadres import cadres_for
from cadres.services import duplicates as services
from governance.actor import system_actor
from governance.findings import Refused
from governance.models import AuditEvent
from tests import hats
from tests.factories import cadres as make

TODAY = date(2026, 11, 22)
WHY = "Cùng ngày sinh, quê quán, cha mẹ"


@pytest.fixture
def unit():
    return make.UnitFactory()


@pytest.fixture
def officer(unit):
    return hats.actor("ORG_OFFICER", over=unit)


@pytest.fixture
def two(unit):
    """The same woman twice; the second record knows more."""
    first = make.CadreFactory(unit=unit, full_name="Nguyễn Thị Ánh", born="1979-03-15")
    second = make.CadreFactory(
        unit=unit, full_name="Nguyễn Thị ánh", born="1979-03-15", major="Luật", ethnicity="Tày"
    )
    PersonalDetails.objects.create(cadre=second, personal_id="022179001234", email="a@b.vn")
    make.QualificationFactory(cadre=second)
    make.AssignmentFactory(cadre=second)
    return first, second


def merge(two, officer, take=("personal_id", "email", "major")):
    return services.merge_records(
        survivor=two[0], merged=two[1], take=set(take), reason=WHY, by=officer, on=TODAY
    )


def look():
    return services.look_for_duplicates(by=system_actor("test"), on=TODAY)


def state(cadres):
    """Everything but versions, to compare before and after."""
    told = []
    for cadre in Cadre.objects.filter(pk__in=[c.pk for c in cadres]).order_by("pk"):
        details = PersonalDetails.objects.filter(cadre=cadre).values().first() or {}
        rows = sorted(cadre.qualifications.values_list("pk", flat=True))
        posts = sorted(cadre.assignments.values_list("pk", flat=True))
        own = {f.name: str(getattr(cadre, f.attname)) for f in Cadre._meta.concrete_fields}
        kept = {k: v for k, v in details.items() if k != "version"}
        told.append(({k: v for k, v in own.items() if k != "version"}, kept, rows, posts))
    return told


def test_pairs_are_found_by_name_and_birth_and_by_likeness(two, unit):
    make.CadreFactory(unit=unit, full_name="Nguyễn Thị Ngọc Ánh", born="1979-03")
    make.CadreFactory(unit=unit, full_name="Trần Văn Bé", born="1979-03-15")

    assert look() == (3, 0)
    same = DuplicatePair.objects.get(grounds="same")
    assert {same.first, same.second} == set(two)
    assert DuplicatePair.objects.filter(grounds="alike").count() == 2
    assert look() == (0, 0)


def test_a_pair_that_is_no_longer_alike_is_gone(two):
    look()
    Cadre.objects.filter(pk=two[1].pk).update(born="1990-01-01", version=2)

    assert look() == (0, 1)
    assert DuplicatePair.objects.get().gone


def test_a_merge_moves_rows_takes_fields_and_leaves_a_signpost(two, officer):
    found = merge(two, officer)

    survivor, merged = Cadre.objects.get(pk=two[0].pk), Cadre.objects.get(pk=two[1].pk)
    assert (survivor.major, survivor.ethnicity) == ("Luật", "Kinh")
    assert survivor.details.personal_id == "022179001234"
    assert survivor.qualifications.count() == survivor.assignments.count() == 1
    assert (merged.status, merged.qualifications.count()) == ("merged", 0)
    assert list(cadres_for(officer, TODAY)) == [survivor]
    assert len(found.moved) == 2


def test_a_merge_is_taken_back_exactly(two, officer):
    before = state(two)
    found = merge(two, officer)

    services.undo_merge(merge=found, version=found.version, reason=WHY, by=officer, on=TODAY)

    after = state(two)
    for was, now in zip(before, after, strict=True):
        assert was[0] == now[0]
        assert was[2:] == now[2:]
        if was[1]:
            assert was[1] == now[1]
    assert RecordMerge.objects.get().undone_on == TODAY


def test_a_later_change_stands_in_the_way_of_taking_it_back(two, officer):
    found = merge(two, officer)
    Cadre.objects.filter(pk=two[0].pk).update(religion="Phật giáo", version=3)

    with pytest.raises(Refused) as refusal:
        services.undo_merge(merge=found, version=found.version, reason=WHY, by=officer, on=TODAY)

    assert [f.code for f in refusal.value.findings] == ["DUP-04"]
    assert Cadre.objects.get(pk=two[1].pk).status == "merged"


def test_rows_that_collide_stay_with_the_merged_record(two, officer):
    make.AssignmentFactory(cadre=two[0])

    found = merge(two, officer)

    assert [row["why"] for row in found.kept_back] == ["assignment_one_principal_post_at_a_time"]
    assert Cadre.objects.get(pk=two[1].pk).assignments.count() == 1


@pytest.mark.parametrize(
    ("how", "code"),
    [("number", "DUP-02"), ("reason", "DUP-03"), ("again", "DUP-01"), ("itself", "DUP-01")],
)
def test_a_merge_is_refused_and_writes_nothing(two, officer, how, code):
    survivor, merged, reason = *two, WHY
    if how == "number":
        PersonalDetails.objects.create(cadre=survivor, personal_id="022079001234")
    if how == "reason":
        reason = "vì"
    if how == "again":
        Cadre.objects.filter(pk=merged.pk).update(status="merged", status_on=TODAY, version=2)
    if how == "itself":
        merged = survivor

    with pytest.raises(Refused) as refusal:
        services.merge_records(
            survivor=survivor, merged=merged, take=set(), reason=reason, by=officer, on=TODAY
        )

    assert code in [f.code for f in refusal.value.findings]
    assert RecordMerge.objects.count() == 0


def test_records_out_of_reach_are_not_merged(two):
    stranger = hats.actor("ORG_OFFICER", over=make.UnitFactory())

    with pytest.raises(PermissionDenied):
        merge(two, stranger)


def test_a_merge_is_told_to_the_trail(two, officer):
    merge(two, officer)
    with transaction.atomic():
        from django.db import connection  # noqa: PLC0415 -- only this test writes the trail now

        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert AuditEvent.objects.filter(action__contains="cadres.merge_records").exists()


@pytest.mark.parametrize(
    "broken",
    [
        {"reason": "x"},
        {"undone_on": TODAY},
    ],
)
def test_the_database_refuses_a_merge_without_reason_or_name(two, broken):
    fields = {
        "survivor": two[0], "merged": two[1], "reason": WHY, "merged_on": TODAY,
        "merged_by_name": "an",
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        RecordMerge.objects.create(**{**fields, **broken})
    with pytest.raises(IntegrityError), transaction.atomic():
        RecordMerge.objects.create(**{**fields, "merged": two[0]})


def test_the_database_refuses_pairs_out_of_order_and_twice(two):
    first, second = sorted(two, key=lambda c: c.pk)
    fields = {"grounds": "same", "closeness": 100, "found_on": TODAY}
    with pytest.raises(IntegrityError), transaction.atomic():
        DuplicatePair.objects.create(first=second, second=first, **fields)
    DuplicatePair.objects.create(first=first, second=second, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        DuplicatePair.objects.create(first=first, second=second, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        DuplicatePair.objects.update(distinct_on=TODAY, version=2)


def test_the_pages_merge_show_and_take_back(two, client_of, unit):
    look()
    pair = DuplicatePair.objects.get()
    client = client_of("ORG_OFFICER", over=unit)

    assert "Nguyễn Thị" in client.get(reverse("cadres:duplicates")).content.decode()
    address = reverse("cadres:duplicate", args=[pair.pk])
    page = client.get(address).content.decode()
    assert "022179001234" in page
    fields = {"survivor": "first", "reason": WHY}
    for name in ("personal_id", "email", "major", "ethnicity", "full_name"):
        fields[f"field_{name}"] = "second"
    answer = client.post(address, fields)
    assert answer.status_code == 302
    merged = Cadre.objects.get(status="merged")
    assert answer.url in client.get(merged.get_absolute_url()).content.decode()
    back = client.post(answer.url, {"reason": WHY, "version": 1})
    assert back.status_code == 302
    assert Cadre.objects.filter(status="merged").count() == 0


def test_two_persons_are_not_shown_as_a_pair_again(two, client_of, unit):
    look()
    pair = DuplicatePair.objects.get()
    client = client_of("ORG_OFFICER", over=unit)

    client.post(reverse("cadres:set_apart", args=[pair.pk]))
    look()

    assert DuplicatePair.objects.get().distinct_on
    assert client.get(reverse("cadres:duplicate", args=[pair.pk])).status_code == 404
