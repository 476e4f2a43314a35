"""Can it be read? WCAG ratios of the colour tokens, in both themes. Pure."""

import re

TEXT, GRAPHIC = 4.5, 3.0
ON_PAPER = ("ink", "ink-2", "ink-3", "primary", "ok", "warn", "bad", "info")
SIGNALS = ("ok", "warn", "bad", "info", "neutral")
DATA = ("d1", "d2", "d3", "d4", "d5", "d6", "g1", "g2", "g3", "g4")
# (what is drawn, what it is drawn on, the least ratio)
PAIRS = [
    *((ink, ground, TEXT) for ink in ON_PAPER for ground in ("paper", "surface", "surface-2")),
    *((signal, f"{signal}-tint", TEXT) for signal in SIGNALS),
    ("primary", "primary-tint", TEXT),
    ("on-primary", "primary", TEXT),
    ("on-primary", "primary-hover", TEXT),
    ("on-bad", "bad", TEXT),
    ("on-brand", "brand", TEXT),
    ("on-brand-2", "brand", TEXT),
    ("on-pill", "pill", TEXT),
    ("ins", "ins-tint", TEXT),
    ("del", "del-tint", TEXT),
    ("ink-2", "neutral-tint", TEXT),
    ("ink-3", "neutral-tint", TEXT),
    ("surface", "ok", TEXT),
    *(("on-primary", css, TEXT) for css in DATA),
    *((f"h{step}-ink", f"h{step}", TEXT) for step in range(6)),
    *((css, "surface", GRAPHIC) for css in DATA),
    *((css, "track", GRAPHIC) for css in ("d1", "d2")),
    *(("field-line", ground, GRAPHIC) for ground in ("paper", "surface")),
    *(("focus", ground, GRAPHIC) for ground in ("paper", "surface", "surface-2")),
    ("on-brand", "brand", GRAPHIC),
]


def themes(css: str) -> dict[str, dict[str, str]]:
    """The colours of the light theme, the dark one, and the dark one of the device."""
    light = tokens_after(css, ":root {")
    return {
        "light": light,
        "dark": {**light, **tokens_after(css, ":root[data-theme=dark] {")},
        "device dark": {**light, **tokens_after(css, ":root[data-theme=system] {")},
    }


def tokens_after(css: str, selector: str) -> dict[str, str]:
    block = css[css.index(selector) :]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9A-Fa-f]{6})\b", block[: block.index("}")]))


def luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def measured(css: str):
    """Every pair in every theme: theme, drawn, ground, ratio, least."""
    for theme, colours in themes(css).items():
        for drawn, ground, least in PAIRS:
            yield theme, drawn, ground, ratio(colours[drawn], colours[ground]), least
