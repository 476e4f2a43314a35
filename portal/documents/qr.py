"""The QR code on an issued document."""

from io import BytesIO

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def qr_svg(text: str, *, title: str, size_mm: int = 22) -> SafeString:
    """A QR code as SVG with an alternative text, for a page or a PDF."""
    out = BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(out, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=2, svgclass=None)
    path = (
        out.getvalue().decode().partition(">")[2].removesuffix("</svg>\n").removesuffix("</svg>")
    )
    side = code.symbol_size(border=2)[0]
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {} {}" '
        'width="{}mm" height="{}mm"><title>{}</title>{}</svg>',
        side,
        side,
        size_mm,
        size_mm,
        title,
        mark_safe(path),  # noqa: S308 -- drawn by segno from modules, holds no text of ours
    )
