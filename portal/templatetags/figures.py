"""Show a chart: the finding as heading, the picture, and the same figures as a table."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString


def figure(
    chart, heading="", lead="", level=2, table="details", wide=False, source=""
) -> SafeString:
    """`table`: "details" folds the figures away, "open" shows them, "none" leaves them out."""
    return render_to_string(
        "_components/figure.html",
        {
            "chart": chart,
            "heading": heading,
            "lead": lead,
            "level": f"h{level}",
            "table": table,
            "wide": wide or getattr(chart, "wide", False),
            "source": source,
        },
    )
