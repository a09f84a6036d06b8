"""The heat map: colours around zero, numbers, signs of what is unknown, and clicks."""

from __future__ import annotations

import re
from typing import Any

import pytest

from monitor.charts.colours import PALETTES, contrast
from monitor.charts.heatmap import gap_heatmap
from monitor.charts.heatmap_cells import cell_colour
from monitor.charts.records import GapCell, Look
from monitor.domain.badges import BADGES
from tests.charts.seed import CELLS, CODES, JUNE, LOOKS, NAMES, cell
from tests.charts.test_curve import labels, layer


def numbers(figure: Any) -> list[str]:  # noqa: ANN401 - Plotly has no types
    texts = [text for line in layer(figure, "gap").text for text in line if text]
    return [re.sub(r"<[^>]+>", "", text) for text in texts]


def test_the_colour_diverges_around_zero() -> None:
    colours = layer(gap_heatmap(CELLS, JUNE, Look()), "gap")
    palette = PALETTES["light"]
    assert colours.zmid == 0
    assert colours.zmin == -colours.zmax
    assert [step[1] for step in colours.colorscale] == [
        palette.gap_behind.lower(),
        palette.gap_level.lower(),
        palette.gap_ahead.lower(),
    ] or [step[1] for step in colours.colorscale] == [
        palette.gap_behind,
        palette.gap_level,
        palette.gap_ahead,
    ]


def test_every_known_gap_is_written_in_whole_points_and_zero_has_no_sign() -> None:
    assert sorted(numbers(gap_heatmap(CELLS, JUNE, Look()))) == ["+50", "-14", "-28", "-8", "0"]


def test_what_is_unknown_has_its_lights_sign() -> None:
    signs = layer(gap_heatmap(CELLS, JUNE, Look()), "signs")
    assert sorted(signs.text) == sorted(
        BADGES[state].sign for state in ("not_reported", "no_plan", "zero_budget")
    )


def test_an_unreported_month_is_hatched_and_nothing_else_is() -> None:
    hatched = layer(gap_heatmap(CELLS, JUNE, Look()), "not reported")
    assert list(hatched.x) == [2]
    assert hatched.marker.pattern.shape == "/"


def test_every_cell_carries_project_and_month_for_a_click() -> None:
    points = layer(gap_heatmap(CELLS, JUNE, Look()), "cells")
    found = {(code, month) for code, month in points.customdata}
    assert found == {(each.project_code, each.month) for each in CELLS}


def test_the_project_furthest_behind_in_the_month_in_view_is_on_top() -> None:
    figure = gap_heatmap(CELLS, JUNE, Look())
    names = [words for words in figure.layout.annotations if words.name == "name"]
    top = sorted(names, key=lambda words: words.y)
    assert [words.text for words in top][:3] == [NAMES[0], NAMES[4], NAMES[1]]


def test_months_after_the_one_in_view_are_left_out() -> None:
    points = layer(gap_heatmap([*CELLS, cell(0, 9, "-3")], JUNE, Look()), "cells")
    assert max(points.x) == 6


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("gap", ["-100", "-30", "-20", "-10", "0", "10", "20", "30", "100"])
def test_a_number_can_be_read_on_its_cell(look: Look, gap: str) -> None:
    figure = gap_heatmap([cell(0, 6, gap)], JUNE, look)
    text = next(text for line in layer(figure, "gap").text for text in line if text)
    words = re.search(r"color:(#\w+)", text)
    gap_pp = cell(0, 6, gap).gap_pp
    assert words is not None
    assert gap_pp is not None
    assert contrast(words[1], cell_colour(gap_pp, look)) >= 4.5


@pytest.mark.parametrize("look", LOOKS)
def test_all_twelve_months_are_named_and_names_kept_in_full(look: Look) -> None:
    cells = [cell(index, 6, "1") for index in range(8)]
    figure = gap_heatmap(cells, JUNE, look)
    assert len(figure.layout.xaxis.ticktext) == 12
    names = [text.replace("<br>", "") for text in labels(figure, "name")]
    assert sorted(names) == sorted(NAMES)


def test_beyond_the_limit_the_worst_are_shown_and_it_is_said() -> None:
    cells = [
        GapCell(f"c{index}", NAMES[0], 6, "reported", cell(0, 6, str(index)).gap_pp)
        for index in range(50)
    ]
    figure = gap_heatmap(cells, JUNE, Look())
    assert len(labels(figure, "name")) == 40
    assert "共 50 个项目" in figure.layout.title.text.replace("<br>", "")


def test_the_pointer_reads_full_words() -> None:
    hover = "".join(layer(gap_heatmap(CELLS, JUNE, Look()), "cells").hovertext)
    assert "6月底：差距 -27.6 个百分点" in hover
    assert "2月：未报送" in hover
    assert CODES[0] not in hover


def test_no_cells_is_said() -> None:
    figure = gap_heatmap([], JUNE, Look())
    assert [words.text for words in figure.layout.annotations] == ["没有可以显示的项目"]
