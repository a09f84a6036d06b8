from __future__ import annotations

from decimal import Decimal

from monitor.charts.curve import project_curve
from monitor.charts.records import Curve, Look, View
from tests.charts.seed import NAMES, curve
from tests.charts.test_curve import labels, layer

VIEW = View(2023, 7, NAMES[3])
BUDGET = Decimal(322000)
RATES = ("3", "8", "14", "20", "33", "41")


def revised(from_month: int, budget: int) -> Curve:
    budgets = {
        month: {"revised_budget": Decimal(budget) if month >= from_month else BUDGET}
        for month in range(1, 13)
    }
    return curve(RATES, BUDGET, more=budgets)


def test_a_changed_budget_gets_a_line_of_its_own_beside_the_original() -> None:
    figure = project_curve(revised(5, 250000), VIEW, Look())
    line = layer(figure, "revised budget")
    assert (line.y[3], line.y[4]) == (32.2, 25.0)
    assert line.line.shape == "hv"
    assert {"调整后预算 25.00", "年初预算 32.20"} <= set(labels(figure, "line end"))


def test_an_unchanged_budget_gets_no_line() -> None:
    names = {trace.name for trace in project_curve(revised(5, 322000), VIEW, Look()).data}
    assert not names & {"revised budget", "original budget"}


def test_a_project_without_an_original_budget_shows_the_change_alone() -> None:
    changed = Curve(revised(5, 250000).points)
    names = {trace.name for trace in project_curve(changed, VIEW, Look()).data}
    assert "revised budget" in names
    assert "original budget" not in names


def test_the_title_names_the_project_in_full() -> None:
    view = View(2023, 6, NAMES[7])
    title = project_curve(curve(RATES), view, Look()).layout.title.text
    assert NAMES[7] in title.replace("<br>", "")


def test_a_name_with_markup_stays_text() -> None:
    view = View(2023, 6, "<img src=x> & <b>")
    title = project_curve(curve(RATES), view, Look()).layout.title.text
    assert "&lt;img src=x&gt; &amp; &lt;b&gt;" in title
