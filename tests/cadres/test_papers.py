"""Documents that leave the portal: whose record, which parts, noted before it is handed out."""

import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import docx
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from cadres.models import CompartmentOpening, RecordReading
from cadres.rules.layouts import forms
from cadres.selectors import papers
from cadres.selectors.dossier import CLOSED, dossiers
from cadres.services.papers import request_forms, request_whole_file, take_form
from governance.actor import acting, system_actor
from governance.findings import Refused
from portal.documents.checks import require_sound
from portal.jobs import running, store
from portal.models import Job
from tests import hats
from tests.factories import cadres as make
from tests.factories import record as lines

ON = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
CODES = ["2c-tctw-98", "2c-bnv-2008", "hs02"]


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR = tmp_path
    settings.CELERY_BROKER_URL = "memory://"


@pytest.fixture
def unit():
    return make.UnitFactory(name_vi="Phường Mẫu")


@pytest.fixture
def cadre(unit):
    cadre = make.CadreFactory(unit=unit, full_name="Ưng Thị Ẩn", born="1985-03")
    lines.PersonalDetailsFactory(cadre=cadre)
    lines.CareerEventFactory(cadre=cadre)
    lines.SalaryStepFactory(cadre=cadre)
    lines.HealthRecordFactory(cadre=cadre, condition="Sức khỏe loại II")
    lines.FamilyMemberFactory(cadre=cadre, is_abroad=True, abroad_country="Lào quốc")
    return cadre


@pytest.fixture
def officer(unit):
    return hats.actor("ORG_OFFICER", over=unit)


def opened(cadre, officer, compartment):
    CompartmentOpening.objects.create(
        cadre=cadre,
        compartment=compartment,
        account_id=officer.account_id,
        opened_by=officer.name,
        hat=officer.hat,
        reason="Lập hồ sơ bổ nhiệm quý IV năm 2026",
        opened_at=timezone.now() - timedelta(minutes=1),
        until=timezone.now() + timedelta(minutes=9),
    )


