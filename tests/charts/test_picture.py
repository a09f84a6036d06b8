"""The picture in documents: what is drawn, with the font that is shipped, from several threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from math import isnan
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from monitor.charts.curve_data import CurveData
from monitor.charts.picture import FONT_FILE, HEIGHT_CM, SIGNS, WIDTH_CM, actual_path, draw_curve
from monitor.charts.records import Curve, CurvePoint, Look, View
from monitor.words.catalogue import paper
from tests.charts.seed import JUNE, curve

PICTURE = paper("picture")

REPORTED = ("3", "8.5", None, "19.2", "25.1", "36.5")
WHOLE = [str(rate) for rate in range(8, 104, 8)]
DECEMBER = View(2023, 12)


def image(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def path(rates: tuple[str | None, ...]) -> list[tuple[float, float] | None]:
    across, up = actual_path(CurveData(curve(rates, Decimal(1_000_000)), JUNE, Look()))
    return [None if isnan(x) else (x, round(y, 6)) for x, y in zip(across, up, strict=True)]


def test_spending_is_a_step_from_month_to_month() -> None:
    assert path(("10", "30")) == [(0, 0), (1, 0), (1, 10), (2, 10), (2, 30)]


def test_a_month_that_was_not_reported_is_left_open() -> None:
    assert path(("10", None, "30", "40")) == [
        *((0, 0), (1, 0), (1, 10)),
        None,
        *((3, 30), (4, 30), (4, 40)),
    ]


def test_the_picture_is_as_large_as_it_says() -> None:
    drawn = image(draw_curve(curve(REPORTED), JUNE))
    assert drawn.width / drawn.height == pytest.approx(WIDTH_CM / HEIGHT_CM, rel=0.01)
    assert drawn.width > 1000


@pytest.mark.parametrize(
    ("drawn", "view"),
    [
        (curve(REPORTED), JUNE),
        (curve(WHOLE), DECEMBER),
        (curve([]), View(2023, 1)),
        (replace(curve(REPORTED), interpolation="step"), JUNE),
        (curve(["-5", "0", "120"]), JUNE),
        (curve(REPORTED, Decimal(100)), JUNE),
        (curve(REPORTED, Decimal("98765432109.87")), JUNE),
        (Curve(tuple(CurvePoint(month, None) for month in range(1, 13))), JUNE),
    ],
    ids=["gap", "whole year", "nothing", "steps", "refund", "tiny", "huge", "no plan"],
)
def test_every_course_can_be_drawn_with_the_signs_of_the_font(drawn: Curve, view: View) -> None:
    """A sign that the font lacks would warn, and a warning is an error here."""
    assert image(draw_curve(drawn, view)).getbbox() is not None


def test_the_picture_is_told_apart_in_grey() -> None:
    """Actual is the darkest, the plan lighter, the grid hardly there."""
    greys = image(draw_curve(curve(REPORTED), JUNE)).convert("L").histogram()
    dark, middle, white = sum(greys[:60]), sum(greys[90:140]), greys[255]
    assert dark > 1000
    assert middle > 1000
    assert white > 0.9 * sum(greys) * 0.9


def test_no_name_stands_in_the_picture() -> None:
    named = replace(JUNE, subject="131001单位<b>\u202e")
    assert draw_curve(curve(REPORTED), named) == draw_curve(curve(REPORTED), JUNE)


def test_what_is_known_of_later_months_is_not_drawn() -> None:
    later = curve([*REPORTED, "60", "70"])
    assert draw_curve(later, JUNE) == draw_curve(curve(REPORTED), JUNE)


def test_several_threads_draw_the_same_as_one() -> None:
    views = [(curve(REPORTED), JUNE), (curve(WHOLE), DECEMBER)] * 4
    alone = [draw_curve(*each) for each in views[:2]] * 4
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda each: draw_curve(*each), views))
    assert together == alone


def test_the_shipped_font_holds_the_signs_of_the_picture_and_few_others() -> None:
    font = TTFont(FONT_FILE)
    held = {chr(code) for code in font.getBestCmap()}
    assert set(SIGNS) <= held
    assert len(held) <= len(SIGNS) + 2
    assert {sign for word in PICTURE.values() for sign in word} - {"{", "}"} <= held | set("month")
    assert FONT_FILE.stat().st_size < 20_000


def test_the_font_carries_its_licence_and_a_name_of_its_own() -> None:
    names = TTFont(FONT_FILE)["name"]
    assert names.getDebugName(1) == "Execution Monitor Picture"
    assert "Open Font License" in names.getDebugName(13)
    licence = Path(FONT_FILE).with_name("OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "© 2014-2021 Adobe" in licence
