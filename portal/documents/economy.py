"""What a report asks WeasyPrint again and again, answered once.

A table of 1,000 rows has 8,000 cells of a handful of styles, and many texts repeat; WeasyPrint 70
resolves, measures and draws each anew. These wrappers remember the answers of functions that
depend on nothing but their arguments (a style is known by its identity: layout does not change
it, and remembering it keeps it alive). They change no page: `tests/portal/test_pdf_economy.py`
compares pictures and tags with those of plain WeasyPrint. Figures: docs/performance-pdf.md.
"""

import sys
import zlib
from operator import is_
from types import SimpleNamespace

import pydyf
from weasyprint.css import StyleFor
from weasyprint.draw import text as draw_text_module
from weasyprint.formatting_structure.boxes import Box, PageBox
from weasyprint.layout import float as float_layout
from weasyprint.layout import percent
from weasyprint.pdf.stream import Stream
from weasyprint.text import line_break
from weasyprint.text.constants import PANGO_DIRECTION
from weasyprint.text.ffi import ffi, gobject, pango

from portal.documents import cascade, ruling

MOST_TEXTS = 30_000  # remembered per process; then forgotten all at once
USED = (
    *("margin_left", "margin_right", "margin_top", "margin_bottom"),
    *("padding_left", "padding_right", "padding_top", "padding_bottom"),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)
BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))

_percentages, _struts, _setups, _lines, _drawn = {}, {}, {}, {}, {}
plain = SimpleNamespace(
    resolve_percentages=percent.resolve_percentages,
    strut=line_break.strut,
    split_first_line=line_break.split_first_line,
    draw_text=draw_text_module.draw_text,
    setup=line_break.Layout.setup,
    avoid_collisions=float_layout.avoid_collisions,
    to_bytes=pydyf._to_bytes,
    page_references=pydyf.PDF.page_references,
    set_color=Stream.set_color,
)


def forget() -> None:
    """Between documents: styles belong to one."""
    for memory in (_percentages, _struts, _setups, _lines, _drawn):
        memory.clear()


def spare() -> None:
    """Put the wrappers in place, in every module of WeasyPrint that uses the originals."""
    everywhere(plain.resolve_percentages, resolve_percentages)
    everywhere(plain.strut, strut)
    everywhere(plain.split_first_line, split_first_line)
    everywhere(plain.draw_text, draw_text)
    everywhere(plain.avoid_collisions, avoid_collisions)
    everywhere(ruling.plain_borders, ruling.draw_collapsed_borders)
    line_break.Layout.setup = setup
    StyleFor.__init__ = cascade.frugal_init
    Stream.set_color = set_color
    pydyf._to_bytes = to_bytes
    pydyf.PDF.page_references = property(page_references)
    pydyf.zlib = SimpleNamespace(compressobj=lambda level: zlib.compressobj(6))


def everywhere(old, new) -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith("weasyprint"):
            for attribute, value in list(vars(module).items()):
                if value is old:
                    setattr(module, attribute, new)


# -- layout ------------------------------------------------------------------------------
def resolve_percentages(box, containing_block):
    """Boxes of one style in blocks of one size have the same used lengths."""
    if isinstance(containing_block, Box):
        size = containing_block.width, containing_block.height
    else:
        size = tuple(containing_block)
    style = box.style
    key = (id(style), *size, isinstance(box, PageBox))
    known = _percentages.get(key)
    if known is None:
        plain.resolve_percentages(box, containing_block)
        if style["box_sizing"] == "content-box":
            values = {name: box.__dict__[name] for name in USED}
            borders = {name: style[name] for name in BORDERS}
            collapse = style["border_collapse"] == "collapse"
            _percentages[key] = (style, values, borders, collapse)
        return
    _style, values, borders, collapse = known
    box.__dict__.update(values)
    if not collapse:
        box.__dict__.update(borders)
        return
    for name, width in borders.items():
        if not hasattr(box, name):  # else settled by the conflict resolution of the table
            setattr(box, name, width)


def strut(style):
    """The line height of a style; WeasyPrint remembers it too, but by a long text key."""
    known = _struts.get(id(style))
    if known is None:
        known = _struts[id(style)] = (style, plain.strut(style))
    return known[1]


def avoid_collisions(context, box, containing_block, outer=True):
    """Without floats there is nothing to avoid."""
    if context.excluded_shapes or box.is_floated() or containing_block.style["direction"] == "rtl":
        return plain.avoid_collisions(context, box, containing_block, outer)
    left = containing_block.content_box_x()
    right = left + containing_block.width
    if outer:
        return left, box.position_y, right - left
    left += box.margin_left
    right -= box.margin_right
    return left - box.margin_left, box.border_box_y() - box.margin_top, right - left


# -- text --------------------------------------------------------------------------------
def setup(self, style):
    """One Pango context and font description per style, not per piece of text."""
    known = _setups.get(id(style))
    if known is None:
        plain.setup(self, style)
        if is_plain(self, style):
            _setups[id(style)] = (style, *context_of(style), self.language)
        return
    self.style, context, description, self.language = known
    self.first_line_direction = 0
    self.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(self.layout, False)
    pango.pango_layout_set_font_description(self.layout, description)
    self.ascent = self.underline_position = self.strikethrough_position = None


