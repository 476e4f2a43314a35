"""Invented figures and people for the catalogue of components."""

from datetime import date

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from portal import charts
from portal.formats import number_text, percent_text
from portal.templatetags.layout import Stat
from portal.templatetags.ui import icon_names

AGES = ["≤ 30", "31–35", "36–40", "41–45", "46–50", "51–55", "56–60", "> 60"]
MEN = [15, 49, 121, 182, 196, 165, 106, 8]
WOMEN = [13, 45, 97, 104, 73, 42, 10, 0]
GRADES = {
    "2020": [196, 842, 150, 12],
    "2021": [214, 861, 138, 9],
    "2022": [231, 858, 121, 11],
    "2023": [239, 871, 104, 8],
}
OPEN = [46, 45, 43, 42, 40, 37, 36, 34, 31, 30, 28, 27, 24, 22, 21, 19]
TOKENS = ["paper", "surface", "ink", "brand", "primary", "ok", "warn", "bad", "info"]


def icon_list() -> frozenset[str]:
    return icon_names()


def shown(today: date) -> dict:
    """Everything the catalogue page draws besides its forms."""
    return {
        "stats": stats(),
        "people": people(),
        "facts": facts(),
        "changes": changes(),
        "charts": all_charts(today),
        "today": today,
        "now_running": (312, 1226),
    }


def stats() -> list[Stat]:
    lang = get_language()
    return [
        Stat(
            _("Cadres managed"),
            number_text(1226, lang),
            number_text(1310, lang),
            _("84 posts vacant"),
        ),
        Stat(_("Retiring within 6 months"), "23"),
        Stat(_("Overdue recommendations"), "5", note=_("oldest by 41 days"), tone="bad", url="#"),
        Stat(
            _("Records complete"),
            percent_text(93.4, lang, 1),
            note=_("up 2.1 points this month"),
            tone="ok",
        ),
    ]


def people() -> list[dict]:
    return [
        {"name": name, "post": post, "born": born, "tone": tone, "state": state}
        for name, post, born, tone, state in (
            ("Nguyễn Thị Ánh Tuyết", "Phó Trưởng ban Thường trực", "1979-05-12", "ok", _("Valid")),
            ("Lê Quang Định", "Bí thư Đảng ủy phường", "1974-08", "warn", _("Draft")),
            ("Ưng Hoàng Phúc Ẩn", "Chủ nhiệm Ủy ban Kiểm tra", "1981", "", _("Ended")),
            ("H’Lan Niê", "Phó Chủ nhiệm", None, "bad", _("Overdue")),
        )
    ]


def facts() -> list[tuple]:
    return [
        (_("Date of birth"), "12/05/1979"),
        (_("Ethnic group"), "Kinh"),
        (_("Political theory"), "Cao cấp"),
        (_("Religion"), None),
    ]


def changes() -> list[tuple]:
    return [
        (_("Post"), "Phó Trưởng phòng", "Trưởng phòng"),
        (_("Decision"), None, "QĐ 412-QĐ/TU"),
    ]


def all_charts(today: date) -> dict:
    return {
        **bar_charts(),
        "burn_down": charts.burn_down(
            [f"{week}" if week % 4 == 1 else "" for week in range(1, 17)],
            OPEN,
            [round(46 - i * 46 / 19) for i in range(16)],
            title=_("Open recommendations"),
            head=_("Week"),
        ),
        "timeline": career(today),
        "heat": succession(),
        "spark": charts.sparkline([3, 5, 4, 8, 7, 11], title=_("Open recommendations")),
    }


def bar_charts() -> dict:
    return {
        "fractions": charts.fraction_bars(
            [
                (_("Province"), 12, 13),
                (_("Commune"), 168, 177),
                (_("Special zone"), 1, 3),
                (_("None at this level"), 0, 0),
            ],
            title=_("Secretaries who are not from the locality"),
        ),
        "stacked": charts.stacked_bars(
            GRADES.items(),
            series=grade_series(),
            cap=20,
            title=_("Quality classes by year"),
            head=pgettext("date part", "Year"),
        ),
        "pyramid": charts.pyramid(
            zip(AGES, MEN, WOMEN, strict=True),
            near_retirement=["56–60"],
            title=_("Age and sex of cadres"),
        ),
        "bullets": charts.bullet_bars(
            [
                (_("Women in committees"), 17.6, 15),
                (_("Young cadres in committees"), 8.9, 10),
                (_("Overdue share"), 7.5, 5, "max"),
            ],
            title=_("Composition against targets"),
        ),
    }


def grade_series() -> list[tuple]:
    return [
        ("g4", _("Excellent")),
        ("g3", _("Good")),
        ("g2", _("Completed")),
        ("g1", _("Not completed")),
    ]


def career(today: date):
    span = charts.Span
    return charts.timeline(
        [
            (
                _("Posts"),
                [
                    span("2001-09", "2006", "Chuyên viên", "d6"),
                    span("2006", "2011", "Phó Trưởng phòng", "d1"),
                    span("2011", "2016-03", "Trưởng phòng", "d1"),
                    span("2016-03-01", "2019-08-06", "Bí thư Huyện ủy", "d2"),
                    span("2019-08-06", None, "Phó Trưởng ban", "d1"),
                ],
            ),
            (
                _("Committees"),
                [
                    span("2010", "2015-10", "Đảng ủy viên", "d3"),
                    span("2015-10", None, "Tỉnh ủy viên", "d3"),
                    span("2018", "2021", "Đại biểu HĐND", "d3"),
                ],
            ),
            (_("Training"), [span("2003-09", "2005-12", "Thạc sĩ Luật", "d4")]),
            (_("Planned for"), [span("2021-05", None, "Trưởng ban", "d5")]),
        ],
        today=today,
        title=_("Career"),
        width=1060,
    )


def succession():
    return charts.heat_table(
        [_("Posts"), _("Without successor"), _("Ready now"), _("In 1–3 years")],
        [
            ("Giám đốc sở", [14, 2, 8, 17]),
            ("Bí thư Đảng ủy xã", [98, 21, 47, 112]),
            ("Trưởng phòng cấp tỉnh", [128, 6, 39, None]),
        ],
        title=_("Successors by post"),
        head=_("Group of posts"),
        level=lambda value, row, column: None if column == 0 else (1 if column == 1 else 3),
    )
