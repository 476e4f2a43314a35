"""Every hostile workbook of the list: refused with its rule, or listed row by row."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
import xlsxwriter

from cadres.models import Cadre
from governance.findings import Refused
from portal import rules
from portal.imports import reading
from portal.services import imports as services
from tests.cadres.sheets import problems_of, row, workbook
from tests.cadres.test_imports_flow import (  # noqa: F401 -- fixtures
    TODAY,
    _files,
    bring_in,
    commune,
    officer,
    province,
)
from tests.factories import cadres as make


def packed(**parts) -> bytes:
    """A workbook with parts added or replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([row()]))) as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in set(given.namelist()) - set(parts):
            made.writestr(name, given.read(name))
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def merged_headings() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet()
    page.merge_range("A1:B1", "Họ và tên")
    page.write_row(0, 2, ["Giới tính", "Ngày sinh"])
    page.write_row(1, 0, ["Nguyễn", "Văn A", "Nam", "1979"])
    book.close()
    return out.getvalue()


HOSTILE = {
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(200), "IMP-02"),
    "a page": (b"<!DOCTYPE html><html></html>", "IMP-02"),
    "a script": (b"<script>alert(1)</script>", "IMP-02"),
    "nothing": (b"", "IMP-02"),
    "half a workbook": (workbook([row()])[:2000], "IMP-02"),
    "another archive": (packed()[:0] + b"PK\x05\x06" + bytes(18), "IMP-02"),
    "macros": (packed(**{"xl/vbaProject.bin": b"x"}), "IMP-03"),
    "a way out": (packed(**{"../../evil.xml": b"x"}), "IMP-05"),
    "a bomb": (packed(**{"xl/bomb.xml": bytes(40_000_000)}), "IMP-05"),
    "entities": (
        packed(**{"xl/sharedStrings.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}),
        "IMP-05",
    ),
    "merged headings": (merged_headings(), "IMP-06"),
    "no rows": (workbook([{}]), "IMP-07"),
}


def codes(refusal) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_with_its_rule(bring_in, kind):  # noqa: F811
    content, code = HOSTILE[kind]

    with pytest.raises(Refused) as refusal:
        bring_in([], content=content or b" ")

    assert code in codes(refusal)


def test_50_megabytes_are_refused_before_anything_is_read(tmp_path):
    path = tmp_path / "big.xlsx"
    with path.open("wb") as file:
        file.truncate(50_000_000)

    with pytest.raises(Refused) as refusal:
        reading.admit(path, path.name)

    assert codes(refusal) == ["IMP-01"]


def test_an_encrypted_workbook_is_told_by_its_box():
    facts = rules.FileFacts(size=10, kind="xls", is_encrypted=True)

    assert [r.code for r in rules.FILE if r(facts)] == ["IMP-04"]


def test_merged_headings_are_said_where(bring_in):  # noqa: F811
    with pytest.raises(Refused) as refusal:
        bring_in([], content=merged_headings())

    assert "A1:B1" in str(refusal.value)


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("Ngày sinh", "31/02/2020", "IMP-14"),
        ("Ngày sinh", "hôm qua", "IMP-13"),
        ("Ngày sinh", "", "IMP-11"),
        ("Số CCCD", "02217900123", "IMP-16"),
        ("Họ và tên", "=1+1", "IMP-12"),
        ("Họ và tên", "#REF!", "IMP-12"),
        ("Họ và tên", "x" * 121, "IMP-16"),
        ("Giới tính", "?", "IMP-17"),
        ("Đơn vị công tác", "Xã Không Có", "IMP-31"),
        ("Dân tộc", "Sao Hỏa", "IMP-34"),
        ("Ngày sinh", "01/01/2021", "IMP-39"),
    ],
)
def test_a_wrong_cell_is_named_with_its_address(bring_in, heading, value, code):  # noqa: F811
    batch = bring_in([row(**{heading: value})])

    found = batch.rows.get()
    assert code in [problem["code"] for problem in found.problems]
    assert found.problems[0]["cell"].endswith("2")
    assert Cadre.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("15/3/1979", "1979-03-15"),
        ("03-1979", "1979-03"),
        ("1979", "1979"),
        (1979, "1979"),
        ("15.03.79", "1979-03-15"),
        (28929, "1979-03-15"),
        (date(1979, 3, 15), "1979-03-15"),
    ],
)
def test_dates_in_every_form_of_offices(bring_in, typed, kept):  # noqa: F811
    assert bring_in([row(**{"Ngày sinh": typed})]).rows.get().values["born"] == kept


