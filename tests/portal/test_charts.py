"""Charts say the same as their table, survive hostile names, and hold to the strict policy."""

import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings

from portal import charts
from portal.charts.canvas import PRINT_COLOURS
from portal.charts.directory import Card, Row, directory
from portal.charts.lines import calm_scale
from portal.charts.timeline import bounds, packed_rows
from portal.contrast import themes

TODAY = date(2026, 11, 22)
HOSTILE = '"><script>alert(1)</script>&Ủy'
GRADES = [("g4", "Excellent"), ("g3", "Good"), ("g2", "Completed"), ("g1", "Not completed")]


def every_chart(lang="vi", name="Xã"):
    span = charts.Span("2011", "2016-03", name)
    return {
        "fractions": charts.fraction_bars([(name, 12, 13), ("x", 0, 0)], title=name, lang=lang),
        "bullets": charts.bullet_bars([(name, 8.9, 10)], title=name, lang=lang),
        "stacked": charts.stacked_bars(
            [(name, [1, 2, 3, 4])], series=GRADES, title=name, cap=20, lang=lang
        ),
        "pyramid": charts.pyramid([(name, 3, 4)], title=name, near_retirement=[name], lang=lang),
        "line": charts.burn_down([name, "b"], [5, 3], [5, 2], title=name, lang=lang),
        "timeline": charts.timeline([(name, [span])], today=TODAY, title=name, lang=lang),
    }


@pytest.mark.parametrize("lang", ["vi", "en", "ar"])
@pytest.mark.parametrize("kind", every_chart())
def test_every_chart_is_sound_svg_without_styles_ids_or_scripts(kind, lang):
    svg = every_chart(lang, HOSTILE)[kind].svg
    tree = ElementTree.fromstring(svg)

    tags = {node.tag.rpartition("}")[2] for node in tree.iter()}
    attributes = {name for node in tree.iter() for name in node.attrib}
    assert tags <= {"svg", "title", "desc", "rect", "line", "text", "polyline", "circle"}
    assert not attributes & {"style", "id", "onclick", "href"}
    assert tree.get("role") == "img"
    assert tree[0].text == HOSTILE


@pytest.mark.parametrize("kind", every_chart())
def test_every_coloured_shape_has_class_and_colour(kind):
    tree = ElementTree.fromstring(every_chart()[kind].svg)
    for node in tree.iter():
        if css := node.get("class"):
            paint = {node.get("fill"), node.get("stroke")}
            assert PRINT_COLOURS.get(css, PRINT_COLOURS.get(css[1:])) in paint


def test_paper_colours_are_those_of_the_light_theme():
    css = Path(settings.BASE_DIR, "static/css/tokens.css").read_text(encoding="utf-8")
    tokens = themes(css)["light"]
    shared = {name for name in PRINT_COLOURS if name in tokens}
    assert shared >= {"d1", "d6", "g1", "g4", "track"}
    assert {n: PRINT_COLOURS[n] for n in shared} == {n: tokens[n] for n in shared}


def test_fractions_say_count_and_share():
    chart = charts.fraction_bars([("Tỉnh", 12, 13), ("Xã", 168, 177)], title="t", lang="en")

    assert chart.rows == (("Tỉnh", "12", "13", "92.31%"), ("Xã", "168", "177", "94.92%"))
    assert "12/13 · 92.31%" in chart.svg
    assert "168/177 · 94.92%" in chart.svg


def test_bars_of_nothing_show_no_share():
    chart = charts.fraction_bars([("x", 0, 0)], title="t", lang="en")
    assert chart.rows == (("x", "0", "0", "—"),)
    assert "%" not in chart.svg.partition("</desc>")[2]


@pytest.mark.parametrize(
    ("value", "target", "sense", "verdict"),
    [
        (10, 10, "min", "Met"),
        (9.9, 10, "min", "0.1 points short"),
        (5, 5, "max", "Met"),
        (5.1, 5, "max", "0.1 points over"),
        (None, 5, "min", "No data"),
    ],
)
def test_a_target_is_judged_in_words(value, target, sense, verdict):
    chart = charts.bullet_bars([("a", value, target, sense)], title="t", lang="en")
    assert chart.rows[0][3] == verdict


