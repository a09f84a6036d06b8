"""Figures are written one way: signs, decimals, absent values, and no negative zero."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.words.catalogue import Language
from monitor.words.figures import (
    MoneyUnit,
    plain_number,
    round_half_up,
    write_amount,
    write_money,
    write_month,
    write_months,
    write_percent,
    write_points,
    write_share,
)

yuan = st.decimals(-(10**13), 10**13, places=2)
percents = st.decimals(-1000, 1000, places=4)


@pytest.mark.parametrize(
    ("amount", "unit", "written"),
    [
        ("154000", "万元", "15.40"),
        ("3600", "万元", "0.36"),
        ("101589", "万元", "10.1589"),
        ("0.01", "万元", "0.000001"),
        ("12345678900", "万元", "1,234,567.89"),
        ("-5000", "万元", "-0.50"),
        ("0", "万元", "0.00"),
        ("-0.00", "万元", "0.00"),
        ("154000", "元", "154,000.00"),
        ("-0.004", "元", "0.00"),
        ("0.005", "元", "0.01"),
    ],
)
def test_an_amount_has_two_decimals_and_more_where_it_needs_them(
    amount: str, unit: MoneyUnit, written: str
) -> None:
    assert write_amount(Decimal(amount), unit) == written


@pytest.mark.parametrize(
    ("amount", "language", "unit", "written"),
    [
        ("3600", "zh", "万元", "0.36 万元"),
        ("3600", "en", "万元", "0.36 万元"),
        ("3600", "zh", "元", "3,600.00 元"),
        ("3600", "en", "元", "¥3,600.00"),
        ("-3600", "en", "元", "-¥3,600.00"),
        ("-3600", "zh", "元", "-3,600.00 元"),
    ],
)
def test_money_carries_its_unit_and_its_sign_in_front(
    amount: str, language: Language, unit: MoneyUnit, written: str
) -> None:
    assert write_money(Decimal(amount), language, unit) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [("12.34", "+12.3"), ("-12.35", "-12.4"), ("0", "0.0"), ("0.04", "0.0"), ("-0.04", "0.0")],
)
def test_points_have_a_sign_unless_they_are_nothing(value: str, written: str) -> None:
    assert write_points(Decimal(value)) == written


def test_points_without_their_sign_are_for_sentences() -> None:
    assert write_points(Decimal("3.25"), sign=False) == "3.3"


def test_a_signed_amount_says_more_or_less() -> None:
    amounts = [write_amount(Decimal(each), sign=True) for each in ("5000", "-5000", "0")]
    assert amounts == ["+0.50", "-0.50", "0.00"]


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [("47.5", 1, "47.5%"), ("99.95", 1, "100.0%"), ("-0.04", 1, "0.0%"), ("62.5", 0, "63%")],
)
def test_a_percentage_is_rounded_half_up(value: str, places: int, written: str) -> None:
    assert write_percent(Decimal(value), places) == written


def test_absent_is_a_dash_and_never_zero() -> None:
    assert write_amount(None) == "—"
    assert write_money(None, "en") == "—"
    assert write_percent(None) == "—"
    assert write_points(None) == "—"
    assert write_month(None, "zh") == "—"


def test_months_are_named_and_counted() -> None:
    assert (write_month(6, "zh"), write_month(12, "en")) == ("6月", "Dec")
    assert [write_months(count, "en") for count in (1, 2)] == ["1 month", "2 months"]
    assert write_months(1, "zh") == "1个月"


def test_a_plain_number_has_neither_zeros_nor_exponent() -> None:
    written = [plain_number(Decimal(each)) for each in ("25.0000", "83.50", "1E+3", "0")]
    assert written == ["25", "83.5", "1000", "0"]


@given(yuan)
def test_no_amount_is_lost_in_writing(amount: Decimal) -> None:
    """万元 has as many decimals as the fen need, so the figure on screen is the figure."""
    assert Decimal(write_amount(amount).replace(",", "")) * 10_000 == amount
    assert Decimal(write_amount(amount, "元").replace(",", "")) == amount


@given(percents, st.integers(0, 3))
def test_no_figure_is_a_negative_zero(value: Decimal, places: int) -> None:
    written = (write_percent(value, places), write_points(value, places))
    assert not [text for text in written if text.startswith("-") and not text.strip("-0.%")]
    assert abs(round_half_up(value, places) - value) <= Decimal(5).scaleb(-places - 1)


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (5, 8, "63%"),
        (0, 8, "0%"),
        (8, 8, "100%"),
        (299, 300, "99.7%"),
        (999_999, 1_000_000, "99.9%"),
        (1, 300, "0.3%"),
        (1, 1_000_000, "0.1%"),
    ],
)
def test_all_but_one_is_never_said_to_be_all(part: int, whole: int, said: str) -> None:
    assert write_share(part, whole) == said
