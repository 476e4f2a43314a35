"""The report as a document: figures in words, layouts, languages, escaping, the three files."""

import io
from dataclasses import replace
from datetime import date

import docx
import openpyxl
import pikepdf
import pypdf
import pytest

from portal.documents import render_pdf, write_docx, write_xlsx
from reports import document, figures, office, prose
from reports.document import SnapshotAltered
from tests.factories.cadres import (
    AssignmentFactory,
    CadreFactory,
    SeatFactory,
    TitleFactory,
    UnitFactory,
    since,
)


@pytest.fixture
def province():
    """A province with 13 commune committees; one of the secretaries is from there."""
    province = UnitFactory(province=True)
    title = TitleFactory()
    for n in range(13):
        commune = UnitFactory(parent=province)
        committee = UnitFactory(committee=True, parent=commune)
        cadre = CadreFactory(
            unit=committee,
            full_name="<b>Người Địa Phương</b>" if n == 0 else f"Lê Văn Xa {n}",
            origin_unit=commune if n == 0 else None,
        )
        AssignmentFactory(
            cadre=cadre,
            seat=SeatFactory(unit=committee, title=title),
            held=since(date(2020, 7, 1)),
        )
    return province


def subject_of(unit, **changes) -> document.Subject:
    content = figures.gather(unit=unit, year=2023)
    subject = document.Subject(
        unit=unit,
        year=2023,
        family="party",
        lang="vi",
        content=content,
        sha256=figures.hash_of(content),
        drafted_with=content,
        texts={},
    )
    return replace(subject, **changes)


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize(
    ("lang", "written"), [("vi", "12/13 (92,31 %)"), ("en", "12/13 (92.31%)")]
)
def test_a_share_is_written_as_the_language_does(province, lang, written):
    readings = figures.readings(figures.gather(unit=province, year=2023))
    code = "cadres.nonlocal_secretaries.commune"

    told = prose.told(f"[[{code}]]; [[{code}|fraction]]; [[{code}|count]]", readings, lang)

    assert told.replace("\u00a0", " ") == f"{written}; 12/13; 12"


def test_where_there_is_no_denominator_a_dash_stands(province):
    readings = figures.readings(figures.gather(unit=province, year=2023))

    told = prose.told("[[cadres.nonlocal_secretaries.district]]; [[no.such]]", readings, "vi")

    assert told == "—; —"


@pytest.mark.slow
@pytest.mark.parametrize("family", ["party", "administrative"])
def test_the_pdf_prints_the_figures_and_names_the_exceptions(province, family):
    subject = subject_of(province, family=family)

    pdf = render_pdf(document.html_parts(subject), lang="vi", title=document.title_of(subject))

    text = text_of(pdf).replace("\u00a0", " ")
    assert "12/13" in text
    assert "92,31" in text
    assert "<b>Người Địa Phương</b>" in text
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang) == "vi"
        assert opened.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in opened.Root


@pytest.mark.slow
def test_the_same_subject_gives_the_same_bytes_in_arabic_too(province):
    subject = subject_of(province, lang="ar")

    first, again = (
        render_pdf(document.html_parts(subject), lang="ar", title="x") for _each in range(2)
    )

    assert first == again


def test_names_are_escaped_in_the_pages_and_texts_in_the_workbook(province):
    subject = subject_of(province, texts={"V.1": "<script>alert(1)</script> =1+1"})
    subject.content["tables"]["cadres.heads"][0]["holder"] = '=HYPERLINK("http://x")'
    subject = replace(subject, sha256=figures.hash_of(subject.content))

    pages = "".join(document.html_parts(subject))
    book = io.BytesIO()
    sheets, info = office.sheets(subject)
    write_xlsx(book, sheets, info=info)

    assert "<script>" not in pages
    assert "&lt;script&gt;" in pages
    cells = [
        cell
        for sheet in openpyxl.load_workbook(book)
        for row in sheet.iter_rows()
        for cell in row
        if "HYPERLINK" in str(cell.value)
    ]
    assert [cell.data_type for cell in cells] == ["s"]
    assert cells[0].value.startswith("'=")


def test_the_word_twin_has_every_chapter(province):
    subject = subject_of(province)
    out = io.BytesIO()

    write_docx(out, office.word(subject), title="x", lang="vi")

    twin = docx.Document(out)
    headings = [p.text for p in twin.paragraphs if p.style.name == "Heading 1"]
    assert len(headings) == 7
    assert any("12/13" in cell.text for t in twin.tables for row in t.rows for cell in row.cells)


def test_altered_figures_make_no_document(province):
    subject = subject_of(province)
    subject.content["figures"]["cadres.people"]["numerator"] = 14

    with pytest.raises(SnapshotAltered):
        document.html_parts(subject)


def test_a_unit_without_anything_still_makes_a_report():
    pages = document.html_parts(subject_of(UnitFactory()))

    assert "—" in pages[0]


@pytest.mark.parametrize("lang", ["vi", "en", "ar"])
def test_every_language_has_its_outline(province, lang):
    pages = document.html_parts(subject_of(province, lang=lang))[0]

    assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}"' in pages
    for number in ("I", "II", "III", "IV", "V", "VI", "VII"):
        assert f'id="c{number}"' in pages


def test_a_very_long_table_is_shortened_on_paper_and_says_so(province):
    subject = subject_of(province)
    row = subject.content["tables"]["cadres.heads"][0]
    subject.content["tables"]["cadres.heads"] = [row] * (document.ROWS_ON_PAPER + 1)

    tables = {table.title: table for table in document.annex_tables(subject)}
    [long] = [t for t in tables.values() if len(t.rows) == document.ROWS_ON_PAPER]

    assert "1.001" in long.note
    sheets, _info = office.sheets(subject)
    assert document.ROWS_ON_PAPER + 1 in [len(list(sheet.rows)) for sheet in sheets]
