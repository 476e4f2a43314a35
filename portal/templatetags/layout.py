"""Larger parts of a page, drawn by the templates of `_components`. Registered by `ui`."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

CURSOR_PARAMETERS = ("after", "before", "cursor", "page")


@dataclass(frozen=True)
class Stat:
    """One figure of a strip: what, how much, out of how much, and a remark."""

    label: Any
    value: Any
    of: Any = ""
    note: Any = ""
    tone: str = ""
    url: str = ""


class RepeatBlock(template.Node):
    """Show a block of the page again: the title is also the heading."""

    def __init__(self, name: str):
        self.name = name

    def render(self, context):
        blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
        block = blocks.get_block(self.name) if blocks else None
        return block.render(context).strip() if block else ""


def repeat_block(parser, token):
    return RepeatBlock(token.split_contents()[1])


def crumbs(content) -> SafeString:
    """The way here, around the `crumb` tags of a page; nothing when there are none."""
    if not content.strip():
        return mark_safe("")
    return format_html(
        '<nav class="crumb" aria-label="{}"><ol>{}</ol></nav>', gettext("Breadcrumb"), content
    )


def crumb(label, url: str = "") -> SafeString:
    if url:
        return format_html('<li><a href="{}">{}</a></li>', url, label)
    return format_html('<li aria-current="page">{}</li>', label)


def stats(items) -> dict:
    return {"items": items}


def note(content, tone: str = "", live: bool = False) -> SafeString:
    """A remark in a box with a coloured edge and an icon."""
    sign = {"ok": "ok", "warn": "warn", "bad": "bad"}.get(tone, "info")
    return format_html(
        '<div class="note {}"{}><svg class="i" aria-hidden="true"><use href="#i-{}"/></svg>'
        "<div>{}</div></div>",
        tone,
        mark_safe(' role="status"' if live else ""),
        sign,
        content,
    )


def refusals(form=None, findings=(), formset=None) -> dict:
    """What stands in the way, first thing on the page, each error linked to its field."""
    return {"form": form, "findings": findings, "formset": formset}


def empty_state(title, text="", icon_name="inbox", url="", action="") -> dict:
    return {"title": title, "text": text, "icon_name": icon_name, "url": url, "action": action}


def pager(context, previous_url="", next_url="", shown=None, total=None, first_url="") -> dict:
    """Earlier and later pages of a list, with what is shown."""
    return {
        "previous_url": previous_url,
        "next_url": next_url,
        "first_url": first_url,
        "shown": shown,
        "total": total,
    }


def sort_header(context, label, key: str, css: str = "", current: str | None = None) -> SafeString:
    """A column head that sorts by its link and says how the rows stand now."""
    query = context["request"].GET.copy()
    now = query.get("sort", "") if current is None else current
    falling, sorted_here = now == f"-{key}", now.removeprefix("-") == key
    query["sort"] = f"-{key}" if now == key else key
    for name in CURSOR_PARAMETERS:
        query.pop(name, None)
    order = "descending" if falling else "ascending"
    sign = ("falling" if falling else "up") if sorted_here else "sort"
    return format_html(
        '<th scope="col"{}{}><a href="?{}">{}<svg class="i" aria-hidden="true">'
        '<use href="#i-{}"/></svg></a></th>',
        format_html(' class="{}"', css) if css else "",
        format_html(' aria-sort="{}"', order) if sorted_here else "",
        query.urlencode(),
        label,
        sign,
    )


def changes(rows) -> dict:
    """Old and new values side by side; rows of (label, old, new)."""
    return {"rows": rows}


def address(name: str, *args) -> str:
    """The address of a page, or nothing while the page does not exist."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _simple(register, name, tag):
    register.simple_tag(tag, name=name)


def _with_context(register, name, tag):
    register.simple_tag(tag, name=name, takes_context=True)


def _block(register, name, tag):
    register.simple_block_tag(tag, name=name)


def _compiled(register, name, tag):
    register.tag(name, tag)


def _included(file: str, takes_context: bool = False):
    def make(register, name, tag):
        path = f"_components/{file}.html"
        register.inclusion_tag(path, name=name, takes_context=takes_context)(tag)

    return make


LAYOUT_TAGS = {
    "repeat": (_compiled, repeat_block),
    "crumbs": (_block, crumbs),
    "crumb": (_simple, crumb),
    "note": (_block, note),
    "stats": (_included("stats"), stats),
    "refusals": (_included("refusals"), refusals),
    "empty_state": (_included("empty"), empty_state),
    "pager": (_included("pager", takes_context=True), pager),
    "sort_header": (_with_context, sort_header),
    "changes": (_included("changes"), changes),
    "address": (_simple, address),
}
