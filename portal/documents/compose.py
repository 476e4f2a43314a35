"""Fill a document template: the language's direction, the layout's numbers, no request."""

from django.template.loader import render_to_string
from django.utils import translation

from portal.documents.arabic import with_joined_charts
from portal.documents.layout import PageLayout

RIGHT_TO_LEFT = frozenset({"ar"})


def compose(template: str, context: dict, *, lang: str, title: str, layout=None) -> str:
    """The HTML of a document in its own language, whoever asked for it and in whatever language.

    ``widths`` in the context lists the column widths (whole per cent) used as classes ``w12``.
    """
    layout = layout or PageLayout()
    document = {
        "lang": lang,
        "dir": "rtl" if lang in RIGHT_TO_LEFT else "ltr",
        "title": title,
    }
    with translation.override(lang):
        html = render_to_string(
            template,
            {
                "widths": range(1, 101) if "widths" not in context else context["widths"],
                **context,
                "document": document,
                "layout": layout.as_dict(),
            },
        )
    return with_joined_charts(html) if lang in RIGHT_TO_LEFT else html
