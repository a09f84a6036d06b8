"""The small drawings in tables: open months, escaped words, the page's colours."""

from __future__ import annotations

import re
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from monitor.charts.records import Look, RateBar
from monitor.charts.table_bars import rate_bar_svg
from monitor.domain.badges import BadgeName
from tests.charts.seed import LOOKS, ROWS, curve

POINTS = curve(["3", "8.5", None, "19.2", None, "36.5"]).points
NS = "{http://www.w3.org/2000/svg}"


def bar(badge: BadgeName, rate: str | None, planned: str | None = "50") -> RateBar:
    spent, due = (None if text is None else Decimal(text) for text in (rate, planned))
    return RateBar(badge, spent, due)


@pytest.mark.parametrize("look", LOOKS)
def test_every_drawing_is_well_formed_and_has_words_for_who_cannot_see_it(look: Look) -> None:
    drawn = [rate_bar_svg(row.bar, look) for row in ROWS]
    for text in drawn:
        image = ET.fromstring(text)  # noqa: S314 - our own drawing
        assert image.get("role") == "img"
        assert image.get("aria-label") == image.findtext(f"{NS}title")
        assert image.get("aria-label")


def test_colours_come_from_the_page() -> None:
    for text in (rate_bar_svg(ROWS[0].bar, Look()),):
        assert "var(--em-actual,currentColor)" in text
        assert not re.search(r"#[0-9A-Fa-f]{6}", text)


def test_the_bar_grows_with_the_rate_and_the_tick_stands_at_the_plan() -> None:
    text = rate_bar_svg(bar("red", "25"), Look())
    widths = [float(width) for width in re.findall(r'<rect x="0" [^>]*width="([\d.]+)"', text)]
    tick = re.search(r'd="M([\d.]+) 0V', text)
    assert tick is not None
    assert float(tick[1]) == pytest.approx(2 * widths[0], abs=0.2)


def test_nothing_spent_never_reported_and_no_budget_look_different() -> None:
    drawn = [
        rate_bar_svg(bar("red", "0"), Look()),
        rate_bar_svg(bar("not_reported", None), Look()),
        rate_bar_svg(bar("zero_budget", None), Look()),
    ]
    shapes = [re.sub(r'aria-label="[^"]*"|<title>.*</title>', "", text) for text in drawn]
    assert len(set(shapes)) == 3


def test_a_last_report_is_dashed_and_dated() -> None:
    text = rate_bar_svg(ROWS[3].bar, Look())
    assert "stroke-dasharray:1.5 2.5" in text
    assert "最近报送：4月底 18.3%" in text


@pytest.mark.parametrize(("rate", "arrow"), [("340", 'l4 4l-4 4"'), ("-8.5", 'Z"')])
def test_what_does_not_fit_has_an_arrow_and_its_number(rate: str, arrow: str) -> None:
    text = rate_bar_svg(bar("overspent", rate), Look())
    assert arrow in text
    assert f"{rate.removesuffix('.0')}" in text
