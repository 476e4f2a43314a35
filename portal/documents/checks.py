"""A PDF may be published only if it is whole, inert and, when promised, readable aloud."""

from io import BytesIO

import pikepdf

ACTIVE = ("/JavaScript", "/JS", "/OpenAction", "/AA", "/Launch", "/EmbeddedFiles")


class Unsound(Exception):
    """The finished file breaks a promise; the sentence says which."""


def require_sound(content, *, tagged: bool = True) -> int:
    """The number of pages of a sound PDF (bytes or an open file); anything else is refused."""
    try:
        pdf = pikepdf.open(BytesIO(content) if isinstance(content, bytes) else content)
    except pikepdf.PdfError as error:
        raise Unsound(f"the file cannot be opened: {error}") from error
    with pdf:
        if not pdf.pages:
            raise Unsound("the document has no page")
        require_inert(pdf)
        require_embedded_fonts(pdf)
        if tagged:
            root = pdf.Root
            if not str(root.get("/Lang", "")):
                raise Unsound("the document does not say its language")
            if not (root.get("/MarkInfo") or {}).get("/Marked"):
                raise Unsound("the document is not tagged")
            if "/StructTreeRoot" not in root:
                raise Unsound("the document has no structure")
        return len(pdf.pages)


def require_inert(pdf: pikepdf.Pdf) -> None:
    """Nothing in the file may act by itself or carry another file."""
    names = pdf.Root.get("/Names", {})
    for key in ACTIVE:
        if key in pdf.Root or key in names:
            raise Unsound(f"the document contains {key}")
    for page in pdf.pages:
        if "/AA" in page:
            raise Unsound("a page contains /AA")
        for annotation in page.get("/Annots", []):
            action = annotation.get("/A", {})
            if action.get("/S") in ("/JavaScript", "/Launch") or "/AA" in annotation:
                raise Unsound("an annotation contains an action")
            if annotation.get("/Subtype") == "/FileAttachment":
                raise Unsound("the document carries a file")


def require_embedded_fonts(pdf: pikepdf.Pdf) -> None:
    seen = set()
    for page in pdf.pages:
        for font in page.get("/Resources", {}).get("/Font", {}).values():
            if font.objgen in seen:
                continue
            seen.add(font.objgen)
            for inner in font.get("/DescendantFonts", [font]):
                about = inner.get("/FontDescriptor", {})
                if not any(key in about for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                    raise Unsound(f"the font {font.get('/BaseFont')} is not embedded")
