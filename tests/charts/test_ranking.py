"""The ranking: order, lights, hatching and figures of the rows."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from monitor.charts.colours import PALETTES
from monitor.charts.ranking import project_ranking
from monitor.charts.records import Look
from monitor.domain.badges import BADGES
from monitor.words.phrases import say_badge
from tests.charts.seed import CODES, JUNE, LOOKS, NAMES, ROWS, row
from tests.charts.test_curve import labels, layer


def order(figure: Any) -> list[str]:  # noqa: ANN401 - Plotly has no types
    targets = layer(figure, "projects")
    pairs = zip(targets.y, targets.customdata, strict=True)
    return [data[0] for _, data in sorted(pairs, key=lambda pair: pair[0])]


def test_the_project_furthest_behind_comes_first_and_the_unreported_last() -> None:
    found = order(project_ranking(ROWS, JUNE, Look()))
    assert found == [CODES[index] for index in (6, 0, 4, 2, 1, 5, 3, 7)]


@pytest.mark.parametrize("look", LOOKS)
def test_the_light_beside_the_name_is_the_badges_sign_word_and_colour(look: Look) -> None:
    names = labels(project_ranking(ROWS, JUNE, look), "name")
    for each in ROWS:
        words = say_badge(look.language, each.bar.badge)
        colour = BADGES[each.bar.badge].shade(look.theme).text
        plain = [name.replace("<br>", "") for name in names]
        assert any(
            name.startswith(f'<span style="color:{colour}"><b>{words}</b>')
            and name.endswith(each.project_name)
            for name in plain
        )


def test_spending_is_solid_dark_and_the_plan_a_tick() -> None:
    figure = project_ranking(ROWS, JUNE, Look())
    bars, ticks = layer(figure, "spending"), layer(figure, "plan")
    assert bars.marker.color == PALETTES["light"].actual
    assert sorted(bars.x) == [-8.5, 22.4, 36.1, 48.2, 100, 120]
    assert set(ticks.x) == {50}
    assert ticks.marker.symbol == "line-ns-open"


def test_an_unreported_project_is_outlined_with_its_last_report_hatched() -> None:
    figure = project_ranking(ROWS, JUNE, Look())
    outlined = layer(figure, "not reported")
    shapes = dict(zip(outlined.x, outlined.marker.pattern.shape, strict=True))
    assert shapes == {18.3: "/", 100: ""}
    rates = layer(figure, "rates").text
    assert any("4月 18.3%" in text for text in rates)


def test_gaps_stand_in_points_on_one_scale_red_for_worse_green_for_better() -> None:
    figure = project_ranking(ROWS, JUNE, Look())
    pins, palette = layer(figure, "variance"), PALETTES["light"]
    colours = dict(zip(pins.x, pins.marker.color, strict=True))
    assert colours[-58.5] == palette.variance_worse
    assert colours[50.0] == palette.variance_better
    assert colours[70.0] == palette.variance_worse  # overspent is nothing to be glad of
    assert "个百分点" in "".join(labels(figure, "head"))
    assert any(">-27.6<" in text for text in layer(figure, "gaps").text)


def test_the_policys_zones_lie_behind_in_the_lights_fills() -> None:
    figure = project_ranking(ROWS, JUNE, Look(theme="dark"))
    for light in ("red", "yellow", "green", "blue"):
        zone = layer(figure, f"zone {light}")
        assert zone.marker.color == BADGES[light].shade("dark").fill
    assert set(layer(figure, "zone yellow").base) == {30}
    assert set(layer(figure, "zone yellow").x) == {10}


def test_beyond_the_limit_the_worst_are_shown_and_it_is_said() -> None:
    many = [row(index, "red", str(index)) for index in range(60)]
    figure = project_ranking(many, JUNE, Look())
    assert len(layer(figure, "projects").y) == 40
    assert order(figure)[0] == CODES[0]
    assert "只显示差距最大的 40 个，共 60 个项目" in figure.layout.title.text.replace("<br>", "")


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize("count", [1, 8, 40])
def test_rows_never_share_their_room(count: int, *, compact: bool) -> None:
    rows = [row(index, "yellow", str(index)) for index in range(count)]
    targets = layer(project_ranking(rows, JUNE, Look(compact=compact)), "projects")
    edges = sorted(
        (y - width / 2, y + width / 2) for y, width in zip(targets.y, targets.width, strict=True)
    )
    assert all(one[1] <= other[0] for one, other in pairwise(edges))


@pytest.mark.parametrize("look", LOOKS)
def test_names_are_never_cut(look: Look) -> None:
    names = "".join(labels(project_ranking(ROWS, JUNE, look), "name")).replace("<br>", "")
    assert all(name in names for name in NAMES)


def test_a_project_without_plan_has_neither_tick_nor_pin() -> None:
    figure = project_ranking([row(0, "no_plan", "31", None)], JUNE, Look())
    assert len(layer(figure, "plan").x) == 0
    assert len(layer(figure, "variance").x) == 0
    assert list(layer(figure, "spending").x) == [31]


def test_a_project_without_budget_has_no_scale() -> None:
    figure = project_ranking([row(0, "zero_budget", None)], JUNE, Look())
    assert len(layer(figure, "plan").x) == 0
    assert not [trace for trace in figure.data if trace.name.startswith("zone")]


def test_a_huge_rate_is_drawn_to_the_edge_and_written_in_full() -> None:
    figure = project_ranking([row(0, "overspent", "3400")], JUNE, Look())
    assert list(layer(figure, "spending").x) == [150]
    assert list(layer(figure, "rates").text) == ["3,400.0%"]
    assert list(layer(figure, "variance").x) == [100]


def test_the_pointer_reads_full_words_with_units() -> None:
    hover = "".join(layer(project_ranking(ROWS, JUNE, Look()), "projects").hovertext)
    assert "差距 -27.6 个百分点" in hover
    assert "最近报送：4月底 18.3%" in hover
    assert "调整后预算 15.40 万元" in hover


def test_no_projects_is_said() -> None:
    figure = project_ranking([], JUNE, Look(language="en"))
    assert [words.text for words in figure.layout.annotations] == ["No projects to show"]


def test_markup_in_a_name_stays_text() -> None:
    risky = row(0, "red", "10")
    named = type(risky)("1", "<b>A & B</b>", risky.bar, risky.gap_pp)
    figure = project_ranking([named], JUNE, Look())
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in labels(figure, "name")[0]
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in layer(figure, "projects").hovertext[0]


@pytest.mark.parametrize("look", LOOKS)
def test_no_figure_reads_nan_or_minus_zero(look: Look) -> None:
    rows = [*ROWS, row(9, "green", "49.98"), row(10, "no_plan", None, None)]
    written = project_ranking(rows, JUNE, look).to_json()
    assert "NaN" not in written
    assert ">-0.0<" not in written
