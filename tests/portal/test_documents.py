"""Documents: sound and inert PDFs with the right letters, workbooks in which text is only text."""

import csv
import io
import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import openpyxl
import pikepdf
import pypdfium2
import pytest
from docx import Document
from PIL import ImageChops, ImageStat

from portal import documents
from portal.documents import checks, compose, pdf
from portal.documents.fonts import AMIRI, TINOS, FontsMissing, font_files

PAGE = (
    '<html lang="vi"><head><title>x</title><style>{style}</style></head><body>{body}</body></html>'
)
PLAIN = "html{font-family:Tinos,Amiri}"


def render(body, style="", **more):
    html = PAGE.format(style=PLAIN + style, body=body)
    return documents.render_pdf(html, lang="vi", title="Báo cáo", **more)


def text_of(content):
    """The text layer, a form feed after each page."""
    with pypdfium2.PdfDocument(content) as found:
        return "".join(page.get_textpage().get_text_bounded() + "" for page in found)


def fonts_in(content):
    return {
        str(font["/BaseFont"]).partition("+")[2]
        for page in pikepdf.open(io.BytesIO(content)).pages
        for font in page.Resources.get("/Font", {}).values()
    }


def raster(body):
    """The ink of a page, cut to its edges."""
    content = render(body, "@page{size:90mm 40mm;margin:5mm}body{margin:0;font-size:40px}")
    with pypdfium2.PdfDocument(content) as found:
        picture = ImageChops.invert(found[0].render(scale=2).to_pil().convert("L"))
    return picture.crop(picture.getbbox())


# -- PDF ---------------------------------------------------------------------------------
def test_a_pdf_is_tagged_titled_and_the_same_each_time():
    content = render("<h1>Ủy ban</h1><p>đủ chữ</p>")
    assert content == render("<h1>Ủy ban</h1><p>đủ chữ</p>")
    with pikepdf.open(io.BytesIO(content)) as found:
        assert str(found.Root.Lang) == "vi"
        assert bool(found.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in found.Root
        assert str(found.docinfo["/Title"]) == "Báo cáo"
        assert found.open_metadata()["pdfuaid:part"] == "1"
    assert "đủ chữ" in text_of(content)


def test_vietnamese_and_arabic_use_exactly_our_faces():
    body = "<p>Ủy ẫ ợ Ệ đ <b>đậm</b> <i>nghiêng</i></p><p lang='ar'>تقرير <b>سنوي</b></p>"
    assert fonts_in(render(body)) == {
        *("Tinos", "Tinos-Bold", "Tinos-Italic"),
        *("Amiri", "Amiri-Bold"),
    }


LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
MARKED = [base + mark for base in "aăâeêioôơuưy" for mark in "\u0300\u0309\u0303\u0301\u0323"]


def test_every_vietnamese_letter_has_a_glyph_of_tinos():
    """Nothing may fall back: another face would show up among the fonts of the file."""
    every = LETTERS + "".join(MARKED)
    text = f"<p>{every} {every.upper()}</p>"
    assert fonts_in(render(text)) == {"Tinos"}


@pytest.mark.parametrize("letter", list("Ủẫợ Ệđễữặ".replace(" ", "")))
def test_a_letter_is_drawn_as_itself(letter):
    """By its pixels, not by the text layer: composed and decomposed spelling give one picture,
    and the picture differs from the bare letter's."""
    import unicodedata  # noqa: PLC0415 -- only here

    composed = raster(letter)
    decomposed = unicodedata.normalize("NFD", letter)
    assert composed.getbbox() is not None
    bare = raster("d" if letter == "đ" else decomposed[0])
    assert composed.tobytes() != bare.tobytes()
    if letter != "đ":
        assert raster(decomposed).size == composed.size
        assert composed.size[1] > bare.size[1], "the marks stand above or below the letter"


def test_a_word_is_the_row_of_its_letters():
    """«Nguyễn» once printed as «Nguynn» while its text layer was right: compare the pictures."""
    right = raster("Nguyễn")
    wrong = raster("Nguynn")
    assert right.size[1] > wrong.size[1], "the marks of ễ stand above the capital"
    spelt = "".join(f"<span>{letter}</span>" for letter in "Nguyễn")
    difference = ImageChops.difference(raster(spelt), right)
    assert ImageStat.Stat(difference).mean[0] < 1
    assert ImageStat.Stat(ImageChops.difference(wrong.resize(right.size), right)).mean[0] > 10


def test_missing_fonts_are_named_in_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr("portal.documents.fonts.SYSTEM_FOLDER", tmp_path)
    with pytest.raises(FontsMissing, match="fonts-croscore"):
        font_files(tmp_path)


def test_only_eight_faces_are_given_to_the_renderer(tmp_path):
    assert [path.name for path in font_files(tmp_path)] == [*TINOS, *AMIRI]


class Ear(BaseHTTPRequestHandler):
    heard = []

    def do_GET(self):
        self.heard.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args):
        """Quiet."""


