"""What is spared changes no page: the same pictures, text and tags as plain WeasyPrint makes."""

import os
import subprocess
import sys

import pikepdf
import pypdfium2
import pytest
from django.conf import settings
from PIL import ImageChops

from portal.documents import PageLayout, compose
from portal.documents.fonts import write_fonts_conf

BOTH = """
import sys
import weasyprint
html = open(sys.argv[1], encoding="utf-8").read()
def write(path):
    document = weasyprint.HTML(string=html, base_url="asset:").render(pdf_variant="pdf/ua-1")
    document.write_pdf(path, pdf_variant="pdf/ua-1")
write(sys.argv[2])
from portal.documents import economy
economy.spare()
write(sys.argv[3])
economy.forget()
write(sys.argv[4])
"""
WORDS = {
    "vi": "Ủy ban Kiểm tra Tỉnh ủy đã tham mưu, lãnh đạo, chỉ đạo các cấp ủy triển khai. ",
    "ar": "نفذت لجنة التفتيش في المقاطعة برنامج الرقابة والإشراف لعام 2023 (12/13). ",
}


def page(lang):
    """A bit of everything a document of ours may hold, and some that it should not."""
    words = WORDS[lang]
    rows = "".join(
        f"<tr><td>{n}</td><td>{words[: 10 + n % 30]}</td><td class=number>{n % 7},5</td></tr>"
        for n in range(120)
    )
    table = f"""<table><colgroup><col class=w10><col class=w60><col class=w30></colgroup>
      <caption>Bảng</caption><thead><tr><th>TT<th>Họ và tên<th>Số</tr></thead><tbody>{rows}"""
    odd = """<table><tr><th colspan=2>A<th>B</tr><tr><td rowspan=2>1<td class=thick>2<td>3</tr>
      <tr><td>4<td>5</tr><tfoot><tr><td>x<td>y<td>z</tr></tfoot></table>"""
    toc = "".join(f'<a class=toc-line href="#h{n}">{n}. {words[:20]}</a>' for n in range(3))
    chapters = "".join(
        f"<h2 id=h{n}>{n}. {words[:20]}</h2>"
        + f"<p>{words * 9}<b>{words}</b><i>{words}</i> <u>gạch chân</u> A&shy;B</p>" * 3
        + f"<ul><li>{words}<li><b>{words}</b></ul><ol><li>một<li>hai</ol>{table}</table>"
        for n in range(3)
    )
    float_ = f'<p class=left>{words}</p><p>{words * 5}</p><p class="ragged">{words * 2}</p>'
    svg = """<figure><svg xmlns="http://www.w3.org/2000/svg" width="90" height="40">
      <title>B</title><rect width="30" height="20" fill="#8b1e1e"/>
      <text x="5" y="35" font-size="9">T1 ệ</text>
      </svg><figcaption>Hình 1</figcaption></figure>"""
    body = f"<h1>BÁO CÁO</h1><nav class=toc>{toc}</nav>{chapters}{float_}{odd}{svg}"
    body += f'<section class=annex><h2>PL</h2>{table}</table></section><p style="color:red">x</p>'
    style = """.left{float:left;width:40mm;border:1pt dashed #00f}.thick{border:3pt double #080}
      .ragged{text-align:end;letter-spacing:1pt;text-decoration:line-through}
      li::marker{color:#8b1e1e} p::first-letter{color:#080} td:first-child::before{content:"•"}"""
    layout = PageLayout(running_header=True)
    html = compose("_documents/base.html", {}, lang=lang, title="Báo cáo", layout=layout)
    return html.replace("</style>", f"{style}</style>").replace("<body>", f"<body>{body}")


@pytest.fixture(scope="module", params=["vi", "ar"])
def made(request, tmp_path_factory):
    """The page by plain WeasyPrint, and twice with what is spared."""
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "page.html").write_text(page(request.param), encoding="utf-8")
    conf = write_fonts_conf(folder, settings.BASE_DIR / ".venv" / "native")
    names = [str(folder / name) for name in ("page.html", "plain.pdf", "spared.pdf", "2.pdf")]
    environment = {**os.environ, "FONTCONFIG_FILE": str(conf)}
    subprocess.run(
        [sys.executable, "-c", BOTH, *names], env=environment, cwd=settings.BASE_DIR, check=True
    )
    return names[1:]


def tree(path):
    """The structure of a PDF as nested text."""
    with pikepdf.open(path) as found:
        return walked(found.Root.StructTreeRoot.K)


def walked(node):
    if isinstance(node, pikepdf.Array):
        return [walked(one) for one in node]
    if not isinstance(node, pikepdf.Dictionary):
        return str(node)
    about = [str(node[key]) for key in ("/S", "/ID", "/Alt") if key in node]
    return [*about, str(node.get("/A", "")), walked(node.K) if "/K" in node else ""]


def test_every_page_looks_the_same(made):
    """Lines of a table meet once instead of overlapping: hence the tolerance at their joints."""
    plain, spared, _ = (pypdfium2.PdfDocument(path) for path in made)
    assert len(plain) == len(spared) > 5
    for one, other in zip(plain, spared, strict=True):
        difference = ImageChops.difference(one.render().to_pil(), other.render().to_pil())
        assert max(high for _low, high in difference.getextrema()) < 80


def test_every_page_reads_the_same(made):
    plain, spared, _ = (pypdfium2.PdfDocument(path) for path in made)
    for one, other in zip(plain, spared, strict=True):
        assert one.get_textpage().get_text_bounded() == other.get_textpage().get_text_bounded()


def test_the_tags_are_the_same(made):
    assert tree(made[0]) == tree(made[1])


def test_what_is_remembered_does_not_leak_into_the_next_document(made):
    with open(made[1], "rb") as one, open(made[2], "rb") as other:
        assert one.read() == other.read()
