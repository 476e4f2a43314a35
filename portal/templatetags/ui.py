"""The leaf parts of every page: built in Python because a list draws hundreds of them."""

from datetime import date as day_type
from datetime import datetime
from functools import cache
from pathlib import Path
from re import findall

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, pgettext

from governance.regulation import Confidence
from portal import formats
from portal.hats import hat_name
from portal.templatetags.figures import figure
from portal.templatetags.layout import LAYOUT_TAGS
from portal.web import spoken as spoken_in_this_language

register = template.Library()
register.simple_tag(figure)
for name, (make, tag) in LAYOUT_TAGS.items():
    make(register, name, tag)

TONES = {"", "ok", "warn", "bad", "info"}
TONE_ICONS = {"ok": "ok", "warn": "warn", "bad": "bad", "info": "info"}


def language() -> str:
    return (get_language() or settings.LANGUAGE_CODE)[:2]


@cache
def icon_names() -> frozenset[str]:
    sprite = Path(settings.BASE_DIR, "templates/_components/icons.html")
    return frozenset(findall(r'id="i-([a-z]+)"', sprite.read_text(encoding="utf-8")))


@register.simple_tag
def icon(name: str, css: str = "", label: str = "") -> SafeString:
    """A line icon of the sprite; decoration unless it has a label."""
    role = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="i{}" {}><use href="#i-{}"/></svg>',
        f" {css}" if css else "",
        mark_safe(role),  # built by format_html above
        name,
    )


@register.simple_tag
def badge(text, tone: str = "", icon_name: str | None = None) -> SafeString:
    """A word in a coloured pill; trouble always wears an icon too, never colour alone."""
    tone = tone if tone in TONES else ""
    drawn = TONE_ICONS.get(tone, "") if icon_name is None else icon_name
    return format_html(
        '<span class="badge{}">{}{}</span>',
        f" {tone}" if tone else "",
        icon(drawn) if drawn else "",
        text,
    )


@register.simple_tag
def state_pill(label, tone: str = "", icon_name: str = "") -> SafeString:
    """The state of a procedure; unlike a badge it has no icon unless given one."""
    return badge(label, tone, icon_name)


@register.simple_tag
def dash(value=None, missing: str = "") -> SafeString:
    """The value, or a dash that a screen reader can hear."""
    if value is None or value == "":
        return format_html(
            '<span class="muted"><span aria-hidden="true">—</span>'
            '<span class="vh">{}</span></span>',
            missing or pgettext("a value", "not known"),
        )
    return conditional_escape(value)


@register.simple_tag
def date(value, missing: str = "") -> SafeString:
    """15/03/1979, with the time where there is one."""
    if not isinstance(value, day_type):
        return dash(value or None, missing)
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return format_html(
        '<time class="num ltr" datetime="{}">{}</time>',
        value.isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat(),
        formats.date_text(value, language()),
    )


@register.simple_tag
def partial_date(value, missing: str = "") -> SafeString:
    """A date of which perhaps only the year or the month is known; the title says so."""
    if not value:
        return dash(None, missing)
    iso = str(getattr(value, "value", value))
    known = [gettext("only the year is known"), gettext("only the month is known"), ""]
    precision = known[min(iso.count("-"), 2)]
    return format_html(
        '<time class="num ltr" datetime="{}"{}>{}</time>',
        iso,
        format_html(' title="{}"', precision) if precision else "",
        formats.partial_date_text(iso),
    )


@register.simple_tag
def num(value, places: int | None = None) -> SafeString:
    """A number with the separators of the language and figures of one width."""
    if value is None or value == "":
        return dash(None)
    return format_html(
        '<span class="num ltr">{}</span>', formats.number_text(value, language(), places)
    )


@register.simple_tag
def percent(value, of=None, places: int = 2) -> SafeString:
    """92,31 %: of a percentage, or of a numerator when `of` gives the denominator."""
    share = value if of is None else formats.share(value, of)
    if share is None or share == "":
        return dash(None)
    return format_html(
        '<span class="num ltr">{}</span>', formats.percent_text(share, language(), places)
    )


@register.simple_tag
def fraction(part, whole) -> SafeString:
    """12/13, with words between for those who listen."""
    if part is None or whole is None:
        return dash(None)
    lang = language()
    return format_html(
        '<span class="num ltr">{}<span aria-hidden="true">/</span>'
        '<span class="vh"> {} </span>{}</span>',
        formats.number_text(part, lang),
        pgettext("12 of 13", "of"),
        formats.number_text(whole, lang),
    )


@register.simple_tag
def person(name, url: str = "", sub="", picture: bool = True) -> SafeString:
    """A person in one line: likeness, name, post. Names are Vietnamese in every language."""
    shown = format_html('<span lang="vi">{}</span>', name)
    return format_html(
        '<span class="person">{}<span>{}{}</span></span>',
        portrait() if picture else "",
        format_html('<a href="{}">{}</a>', url, shown) if url else shown,
        format_html('<span class="sub">{}</span>', sub) if sub else "",
    )


@register.simple_tag
def portrait(label: str = "") -> SafeString:
    """The outline that stands where no photograph is kept."""
    role = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="pic" viewBox="0 0 96 128" {}><rect class="bg" width="96" height="128"/>'
        '<circle class="fg" cx="48" cy="50" r="21"/>'
        '<path class="fg" d="M10 128c2-30 18-44 38-44s36 14 38 44z"/></svg>',
        mark_safe(role),  # built by format_html above
    )


@register.simple_tag
def facts(pairs, css: str = "facts") -> SafeString:
    """(label, value) pairs as a definition list; an empty value becomes a dash."""
    rows = format_html_join(
        "", "<div><dt>{}</dt><dd>{}</dd></div>", ((label, dash(value)) for label, value in pairs)
    )
    return format_html('<dl class="{}">{}</dl>', css, rows)


@register.simple_tag
def progress(value, maximum, label, unit="") -> SafeString:
    """A bar and the same in words: 312/1.226."""
    lang = language()
    done = f"{formats.number_text(value or 0, lang)}/{formats.number_text(maximum or 0, lang)}"
    return format_html(
        '<div class="gauge"><span class="of"><span>{label}</span>'
        '<span class="num"><span class="ltr">{done}</span> {unit}</span></span>'
        '<progress max="{max}" value="{value}" aria-label="{label}">{done}</progress></div>',
        label=label,
        done=done,
        unit=unit,
        max=maximum or 1,
        value=value or 0,
    )


@register.simple_tag
def law(source, confidence: str = "") -> SafeString:
    """The instrument a value rests on, with a badge where we could not read the text itself."""
    mark = ""
    if confidence:
        sureness = Confidence(confidence)
        words = {
            Confidence.MEMORY: gettext("not checked against the text"),
            Confidence.UNSURE: gettext("to be verified"),
            Confidence.DESIGN: gettext("own choice, not law"),
        }
        if sureness in words:
            tone = "" if sureness == Confidence.DESIGN else "warn"
            mark = format_html(" {}", badge(words[sureness], tone))
    words = spoken_in_this_language(source)
    return format_html('<span class="law"><bdi>{}</bdi>{}</span>', words, mark)


@register.filter
def spoken(text) -> str:
    """A rule's sentence (`governance.text.Text`) in the reader's language."""
    return spoken_in_this_language(text)


@register.filter(name="hat_name")
def hat_name_filter(hat: str) -> str:
    return hat_name(hat)


@register.filter
def number(value) -> str:
    """For sentences: the number alone, with the separators of the language."""
    return formats.number_text(value, language())


@register.filter
def filesize(size) -> str:
    return formats.file_size_text(size, language())