@pytest.fixture
def ear():
    server = HTTPServer(("127.0.0.1", 0), Ear)
    Ear.heard.clear()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_hostile_html_asks_for_nothing_and_takes_nothing_along(ear, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("TOP-SECRET-CANARY")
    file = secret.as_uri()
    style = f"""@import url({ear}/import); @font-face {{font-family: Tinos; src: url({ear}/font)}}
      body {{background: url({ear}/background)}} p::before {{content: url({file})}}"""
    body = f"""<link rel=stylesheet href="{ear}/css"><link rel=attachment href="{file}">
      <img src="{ear}/img"><img src="{file}"><embed src="{ear}/embed"><object data="{ear}/object">
      </object><svg xmlns="http://www.w3.org/2000/svg"><image href="{ear}/svg"/>
      <use href="{file}#a"/></svg><img src='data:image/svg+xml,&lt;svg
      xmlns="http://www.w3.org/2000/svg">&lt;image href="{ear}/data"/>&lt;/svg>'>
      <a rel=attachment href="{file}">x</a><base href="{ear}"><img src="asset:unknown">
      <p>still here"""
    content = render(body, style)
    assert Ear.heard == []
    assert "still here" in text_of(content)
    assert b"TOP-SECRET-CANARY" not in content
    with pikepdf.open(io.BytesIO(content)) as found:
        for thing in found.objects:
            if isinstance(thing, pikepdf.Stream):
                assert b"TOP-SECRET-CANARY" not in thing.read_bytes()
    assert fonts_in(content) == {"Tinos"}


def test_a_script_in_a_link_never_becomes_an_action():
    content = render('<p><a href="javascript:alert(1)">x</a></p>')
    assert b"JavaScript" not in content


@pytest.mark.parametrize("key", checks.ACTIVE)
def test_an_active_pdf_is_refused(key):
    with pikepdf.open(io.BytesIO(render("<p>x"))) as found:
        found.Root[key] = pikepdf.Dictionary(S=pikepdf.Name.JavaScript)
        out = io.BytesIO()
        found.save(out)
    with pytest.raises(checks.Unsound, match=key):
        checks.require_sound(out.getvalue())


def test_half_a_pdf_is_refused():
    whole = render("<p>x")
    with pytest.raises(checks.Unsound):
        checks.require_sound(whole[: len(whole) // 2])


def test_an_endless_document_is_stopped_and_the_next_one_is_made():
    with pytest.raises(documents.RenderFailed) as caught:
        render("<p>" + "chữ " * 400_000, limits={"cpu_seconds": 1})
    assert caught.value.permanent is False
    assert "still alive" in text_of(render("<p>still alive"))


def test_a_hungry_document_is_stopped():
    with pytest.raises(documents.RenderFailed):
        render(f"<p title='{'a' * 80_000_000}'>", limits={"memory_bytes": 120 << 20})


def test_a_dead_render_server_is_replaced():
    render("<p>x")
    server = pdf._server()
    server._process.kill()
    server._process.wait()
    assert "again" in text_of(render("<p>again"))


def test_parts_follow_each_other_in_one_tagged_document():
    parts = [PAGE.format(style=PLAIN, body=f"<p>phần {n}</p>") for n in (1, 2, 3)]
    content = documents.render_pdf(parts, lang="vi", title="x")
    assert re.findall(r"phần \d", text_of(content)) == ["phần 1", "phần 2", "phần 3"]
    assert checks.require_sound(content) == 3


def test_the_base_template_lays_out_numbers_from_the_second_page():
    html = compose("_documents/base.html", {}, lang="ar", title="تقرير")
    assert 'lang="ar" dir="rtl"' in html
    body = "<body><p>một</p><p style='break-before:page'>hai</p>"
    content = documents.render_pdf(html.replace("<body>", body), lang="ar", title="تقرير")
    first, second = text_of(content).split("\f")[:2]
    assert first.split() == ["một"]
    assert sorted(second.split()) == ["2", "hai"]


def test_a_layout_knows_only_its_own_words():
    assert documents.PageLayout.from_dict({"margin_left": "35mm"}).margin_left == "35mm"
    with pytest.raises(ValueError, match="margin_middle"):
        documents.PageLayout.from_dict({"margin_middle": "1mm"})


def test_a_qr_code_says_what_it_is_and_holds_no_markup():
    svg = documents.qr_svg("https://example.org/x/1", title="<b>Mã</b>")
    assert "<title>&lt;b&gt;Mã&lt;/b&gt;</title>" in svg
    assert "style=" not in svg


# -- cells ---------------------------------------------------------------------------------
HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@x",
    "\tx",
    "\rx",
    "\nx",
    "＝x",
    "＋x",
    "－x",
    "＠x",
    "  =1",
    "\u200b=1",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_formula_becomes_text(text):
    assert documents.safe_cell(text) == "'" + text


@pytest.mark.parametrize("value", [-1, 2.5, None, True, "Nguyễn", "a=b", ""])
def test_other_values_stay_themselves(value):
    assert documents.safe_cell(value) == value


def test_a_workbook_holds_text_numbers_and_where_it_comes_from():
    out = io.BytesIO()
    rows = [[text, -1] for text in HOSTILE]
    documents.write_xlsx(
        out,
        [documents.Sheet("Cán bộ/2023", ["Họ tên", "Số"], rows, rtl=True)] * 2,
        info=documents.InfoSheet("Nguồn", [("Bộ lọc", "=cmd|' /C calc'!A0")]),
    )
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Cán bộ 2023", "Cán bộ 2023 (2)", "Nguồn"]
    sheet = book["Cán bộ 2023"]
    assert sheet.freeze_panes == "A2"
    assert sheet.sheet_view.rightToLeft
    assert {cell.data_type for cell in sheet["A"]} == {"s"}
    assert [cell.value for cell in sheet["B"][1:]] == [-1] * len(HOSTILE)
    assert book["Nguồn"]["B1"].value == "'=cmd|' /C calc'!A0"
    for row in book["Nguồn"].iter_rows():
        assert {cell.data_type for cell in row} == {"s"}


def test_the_same_workbook_has_the_same_bytes():
    made = []
    for _ in range(2):
        out = io.BytesIO()
        documents.write_xlsx(out, [documents.Sheet("a", ["b"], [["c"]])])
        made.append(out.getvalue())
    assert made[0] == made[1]


def test_csv_opens_in_excel_with_vietnamese_letters():
    out = io.BytesIO()
    documents.write_csv(out, ["Họ tên"], [[text] for text in ["Ủy", *HOSTILE]])
    assert out.getvalue().startswith(b"\xef\xbb\xbf")
    found = list(csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline="")))
    assert found[:3] == [["Họ tên"], ["Ủy"], ["'=1+1"]]


def test_a_word_file_twins_the_report():
    out = io.BytesIO()
    blocks = [
        documents.Heading("1. Kết quả"),
        documents.Paragraph("Đã kiểm tra 12/13.\x00"),
        documents.Table(["Đơn vị", "Số"], [["Hạ Long", 1]], caption="Bảng 1"),
    ]
    documents.write_docx(out, blocks, title="Báo cáo")
    found = Document(out)
    assert [p.text for p in found.paragraphs] == ["1. Kết quả", "Đã kiểm tra 12/13.", "Bảng 1"]
    assert [[c.text for c in row.cells] for row in found.tables[0].rows] == [
        ["Đơn vị", "Số"],
        ["Hạ Long", "1"],
    ]
    assert found.styles["Normal"].font.name == "Times New Roman"


def test_a_file_name_is_plain():
    assert documents.file_name("Báo cáo Đặng/2023", extension="pdf") == "bao-cao-dang-2023.pdf"
    assert documents.file_name("تقرير", extension="pdf") == "file.pdf"
