from __future__ import annotations

from decimal import Decimal

import pytest

from monitor.charts.text import full_amount, scale_amount, short_amount, short_percent


@pytest.mark.parametrize(
    ("yuan", "shown"),
    [
        ("2697200", "269.72"),
        ("123456.78", "12.35"),
        ("36", "0.004"),
        ("0", "0.00"),
        ("-0.001", "0.00"),
    ],
)
def test_a_label_has_two_decimals_and_never_hides_or_negates_a_zero(yuan: str, shown: str) -> None:
    assert short_amount(Decimal(yuan), "万元") == shown


def test_a_label_in_yuan_is_whole() -> None:
    assert short_amount(Decimal("2697200.49"), "元") == "2,697,200"


def test_the_pointer_says_every_fen() -> None:
    assert full_amount(Decimal("123456.78"), "zh", "万元") == "12.345678 万元"
    assert full_amount(Decimal("123456.784999"), "zh", "元") == "123,456.78 元"


def test_both_units_are_the_same_amount() -> None:
    assert scale_amount(Decimal(900000), "万元") == 90
    assert scale_amount(Decimal(900000), "元") == 900000


@pytest.mark.parametrize(
    ("percent", "shown"), [("25", "25%"), ("25.00", "25%"), ("33.33", "33.3%"), ("100", "100%")]
)
def test_a_milestone_reads_as_the_plan_has_it(percent: str, shown: str) -> None:
    assert short_percent(Decimal(percent)) == shown