def test_stacked_bars_fill_their_length():
    chart = charts.stacked_bars([("2023", [1, 1, 1, 1])], series=GRADES, title="t", lang="en")
    lengths = [float(n) for n in re.findall(r'<rect class="g\d"[^>]* width="([\d.]+)"', chart.svg)]
    assert len(set(lengths)) == 1
    assert chart.rows == (("2023", "1", "1", "1", "1", "4"),)


def test_a_year_without_data_says_so():
    chart = charts.stacked_bars([("2019", [0, 0, 0, 0])], series=GRADES, title="t", lang="en")
    assert "No data" in chart.svg


@pytest.mark.parametrize(
    ("most", "step", "top"),
    [(1, 1, 1), (4, 1, 4), (5, 1, 5), (6, 2, 6), (46, 10, 50), (100, 20, 100), (1226, 500, 1500)],
)
def test_scales_are_calm_and_hold_the_largest_value(most, step, top):
    assert calm_scale(most) == (step, top)


def test_arabic_bars_grow_from_the_right_and_time_does_not():
    bar = charts.fraction_bars([("a", 1, 2)], title="t", lang="ar", width=100)
    assert 'class="d1" x="50.0"' in bar.svg
    line = charts.line_chart(["1", "2"], [charts.Series("a", [1, 1])], title="t", lang="ar")
    assert line.svg.index(">1</text>") < line.svg.index(">2</text>")


def test_a_year_alone_may_mean_any_day_of_it():
    assert bounds("2011") == (date(2011, 1, 1), date(2011, 12, 31))
    assert bounds("2012-02") == (date(2012, 2, 1), date(2012, 2, 29))
    assert bounds("2012-02-03") == (date(2012, 2, 3), date(2012, 2, 3))


def test_posts_held_at_once_get_rows_of_their_own():
    one, two, three = (
        charts.Span("2010-01-01", "2015-01-01", "one"),
        charts.Span("2012-01-01", None, "two"),
        charts.Span("2015-01-01", None, "three"),
    )
    assert packed_rows([one, two, three], TODAY) == [[one, three], [two]]


def test_only_uncertain_ends_fade():
    exact = charts.Span("2010-01-01", "2015-01-01", "a")
    vague = charts.Span("2010", "2015", "a")
    drawn = {
        span: charts.timeline([("x", [span])], today=TODAY, title="t", lang="en").svg
        for span in (exact, vague)
    }
    assert drawn[exact].count("fill-opacity") == 0
    assert drawn[vague].count("fill-opacity") == 12


def test_a_heat_table_is_a_table():
    chart = charts.heat_table(
        ["a", "b"], [(HOSTILE, [1, None])], title="t", lang="en", url=lambda r, c: f"/x/{r}/{c}"
    )
    assert "<script>" not in chart.svg
    assert '<td class="num h5"><a href="/x/0/0">1</a></td>' in chart.svg
    assert '<td class="num"><a href="/x/0/1">—</a></td>' in chart.svg


def test_a_sparkline_speaks():
    assert '<span class="vh">Open: 3, 5, —</span>' in charts.sparkline(
        [3, 5, None], title="Open", lang="en"
    )


@pytest.mark.parametrize("rows", [[], [("x", 0, 0)]])
def test_nothing_to_draw_is_still_a_picture(rows):
    assert charts.fraction_bars(rows, title="t").svg.startswith("<svg")
    assert charts.pyramid(rows, title="t").svg.startswith("<svg")
    assert charts.timeline([], today=TODAY, title="t").svg.startswith("<svg")
    assert charts.line_chart([], [], title="t").svg.startswith("<svg")


def test_few_cards_fill_their_sheet_and_long_words_are_not_cut():
    rows = (Row("Phó Bí thư Thường trực", "Hoàng Mai Bích", "không là người địa phương"),)
    few = directory([Card("Đảng uỷ phường", rows=rows, depth=1)], title="Sơ đồ")
    many = directory([Card(f"Đơn vị {n}", rows=rows * 9) for n in range(90)], title="Sơ đồ")

    (sheet,) = few
    assert "Phó Bí thư Thường trực" in sheet
    assert "không là người địa phương" in sheet
    assert 'width="928.8"' in sheet
    assert len(many) > 1
    assert all('width="1560"' in page for page in many)
