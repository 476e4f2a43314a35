"""A document in parts: page numbers go on, contents know later pages, tables have no gaps."""

import gc
import re

import weasyprint

from portal.documents import economy
from portal.documents.assembly import Assembly

ANCHOR = re.compile(r'\sid="([^"]+)"')
LINK = re.compile(r'href="#([^"]+)"')
PLACE = re.compile(r'<meta name="page-number" content="([a-z-]*)">')
ROW_END = "</tr>"


def render_parts(order, *, font_config, fetcher) -> bytes:
    """The first part is the body with the contents, the others are annexes that follow it."""
    job = Parts(order, font_config, fetcher)
    return job.render()


class Parts:
    def __init__(self, order, font_config, fetcher):
        self.order, self.font_config, self.fetcher = order, font_config, fetcher
        self.parts = list(order.parts)
        found = PLACE.search(self.parts[0])
        self.place = found[1] if found else ""
        self.assembly = Assembly(variant=order.variant, font_config=font_config)

    def layout(self, html):
        return weasyprint.HTML(string=html, base_url="asset:", url_fetcher=self.fetcher).render(
            font_config=self.font_config, pdf_variant=self.order.variant
        )

    def render(self) -> bytes:
        """Count the body's pages, write the annexes, then the body with their pages known."""
        body, *annexes = self.parts
        wanted = set(LINK.findall(body))
        awaited = [name for part in annexes for name in ANCHOR.findall(part) if name in wanted]
        first = self.layout(with_stubs(body, dict.fromkeys(awaited)))
        count = len(first.pages) - len(awaited)
        metadata = first.metadata
        starts, total = {}, count
        for at in range(len(annexes)):
            pages = self.annex(annexes, at, total)
            for number, page in enumerate(pages, total + 1):
                starts.update(dict.fromkeys(set(page.anchors) & set(awaited), number))
            total += len(pages)
            self.assembly.add(pages, place=at + 1)
            del pages, page
            let_go()
        if any(starts[name] != count + at for at, name in enumerate(awaited, 1)):
            first = self.layout(with_stubs(body, starts))
        pages = first.pages[: len(first.pages) - len(awaited)]
        self.assembly.add(pages, known_anchors=awaited, place=0)
        metadata.title, metadata.lang = self.order.title, self.order.lang
        return self.assembly.finish(metadata)

    def annex(self, annexes, at, before):
        """The pages of an annex; rows alone on a last page move to the part that continues it."""
        document = self.layout(continued(annexes[at], before, self.place))
        pages = document.pages
        goes_on = at + 1 < len(annexes) and 'class="annex continued"' in annexes[at + 1]
        if goes_on and len(pages) > 1:
            rows = rows_on(pages[-1]) - rows_on(pages[-2])
            if rows and len(rows) == len(rows_on(pages[-1])):
                move_rows(annexes, at, len(rows))
                return pages[:-1]
        return pages


def let_go() -> None:
    """Free the boxes of the parts written so far; what is left stays to the end.

    The collector is off while a part is laid out: it would walk every box again and again.
    """
    economy.forget()
    gc.collect()
    gc.freeze()


def continued(html: str, before: int, place: str) -> str:
    """A part whose first page carries the number after ``before``, and shows it."""
    number = f"@{place} {{ content: counter(page) }}" if place else ""
    rule = f"@page :first {{ counter-reset: page {before + 1}; {number} }}"
    rule += ".continued > table { margin-top: 0 }"
    return html.replace("</style>", f"{rule}</style>", 1)


def with_stubs(body: str, starts: dict) -> str:
    """The body with an empty page for each anchor of the annexes, which the contents then find.

    The pages are thrown away; ``starts`` gives their numbers where they are known.
    """
    rules, stubs = [], []
    for at, (name, start) in enumerate(starts.items()):
        if start is not None:
            rules.append(f"@page stub{at} {{ counter-reset: page {start} }}")
        rules.append(f".stub{at} {{ page: stub{at}; break-before: page }}")
        stubs.append(f'<div class="stub{at}" id="{name}">&#8203;</div>')
    html = body.replace("</style>", "".join(rules) + "</style>", 1)
    return html.replace("</body>", "".join(stubs) + "</body>", 1)


def rows_on(page) -> set:
    """The rows of table bodies on a page, as elements."""
    return {
        box.element
        for box in page._page_box.descendants()
        if box.element_tag == "tr" and box.element is not None and in_body(box)
    }


def in_body(row) -> bool:
    return any(cell.element_tag == "td" for cell in row.children)


def move_rows(parts: list[str], at: int, number: int) -> None:
    """Take the last rows of a part's table to the head of the next part's."""
    html = parts[at]
    end = html.rindex(ROW_END) + len(ROW_END)
    begin = end
    for _ in range(number):
        begin = html.rindex("<tr", 0, begin)
    moved = html[begin:end]
    parts[at] = html[:begin] + html[end:]
    parts[at + 1] = parts[at + 1].replace("<tbody>", "<tbody>" + moved, 1)