def word_text(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


def test_every_value_and_table_of_every_form_is_in_the_dossier(cadre, officer):
    dossier = dossiers([cadre.pk], actor=officer, on=ON)[0]
    asked = {key for form in forms().values() for key in form.values() if key}
    tables = {b.text for form in forms().values() for b in form.blocks if b.kind == "table"}

    assert asked - set(dossier.values) == set()
    assert tables - set(dossier.tables) == set()
    assert {key for keys in CLOSED.values() for key in keys} <= {
        *dossier.values,
        *dossier.tables,
    }


@pytest.mark.parametrize("code", CODES)
def test_a_form_says_what_the_record_knows_and_no_more(cadre, officer, code):
    filled = papers.paper(code, dossiers([cadre.pk], actor=officer, on=ON)[0], ON)
    text = word_text(papers.docx_of(filled))

    assert "ƯNG THỊ ẨN" in text
    assert "Sinh ngày:" in text
    assert filled.dossier.values["born_day"] == ""
    assert (filled.dossier.values["born_month"], filled.dossier.values["born_year"]) == (
        "03",
        "1985",
    )
    assert "09/2008 - 2012" in text
    assert "3,00" in text
    assert "loại II" not in text
    assert "Lào quốc" not in text
    assert "Bản in này để trống các mục: " in text


@pytest.mark.parametrize("code", CODES)
def test_the_paper_is_sound_and_tagged(cadre, officer, code):
    filled = papers.paper(code, dossiers([cadre.pk], actor=officer, on=ON)[0], ON)

    assert require_sound(papers.pdf_of(filled)) in (2, 3, 4)
    assert papers.name_of(filled, "pdf") == f"{code}-{cadre.code.lower()}-ung-thi-an.pdf"


def test_an_opened_part_is_printed_while_it_is_open(cadre, officer):
    opened(cadre, officer, "health")
    filled = papers.paper("2c-tctw-98", dossiers([cadre.pk], actor=officer, on=ON)[0], ON)

    assert "Sức khỏe loại II" in word_text(papers.docx_of(filled))
    assert "24" not in dict(filled.left_out).values()
    many = dossiers([cadre.pk], actor=officer, on=ON, everything_closed=True)[0]
    assert many.values["health"] == ""


def test_the_own_record_is_open_to_the_person(cadre, unit):
    person = hats.actor("CADRE", over=unit, cadre=cadre)
    dossier = dossiers([cadre.pk], actor=person, on=ON)[0]

    assert dossier.closed == frozenset()
    assert papers.paper("hs02", dossier, ON).omitted == ""


def test_items_left_out_are_named_by_their_numbers(cadre, officer):
    dossier = dossiers([cadre.pk], actor=officer, on=ON)[0]
    numbers = {
        code: [numbers for _part, numbers in papers.items_left_out(forms()[code], dossier)]
        for code in CODES
    }

    assert numbers == {
        "2c-tctw-98": ["24", "28, 29", "29", "31"],
        "2c-bnv-2008": ["23", "29", "29"],
        "hs02": ["31", "34.1, 34.2, 34.3", "36.3", "37.3, 37.4"],
    }


def test_nobody_takes_the_form_of_a_record_outside(cadre):
    stranger = hats.actor("ORG_OFFICER", over=make.UnitFactory())

    with pytest.raises(PermissionDenied):
        take_form(cadre=cadre, form="hs02", by=stranger, at=AT)
    assert not RecordReading.objects.exists()


def test_taking_a_form_is_noted_once_a_day(cadre, officer):
    take_form(cadre=cadre, form="hs02", by=officer, at=AT)
    take_form(cadre=cadre, form="2c-tctw-98", by=officer, at=AT)

    assert [(r.cadre_id, r.what) for r in RecordReading.objects.all()] == [(cadre.pk, "document")]


def test_one_dossier_costs_as_many_questions_as_three(
    cadre, officer, unit, django_assert_num_queries
):
    others = [make.CadreFactory(unit=unit) for _ in range(2)]
    with django_assert_num_queries(15):
        dossiers([cadre.pk], actor=officer, on=ON)
    with django_assert_num_queries(15):
        dossiers([cadre.pk, *(c.pk for c in others)], actor=officer, on=ON)


# -- many at once --------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_many_forms_are_one_batch_with_a_file_for_each(cadre, unit, settings):
    other = make.CadreFactory(unit=unit)
    officer = hats.actor("ORG_OFFICER", over=unit)
    with acting(officer):
        batch = request_forms(
            ids=[cadre.pk, other.pk], form="hs02", ending="docx", reason="", by=officer, at=AT
        )
    with acting(system_actor("test")):
        for job in Job.objects.filter(is_batch=False):
            running.run(job.pk)
        batch.refresh_from_db()
        assert batch.state == "done"
        names = sorted(f.name for j in Job.objects.all() for f in j.files.all())
        assert names == sorted(
            f"hs02-{c.code.lower()}-{n}.docx"
            for c, n in (
                (cadre, "ung-thi-an"),
                (other, papers.file_name(other.full_name, extension="")[:-1]),
            )
        )
        assert RecordReading.objects.filter(what="document").count() == 2


@pytest.mark.parametrize(
    ("persons", "reason", "code"),
    [(0, "", "DOC-01"), (501, "x" * 30, "DOC-01"), (201, "", "DOC-02")],
)
def test_too_many_or_without_reason_is_refused(officer, persons, reason, code):
    with pytest.raises(Refused) as refused:
        request_forms(
            ids=[uuid4() for _ in range(persons)],
            form="hs02",
            ending="pdf",
            reason=reason,
            by=officer,
            at=AT,
        )
    assert [finding.code for finding in refused.value.findings] == [code]
    assert not Job.objects.exists()


# -- the whole file ------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_the_whole_file_holds_forms_and_tables_the_asker_may_see(cadre, unit):
    officer = hats.actor("ORG_OFFICER", over=unit)
    with acting(officer):
        job = request_whole_file(cadre=cadre, by=officer, at=AT)
    with acting(system_actor("test")):
        running.run(job.pk)
        file = Job.objects.get(pk=job.pk).files.get()
        with zipfile.ZipFile(store.path_of(file.stored.sha256)) as archive:
            names = sorted(archive.namelist())
            told = json.loads(archive.read("du-lieu/ho-so.json"))
    assert [n for n in names if n.startswith("bieu-mau/")] == sorted(
        f"bieu-mau/{code}-{cadre.code.lower()}-ung-thi-an.{e}"
        for code in CODES
        for e in ("docx", "pdf")
    )
    assert "healthrecord" not in told["tables"]
    assert "recordreading" not in told["tables"]
    assert told["tables"]["careerevent"]["rows"] != []
    assert "Lào quốc" not in json.dumps(told, ensure_ascii=False)


# -- pages ---------------------------------------------------------------------------------
def test_the_page_of_forms_and_a_form_over_http(client_of, cadre, unit):
    client = client_of("ORG_OFFICER", over=unit)

    page = client.get(reverse("cadres:papers", args=[cadre.pk])).content.decode()
    answer = client.get(reverse("cadres:paper", args=[cadre.pk, "hs02", "pdf"]))

    assert "HS02 (TT 06/2023/TT-BNV)" in page
    assert "34.1, 34.2, 34.3" in page
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert client.get(reverse("cadres:paper", args=[cadre.pk, "hs03", "pdf"])).status_code == 404
    assert client.get(reverse("cadres:paper", args=[cadre.pk, "hs02", "exe"])).status_code == 404


def test_who_reads_names_only_gets_no_form(client_of, cadre, unit):
    client = client_of("FRONT_USER", over=unit)

    assert client.get(reverse("cadres:papers", args=[cadre.pk])).status_code == 404
    assert client.get(reverse("cadres:print_forms")).status_code == 403


def test_the_forms_of_a_filtered_list_become_a_batch(client_of, cadre, unit):
    client = client_of("ORG_OFFICER", over=unit)
    make.CadreFactory(unit=unit, full_name="Lê Văn Khác")
    address = reverse("cadres:print_forms") + "?q=ung+thi"

    assert "1 " in client.get(address).content.decode()
    answer = client.post(address, {"form": "hs02", "ending": "pdf"})
    assert answer.status_code == 302
    assert Job.objects.filter(is_batch=False).count() == 1
