"""Pages about the quality of the records: the scoreboard, and the records to put right."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cadres import access
from cadres.lists.duplicates import FailingList
from cadres.rules.quality import BY_CODE
from cadres.selectors import quality as selectors
from governance.classes import DataClass
from portal.charts.lines import Series, line_chart
from portal.formats import date_text
from portal.lists.rows import language
from portal.web import spoken


def may_look(request) -> None:
    access.require_somewhere(request.actor, access.READ, data_class=DataClass.PERSONAL)


@require_safe
def quality(request):
    """How good the records are, which units have most to do, and where it goes."""
    may_look(request)
    board = selectors.scoreboard(request.actor)
    kinds = selectors.kinds()
    context = {
        "board": board,
        "standings": [
            (each, spoken(each.measure.statement), kinds[each.measure.kind])
            for each in board.standings
        ],
        "chart": trend_chart(board) if len(board.trend) > 1 else None,
    }
    return render(request, "cadres/quality.html", context)


def trend_chart(board):
    lang = language()
    return line_chart(
        [date_text(day, lang)[:5] for day, _score in board.trend],
        [Series("", [score for _day, score in board.trend])],
        title=_("Score over time"),
        desc=_("100 means that no record fails any measure."),
        lang=lang,
    )


@require_safe
def quality_records(request, measure):
    """The records that fail one measure."""
    may_look(request)
    if measure not in BY_CODE:
        raise Http404
    return FailingList(request, measure=measure).response()