def is_plain(layout, style) -> bool:
    """Neither decoration nor font features: all there is to it is context and description."""
    return (
        style["text_decoration_line"] == "none"
        and style["font_language_override"] == "normal"
        and pango.pango_layout_get_attributes(layout.layout) == ffi.NULL
    )


def context_of(style):
    """As Layout.setup makes them."""
    context = ffi.gc(
        pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref
    )
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    if style["lang"]:
        text, _bytes = line_break.unicode_to_char_p(style["lang"])
        pango.pango_context_set_language(context, pango.pango_language_from_string(text))
    return context, line_break.get_font_description(style)


def split_first_line(
    text,
    style,
    context,
    max_width,
    justification_spacing,
    is_line_start=True,
    minimum=False,
):
    """The same text in the same style and width breaks at the same place."""
    if justification_spacing:
        return plain.split_first_line(
            text, style, context, max_width, justification_spacing, is_line_start, minimum
        )
    key = (id(style), text, max_width, is_line_start, minimum)
    known = _lines.get(key)
    if known is None:
        found = plain.split_first_line(
            text, style, context, max_width, justification_spacing, is_line_start, minimum
        )
        if len(_lines) >= MOST_TEXTS:
            _lines.clear()
        known = _lines[key] = (style, found)
    return known[1]


def draw_text(stream, textbox, offset_x, text_overflow, block_ellipsis):
    """The same text in the same style is the same row of glyphs, at another place."""
    style, layout = textbox.style, textbox.pango_layout
    if (
        layout.justification_spacing
        or text_overflow != "clip"
        or block_ellipsis != "none"
        or style["text_decoration_line"] != "none"
        or style["visibility"] != "visible"
    ):
        plain.draw_text(stream, textbox, offset_x, text_overflow, block_ellipsis)
        return
    key = (id(style), layout.text, id(stream._fonts))
    known = _drawn.get(key)
    if known is None:
        glyphs = recorded(stream, textbox, offset_x, text_overflow, block_ellipsis)
        if len(_drawn) >= MOST_TEXTS:
            _drawn.clear()
        _drawn[key] = (style, stream._fonts, glyphs)
        return
    if (glyphs := known[2]) is None:
        plain.draw_text(stream, textbox, offset_x, text_overflow, block_ellipsis)
        return
    stream.set_color(style["color"])
    stream.begin_text()
    x, y = textbox.position_x, textbox.position_y + textbox.baseline
    stream.set_text_matrix(1, 0, 0, -1, x, y)
    for font, content in glyphs:
        if font is not None:
            stream.set_font_size(*font)
        else:
            stream.stream.append(content)
    stream.end_text()


def recorded(stream, textbox, *how):
    """Draw it the plain way and note what it wrote; nothing when it wrote more than glyphs."""
    notes, usual = [], True

    def set_font_size(font, size):
        notes.append(((font, size), None))
        Stream.set_font_size(stream, font, size)

    def show_text(text):
        Stream.show_text(stream, text)
        notes.append((None, stream.stream[-1]))

    def set_text_rise(rise):
        nonlocal usual
        usual = False
        Stream.set_text_rise(stream, rise)

    def stacked():
        nonlocal usual
        usual = False
        return Stream.stacked(stream)

    own = {f.__name__: f for f in (set_font_size, show_text, set_text_rise, stacked)}
    stream.__dict__.update(own)
    try:
        plain.draw_text(stream, textbox, *how)
    finally:
        for name in own:
            del stream.__dict__[name]
    return notes if usual and notes else None


# -- writing -----------------------------------------------------------------------------
def set_color(self, color, stroke=False):
    """The colour that is set already needs no second look."""
    now = (
        (color, self._current_color_stroke, self._current_alpha_stroke)
        if stroke
        else (color, self._current_color, self._current_alpha)
    )
    last = self.__dict__.get("_last_stroke" if stroke else "_last_fill")
    if last is not None and all(map(is_, now, last)) and None not in now:
        return
    plain.set_color(self, color, stroke)
    if stroke:
        self._last_stroke = (color, self._current_color_stroke, self._current_alpha_stroke)
    else:
        self._last_fill = (color, self._current_color, self._current_alpha)


def to_bytes(item):
    """The common types first."""
    kind = type(item)
    if kind is bytes:
        return item
    if kind is str:
        return item.encode("ascii")
    if kind is int:
        return b"%d" % item
    return plain.to_bytes(item)


def page_references(self):
    """WeasyPrint asks for all pages once per tagged element; only new ones are written out."""
    kids = self.pages["Kids"]
    known = self.__dict__.setdefault("_known_references", [])
    while len(known) * 3 < len(kids):
        known.append(b"%d 0 R" % kids[len(known) * 3])
    return known
