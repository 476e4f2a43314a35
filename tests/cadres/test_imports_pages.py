"""The whole story on the pages: upload, map, check, import, correct the error file, the rest."""

import io
import re
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cadres.models import Cadre
from demo import workbooks
from portal.imports import staging
from portal.jobs import running
from portal.models import ImportBatch, Job
from tests import hats
from tests.cadres.sheets import row, workbook
from tests.factories import cadres as make

ACCOUNTS = "portal.backends.AccountBackend"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _quiet(settings, tmp_path):
    settings.VAR = tmp_path
    settings.CELERY_BROKER_URL = "memory://"


@pytest.fixture
def province():
    return make.UnitFactory(province=True)


@pytest.fixture
def commune(province):
    return make.UnitFactory(parent=province, name_vi="Xã Mẫu Một", code="XM1")


@pytest.fixture
def officer(client_of, province):
    return client_of("ORG_OFFICER", over=province)


def run_jobs():
    for pk in Job.objects.filter(state="queued").values_list("pk", flat=True):
        running.run(pk)


def upload(client, content, name="danh sách.xlsx", follow=""):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("cadres:upload_workbook") + follow, {"workbook": file})


def chosen(client, address):
    """What the page of the columns has chosen beforehand."""
    page = client.get(address).content.decode()
    selected = re.findall(r'<select name="(at_\d+)".*?</select>', page, flags=re.S)
    fields = {}
    for name in selected:
        block = re.search(rf'<select name="{name}".*?</select>', page, flags=re.S)[0]
        option = re.search(r'<option value="([^"]*)" selected', block)
        fields[name] = option[1] if option else ""
    fields["version"] = re.search(r'name="version" value="(\d+)"', page)[1]
    return fields


def checked(client, response):
    """From the upload to the checked import, as somebody who agrees with every suggestion."""
    assert response.status_code == 302, response.content.decode()[-3000:]
    answer = client.post(response.url, chosen(client, response.url))
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    run_jobs()
    return ImportBatch.objects.order_by("-created_at")[0]


def carry_out(client, batch, rows):
    client.post(reverse("cadres:carry_out_import", args=[batch.pk]), {"rows": rows})
    client.post(reverse("cadres:carry_out_import", args=[batch.pk]), {"rows": rows})
    run_jobs()
    batch.refresh_from_db()
    return batch


def corrected(content: bytes, sample) -> bytes:
    """The error file with every wrong cell put right, as a clerk does it in Excel."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book.active
    headings = [cell.value for cell in page[1]]
    right = [sample.right[at] for at in sorted(sample.right)]
    assert headings[0] == "Lỗi"
    assert page.max_row == len(right) + 1
    for number, values in enumerate(right, 2):
        for at, heading in enumerate(headings[1:], 2):
            page.cell(number, at).value = values.get(heading)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.slow
def test_500_rows_with_40_errors_of_15_kinds_are_imported_corrected_and_found(officer, commune):
    make.TitleFactory(name_vi="Chuyên viên", specialist=True)
    made = workbooks.sample([commune.name_vi], rows=500, wrong=40, today=date(2026, 11, 22))
    assert len(set(made.kinds.values())) == 15
    content = workbooks.as_bytes(made.rows, title="DANH SÁCH CÁN BỘ")

    batch = checked(officer, upload(officer, content))
    assert (batch.rows_in, batch.rejected, batch.new) == (500, 40, 460)
    assert batch.notes["encodings"] == ["tcvn3"]
    assert officer.get(batch.get_absolute_url()).status_code == 200

    assert carry_out(officer, batch, "good").state == "carried_out"
    assert Cadre.objects.count() == 460

    errors = officer.get(reverse("cadres:import_errors", args=[batch.pk]))
    follow = f"?continues={batch.pk}"
    rest = checked(officer, upload(officer, corrected(errors.content, made), "loi.xlsx", follow))
    assert (rest.rows_in, rest.rejected, rest.new) == (40, 0, 40)
    assert carry_out(officer, rest, "all").state == "carried_out"
    assert Cadre.objects.count() == 500

    wanted = made.right[min(made.right)]["Họ và tên"]
    from portal.vietnamese import fold  # noqa: PLC0415 -- what somebody types without diacritics

    found = officer.get(reverse("cadres:cadres"), {"q": fold(wanted)})
    assert wanted in found.content.decode()
    assert "tỉnh Quảng Ninh" in Cadre.objects.first().details.current_text


def test_a_word_explained_once_is_known_from_then_on(officer, commune):
    unknown = row(**{"Đơn vị công tác": "Xã Mẫu I"})
    batch = checked(officer, upload(officer, workbook([unknown])))
    assert staging.unresolved(batch) == {("unit", "xa mau i"): 1}

    address = reverse("cadres:import_words", args=[batch.pk])
    page = officer.get(address).content.decode()
    assert str(commune.pk) in page
    officer.post(address, {"word_0": str(commune.pk)})
    run_jobs()
    batch.refresh_from_db()
    assert (batch.rejected, batch.new) == (0, 1)

    again = checked(officer, upload(officer, workbook([unknown], sheet="Khác"), "b.xlsx"))
    assert again.rejected == 0


def test_what_is_no_workbook_is_refused_on_the_page_with_a_sentence(officer, commune):
    answer = upload(officer, b"\x89PNG\r\n\x1a\n" + bytes(100), "ảnh.xlsx")

    assert answer.status_code == 422
    assert ImportBatch.objects.count() == 0


def test_an_abandoned_import_forgets_its_rows_and_lets_the_file_in_again(officer, commune):
    content = workbook([row()])
    batch = checked(officer, upload(officer, content))

    officer.post(reverse("cadres:abandon_import", args=[batch.pk]))

    batch.refresh_from_db()
    assert (batch.state, batch.rows.count(), batch.rows_in) == ("abandoned", 0, 0)
    assert upload(officer, content).status_code == 302


def test_somebody_elses_import_does_not_exist(officer, province, commune):
    other = Client()
    other.force_login(hats.account("ORG_OFFICER", over=province), ACCOUNTS)
    batch = checked(officer, upload(officer, workbook([row()])))

    pages = ("import", "import_rows", "import_words", "import_errors", "import_columns")
    answers = {other.get(reverse(f"cadres:{name}", args=[batch.pk])).status_code for name in pages}
    assert answers == {404}


def test_the_template_comes_back_as_an_import(officer, commune):
    content = officer.get(reverse("cadres:import_template")).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book.worksheets[0]
    values = row(**{"Họ và tên khai sinh": "Lê Văn Mẫu", "Loại cán bộ": "Công chức"})
    for cell in page[1]:
        page.cell(2, cell.column).value = values.get(cell.value)
    out = io.BytesIO()
    book.save(out)

    batch = checked(officer, upload(officer, out.getvalue()))

    assert (batch.rejected, batch.new) == (0, 1)
    assert book["Danh mục"].sheet_state == "hidden"


def test_the_list_of_rows_asks_the_same_number_of_queries(
    officer, commune, django_assert_max_num_queries
):
    rows = [row(**{"Số CCCD": "", "Họ và tên": f"Lê Văn {n}", "Giới tính": "?"}) for n in "ABC"]
    batch = checked(officer, upload(officer, workbook(rows)))

    with django_assert_max_num_queries(12):
        page = officer.get(reverse("cadres:import_rows", args=[batch.pk]))
    assert page.content.decode().count("IMP-17") == 0
    assert "B2" in page.content.decode()
