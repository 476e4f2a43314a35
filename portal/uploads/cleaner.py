"""The child that opens a stranger's file: limits first, then a new file made from what it shows.

Run by itself (``python -I cleaner.py kind purpose most_pages``), the file on standard input and
the result on standard output. It knows nothing of the portal. Exit 3: refused, the code is told
on standard error. Whatever else ends it is a refusal too.
"""

import ctypes
import io
import resource
import signal
import sys
import warnings

import pikepdf
from PIL import Image, ImageOps

PHOTO = (600, 800)
LARGEST_SCAN = (2480, 3508)  # A4 at 300 dots per inch
MOST_DOTS = 25_000_000
MEMORY, SECONDS, RESULT = 3 << 28, 20, 64_000_000
CLONE_NEWUSER, CLONE_NEWNET, PR_SET_PDEATHSIG = 0x10000000, 0x40000000, 1
TAIL = 70_000  # where the directory of a ZIP archive stands
FOREIGN = (b"<?php", b"<script", b"<!doctype", b"<html", b"<svg ", b"#!/bin/")
LARGEST_PAGE = 7_200  # points, two and a half metres
PLAIN_NOTES = {"/Link", "/Text", "/FreeText", "/Highlight", "/Underline", "/Stamp", "/Ink"}
ROOT_KEEPS = {"/Type", "/Pages", "/Lang", "/MarkInfo", "/StructTreeRoot", "/PageLabels"}
ROOT_KEEPS |= {"/ViewerPreferences", "/PageLayout", "/Version"}


class RefusedFile(Exception):
    """The file is not taken; the code says why."""


def limit() -> None:
    """No network, little memory, little time; and gone when the parent is."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if libc.unshare(CLONE_NEWNET) != 0:
        libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (RESULT, RESULT))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))


def require_only_a_picture(content: bytes, kind: str) -> None:
    """Refuse a picture that is a program, a page or an archive as well."""
    lowered = content.lower()
    tail = content[-TAIL:]
    foreign = any(mark in lowered for mark in FOREIGN) or b"%PDF-" in content[:1024]
    if foreign or b"PK\x05\x06" in tail or content.startswith(b"PK", 4):
        raise RefusedFile("hidden_content")
    if kind == "png" and b"IEND" in content and not content.endswith(b"IEND\xaeB`\x82"):
        raise RefusedFile("hidden_content")


def opened(content: bytes, kind: str) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = MOST_DOTS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        image = Image.open(io.BytesIO(content), formats=[kind.upper()])
        if image.width * image.height > MOST_DOTS:
            raise RefusedFile("too_many_dots")
        return image
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise RefusedFile("too_many_dots") from error


def as_plain_picture(image: Image.Image) -> Image.Image:
    """Upright, on white, in plain colours, without a word about camera or place."""
    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        upright = upright.convert("RGBA")
        ground = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(ground, upright)
    plain = Image.new("RGB", upright.size)
    plain.paste(upright.convert("RGB"))
    return plain


def photo(content: bytes, kind: str) -> bytes:
    """A portrait of 600 by 800 dots."""
    require_only_a_picture(content, kind)
    plain = as_plain_picture(opened(content, kind))
    if plain.width < 300 or plain.height < 400:
        raise RefusedFile("too_small")
    if not 0.5 <= plain.width / plain.height <= 0.9:
        raise RefusedFile("wrong_shape")
    cut = ImageOps.fit(plain, PHOTO, Image.Resampling.LANCZOS, centering=(0.5, 0.4))
    return jpeg(cut, 88)


def picture(content: bytes, kind: str) -> bytes:
    """A page somebody photographed or scanned as a picture."""
    require_only_a_picture(content, kind)
    plain = as_plain_picture(opened(content, kind))
    largest = LARGEST_SCAN if plain.height >= plain.width else LARGEST_SCAN[::-1]
    plain.thumbnail(largest, Image.Resampling.LANCZOS)
    return jpeg(plain, 85)


def jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def document(content: bytes, most_pages: int) -> bytes:
    """The pages of a PDF and nothing that acts, asks, calls or carries another file."""
    try:
        pdf = pikepdf.open(io.BytesIO(content))
    except pikepdf.PasswordError as error:
        raise RefusedFile("password") from error
    with pdf:
        if pdf.is_encrypted:
            raise RefusedFile("password")
        if not 0 < len(pdf.pages) <= most_pages:
            raise RefusedFile("too_many_pages" if len(pdf.pages) else "no_page")
        for name in [name for name in pdf.Root if name not in ROOT_KEEPS]:
            del pdf.Root[name]
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        for page in pdf.pages:
            calm(page.obj)
            require_sane(page)
        forget_actions(pdf)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def calm(page) -> None:
    for name in ("/AA", "/Metadata", "/PieceInfo", "/Thumb"):
        if name in page:
            del page[name]
    if "/Annots" not in page:
        return
    notes = [note for note in page.Annots if str(note.get("/Subtype", "")) in PLAIN_NOTES]
    for note in notes:
        for name in ("/A", "/AA", "/PA", "/Dest", "/FS", "/Popup", "/RichMediaContent"):
            if name in note:
                del note[name]
    if notes:
        page.Annots = notes
    else:
        del page["/Annots"]


def require_sane(page) -> None:
    box = [float(edge) for edge in page.mediabox]
    if max(abs(box[2] - box[0]), abs(box[3] - box[1])) > LARGEST_PAGE:
        raise RefusedFile("page_too_large")
    for image in page.get_images().values():
        if int(image.get("/Width", 0)) * int(image.get("/Height", 0)) > 8 * MOST_DOTS:
            raise RefusedFile("too_many_dots")


def forget_actions(pdf: pikepdf.Pdf) -> None:
    """Whatever is still reachable from somewhere else: no script, launch or file left in it."""
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            continue
        for name in ("/JS", "/JavaScript", "/Launch", "/OpenAction", "/EmbeddedFiles", "/EF"):
            if name in thing:
                del thing[name]
        if str(thing.get("/S", "")) in ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData"):
            del thing["/S"]


def main(kind: str, purpose: str, most_pages: str) -> int:
    limit()
    content = sys.stdin.buffer.read()
    try:
        if kind == "pdf":
            made = document(content, int(most_pages))
        else:
            made = (photo if purpose == "photo" else picture)(content, kind)
    except RefusedFile as refusal:
        sys.stderr.write(str(refusal))
        return 3
    except MemoryError:
        sys.stderr.write("too_hard")
        return 3
    except Exception:
        # Whatever a damaged file makes the libraries say, people are told the same sentence.
        sys.stderr.write("unreadable")
        return 3
    sys.stdout.buffer.write(made)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
