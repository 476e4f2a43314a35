"""Documents the portal hands out: PDF, workbook, CSV and Word file; nothing else may make one."""

from portal.documents.apart import WriterFailed, write_xlsx_apart
from portal.documents.cells import file_name, safe_cell
from portal.documents.compose import compose
from portal.documents.fonts import FontsMissing
from portal.documents.layout import PageLayout
from portal.documents.pdf import Rendered, RenderFailed, render, render_pdf
from portal.documents.qr import qr_svg
from portal.documents.sheets import InfoSheet, Sheet, write_csv, write_xlsx
from portal.documents.word import Heading, Paragraph, Table, write_docx
from portal.documents.word_form import write_form

__all__ = [
    "FontsMissing",
    "Heading",
    "InfoSheet",
    "PageLayout",
    "Paragraph",
    "RenderFailed",
    "Rendered",
    "Sheet",
    "Table",
    "WriterFailed",
    "compose",
    "file_name",
    "qr_svg",
    "render",
    "render_pdf",
    "safe_cell",
    "write_csv",
    "write_docx",
    "write_form",
    "write_xlsx",
    "write_xlsx_apart",
]
