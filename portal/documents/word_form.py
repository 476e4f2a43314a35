"""A filled official form as a Word file: dotted lines, tables, a photo frame, two signatures."""

import io
from datetime import UTC, datetime

from portal.documents.word import FONT, _text

PHOTO_WIDTH, PHOTO_HEIGHT = 40, 60  # mm


def write_form(out, *, form, title: str, photo: bytes | None, lang: str = "vi") -> None:
    """Write a filled form (mark, heading, head, beside, blocks, oath, confirm, place, omitted)."""
    from docx import Document  # noqa: PLC0415 -- slow import

    document = Document()
    about = document.core_properties
    about.title, about.language, about.author = _text(title), lang, ""
    about.created = about.modified = datetime(2000, 1, 1, tzinfo=UTC)
    width = set_page(document, form.page)
    paragraph(document, form.mark, align="right", italic=True, size=10)
    for line in form.head:
        dotted(document.add_paragraph(), line.pieces, width)
    paragraph(document, form.heading, align="centre", bold=True, size=15)
    add_photo_and_items(document, form.beside, photo, width)
    for block in form.blocks:
        add_block(document, block, width)
    add_signatures(document, form, width)
    if form.omitted:
        paragraph(document, form.omitted, italic=True, size=10)
    document.save(out)


def set_page(document, page: dict) -> float:
    """A4 with the margins of the form; the width left for text in millimetres."""
    from docx.oxml.ns import qn  # noqa: PLC0415 -- slow import
    from docx.shared import Mm, Pt  # noqa: PLC0415 -- slow import

    section, lengths = document.sections[0], {}
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side in ("top", "bottom", "left", "right"):
        lengths[side] = float(page[f"margin_{side}"].removesuffix("mm"))
        setattr(section, f"{side}_margin", Mm(lengths[side]))
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(float(page["font_size"].removesuffix("pt")))
    style.paragraph_format.space_after = Pt(2)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for slot in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(slot), FONT)
    return 210 - lengths["left"] - lengths["right"]


def paragraph(place, text, *, align="left", bold=False, italic=False, size=None):
    from docx.shared import Pt  # noqa: PLC0415 -- slow import

    added = place.add_paragraph()
    run = added.add_run(_text(text))
    run.bold, run.italic = bold, italic
    if size:
        run.font.size = Pt(size)
    added.alignment = {"left": 0, "centre": 1, "right": 2}[align]
    return added


def dotted(added, pieces, width: float) -> None:
    """Labels with their values, dots up to the end of each share of the line."""
    from docx.enum.text import WD_TAB_LEADER  # noqa: PLC0415 -- slow import
    from docx.shared import Mm  # noqa: PLC0415 -- slow import

    whole, at = sum(piece.length for piece in pieces), 0
    for piece in pieces:
        at += piece.length
        words = " ".join(filter(None, (piece.label, piece.value))) + piece.after
        added.add_run(_text(words))
        if piece.value is not None:
            added.add_run("\t ")
            stops = added.paragraph_format.tab_stops
            stops.add_tab_stop(Mm(width * at / whole), leader=WD_TAB_LEADER.DOTS)


def add_photo_and_items(document, lines, photo: bytes | None, width: float) -> None:
    """The frame 4×6 at the left, the first items beside it."""
    from docx.shared import Mm  # noqa: PLC0415 -- slow import

    outer = document.add_table(rows=1, cols=2)
    outer.autofit = False
    frame, items = outer.rows[0].cells
    frame.width, items.width = Mm(PHOTO_WIDTH + 4), Mm(width - PHOTO_WIDTH - 4)
    outer.rows[0].height = Mm(PHOTO_HEIGHT + 2)
    border(frame)
    if photo:
        run = frame.paragraphs[0].add_run()
        run.add_picture(io.BytesIO(photo), width=Mm(PHOTO_WIDTH))
    else:
        frame.paragraphs[0].add_run("Ảnh màu\n(4 × 6 cm)")
        frame.paragraphs[0].alignment = 1
    for number, line in enumerate(lines):
        added = items.paragraphs[0] if number == 0 else items.add_paragraph()
        dotted(added, line.pieces, width - PHOTO_WIDTH - 9)


def border(cell) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415 -- slow import
    from docx.oxml.ns import qn  # noqa: PLC0415 -- slow import

    edges = OxmlElement("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:val"), "single")
        edge.set(qn("w:sz"), "4")
        edges.append(edge)
    cell._tc.get_or_add_tcPr().append(edges)


def add_block(document, block, width: float) -> None:
    if block.kind == "line":
        dotted(document.add_paragraph(), block.pieces, width)
    elif block.kind == "table":
        add_table(document, block, width)
    elif block.kind == "note":
        paragraph(document, block.text, italic=True, size=10)
    else:
        added = paragraph(document, block.text, bold=True)
        added.paragraph_format.keep_with_next = True


def add_table(document, block, width: float) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415 -- slow import
    from docx.shared import Mm  # noqa: PLC0415 -- slow import

    table = document.add_table(rows=1, cols=len(block.heads), style="Table Grid")
    table.autofit = False
    for cell, (head, share) in zip(table.rows[0].cells, block.heads, strict=True):
        cell.paragraphs[0].add_run(_text(head)).bold = True
        cell.width = Mm(width * share / 100)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in block.rows:
        cells = table.add_row().cells
        for cell, text, (_head, share) in zip(cells, row, block.heads, strict=True):
            cell.text, cell.width = _text(text), Mm(width * share / 100)
    document.add_paragraph()


def add_signatures(document, form, width: float) -> None:
    """Who declares at the left, who confirms at the right."""
    outer = document.add_table(rows=1, cols=2)
    left, right = outer.rows[0].cells
    for cell, lines in (
        (left, [("", False), ("Người khai", True), *((line, False) for line in form.oath)]),
        (right, [(form.place, False), *((line, True) for line in form.confirm)]),
    ):
        for number, (line, bold) in enumerate(lines):
            added = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            added.alignment = 1
            run = added.add_run(_text(line))
            run.bold, run.italic = bold, line == form.place
