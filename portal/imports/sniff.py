"""What a file is, told from its first bytes and its directory before anything reads it.

No Django and no unpacking: a bomb is recognised by what its directory declares.
"""

import re
import zipfile
from pathlib import Path

from portal.rules import FileFacts

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
MACROS = re.compile(r"vbaproject\.bin|macrosheets/|\.bin\.vba|activex/", re.IGNORECASE)
PAGE = re.compile(rb"\s*<(!doctype|html|\?xml|script)", re.IGNORECASE)
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
HEAD = 65_536
DOCTYPE_PARTS = ("[Content_Types].xml", "xl/workbook.xml", "xl/sharedStrings.xml")


def file_facts(path: Path, name: str) -> FileFacts:
    """Everything the file rules look at."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(b"PK"):
        return _of_zip(path, size)
    if head.startswith(OLE):
        return _of_ole(path, size)
    if _is_text(head):
        return FileFacts(size=size, kind="csv")
    return FileFacts(size=size, kind="")


def _is_text(head: bytes) -> bool:
    if not head.strip():
        return False
    if head.startswith(BOMS[1:]):
        return True
    return not CONTROL.search(head) and not re.match(
        rb"\s*<(!doctype|html|\?xml|script)", head, re.I
    )


def _of_zip(path: Path, size: int) -> FileFacts:
    try:
        with zipfile.ZipFile(path) as book:
            parts = book.infolist()
            names = {part.filename for part in parts}
            return FileFacts(
                size=size,
                kind="xlsx" if {"[Content_Types].xml", "xl/workbook.xml"} <= names else "",
                has_macros=any(MACROS.search(name) for name in names),
                is_encrypted=any(part.flag_bits & 1 for part in parts),
                parts=len(parts),
                unpacked=sum(part.file_size for part in parts),
                unsafe=any(_escapes(name) for name in names) or _declares_entities(book, names),
            )
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return FileFacts(size=size, kind="")


def _escapes(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name)


def _declares_entities(book: zipfile.ZipFile, names: set[str]) -> bool:
    """A document type belongs in no part of a workbook."""
    for name in names & set(DOCTYPE_PARTS):
        with book.open(name) as part:
            if b"<!DOCTYPE" in part.read(HEAD):
                return True
    return False


def _of_ole(path: Path, size: int) -> FileFacts:
    """An old workbook (xls), or the box in which Office keeps an encrypted one."""
    names = _ole_names(path)
    book = bool(names & {"Workbook", "Book"})
    return FileFacts(
        size=size,
        kind="xls" if book or "EncryptedPackage" in names else "",
        has_macros=bool(names & {"_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA"}),
        is_encrypted="EncryptedPackage" in names,
        unpacked=size,
    )


def _ole_names(path: Path) -> set[str]:
    """Names of streams: 128-byte directory entries lie on 128-byte borders."""
    content = path.read_bytes()
    found = set()
    for at in range(512, len(content) - 127, 128):
        length = int.from_bytes(content[at + 64 : at + 66], "little")
        if 4 <= length <= 64 and length % 2 == 0 and content[at + 66] in (1, 2, 5):
            name = content[at : at + length - 2]
            try:
                found.add(name.decode("utf-16-le"))
            except UnicodeDecodeError:
                continue
    return found


def declares_1904(path: Path, kind: str) -> bool:
    """Whether the workbook counts days from 1904, as old Macintoshes do."""
    if kind == "xlsx":
        with zipfile.ZipFile(path) as book, book.open("xl/workbook.xml") as part:
            return bool(re.search(rb'date1904="(1|true)"', part.read(HEAD)))
    if kind == "xls":
        return b"\x22\x00\x02\x00\x01\x00" in path.read_bytes()[:HEAD]
    return False
