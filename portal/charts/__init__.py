"""Charts drawn once for page and PDF: SVG with classes for the one, attributes for the other.

Every function takes rows and `title`, `desc`, `lang`, `width`, and returns a `Chart`.
No style attributes, no ids, no globals; the print palette is that of the light theme.
"""

from portal.charts.bars import bullet_bars, fraction_bars
from portal.charts.canvas import Chart
from portal.charts.heat import heat_table
from portal.charts.lines import Series, burn_down, line_chart, sparkline
from portal.charts.pyramid import pyramid
from portal.charts.stacked import stacked_bars
from portal.charts.timeline import Span, timeline

__all__ = [
    "Chart",
    "Series",
    "Span",
    "bullet_bars",
    "burn_down",
    "fraction_bars",
    "heat_table",
    "line_chart",
    "pyramid",
    "sparkline",
    "stacked_bars",
    "timeline",
]
