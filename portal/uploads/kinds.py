"""What may be handed in for which purpose, and the plain sentences that refuse the rest."""

import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.models.upload import LONGEST_NAME, Purpose

MEGABYTE = 1_000_000
# Kind → extensions, first bytes.
KINDS = {
    "jpeg": ((".jpg", ".jpeg"), b"\xff\xd8\xff"),
    "png": ((".png",), b"\x89PNG\r\n\x1a\n"),
    "pdf": ((".pdf",), b"%PDF-"),
}


@dataclass(frozen=True)
class Limits:
    """How large a file of a purpose may be, and of which kinds."""

    kinds: tuple[str, ...]
    most_bytes: int
    most_pages: int = 0
    help_text: object = ""

    @property
    def accept(self) -> str:
        return ",".join(ending for kind in self.kinds for ending in KINDS[kind][0])


LIMITS = {
    Purpose.PHOTO: Limits(
        ("jpeg", "png"),
        8 * MEGABYTE,
        help_text=_("A portrait photo, JPEG or PNG, at most 8 MB; it is cut to 4×6."),
    ),
    Purpose.SCAN: Limits(
        ("pdf", "jpeg", "png"), 20 * MEGABYTE, 200, _("PDF, JPEG or PNG, at most 20 MB.")
    ),
    Purpose.EVIDENCE: Limits(
        ("pdf", "jpeg", "png"), 10 * MEGABYTE, 50, _("PDF, JPEG or PNG, at most 10 MB.")
    ),
}
SENTENCES = {
    "empty": _("The file is empty."),
    "too_big": _("The file is larger than allowed. Scan it in grey, or with fewer dots per inch."),
    "wrong_kind": _("Files of this kind are not taken here."),
    "not_what_it_says": _("The content of the file is not what its name says."),
    "unreadable": _("The file is damaged and cannot be opened. Please make it again."),
    "hidden_content": _("The picture has something else hidden in it, so it is not taken."),
    "too_many_dots": _("The picture has too many dots. At most 25 million are taken."),
    "too_small": _("The picture is too small. At least 300 by 400 dots are needed."),
    "wrong_shape": _("The picture is not upright like a portrait photo."),
    "password": _("The file is locked with a password. Please save it without one."),
    "no_page": _("The document has no page."),
    "too_many_pages": _("The document has too many pages. Please hand it in in parts."),
    "page_too_large": _("A page of the document is larger than a poster."),
    "too_hard": _(
        "The file asks for more work than a file of this kind should, so it is refused."
    ),
}


def refused(code: str) -> ValidationError:
    return ValidationError(SENTENCES[code], code)


def kind_of(name: str, start: bytes, size: int, purpose: str) -> str:
    """The kind by extension, first bytes and purpose alike; refused when they do not agree."""
    limits = LIMITS[Purpose(purpose)]
    ending = PurePosixPath(name.lower()).suffix
    kind = next((kind for kind in limits.kinds if ending in KINDS[kind][0]), "")
    if not size:
        raise refused("empty")
    if not kind:
        raise refused("wrong_kind")
    if size > limits.most_bytes:
        raise refused("too_big")
    if not start.startswith(KINDS[kind][1]):
        raise refused("not_what_it_says")
    return kind


def clean_name(name: str, ending: str) -> str:
    """The name a file came with as harmless text: no path, no control or direction signs."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/")).rpartition("/")[2]
    kept = "".join(
        " " if unicodedata.category(c).startswith("Z") else c
        for c in name
        if not unicodedata.category(c).startswith("C")
    )
    stem = kept.rpartition(".")[0] or kept
    stem = " ".join("".join("_" if c in '<>:"|?*;%' else c for c in stem).split()).strip(". ")
    return (stem or "file")[: LONGEST_NAME - len(ending)].rstrip() + ending
