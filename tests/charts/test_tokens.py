"""The colours can be read, told apart by everybody, and survive grey print."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import pytest

from monitor.charts.colours import PALETTES, channels, contrast, css_variables, linear, luminance
from monitor.domain.badges import BADGES, BadgeName, Light, Theme
from monitor.words.catalogue import say

Matrix = tuple[tuple[float, float, float], ...]
THEMES: tuple[Theme, ...] = ("light", "dark")
JUDGED: tuple[Light, ...] = ("red", "blue", "green", "yellow")
# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
SIGHTS: dict[str, Matrix] = {
    "ordinary": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
}


def lab(red: float, green: float, blue: float) -> tuple[float, float, float]:
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    a, b, c = (math.cbrt(t) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * b - 16, 500 * (a - b), 200 * (b - c)


def seen(colour: str, sight: Matrix) -> tuple[float, float, float]:
    light = [linear(channel) for channel in channels(colour)]
    red, green, blue = (
        min(1.0, max(0.0, sum(share * part for share, part in zip(line, light, strict=True))))
        for line in sight
    )
    return lab(red, green, blue)


def lightness(colour: str) -> float:
    return seen(colour, SIGHTS["ordinary"])[0]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("badge", BADGES)
def test_a_badges_words_reach_aa_on_its_fill_and_on_the_page(
    badge: BadgeName, theme: Theme
) -> None:
    shade, page = BADGES[badge].shade(theme), PALETTES[theme]
    for background in (shade.fill, page.background, page.secondary):
        assert contrast(shade.text, background) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_all_words_of_the_charts_reach_aa_on_the_page(theme: Theme) -> None:
    palette = PALETTES[theme]
    words = (palette.text, palette.muted, palette.plan, palette.actual, palette.forecast)
    for words_colour in (*words, palette.budget, palette.variance_worse):
        assert contrast(words_colour, palette.background) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_the_pins_figures_reach_aa_on_the_page(theme: Theme) -> None:
    palette = PALETTES[theme]
    assert contrast(palette.variance_better, palette.background) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("light", JUDGED)
def test_a_strong_mark_stands_out_from_the_page(light: Light, theme: Theme) -> None:
    assert contrast(BADGES[light].shade(theme).strong, PALETTES[theme].background) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_in_grey_print_red_is_darkest_and_amber_lightest_with_steps_between(theme: Theme) -> None:
    greys = [lightness(BADGES[light].shade(theme).strong) for light in JUDGED]
    assert all(lighter - darker >= 6 for darker, lighter in pairwise(greys))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("sight", SIGHTS)
def test_colour_blind_readers_tell_the_strong_colours_apart(sight: str, theme: Theme) -> None:
    marks = [seen(BADGES[light].shade(theme).strong, SIGHTS[sight]) for light in JUDGED]
    assert min(math.dist(one, other) for one, other in combinations(marks, 2)) >= 20


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("sight", SIGHTS)
def test_colour_blind_readers_tell_behind_from_ahead(sight: str, theme: Theme) -> None:
    palette = PALETTES[theme]
    behind, ahead = (seen(end, SIGHTS[sight]) for end in (palette.gap_behind, palette.gap_ahead))
    assert math.dist(behind, ahead) >= 40


def test_every_badge_has_a_sign_and_a_word_of_its_own() -> None:
    assert len({badge.sign for badge in BADGES.values()}) == len(BADGES)
    assert len({say("zh", badge.words) for badge in BADGES.values()}) == len(BADGES)
    assert len({say("en", badge.words) for badge in BADGES.values()}) == len(BADGES)


def test_overspent_is_red_with_its_own_word() -> None:
    for theme in THEMES:
        assert BADGES["overspent"].shade(theme) == BADGES["red"].shade(theme)
    words = BADGES["overspent"].words
    assert (say("zh", words), say("en", words)) == ("超支", "overspent")


@pytest.mark.parametrize("theme", THEMES)
def test_the_page_gets_every_colour_as_a_property(theme: Theme) -> None:
    written = css_variables(theme)
    assert f"--em-actual:{PALETTES[theme].actual};" in written
    for name, token in BADGES.items():
        assert f"--em-{name.replace('_', '-')}-text:{token.shade(theme).text};" in written


def test_contrast_of_black_and_white_is_21() -> None:
    assert round(contrast("#000000", "#FFFFFF"), 6) == 21
    assert luminance("#FFFFFF") > luminance("#24915F") > luminance("#000000")
