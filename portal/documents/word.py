"""The Word twin of a report: headings, paragraphs and tables, for officials who edit it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from portal.documents.cells import ILLEGAL

FONT = "Times New Roman"


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    text: str
    bold: bool = False
    centred: bool = False


@dataclass(frozen=True)
class Table:
    columns: Sequence[str]
    rows: Sequence[Sequence]
    caption: str = ""


def write_docx(path, blocks: Iterable, *, title: str, lang: str = "vi") -> None:
    """Write a Word document of these blocks; ``path`` is a path or a binary file."""
    from docx import Document  # noqa: PLC0415 -- slow import

    document = Document()
    document.core_properties.title = _text(title)
    document.core_properties.language = lang
    document.core_properties.author = ""
    # A fixed time: the same report must give the same bytes.
    document.core_properties.created = datetime(2000, 1, 1, tzinfo=UTC)
    document.core_properties.modified = datetime(2000, 1, 1, tzinfo=UTC)
    _set_fonts(document)
    rtl = lang == "ar"
    for block in blocks:
        if isinstance(block, Heading):
            _direct(document.add_heading(_text(block.text), level=block.level), rtl)
        elif isinstance(block, Table):
            _add_table(document, block, rtl)
        else:
            paragraph = document.add_paragraph()
            paragraph.add_run(_text(block.text)).bold = block.bold
            if block.centred:
                paragraph.alignment = 1
            _direct(paragraph, rtl)
    document.save(path if hasattr(path, "write") else str(path))


def _set_fonts(document) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415 -- slow import
    from docx.shared import Pt, RGBColor  # noqa: PLC0415 -- slow import

    for name, size in (("Normal", 14), ("Heading 1", 14), ("Heading 2", 14), ("Heading 3", 14)):
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for slot in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(slot), FONT)
        for slot in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(slot), None)


def _add_table(document, block: Table, rtl: bool) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415 -- slow import

    if block.caption:
        caption = document.add_paragraph()
        caption.add_run(_text(block.caption)).bold = True
        _direct(caption, rtl)
    table = document.add_table(rows=1, cols=len(block.columns), style="Table Grid")
    for cell, head in zip(table.rows[0].cells, block.columns, strict=True):
        cell.paragraphs[0].add_run(_text(head)).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in block.rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = _text(value)
    if rtl:
        table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))


def _direct(paragraph, rtl: bool) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415 -- slow import

    if rtl:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))


def _text(value) -> str:
    return "" if value is None else ILLEGAL.sub("", str(value))
