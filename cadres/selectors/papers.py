"""An official form filled from a dossier: the same elements for paper and for Word."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from cadres.models import Cadre, Compartment
from cadres.rules.layouts import Block, CvForm, forms
from cadres.selectors.cadres import Panel, may_read
from cadres.selectors.dossier import CLOSED, DISCIPLINE, Dossier
from governance.actor import Actor
from portal.documents import PageLayout, compose, file_name, render_pdf, write_form
from portal.jobs import store

AT_ONCE_ACROSS = 8  # rows of a turned table beside each other
EMPTY_ROWS = 2
SHORTEST, LETTERS_IN_A_ROW, BESIDE_PHOTO = 4, 96, 70


@dataclass(frozen=True)
class FilledPiece:
    label: str
    value: str | None  # None: a label alone, without dots
    after: str
    length: int  # in letters, the share of the row it is given


@dataclass(frozen=True)
class Filled:
    """One element of a form with what the dossier says."""

    kind: str
    text: str = ""
    pieces: tuple[FilledPiece, ...] = ()
    heads: tuple[tuple[str, int], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Paper:
    """A form of one person, ready to be laid out."""

    form: CvForm
    dossier: Dossier
    head: tuple[Filled, ...]
    beside: tuple[Filled, ...]
    blocks: tuple[Filled, ...]
    place: str
    omitted: str
    left_out: tuple[tuple[str, str], ...] = field(default=())

    @property
    def page(self) -> dict:
        return self.form.page

    @property
    def mark(self) -> str:
        return self.form.mark

    @property
    def heading(self) -> str:
        return self.form.title

    @property
    def oath(self) -> tuple[str, ...]:
        return self.form.oath

    @property
    def confirm(self) -> tuple[str, ...]:
        return self.form.confirm


def paper(form_code: str, dossier: Dossier, on: date) -> Paper:
    """Fill the form in Vietnamese, whatever language the reader has."""
    form = forms()[form_code]
    with translation.override("vi"):
        left_out = items_left_out(form, dossier)
        return Paper(
            form=form,
            dossier=dossier,
            head=tuple(filled(form, dossier, form.head)),
            beside=tuple(filled(form, dossier, (b for b in form.blocks if b.beside_photo))),
            blocks=tuple(filled(form, dossier, (b for b in form.blocks if not b.beside_photo))),
            place=f"……………, ngày {on.day:02d} tháng {on.month:02d} năm {on.year}",
            omitted=omitted_words(left_out),
            left_out=left_out,
        )


def filled(form: CvForm, dossier: Dossier, blocks) -> Iterator[Filled]:
    for block in blocks:
        if block.kind == "line":
            most = BESIDE_PHOTO if block.beside_photo else LETTERS_IN_A_ROW
            yield from rows_of(list(pieces(block, dossier)), most)
        elif block.kind == "table":
            yield from table(form, dossier, block)
        else:
            yield Filled(block.kind, block.text)


def pieces(block: Block, dossier: Dossier) -> Iterator[FilledPiece]:
    for piece in block.pieces:
        value = dossier.values[piece.value] if piece.value else None
        length = len(piece.label) + len(piece.after) + max(len(value or ""), SHORTEST) + 3
        yield FilledPiece(piece.label, value, piece.after, length)


def rows_of(found: list[FilledPiece], most: int) -> Iterator[Filled]:
    """The pieces of a line in as many rows as their words need."""
    row: list[FilledPiece] = []
    for piece in found:
        if row and sum(p.length for p in (*row, piece)) > most:
            yield Filled("line", pieces=tuple(row))
            row = []
        row.append(piece)
    yield Filled("line", pieces=tuple(row))


def table(form: CvForm, dossier: Dossier, block: Block) -> Iterator[Filled]:
    """The rows of a table; a turned one has its rows beside each other, some at a time."""
    shape, rows = form.tables[block.text], dossier.tables[block.text]
    if not shape.turned:
        cells = [tuple(row[key] for _head, key, _width in shape.columns) for row in rows]
        empty = ("",) * len(shape.columns)
        heads = tuple((head, width) for head, _key, width in shape.columns)
        yield Filled("table", heads=heads, rows=tuple(cells) or (empty,) * EMPTY_ROWS)
        return
    first, width = shape.columns[0], (100 - shape.columns[0][2]) // AT_ONCE_ACROSS
    for at in range(0, max(len(rows), 1), AT_ONCE_ACROSS):
        some = rows[at : at + AT_ONCE_ACROSS]
        padding = ("",) * (AT_ONCE_ACROSS - len(some))
        across = [(each[first[1]], width) for each in some] + [("", width) for _ in padding]
        yield Filled(
            "table",
            heads=((first[0], first[2]), *across),
            rows=tuple(
                (head, *(each[key] for each in some), *padding)
                for head, key, _width in shape.columns[1:]
            ),
        )


def profile_panel(actor: Actor, cadre: Cadre, on: date) -> Panel | None:
    """The forms on the page of a cadre, for whom the personal part is open."""
    if not may_read(actor, cadre, "born"):
        return None
    shown = {"cadre": cadre, "forms": list(forms().values())}
    return Panel(_("Official forms"), "cadres/_documents.html", shown)


def emptiness(form: CvForm, dossier: Dossier) -> int:
    """How many values of the form nobody has recorded yet, closed ones not counted."""
    hidden = dossier.hidden() | {"remarks"}
    return sum(not dossier.values[key] for key in form.values() if key and key not in hidden)


def part_name(part: str) -> str:
    return str(dict(Compartment.choices).get(part) or _("discipline"))


def items_left_out(form: CvForm, dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """(closed part, numbers of its items on this form), for what the form would have shown."""
    asked = form.values()
    found = []
    for part in (*Compartment.values, DISCIPLINE):
        if part not in dossier.closed:
            continue
        numbers = {number for key in CLOSED[part] for number in asked.get(key, ())}
        numbers |= {b.number for b in form.blocks if b.kind == "table" and b.text in CLOSED[part]}
        if numbers:
            ordered = sorted(numbers, key=lambda n: [int(p) for p in n.split(".")])
            found.append((part_name(part), ", ".join(ordered)))
    return tuple(found)


def omitted_words(left_out: tuple[tuple[str, str], ...]) -> str:
    """The sentence under the form that says what it does not show."""
    if not left_out:
        return ""
    parts = "; ".join(f"{numbers} ({name})" for name, numbers in left_out)
    return (
        f"Bản in này để trống các mục: {parts}."
        " Người in chưa mở hoặc không có quyền xem các phần này."
    )


def photo_of(dossier: Dossier) -> bytes | None:
    if not dossier.photo_sha256:
        return None
    path = store.path_of(dossier.photo_sha256)
    return path.read_bytes() if path.exists() else None


def html_of(filled_in: Paper) -> tuple[str, dict]:
    """The page for the render server, and the photo it may show."""
    photo = photo_of(filled_in.dossier)
    assets = {"photo": ("image/jpeg", photo)} if photo else {}
    lines = (*filled_in.head, *filled_in.beside, *filled_in.blocks)
    context = {
        "form": filled_in.form,
        "head": filled_in.head,
        "beside": filled_in.beside,
        "blocks": filled_in.blocks,
        "place": filled_in.place,
        "omitted": filled_in.omitted,
        "photo": bool(assets),
        "widths": sorted({w for b in filled_in.blocks for _head, w in b.heads}),
        "lengths": sorted({p.length for line in lines for p in line.pieces}),
    }
    layout = PageLayout.from_dict(filled_in.form.page)
    title = title_of(filled_in)
    return compose("cadres/pdf/cv.html", context, lang="vi", title=title, layout=layout), assets


def pdf_of(filled_in: Paper) -> bytes:
    html, assets = html_of(filled_in)
    limits = {"seconds": 60, "cpu_seconds": 60}
    title = title_of(filled_in)
    return render_pdf(html, lang="vi", title=title, assets=assets, limits=limits)


def docx_of(filled_in: Paper) -> bytes:
    out = io.BytesIO()
    photo = photo_of(filled_in.dossier)
    write_form(out, form=filled_in, title=title_of(filled_in), photo=photo)
    return out.getvalue()


MAKERS = {"pdf": pdf_of, "docx": docx_of}


def title_of(filled_in: Paper) -> str:
    return f"{filled_in.form.name} - {filled_in.dossier.name}"


def name_of(filled_in: Paper, ending: str) -> str:
    """2c-tctw-98_qn012345_nguyen-van-an.pdf"""
    words = f"{filled_in.form.code} {filled_in.dossier.code} {filled_in.dossier.name}"
    return file_name(words, extension=ending)
