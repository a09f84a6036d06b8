"""Money against results: dots, corners, and names that do not cover each other."""

from __future__ import annotations

import random
from typing import Any

import pytest

from monitor.charts.colours import PALETTES
from monitor.charts.label_places import Box, Named, place_names
from monitor.charts.quadrant import money_results_quadrant
from monitor.charts.records import Look
from monitor.charts.text import width_of
from tests.charts.seed import CODES, DOTS, JUNE, LOOKS, dot
from tests.charts.test_curve import labels, layer

DRAWING = {False: (480, (560, 760, 1000, 1340)), True: (440, (270, 310, 370))}


def boxes(figure: Any, width: float, height: float) -> list[Box]:  # noqa: ANN401 - no types
    """Work out where the names stand in a drawing of a width."""
    across, upwards = figure.layout.xaxis.range, figure.layout.yaxis.range
    found = []
    for words in figure.layout.annotations:
        if words.name != "dot":
            continue
        lines = words.text.split("<br>")
        x = (words.x - across[0]) / (across[1] - across[0]) * width + words.ax
        y = (words.y - upwards[0]) / (upwards[1] - upwards[0]) * height - words.ay
        half = max(map(width_of, lines)) * words.font.size / 2
        tall = len(lines) * words.font.size * 1.3 / 2
        found.append(Box(x - half, y - tall, x + half, y + tall))
    return found


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_names_of_fifteen_projects_never_cover_each_other(seed: int, *, compact: bool) -> None:
    chance = random.Random(seed)  # noqa: S311 - places of dots, nothing secret
    dots = [
        dot(index, str(chance.randint(0, 100)), str(chance.randint(0, 100))) for index in range(15)
    ]
    figure = money_results_quadrant(dots, JUNE, Look(compact=compact))
    height, widths = DRAWING[compact]
    assert len(labels(figure, "dot")) >= (12 if compact else 15)
    for width in widths:
        found = boxes(figure, width, height)
        for index, box in enumerate(found):
            assert box.lies_in(Box(-1, -1, width + 1, height + 1))
            assert not any(map(box.meets, found[index + 1 :]))


def test_eight_projects_are_all_named() -> None:
    known = [each for each in DOTS if each.completion is not None]
    for look in LOOKS:
        assert len(labels(money_results_quadrant(DOTS, JUNE, look), "dot")) == len(known)


def test_the_four_corners_are_named() -> None:
    figure = money_results_quadrant(DOTS, JUNE, Look())
    assert labels(figure, "corner") == [
        "有支出、少结果",
        "支出与结果都到位",
        "支出与结果都偏低",
        "有结果、少支出",
    ]


def test_dots_apart_by_more_than_the_band_have_their_own_colour() -> None:
    dots = layer(money_results_quadrant(DOTS, JUNE, Look()), "projects")
    palette = PALETTES["light"]
    colours = {
        data[0]: colour for data, colour in zip(dots.customdata, dots.marker.color, strict=True)
    }
    assert colours[CODES[2]] == palette.actual
    assert colours[CODES[7]] == palette.gap_behind
    assert colours[CODES[0]] == palette.gap_ahead


def test_exactly_the_band_apart_still_agrees() -> None:
    dots = layer(money_results_quadrant([dot(0, "50", "40")], JUNE, Look()), "projects")
    assert list(dots.marker.color) == [PALETTES["light"].actual]


def test_a_dots_area_follows_its_budget() -> None:
    dots = layer(money_results_quadrant(DOTS, JUNE, Look()), "projects")
    size = {data[0]: each for data, each in zip(dots.customdata, dots.marker.size, strict=True)}
    assert size[CODES[2]] ** 2 / size[CODES[7]] ** 2 == pytest.approx(900000 / 500000)


def test_a_project_without_a_measure_is_counted_and_not_drawn() -> None:
    figure = money_results_quadrant(DOTS, JUNE, Look())
    assert len(layer(figure, "projects").x) == 7
    assert "1 个项目缺少执行率或完成度" in figure.layout.title.text.replace("<br>", "")


def test_many_dots_are_named_by_the_pointer_only() -> None:
    figure = money_results_quadrant([dot(index, "50", "50") for index in range(16)], JUNE, Look())
    assert labels(figure, "dot") == []
    assert "点选圆点看项目名称" in figure.layout.title.text


def test_without_any_measure_it_is_said() -> None:
    figure = money_results_quadrant([dot(0, None, None)], JUNE, Look())
    assert [words.text for words in figure.layout.annotations] == ["没有可以显示的项目"]


def test_a_name_with_no_room_at_all_is_left_out() -> None:
    assert place_names([Named(0.5, 0.5, 5, 500, 20)], [300], 200) == [None]


def test_a_name_keeps_out_of_what_is_taken() -> None:
    named = Named(0.5, 0.5, 5, 60, 14)
    right_half = Box(0.5, 0, 1, 1)
    offset = place_names([named], [300], 200, [right_half])[0]
    assert offset is not None
    assert offset.right + named.width / 2 <= 0
