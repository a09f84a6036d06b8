from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.intake.files.grid import Value
from monitor.intake.sheets.cells import (
    SCALES,
    NotANumber,
    NotMoney,
    TooLarge,
    as_text,
    is_blank,
    is_code_number,
    is_float_noise,
    read_code,
    read_money,
    read_number,
    read_percent,
    round_to_cent,
    states_unit,
)
from monitor.intake.sheets.months import StatedMonth, months_in, read_date, read_month, year_in

moment = datetime.fromisoformat
YUAN, WAN = SCALES["元"], SCALES["万元"]


@pytest.mark.parametrize(
    ("value", "yuan"),
    [
        (12.5, "12.5"),
        (0.1, "0.1"),
        (1e15, "1e15"),
        (7, "7"),
        ("12.30", "12.30"),
        ("1,234,567.80", "1234567.80"),
        ("１，２３４．５", "1234.5"),
        ("1 234.5", "1234.5"),
        ("\u00a012\u3000", "12"),
        ("￥12.00", "12"),
        ("¥-12", "-12"),
        ("人民币12元", "12"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("－3", "-3"),
        ("(1,234.50)", "-1234.50"),
        ("（5）", "-5"),
        (".5", "0.5"),
        ("12.3万元", "123000"),
        ("12.3万", "123000"),
        ("0.5亿元", "50000000"),
        ("12.3元", "12.3"),
        ("0", "0"),
        (0.0, "0"),
    ],
)
def test_an_amount_is_read_exactly_as_written(value: Value, yuan: str) -> None:
    assert read_money(value, YUAN) == Decimal(yuan)


@pytest.mark.parametrize("value", [None, "", " ", "-", "—", "——", "/", "*", "－", "–", "\u3000"])
def test_a_blank_mark_is_no_amount(value: Value) -> None:
    assert read_money(value, WAN) is None
    assert is_blank(value)


@pytest.mark.parametrize(
    "value",
    [
        *("约12", "12.3.4", "1,23", "12,34", "1.234,5", "XX", "无", "12%", "(-5)", "5-", "--5"),
        *("1.2E+5", "1_000", "十二", "NaN", "Infinity", "12元5角", "1万2千"),
        *(True, moment("2023-04-05"), float("nan"), float("inf"), timedelta(hours=1)),
    ],
)
def test_what_is_no_amount_is_refused_and_never_guessed(value: Value) -> None:
    with pytest.raises(NotMoney):
        read_money(value, YUAN)


def test_an_amount_beyond_any_budget_is_told_apart() -> None:
    with pytest.raises(TooLarge):
        read_money(1e16, YUAN)
    with pytest.raises(TooLarge):
        read_money(1e13, WAN)
    with pytest.raises(TooLarge):
        read_money("9" * 400, YUAN)


def test_a_unit_in_the_cell_goes_before_the_columns() -> None:
    assert read_money("12.3万元", YUAN) == read_money("12.3", WAN) == Decimal(123000)
    assert read_money("500元", WAN) == Decimal(500)
    assert states_unit("500元")
    assert states_unit("(5万)")
    assert not states_unit("500")
    assert not states_unit(500.0)


@given(st.integers(-(10**13), 10**13))
def test_every_cent_survives_a_number_cell(cents: int) -> None:
    amount = Decimal(cents) / 100
    exact = read_money(float(amount), YUAN)
    assert exact is not None
    assert round_to_cent(exact) == amount
    assert is_float_noise(exact, amount)


@given(st.integers(0, 10**12))
def test_yuan_and_wan_are_the_same_amount(cents: int) -> None:
    amount = Decimal(cents) / 100
    assert read_money(f"{amount}", YUAN) == read_money(f"{amount / 10_000}", WAN)


@given(st.integers(-(10**9), 10**9))
def test_thousands_commas_change_nothing(cents: int) -> None:
    amount = Decimal(cents) / 100
    assert read_money(f"{amount:,}", YUAN) == amount


@given(st.one_of(st.text(max_size=30), st.floats(), st.integers(), st.booleans(), st.dates()))
def test_any_cell_is_an_amount_a_blank_or_refused(value: Value) -> None:
    try:
        amount = read_money(value, WAN)
    except NotMoney:
        return
    assert amount is None or amount.is_finite()


def test_binary_noise_is_told_from_a_third_decimal() -> None:
    noisy = Decimal(repr(0.1 + 0.2))
    assert is_float_noise(noisy, round_to_cent(noisy))
    assert not is_float_noise(Decimal("12.345"), Decimal("12.35"))
    assert round_to_cent(Decimal("12.345")) == Decimal("12.35")
    assert round_to_cent(Decimal("-12.345")) == Decimal("-12.35")


@pytest.mark.parametrize(
    ("value", "shown", "percent"),
    [
        ("64.0%", False, "64"),
        ("64％", False, "64"),
        (0.64, True, "64"),
        (64.0, False, "64"),
        ("64", False, "64"),
        (0.07, True, "7"),
        (1.0, True, "100"),
        ("-", False, None),
        (None, True, None),
    ],
)
def test_a_percentage_is_read_as_percent(value: Value, shown: bool, percent: str | None) -> None:  # noqa: FBT001 - a column of the table of cases
    read = read_percent(value, shown_as_percent=shown)
    assert read == (None if percent is None else Decimal(percent))


@pytest.mark.parametrize("value", ["约64%", "6 4 x", True, moment("2023-04-05"), float("nan")])
def test_what_is_no_percentage_is_refused(value: Value) -> None:
    with pytest.raises(NotANumber):
        read_percent(value, shown_as_percent=False)


def test_points_are_plain_numbers() -> None:
    assert read_number(10.0) == 10
    assert read_number("12.5") == Decimal("12.5")
    for value in ("10分", "10%", None, True):
        with pytest.raises(NotANumber):
            read_number(value)


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        (0.92, True, "92%"),
        (0.925, True, "92.5%"),
        (1.0, True, "100%"),
        (0.07, True, "7%"),
        (0.0, True, "0%"),
        (8.0, False, "8"),
        (8.5, False, "8.5"),
        (0.1 + 0.2, False, "0.3"),
        (-0.0, False, "0"),
        (120000.0, False, "120000"),
        (1e15, False, "1000000000000000"),
        (12, False, "12"),
        ("达成 ", False, "达成 "),
        (moment("2023-12-20"), False, "2023-12-20"),
        (moment("2023-12-20 08:30"), False, "2023-12-20 08:30:00"),
        (date(2023, 12, 20), False, "2023-12-20"),
        (True, False, "TRUE"),
        (None, False, ""),
    ],
)
def test_a_cell_is_written_as_a_clerk_sees_it(value: Value, shown: bool, text: str) -> None:  # noqa: FBT001 - a column of the table of cases
    assert as_text(value, shown_as_percent=shown) == text


