"""WeasyPrint, and the only module that imports it: HTML in, tagged PDF out, in this process.

Runs inside the child of the render server. Knows no Django, no database and no network.
"""

from dataclasses import dataclass, field

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from portal.documents import economy
from portal.documents.parts import render_parts

SCHEME = "asset:"
economy.spare()


@dataclass(frozen=True)
class Order:
    """What to render: HTML parts that follow each other, and the assets they may name."""

    parts: tuple[str, ...]
    lang: str
    title: str
    variant: str = "pdf/ua-1"
    assets: dict[str, tuple[str, bytes]] = field(default_factory=dict)


class AssetFetcher(URLFetcher):
    """Gives out the order's own assets and nothing else; no address is ever opened."""

    def __init__(self, assets):
        super().__init__(allowed_protocols=())
        self._assets = assets

    def fetch(self, url, headers=None):
        kind, content = self._assets.get(url.removeprefix(SCHEME), (None, None))
        if not url.startswith(SCHEME) or kind is None:
            # Not FatalURLFetchingError: that is a BaseException and would end the worker.
            raise ValueError("blocked")
        return URLFetcherResponse(url, content, {"Content-Type": kind})


_fonts = None


def shared_fonts() -> FontConfiguration:
    """One font map for the process: the server loads it, its forked children inherit it."""
    global _fonts
    if _fonts is None:
        _fonts = FontConfiguration()
    return _fonts


def render(order: Order) -> bytes:
    """The PDF of an order; the same order gives the same bytes."""
    fetcher = AssetFetcher(order.assets)
    try:
        if len(order.parts) > 1:
            return render_parts(order, font_config=shared_fonts(), fetcher=fetcher)
        document = weasyprint.HTML(
            string=order.parts[0], base_url=SCHEME, url_fetcher=fetcher
        ).render(font_config=shared_fonts(), pdf_variant=order.variant)
        document.metadata.title, document.metadata.lang = order.title, order.lang
        document.metadata.attachments = []
        return document.write_pdf(pdf_variant=order.variant)
    finally:
        economy.forget()


def warm() -> None:
    """Load every face once, so that no child has to."""
    html = "<p>Ủy ẫ ợ Ệ đ <b>b</b> <i>i</i> <b><i>x</i></b> <span lang=ar>ابجد <b>ب</b></span></p>"
    style = "<style>html{font-family:Tinos,Amiri}</style>"
    page = f'<html lang="vi"><head><title>x</title>{style}</head><body>{html}</body></html>'
    render(Order(parts=(page,), lang="vi", title="x"))
