"""Exchange packages: checked first, packed without the faulty, handed over by people."""

import hashlib
import io
import json
import zipfile
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from cadres.services import exchange as services
from governance.actor import acting, system_actor
from governance.findings import Refused
from governance.records import Conflict
from portal.jobs import running, store
from portal.models import ExchangePackage, ExternalId, Job, PackageError
from tests import hats
from tests.factories import cadres as make
from tests.factories import record as lines
from tests.factories.exchange import ExchangePackageFactory, PackageErrorFactory

AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
ON = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR = tmp_path
    settings.CELERY_BROKER_URL = "memory://"


@pytest.fixture
def unit():
    return make.UnitFactory(name_vi="Phường Mẫu")


@pytest.fixture
def officer(unit):
    return hats.actor("ORG_OFFICER", over=unit)


def person(unit, **details):
    cadre = make.CadreFactory(unit=unit, born="1985-03-02", recruited="2008")
    make.AssignmentFactory(cadre=cadre, seat=make.SeatFactory(unit=unit))
    lines.PersonalDetailsFactory(cadre=cadre, **details)
    return cadre


def run_all():
    with acting(system_actor("test")):
        for job in Job.objects.filter(state="queued"):
            running.run(job.pk)


@pytest.mark.django_db(transaction=True)
def test_from_check_to_file_without_the_faulty_records():
    unit = make.UnitFactory(name_vi="Phường <Mẫu> & Lân cận")
    officer = hats.actor("ORG_OFFICER", over=unit)
    sound, faulty = person(unit), person(unit, personal_id="", general_education="")
    with acting(officer):
        package = services.prepare_package(system="csdl-ccvc", unit=unit, by=officer, at=AT)
    run_all()
    package.refresh_from_db()
    assert (package.state, package.persons, package.faulty) == ("checked", 2, 1)
    assert sorted(PackageError.objects.values_list("subject_code", "field", "code")) == [
        (faulty.code, "soDinhDanhCaNhan", "EXC-01"),
        (faulty.code, "trinhDoPhoThong", "EXC-01"),
    ]

    with acting(officer):
        services.pack(package=package, version=package.version, by=officer)
    run_all()
    package.refresh_from_db()
    assert (package.state, package.sound) == ("packed", 1)
    content = store.path_of(package.sha256).read_bytes()
    assert hashlib.sha256(content).hexdigest() == package.sha256
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        data = json.loads(archive.read("data.json"))
        manifest = json.loads(archive.read("manifest.json"))
        tree = ElementTree.fromstring(archive.read("data.xml"))
        for file in manifest["files"]:
            assert hashlib.sha256(archive.read(file["name"])).hexdigest() == file["sha256"]
            assert f"{file['sha256']}  {file['name']}" in archive.read("SHA256SUMS").decode()
    assert [row["soHieu"] for row in data] == [sound.code]
    assert data[0]["ngaySinh"] == "1985-03-02"
    assert [each.findtext("soHieu") for each in tree.findall("hoSo")] == [sound.code]
    assert manifest["records"] == 1
    assert manifest["unit"] == "Phường <Mẫu> & Lân cận"


def test_a_package_over_another_unit_is_not_prepared(officer):
    with pytest.raises(PermissionDenied):
        services.prepare_package(system="csdl-ccvc", unit=make.UnitFactory(), by=officer, at=AT)
    assert not ExchangePackage.objects.exists()


def packed(unit, **more):
    stored = store_file()
    return ExchangePackageFactory(
        unit=unit, **{"state": "packed", "stored": stored, "sha256": stored.sha256, **more}
    )


def store_file():
    from portal.models import StoredFile  # noqa: PLC0415

    return StoredFile.objects.get_or_create(
        sha256="0" * 64, defaults={"size": 1, "content_type": "application/zip"}
    )[0]


def test_handed_over_and_answered_in_this_order_only(unit, officer):
    package = packed(unit)
    with pytest.raises(Refused):
        services.note_answer(package=package, version=1, accepted=True, answer="", by=officer)
    services.hand_over(package=package, version=1, handed_over_on=ON, receipt="12", by=officer)
    with pytest.raises(Refused):
        services.drop_package(package=package, version=2, by=officer)
    services.note_answer(package=package, version=2, accepted=False, answer="Sai", by=officer)
    package.refresh_from_db()
    assert (package.state, package.answer, package.receipt) == ("returned", "Sai", "12")


def test_two_officers_at_once_are_told(unit, officer):
    package = packed(unit)
    services.hand_over(package=package, version=1, handed_over_on=ON, receipt="", by=officer)
    stale = ExchangePackage.objects.get(pk=package.pk)
    with pytest.raises(Conflict):
        services.note_answer(package=stale, version=1, accepted=True, answer="", by=officer)


def test_sent_again_is_a_new_package_that_names_the_old_one(unit, officer):
    old = packed(unit, state="returned", handed_over_on=ON)
    again = services.send_again(package=old, by=officer, at=AT)

    assert (again.repeats, again.state, again.path) == (old, "draft", old.path)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "packed"},
        {"state": "lost"},
        {"persons": 1, "faulty": 2},
        {"state": "handed_over"},
    ],
)
def test_the_database_refuses_an_impossible_package(unit, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        ExchangePackageFactory(unit=unit, **wrong)


def test_the_database_refuses_a_number_used_twice(unit):
    row = {"system": "csdl-ccvc", "kind": "unit", "external_id": "22"}
    ExternalId.objects.create(subject_ref=unit.pk, **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        ExternalId.objects.create(subject_ref=make.UnitFactory().pk, **row)


def test_the_pages_of_a_package(client_of, unit):
    client = client_of("ORG_OFFICER", over=unit)
    package = packed(unit, persons=3, faulty=1)
    PackageErrorFactory(package=package)
    address = reverse("cadres:package", args=[package.pk])

    assert "Phường Mẫu" in client.get(reverse("cadres:packages")).content.decode()
    assert "Số định danh cá nhân" in client.get(address).content.decode()
    errors = client.get(reverse("cadres:package_errors", args=[package.pk])).content.decode()
    assert "Ưng Thị Ẩn" in errors
    step = reverse("cadres:package_step", args=[package.pk, "hand-over"])
    assert client.post(step, {"version": 1}).status_code == 422
    body = {"version": 1, "handed_over_on": "22/11/2026", "receipt": "7"}
    assert client.post(step, body).status_code == 302
    package.refresh_from_db()
    assert package.state == "handed_over"


def test_outside_of_the_unit_a_package_does_not_exist(client_of, unit):
    package = packed(unit)
    client = client_of("ORG_OFFICER", over=make.UnitFactory())

    assert client.get(reverse("cadres:package", args=[package.pk])).status_code == 404
    assert client.get(reverse("cadres:package_file", args=[package.pk])).status_code == 404


def test_a_list_of_packages_costs_the_same_for_one_and_three(
    client_of, unit, django_assert_max_num_queries
):
    client = client_of("ORG_OFFICER", over=unit)
    for _ in range(3):
        ExchangePackageFactory(unit=unit)
    with django_assert_max_num_queries(16):
        client.get(reverse("cadres:packages"))
