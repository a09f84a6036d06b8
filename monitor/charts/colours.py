"""One set of colours and signs for every chart, in light and dark.

Text colours keep a contrast of 4.5 on the page and on their own fill; the strong colours of
red, blue, green and amber lie apart in lightness, so that grey print and colour-blind readers
tell them apart too. A light never speaks by colour alone: each has a sign and a word.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

from monitor.domain.badges import Light
from monitor.words.catalogue import Language, say

Theme = Literal["light", "dark"]

FONTS = (
    'system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB", '
    '"Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", sans-serif'
)


@dataclass(frozen=True, slots=True)
class Shade:
    """A light's colours in one theme.

    ``fill`` is muted, for badges and zones; ``text`` is for words; ``strong`` for small marks.
    """

    fill: str
    text: str
    strong: str


@dataclass(frozen=True, slots=True)
class LightToken:
    """A light's sign, its word in every language and its colours in both themes."""

    name: str
    sign: str
    light: Shade
    dark: Shade

    def word(self, language: Language) -> str:
        """Give the word in one language."""
        return say(language, f"light.{self.name}")

    def shade(self, theme: Theme) -> Shade:
        """Give the colours of one theme."""
        return self.light if theme == "light" else self.dark


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme that are not lights, named by what they stand for."""

    background: str
    secondary: str
    text: str
    muted: str
    border: str
    grid: str
    primary: str
    actual: str
    plan: str
    forecast: str
    forecast_band: str
    budget: str
    variance_worse: str
    variance_better: str
    gap_behind: str
    gap_level: str
    gap_ahead: str


_RED = (Shade("#F8E0DD", "#931616", "#931616"), Shade("#3F1E1E", "#FF9C92", "#E85D52"))

_GREY = (Shade("#F5F6F8", "#56616E", "#6B7785"), Shade("#262E39", "#A9B4C0", "#8894A2"))


def _light(name: str, sign: str, shades: tuple[Shade, Shade]) -> LightToken:
    return LightToken(name, sign, *shades)


LIGHTS: dict[Light, LightToken] = {
    "red": _light("red", "▼", _RED),
    "yellow": _light(
        "yellow",
        "◆",
        (Shade("#FFF4DA", "#7A5200", "#BF8600"), Shade("#3B3112", "#F5D264", "#F5D264")),
    ),
    "green": _light(
        "green",
        "●",
        (Shade("#DFF2E7", "#146340", "#24915F"), Shade("#16362A", "#6FD6A4", "#5CCB96")),
    ),
    "blue": _light(
        "blue",
        "▲",
        (Shade("#D6E4F7", "#234F94", "#2F66B5"), Shade("#1B2F4A", "#8DB8F7", "#6EA3F2")),
    ),
    "overspent": _light("overspent", "■", _RED),
    "not_reported": _light("not_reported", "○", _GREY),
    "no_plan": _light("no_plan", "–", _GREY),
    "zero_budget": _light("zero_budget", "□", _GREY),
}

PALETTES: dict[Theme, Palette] = {
    "light": Palette(
        background="#FFFFFF",
        secondary="#F5F6F8",
        text="#1B2430",
        muted="#56616E",
        border="#D9DEE5",
        grid="#E8EBEF",
        primary="#1F4E79",
        actual="#1B2430",
        plan="#3E74AB",
        forecast="#5F6B79",
        forecast_band="rgba(95,107,121,0.40)",
        budget="#7A5A9E",
        variance_worse="#B3261E",
        variance_better="#1A7A4C",
        gap_behind="#C4392F",
        gap_level="#F5F6F8",
        gap_ahead="#2F66B5",
    ),
    "dark": Palette(
        background="#12161C",
        secondary="#1B212A",
        text="#E6EAF0",
        muted="#A9B4C0",
        border="#323B48",
        grid="#28303B",
        primary="#7FB2E5",
        actual="#E6EAF0",
        plan="#7FB2E5",
        forecast="#A3AEBB",
        forecast_band="rgba(163,174,187,0.40)",
        budget="#B79BDB",
        variance_worse="#F07A70",
        variance_better="#5CCB96",
        gap_behind="#B93A31",
        gap_level="#222A34",
        gap_ahead="#2F6DC0",
    ),
}


def css_variables(theme: Theme) -> str:
    """Write the tokens as CSS custom properties, for the page that shows inline SVG and badges.

    Names are ``--em-actual`` and ``--em-red-fill``, ``--em-red-text``, ``--em-red-strong``.
    """
    palette = PALETTES[theme]
    written = {field.name: getattr(palette, field.name) for field in fields(palette)}
    for name, token in LIGHTS.items():
        shade = token.shade(theme)
        written |= {f"{name}_fill": shade.fill, f"{name}_text": shade.text}
        written[f"{name}_strong"] = shade.strong
    return "".join(f"--em-{name.replace('_', '-')}:{value};" for name, value in written.items())


_DARK, _BRIGHT = "#000000", "#FFFFFF"

_LINEAR_BELOW = 0.04045


def channels(colour: str) -> tuple[float, float, float]:
    """Split #RRGGBB into red, green and blue from 0 to 1."""
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def linear(channel: float) -> float:
    """Turn a channel as written into one that is proportional to light."""
    if channel <= _LINEAR_BELOW:
        return channel / 12.92
    return float(((channel + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    """Give a colour's lightness, 0 for black and 1 for white."""
    red, green, blue = map(linear, channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours, from 1 to 21; words want 4.5."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def blend(one: str, other: str, share: float) -> str:
    """Mix two colours; a share of 0 is the first and of 1 the second."""
    mixed = (
        round(255 * (start + (end - start) * share))
        for start, end in zip(channels(one), channels(other), strict=True)
    )
    return "#" + "".join(f"{channel:02X}" for channel in mixed)


def readable_on(background: str) -> str:
    """Choose black or white words for a background; one of the two always reaches 4.5."""
    return max((_DARK, _BRIGHT), key=lambda words: contrast(words, background))
