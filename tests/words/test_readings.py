from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal

import pytest

from monitor.domain.judged import IndicatorMonth
from monitor.words.catalogue import Language
from monitor.words.phrases import say_count, say_list, write_doubts, write_due, write_reading


def indicator(**given: object) -> IndicatorMonth:
    """Make an indicator of which only what is given matters."""
    blank: dict[str, object] = dict.fromkeys((field.name for field in fields(IndicatorMonth)), "")
    none = ("number", "upper_number", "due", "days_to_due", "is_met")
    blank |= dict.fromkeys(none) | {"kind": "quantity", "direction": "higher"}
    return IndicatorMonth(**(blank | given))  # type: ignore[arg-type]  # what is given fits


@pytest.mark.parametrize(
    ("given", "zh", "en"),
    [
        (
            {"operator": "≥", "number": Decimal("11.000000"), "unit": "次"},
            "不低于 11 次",
            "at least 11 次",
        ),
        (
            {"operator": "≤", "number": Decimal(700000), "unit": "元", "direction": "lower"},
            "不超过 700,000 元",
            "at most 700,000 元",
        ),
        ({"operator": "", "number": Decimal(100), "unit": "%"}, "达到 100%", "reach 100%"),
        ({"operator": "=", "number": Decimal(0), "direction": "equal"}, "等于 0", "exactly 0"),
        (
            {"operator": "", "number": Decimal("28.4"), "unit": "元/株", "direction": "lower"},
            "不超过 28.4 元/株",
            "at most 28.4 元/株",
        ),
        (
            {
                "operator": "range",
                "number": Decimal(95),
                "upper_number": Decimal(100),
                "unit": "%",
                "direction": "range",
            },
            "区间内 95 至 100%",
            "within 95 to 100%",
        ),
        (
            {"kind": "deadline", "due": date(2023, 12, 31), "direction": "none"},
            "最迟 2023-12-31",
            "by 2023-12-31",
        ),
        ({"kind": "unreadable", "direction": "none"}, "无法判断", "cannot be judged"),
    ],
)
def test_a_target_is_written_as_it_was_read(given: dict[str, object], zh: str, en: str) -> None:
    assert write_reading(indicator(**given), "zh") == zh
    assert write_reading(indicator(**given), "en") == en


@pytest.mark.parametrize(
    ("days", "is_met", "language", "said"),
    [
        (184, None, "zh", "还有 184 天"),
        (1, None, "en", "due in 1 day"),
        (0, None, "en", "due in 0 days"),
        (-31, False, "zh", "已超过 31 天"),
        (-1, False, "en", "1 day overdue"),
        (31, True, "en", ""),
        (None, None, "en", ""),
    ],
)
def test_a_deadline_says_how_far_off_it_is(
    days: int | None, *, is_met: bool | None, language: Language, said: str
) -> None:
    assert write_due(indicator(days_to_due=days, is_met=is_met), language) == said


def test_every_doubt_is_said_with_the_name_and_the_target() -> None:
    row = indicator(
        level3="预算执行率", target_text="≤32.2万元", suspicion="rate_with_money unit_unusual"
    )
    first, second = write_doubts(row, "zh")
    assert "“预算执行率”是比率，指标值却是金额“≤32.2万元”" in first
    assert "计量单位不常见" in second
    assert len(write_doubts(indicator(reason="blank"), "en")) == 1


def test_english_counts_one_apart_and_chinese_does_not() -> None:
    assert say_count("en", "import.count.spending", 1) == "1 spending figure"
    assert say_count("en", "import.count.spending", 2) == "2 spending figures"
    assert say_count("zh", "import.count.spending", 1) == "1 条支出"


def test_a_list_ends_in_and() -> None:
    assert say_list("en", ["a"]) == "a"
    assert say_list("en", ["a", "b", "c"]) == "a, b and c"
    assert say_list("zh", ["甲", "乙"]) == "甲、乙"
