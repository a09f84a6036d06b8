"""The colours of every chart and page that are not a badge's, in light and dark.

Those of badges stand in ``domain.badges``; where a colour is the same, it is taken from there.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from monitor.domain.badges import BADGES, Theme

FONTS = (
    'system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB", '
    '"Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", sans-serif'
)


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme that are not a badge's, named by what they stand for."""

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


_QUIET, _AHEAD, _FINE = BADGES["not_reported"], BADGES["blue"], BADGES["green"]

PALETTES: dict[Theme, Palette] = {
    "light": Palette(
        background="#FFFFFF",
        secondary=_QUIET.light.fill,
        text="#1B2430",
        muted=_QUIET.light.text,
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
        gap_level=_QUIET.light.fill,
        gap_ahead=_AHEAD.light.strong,
    ),
    "dark": Palette(
        background="#12161C",
        secondary="#1B212A",
        text="#E6EAF0",
        muted=_QUIET.dark.text,
        border="#323B48",
        grid="#28303B",
        primary="#7FB2E5",
        actual="#E6EAF0",
        plan="#7FB2E5",
        forecast="#A3AEBB",
        forecast_band="rgba(163,174,187,0.40)",
        budget="#B79BDB",
        variance_worse="#F07A70",
        variance_better=_FINE.dark.strong,
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
    for name, badge in BADGES.items():
        shade = badge.shade(theme)
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
