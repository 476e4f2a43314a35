"""A document in parts reads as if it were laid out in one piece, and needs little memory."""

import io
import re

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops

from portal import documents
from portal.documents import checks, compose

COLUMNS = '<colgroup><col class="w10"><col class="w60"><col class="w30"></colgroup>'
HEAD = "<thead><tr><th>TT</th><th>Họ và tên</th><th>Đơn vị</th></tr></thead>"
ROWS = [
    f"<tr><td>{n}</td><td>Nguyễn Văn {'Ấ' * (n % 40)} {n}</td><td>Hạ Long</td></tr>"
    for n in range(200)
]


def page(body):
    html = compose("_documents/base.html", {}, lang="vi", title="Báo cáo")
    return html.replace("<body>", f"<body>{body}")


def body(annexes):
    toc = "".join(f'<a class="toc-line" href="#a{n}">Phụ lục {n}</a>' for n in annexes)
    text = "".join(f'<h2 id="c{n}">{n}. Chương</h2>' + "<p>chữ</p>" * 30 for n in range(3))
    return f'<div class="toc">{toc}<a class="toc-line" href="#c2">Chương 2</a></div>{text}'


def annex(number, rows, *, first=True):
    heading = f'<h2 id="a{number}">Phụ lục {number}</h2>' if first else ""
    css = "annex" if first else "annex continued"
    table = f'<table class="annex-table">{COLUMNS}{HEAD}<tbody>{"".join(rows)}</tbody></table>'
    return f'<section class="{css}">{heading}{table}</section>'


def cut(number, rows, size):
    return [annex(number, rows[at : at + size], first=at == 0) for at in range(0, len(rows), size)]


@pytest.fixture(scope="module")
def whole():
    """Two annexes, laid out in one piece."""
    html = page(body((1, 2)) + annex(1, ROWS) + annex(2, ROWS[:30]))
    return documents.render_pdf(html, lang="vi", title="Báo cáo")


@pytest.fixture(scope="module")
def parted():
    """The same in parts of 60 rows."""
    parts = [body((1, 2)), *cut(1, ROWS, 60), *cut(2, ROWS[:30], 60)]
    return documents.render_pdf([page(part) for part in parts], lang="vi", title="Báo cáo")


def test_every_page_looks_as_in_one_piece(whole, parted):
    one, other = pypdfium2.PdfDocument(whole), pypdfium2.PdfDocument(parted)
    assert len(one) == len(other) > 10
    for left, right in zip(one, other, strict=True):
        difference = ImageChops.difference(left.render().to_pil(), right.render().to_pil())
        assert max(high for _low, high in difference.getextrema()) < 80


def test_the_contents_name_the_pages_of_the_annexes(parted):
    with pypdfium2.PdfDocument(parted) as found:
        texts = [one.get_textpage().get_text_bounded() for one in found]
    starts = [
        next(at for at, text in enumerate(texts, 1) if f"Phụ lục {n}" in text and at > 1)
        for n in (1, 2)
    ]
    told = [int(number) for number in re.findall(r"Phụ lục \d\s*\.+\s*(\d+)", texts[0])]
    assert told == starts
    for at, text in enumerate(texts[1:], 2):
        assert str(at) in text.split(), "every page after the first carries its number"


def tags(content):
    with pikepdf.open(io.BytesIO(content)) as found:
        counted = {}
        walk(found.Root.StructTreeRoot.K, counted)
        return counted


def walk(node, counted):
    if isinstance(node, pikepdf.Array):
        for one in node:
            walk(one, counted)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        counted[str(node.S)] = counted.get(str(node.S), 0) + 1
        if "/K" in node:
            walk(node.K, counted)


def test_the_tags_are_those_of_one_piece(whole, parted):
    expected, found = tags(whole), tags(parted)
    for structure in ("/Table", "/TR", "/TD", "/TH", "/H2", "/P", "/Link"):
        assert found[structure] == expected[structure]


def test_each_page_finds_its_tags(parted):
    """The parent tree names, for each page, the elements of its marked contents in order."""
    with pikepdf.open(io.BytesIO(parted)) as found:
        numbers = list(found.Root.StructTreeRoot.ParentTree.Nums)
        tree = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        for one in found.pages:
            for element in tree[int(one.StructParents)]:
                assert element.Pg.objgen == one.objgen


def test_links_and_outline_lead_into_the_annexes(parted):
    with pikepdf.open(io.BytesIO(parted)) as found:
        names = [str(name) for name in list(found.Root.Names.Dests.Names)[::2]]
        links = [str(link.Dest) for link in found.pages[0].Annots]
        assert list(dict.fromkeys(links)) == ["a1", "a2", "c2"]
        assert set(links) <= set(names)
        with found.open_outline() as outline:
            titles = [item.title for item in outline.root]
    assert titles == ["0. Chương", "1. Chương", "2. Chương", "Phụ lục 1", "Phụ lục 2"]


def test_it_is_sound_and_the_same_each_time(parted):
    assert checks.require_sound(parted) > 10
    parts = [body((1, 2)), *cut(1, ROWS, 60), *cut(2, ROWS[:30], 60)]
    again = documents.render_pdf([page(part) for part in parts], lang="vi", title="Báo cáo")
    assert again == parted


def test_a_row_taller_than_a_page_stays_where_it_is():
    tall = ["<tr><td>1</td><td>" + "rất dài " * 1500 + "</td><td>x</td></tr>"]
    parts = [body((1,)), *cut(1, tall + ROWS[:5], 1)]
    content = documents.render_pdf([page(part) for part in parts], lang="vi", title="x")
    with pypdfium2.PdfDocument(content) as found:
        text = " ".join(one.get_textpage().get_text_bounded() for one in found)
    assert text.count("rất") == 1500
    assert [f"Nguyễn Văn {'Ấ' * n} {n}".split()[-1] in text for n in range(5)] == [True] * 5


@pytest.mark.slow
def test_1500_rows_stay_far_below_300_megabytes():
    """5,000 took 231 MB (docs/performance-pdf.md); here a third, because a test must be short."""
    parts = [body((1,)), *cut(1, ROWS * 8, 250)]
    made = documents.render([page(part) for part in parts], lang="vi", title="x")
    assert made.peak_mb < 200