def test_a_code_that_arrived_as_a_number_is_known() -> None:
    for value in (13020923.0, 1.30209e19, "1.30209E+19", "1.30209e+19", 5, moment("2023-04-05")):
        assert is_code_number(value)
    for text in ("13020923", "13020923P00TEST10001A", None, "项目"):
        assert not is_code_number(text)


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("13020923P00TEST10001A", "13020923P00TEST10001A", ""),
        (" 13020923P00TEST10001A\u200b", "13020923P00TEST10001A", ""),
        ("１３０２０９２３", "13020923", ""),
        ("13020923P00TEST10001A-工资性支出", "13020923P00TEST10001A", "工资性支出"),
        ("131001曹妃甸区人民政协办公室本级", "131001", "曹妃甸区人民政协办公室本级"),
        ("X-1", "X-1", ""),
        ("会议费", "", "会议费"),
    ],
)
def test_a_code_comes_off_the_name_behind_it(text: str, code: str, name: str) -> None:
    assert read_code(text) == (code, name)


@pytest.mark.parametrize(
    ("value", "month"),
    [
        ("2023-04", StatedMonth(4, 2023)),
        ("2023/4", StatedMonth(4, 2023)),
        ("2023年4月", StatedMonth(4, 2023)),
        ("202304", StatedMonth(4, 2023)),
        (202304.0, StatedMonth(4, 2023)),
        (45021.0, StatedMonth(4, 2023)),
        (moment("2023-04-30"), StatedMonth(4, 2023)),
        ("2023-04-05", StatedMonth(4, 2023)),
        ("20230405", StatedMonth(4, 2023)),
        ("4月", StatedMonth(4)),
        ("4月份", StatedMonth(4)),
        ("四月", StatedMonth(4)),
        ("十二月", StatedMonth(12)),
        (4.0, StatedMonth(4)),
        ("04", StatedMonth(4)),
        ("1-4月", StatedMonth(4, is_running=True)),
        ("1—4月", StatedMonth(4, is_running=True)),
        ("截止4月底", StatedMonth(4, is_running=True)),
        ("截至2023年4月底", StatedMonth(4, 2023, is_running=True)),
    ],
)
def test_a_month_is_read_in_every_spelling(value: Value, month: StatedMonth) -> None:
    assert read_month(value) == month


@pytest.mark.parametrize("value", ["2023-13", "202313", "13月", "x", "", None, True, 13.0, "2-4月"])
def test_what_is_no_month_is_not_guessed(value: Value) -> None:
    assert read_month(value) is None


def test_a_day_is_read_in_every_spelling() -> None:
    for value in (
        *("2023-04-05", "2023/4/5", "2023.4.5", "20230405", "2023年4月5日", "2023-04-05 00:00:00"),
        *(moment("2023-04-05 12:00"), date(2023, 4, 5), 45021.0, 20230405.0),
    ):
        assert read_date(value) == date(2023, 4, 5)
    for other in ("2023-02-30", "5日", None, True, 12.0, "2023-04/05"):
        assert read_date(other) is None


@pytest.mark.parametrize(
    ("title", "months"),
    [
        ("2023年4月 项目支出填报表", [(2023, 4)]),
        ("截至2023年4月底累计支出", [(2023, 4)]),
        ("截至2023年4月30日", [(2023, 4)]),
        ("2023年1-4月预算执行情况表", [(2023, 4)]),
        ("2023年1月至4月", [(2023, 4)]),
        ("2023年第一季度项目支出", [(2023, 3)]),
        ("2023年上半年", [(2023, 6)]),
        ("填报日期：2023年5月10日", []),
        ("请于5月10日前报送", []),
        ("2023年12月底前完成", []),
        ("2023年项目支出情况表", []),
        ("预算单位：201001某某局", []),
        ("财预2022-11号文", []),
        ("202304", [(2023, 4)]),
    ],
)
def test_a_title_states_its_month_but_not_a_deadline(
    title: str, months: list[tuple[int, int]]
) -> None:
    assert [(month.year, month.number) for month in months_in(title)] == months


def test_a_title_states_its_year() -> None:
    assert year_in("2023年项目支出情况表") == 2023
    assert year_in("2022-2023年度") == 2023
    assert year_in("2023") == 2023
    assert year_in("项目支出情况表") is None
    assert year_in("科目2010") is None