def test_days_counted_from_1904(bring_in):  # noqa: F811
    batch = bring_in([row(**{"Ngày sinh": date(1979, 3, 15)})], date1904=True)
    raw = bring_in([row(**{"Ngày sinh": 27467})], date1904=True, name="b.xlsx")

    assert batch.rows.get().values["born"] == "1979-03-15"
    assert raw.rows.get().values["born"] == "1979-03-15"


def test_empty_columns_are_dropped_and_titles_above_are_skipped(bring_in):  # noqa: F811
    batch = bring_in([row(**{"Để trống": None})], above=3)

    offered = services.sheet_of(batch)["offered"]
    assert batch.header_row == 4
    assert all(column["heading"] or column["examples"] for column in offered)
    assert batch.new == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_text_tables_of_any_encoding_and_delimiter(bring_in, encoding, sign):  # noqa: F811
    lines = [row().keys(), row().values()]
    content = "\n".join(sign.join(line) for line in lines).encode(encoding)

    batch = bring_in([], content=content, name="a.csv")

    assert (batch.kind, batch.new) == ("csv", 1)


def test_a_formula_without_a_result_is_not_read_as_empty(bring_in):  # noqa: F811
    book = openpyxl.load_workbook(io.BytesIO(workbook([row(**{"Chuyên ngành": "Luật"})])))
    page = book.active
    at = next(cell.column for cell in page[1] if cell.value == "Chuyên ngành")
    page.cell(2, at).value = '=CONCATENATE("Lu","ật")'
    out = io.BytesIO()
    book.save(out)

    assert problems_of(bring_in([], content=out.getvalue()))[2] == ["IMP-12"]


def test_one_person_with_two_numbers_and_one_number_of_two_persons(bring_in, officer):  # noqa: F811
    services.carry_out_import(batch=bring_in([row()]), whole=True, by=officer, on=TODAY)
    other = row(**{"Số CCCD": "022179009999"})
    stolen = row(**{"Họ và tên": "Lê Văn Khác", "Ngày sinh": "1980", "Giới tính": "Nam"})

    batch = bring_in([other, stolen], name="b.xlsx")

    assert {n: "IMP-37" in found for n, found in problems_of(batch).items()} == {2: True, 3: True}


def test_decomposed_and_capital_names_are_the_same_person(bring_in, officer):  # noqa: F811
    import unicodedata  # noqa: PLC0415 -- only this test decomposes

    services.carry_out_import(batch=bring_in([row()]), whole=True, by=officer, on=TODAY)
    name = unicodedata.normalize("NFD", "NGUYỄN THỊ ÁNH")

    batch = bring_in([row(**{"Họ và tên": name, "Số CCCD": ""})], name="b.xlsx")

    assert (batch.new, batch.changed, batch.same) == (0, 0, 1)


def test_a_seat_held_twice_and_overlapping_principal_posts(bring_in, commune):  # noqa: F811
    title = make.TitleFactory(name_vi="Chủ tịch")
    seat = make.SeatFactory(unit=commune, title=title)
    post = {
        "Chức vụ": "Chủ tịch",
        "Ngày bổ nhiệm": "01/07/2025",
        "Số QĐ": "1-QĐ",
        "Ngày QĐ": "30/06/2025",
    }
    two = [row(**post), row(**{**post, "Số CCCD": "022179005555", "Họ và tên": "Lê Thị Hai"})]

    first = bring_in(two)
    assert problems_of(first) == {3: ["IMP-45"]}

    make.AssignmentFactory(seat=seat, cadre=make.CadreFactory(unit=commune))
    again = bring_in([row(**post)], name="b.xlsx")
    assert problems_of(again) == {2: ["IMP-45"]}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"Ngày vào Đảng": "2010", "Ngày chính thức": "2009"}, "IMP-42"),
        ({"Mã ngạch": "01.003", "Bậc": 3}, "IMP-47"),
        ({"Ngày tuyển dụng": "1985"}, "IMP-41"),
        ({"Ngày vào Đảng": "2030"}, "IMP-40"),
    ],
)
def test_a_life_that_cannot_be_is_refused(bring_in, changes, code):  # noqa: F811
    assert problems_of(bring_in([row(**changes)]))[2] == [code]
