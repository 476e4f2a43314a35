"""The parts of pages, and the promises that all templates keep."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from portal.contrast import measured, ratio, themes
from portal.templatetags.ui import icon_names
from portal.webfonts import FONTS, build_fonts

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def drawn(source, lang="vi", **context):
    with translation.override(lang):
        return Template(source).render(Context(context))


def test_names_are_escaped_everywhere():
    evil = "<b>An</b>"
    for source in (
        "{% badge x %}",
        "{% person x '/a' x %}",
        "{% dash x %}",
        "{% facts pairs %}",
        "{% progress 1 2 x %}",
        "{% law x %}",
        "{% empty_state x x %}",
        "{% changes rows %}",
        "{% crumb x %}",
        "{% note %}{{ x }}{% endnote %}",
    ):
        page = drawn(source, x=evil, pairs=[(evil, evil)], rows=[(evil, evil, evil)])
        assert evil not in page, source
        assert "&lt;b&gt;An" in page, source


@pytest.mark.parametrize(
    ("lang", "shown"),
    [("vi", "92,31\N{NO-BREAK SPACE}%"), ("en", "92.31%"), ("ar", "92.31%")],
)
def test_a_share_is_written_in_the_language_and_stays_left_to_right(lang, shown):
    assert drawn("{% percent 12 13 %}", lang) == f'<span class="num ltr">{shown}</span>'


def test_dates_carry_their_machine_form():
    page = drawn("{% date d %} {% partial_date '2011-03' %}", d=date(1979, 3, 15))
    assert 'datetime="1979-03-15">15/03/1979</time>' in page
    assert 'datetime="2011-03" title="' in page
    assert ">03/2011</time>" in page


@pytest.mark.parametrize("source", ["{% date None %}", "{% num None %}", "{% percent 1 0 %}"])
def test_a_missing_value_is_a_dash_that_can_be_heard(source):
    assert '<span aria-hidden="true">—</span><span class="vh">' in drawn(source)


def test_a_column_head_turns_its_order_around_and_forgets_the_page():
    request = RequestFactory().get("/", {"sort": "name", "q": "an", "after": "x"})
    page = drawn("{% sort_header 'Name' 'name' %}", request=request)
    assert 'aria-sort="ascending"' in page
    assert 'href="?sort=-name&amp;q=an"' in page


def test_crumbs_without_a_crumb_draw_nothing():
    assert drawn("{% crumbs %} {% endcrumbs %}") == ""


def test_the_title_is_the_heading():
    page = drawn('{% extends "alone.html" %}{% block title %}Một trang{% endblock %}')
    assert "<h1>Một trang</h1>" in page
    assert "<title>Một trang — " in page


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: str(t.relative_to(ROOT)))
def test_templates_hold_to_the_strict_policy(template):
    source = template.read_text(encoding="utf-8")
    if "_documents" in template.parts or "pdf" in template.parts:
        return
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=[\"']|javascript:|hx-on", source)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)
    assert not re.search(r"(?:src|href)=[\"']https?://", source)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: str(t.relative_to(ROOT)))
def test_templates_name_icons_that_exist(template):
    source = template.read_text(encoding="utf-8")
    named = set(re.findall(r'{% icon "([^"]+)"', source))
    named |= set(re.findall(r'icon_name="([^"]+)"', source))
    assert named <= icon_names()


def test_the_navigation_names_icons_that_exist():
    used = {entry[2] for _group, entries in settings.NAVIGATION for entry in entries}
    assert used <= icon_names()


def test_every_pair_of_colours_can_be_read():
    css = (ROOT / "static/css/tokens.css").read_text(encoding="utf-8")
    low = [line for line in measured(css) if line[3] < line[4]]
    assert low == []
    assert themes(css)["dark"] == themes(css)["device dark"]
    assert round(ratio("#000000", "#ffffff"), 1) == 21.0


def test_style_sheets_name_only_tokens_that_exist():
    sheets = [p.read_text(encoding="utf-8") for p in (ROOT / "static/css").glob("*.css")]
    defined = set(re.findall(r"(--[\w-]+):", "\n".join(sheets)))
    used = set(re.findall(r"var\((--[\w-]+)", "\n".join(sheets)))
    assert used <= defined


def test_what_browsers_load_stays_small():
    sizes = {p.name: p.stat().st_size for p in (ROOT / "static").rglob("*.*")}
    assert sizes["app.js"] < 6_000
    assert sum(size for name, size in sizes.items() if name.endswith(".css")) < 60_000


@pytest.mark.slow
def test_fonts_keep_vietnamese_and_figures_of_one_width(tmp_path):
    from fontTools.ttLib import TTFont  # noqa: PLC0415 -- slow import

    assert len(build_fonts(tmp_path)) == len(FONTS)
    assert build_fonts(tmp_path) == []
    latin, vietnamese, *arabic = (TTFont(tmp_path / f"{font.name}.woff2") for font in FONTS)
    assert set(map(ord, "ỦủẫợỆệĐđƯưỡ")) <= set(latin.getBestCmap()) | set(vietnamese.getBestCmap())
    features = {record.FeatureTag for record in latin["GSUB"].table.FeatureList.FeatureRecord}
    assert "tnum" in features
    assert all(ord("ع") in face.getBestCmap() for face in arabic)
    assert sum(f.stat().st_size for f in tmp_path.glob("inter-*.woff2")) < 60_000


def test_the_contrast_command_passes(capsys):
    call_command("contrast", check=True)
    assert "can be read" in capsys.readouterr().out
