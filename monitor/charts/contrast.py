"""How light a colour is, and which words can be read on it (WCAG 2 relative luminance)."""

from __future__ import annotations

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
