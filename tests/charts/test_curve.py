"""The spending curve: what is drawn, what is left open, and what is said beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from monitor.charts.curve import portfolio_curve
from monitor.charts.records import Curve, CurvePoint, ForecastPoint, Look, View
from monitor.charts.text import scale_amount
from tests.charts.seed import JUNE, LOOKS, curve

BUDGET = Decimal(2697200)
REPORTED = ("3", "8.5", None, "19.2", "25.1", "36.5")
FORECAST = (
    ForecastPoint(9, Decimal(1_500_000), Decimal(1_400_000), Decimal(1_600_000)),
    ForecastPoint(12, Decimal(2_000_000), Decimal(1_800_000), Decimal(2_100_000)),
)


def layer(figure: Any, name: str) -> Any:  # noqa: ANN401 - Plotly has no types
    return next(trace for trace in figure.data if trace.name == name)


def labels(figure: Any, name: str) -> list[str]:  # noqa: ANN401 - Plotly has no types
    return [words.text for words in figure.layout.annotations if words.name == name]


def test_a_month_that_was_not_reported_is_a_gap_in_the_spending_line() -> None:
    line = layer(portfolio_curve(curve(REPORTED), JUNE, Look()), "actual")
    assert list(line.x) == [0, 1, 2, 3, 4, 5, 6]
    assert line.y[3] is None
    assert None not in [*line.y[:3], *line.y[4:]]
    assert line.connectgaps is False
    assert line.line.shape == "hv"


def test_the_missing_month_is_marked_and_named() -> None:
    marks = layer(portfolio_curve(curve(REPORTED), JUNE, Look()), "not reported")
    assert list(marks.x) == [3]
    assert list(marks.hovertext) == ["3月：未报送"]


def test_spending_ends_at_the_month_in_view_even_when_more_is_known() -> None:
    whole = curve([str(rate) for rate in range(5, 65, 5)])
    line = layer(portfolio_curve(whole, JUNE, Look()), "actual")
    assert max(line.x) == 6


def test_the_plan_line_runs_from_nothing_through_every_month() -> None:
    line = layer(portfolio_curve(curve(REPORTED), JUNE, Look()), "plan")
    assert list(line.x) == list(range(13))
    assert line.y[0] == 0
    assert line.y[-1] == scale_amount(BUDGET, "万元")
    assert line.line.shape == "linear"


def test_a_step_plan_is_drawn_and_said_as_steps() -> None:
    stepped = Curve(curve(REPORTED).points, interpolation="step")
    figure = portfolio_curve(stepped, JUNE, Look())
    assert layer(figure, "plan").line.shape == "hv"
    assert "按直线推算" not in figure.layout.title.text


@pytest.mark.parametrize(
    ("look", "unit", "rule"),
    [
        (Look(language="zh"), "单位：万元", "两个节点之间按直线推算"),
        (Look(language="zh", unit="元"), "单位：元", "两个节点之间按直线推算"),
        (Look(language="en"), "Unit: 万元 (10,000 yuan)", "straight line between milestones"),
    ],
)
def test_the_title_says_what_and_when_with_unit_and_rule(look: Look, unit: str, rule: str) -> None:
    title = portfolio_curve(curve(REPORTED), JUNE, look).layout.title.text
    assert "2023" in title
    assert ("6月底" if look.language == "zh" else "end of Jun") in title
    assert unit in title
    assert rule in title


def test_milestones_are_labelled_as_in_the_plan() -> None:
    marks = layer(portfolio_curve(curve(REPORTED), JUNE, Look()), "milestones")
    assert list(marks.text) == ["25%", "50%", "83%", "100%"]
    assert list(marks.x) == [3, 6, 10, 12]
    assert marks.marker.symbol == "diamond"


def test_a_missed_milestone_carries_a_cross_and_a_word() -> None:
    missed = curve(REPORTED, more={3: {"milestone_missed": True}})
    figure = portfolio_curve(missed, JUNE, Look())
    marks = layer(figure, "milestones")
    assert list(marks.text) == ["× 25%", "50%", "83%", "100%"]
    assert "到节点时支出未达到计划" in marks.hovertext[0]
    assert "× 到节点时未达到计划" in figure.layout.title.text


def test_the_forecast_is_dashed_from_the_last_report_over_its_range() -> None:
    figure = portfolio_curve(curve(REPORTED, forecast=FORECAST), JUNE, Look())
    line, band = layer(figure, "forecast"), layer(figure, "forecast range")
    assert line.line.dash == "dash"
    assert list(line.x) == [6, 9, 12]
    assert line.y[0] == pytest.approx(98.4478)
    assert max(band.y) == 210
    assert band.fillpattern.shape == "/"
    assert "预计 200.00<br>180.00 – 210.00" in labels(figure, "line end")


def test_a_forecast_beyond_the_drawing_keeps_its_number() -> None:
    far = (ForecastPoint(12, Decimal(9_000_000), Decimal(8_000_000), Decimal(10_000_000)),)
    figure = portfolio_curve(curve(REPORTED, forecast=far), JUNE, Look())
    assert max(layer(figure, "forecast").y) == pytest.approx(269.72 * 1.25)
    assert any("900.00↑" in text for text in labels(figure, "line end"))
    assert "900.00 万元" in layer(figure, "forecast").hovertext[-1]


def test_a_month_reported_in_part_is_hollow_and_says_its_share() -> None:
    partly = curve(REPORTED, more={5: {"reported_pct": Decimal(86)}})
    figure = portfolio_curve(partly, JUNE, Look())
    points = layer(figure, "reported")
    colours = dict(zip(points.x, points.marker.color, strict=True))
    assert [month for month, colour in colours.items() if colour == "#FFFFFF"] == [5]
    assert "已报送 86.0% 的计划资金" in points.hovertext[3]
    assert "空心点" in figure.layout.title.text


def test_lines_are_named_where_they_end_instead_of_in_a_legend() -> None:
    figure = portfolio_curve(curve(REPORTED), JUNE, Look())
    assert figure.layout.showlegend is False
    assert "计划 269.72" in labels(figure, "line end")
    assert labels(figure, "actual") == ["<b>实际 98.45</b>"]


def test_the_month_in_view_is_ruled_and_named() -> None:
    figure = portfolio_curve(curve(REPORTED), JUNE, Look())
    rule = next(shape for shape in figure.layout.shapes if shape.name == "month in view")
    assert (rule.x0, rule.x1) == (6, 6)
    assert labels(figure, "month in view") == ["6月底"]


def test_early_spending_with_no_room_beside_it_is_said_above_the_drawing() -> None:
    figure = portfolio_curve(curve(["12"]), View(2023, 1), Look())
    assert labels(figure, "month in view") == ["1月底：实际 32.37"]
    assert labels(figure, "actual") == []


def test_names_at_the_right_do_not_cover_each_other() -> None:
    near = (ForecastPoint(12, Decimal(2_690_000), Decimal(2_680_000), Decimal(2_700_000)),)
    late = curve([str(rate) for rate in range(8, 96, 8)], forecast=near)
    figure = portfolio_curve(late, View(2023, 11), Look())
    ends = [words for words in figure.layout.annotations if words.name == "line end"]
    height = 340
    spans = sorted(
        (end.y * height - size / 2, end.y * height + size / 2)
        for end in ends
        for size in [(end.text.count("<br>") + 1) * 12 * 1.35]
    )
    assert len(spans) == 3
    assert all(spans[index][1] <= spans[index + 1][0] + 0.01 for index in range(2))


def test_the_months_are_not_crowded_on_a_phone() -> None:
    wide = portfolio_curve(curve(REPORTED), JUNE, Look()).layout.xaxis.ticktext
    compact = portfolio_curve(curve(REPORTED), JUNE, Look(compact=True)).layout.xaxis.ticktext
    assert wide[0] == "1月"
    assert len(wide) == 12
    assert list(compact) == ["2月", "4月", "6月", "8月", "10月", "12月"]


def test_negative_spending_is_drawn_below_zero() -> None:
    figure = portfolio_curve(curve(["2", "-6"]), View(2023, 2), Look())
    assert min(layer(figure, "actual").y) < 0
    assert figure.layout.yaxis.range[0] < min(layer(figure, "actual").y)


def test_without_a_plan_spending_is_still_drawn() -> None:
    bare = Curve(tuple(CurvePoint(month, None, Decimal(1000 * month)) for month in range(1, 5)))
    figure = portfolio_curve(bare, View(2023, 4), Look())
    assert len(layer(figure, "plan").x) == 0
    assert len(layer(figure, "reported").x) == 4
    assert "无资金支出计划" in figure.layout.title.text


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("rates", [REPORTED, (), ("0", "0"), ("120",) * 6])
def test_every_look_draws_and_says_no_nan(look: Look, rates: tuple[str | None, ...]) -> None:
    written = portfolio_curve(curve(rates, forecast=FORECAST), JUNE, look).to_json()
    assert "NaN" not in written
    assert "None" not in written


def test_the_figure_lies_on_the_pages_own_background() -> None:
    layout = portfolio_curve(curve(REPORTED), JUNE, Look()).layout
    assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0,0,0,0)"
    assert layout.dragmode is False
