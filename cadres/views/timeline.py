"""The career of one cadre as a picture."""

from datetime import date

from django.utils.translation import gettext as _

from cadres.selectors.cadres import lanes
from portal.charts.timeline import Span, timeline


def career_chart(assignments, *, today: date):
    """Posts by track over the years; nothing when no post is recorded."""
    if not assignments:
        return None
    drawn = [(name, [Span(*span) for span in spans]) for name, spans in lanes(assignments)]
    return timeline(
        drawn,
        today=today,
        title=_("Career by track"),
        desc=_("Posts held over the years; a faded end means that the exact day is not known."),
    )
