"""How results are read: every spelling of result_spellings.txt, cells of any type, properties."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.domain.findings import Level
from monitor.domain.targets.compare import Problem
from monitor.domain.targets.parse import parse_target
from monitor.domain.targets.result import Result, parse_result, problem_level
from monitor.domain.targets.target import Kind, Target

TABLE = Path(__file__).parent / "result_spellings.txt"
Row = tuple[str, Result]

TARGETS = [
    "≥11次",
    "≥1万人次",
    "≥90%",
    "≤5%",
    "±10%",
    "95%-100%",
    "≤4.28万元",
    "每季900元",
    "2023年12底前",
    "效果明显",
    "优",
    "否",
    "XX",
]


def read(text: str) -> Target:
    return parse_target(text, fiscal_year=2023)


def read_row(line: str) -> Row:
    target, text, number, level, done_on, problem = [cell.strip() for cell in line.split(" | ", 5)]
    return target, Result(
        text,
        number=Decimal(number) if number else None,
        level=level,
        done_on=date.fromisoformat(done_on) if done_on else None,
        problem=problem,
    )


def read_table() -> list[Row]:
    lines = TABLE.read_text("utf-8").splitlines()
    padded = [f"{line} " for line in lines if line and not line.startswith("# ")]
    return [read_row(line) for line in padded]


ROWS = read_table()


def test_the_table_shows_every_problem() -> None:
    assert {result.problem for _, result in ROWS} - {""} == set(Problem)
    assert len(ROWS) >= 250


@pytest.mark.parametrize(
    ("target", "expected"), ROWS, ids=[f"{target} {result.text}" for target, result in ROWS]
)
def test_a_result_is_read_as_the_table_says(target: str, expected: Result) -> None:
    assert parse_result(expected.text, read(target)) == expected


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(
    "blank", [None, "", " ", "\n", "-", "—", "——", "－", "/", "*", "未报送", "暂无数据", "N/A"]
)
def test_a_blank_is_not_reported(blank: str | None, target: str) -> None:
    result = parse_result(blank, read(target))
    assert result == Result(blank or "")
    assert not result.is_reported


@pytest.mark.parametrize("target", ["≥11次", "2023年12底前", "效果明显", "XX"])
@pytest.mark.parametrize("text", ["11次", "达成", "2023-11-30", "不知道", "#REF!"])
def test_whatever_was_written_is_reported_and_kept(text: str, target: str) -> None:
    result = parse_result(text, read(target))
    assert result.is_reported
    assert result.text == text


@pytest.mark.parametrize(
    ("value", "text", "number"),
    [
        (11, "11", "11"),
        (11.0, "11", "11"),
        (11.5, "11.5", "11.5"),
        (0, "0", "0"),
        (0.0, "0", "0"),
        (Decimal("11.50"), "11.5", "11.5"),
        (1200.0, "1200", "1200"),
        (-3, "-3", "-3"),
    ],
)
def test_a_cell_s_number_is_taken_exactly(value: float | Decimal, text: str, number: str) -> None:
    assert parse_result(value, read("≥11次")) == Result(text, number=Decimal(number))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_real_number_is_an_error_value(value: float) -> None:
    assert parse_result(value, read("≥11次")).problem == Problem.ERROR_VALUE


@pytest.mark.parametrize("value", [1e300, 1e-300, Decimal("1E+400"), 10**40])
def test_a_number_beyond_reason_is_not_taken(value: float | Decimal) -> None:
    result = parse_result(value, read("≥11次"))
    assert result.number is None
    assert problem_level(result.problem) is Level.BLOCKER


def test_a_cell_s_date_is_the_day_done() -> None:
    due = read("2023年12底前")
    done = Result("2023-11-30", done_on=date(2023, 11, 30))
    assert parse_result(date(2023, 11, 30), due) == done
    assert parse_result(datetime(2023, 11, 30, 8, 30), due) == done  # noqa: DTZ001 - as a workbook holds it
    assert parse_result(date(2023, 11, 30), read("≥11次")).problem == Problem.NUMBER_EXPECTED


def test_a_cell_s_truth_is_an_answer() -> None:
    assert parse_result(True, read("否")) == Result("是", level="none")  # noqa: FBT003 - a cell's value
    assert parse_result(False, read("否")) == Result("否", level="full")  # noqa: FBT003 - a cell's value


def test_a_result_that_cannot_be_judged_blocks_and_a_doubt_warns() -> None:
    levels = {problem: problem_level(problem) for problem in Problem}
    warned = {problem for problem, level in levels.items() if level is Level.WARNING}
    assert warned == {
        Problem.UNIT_DIFFERS,
        Problem.OPERATOR_KEPT,
        Problem.LEVEL_OUT_OF_BAND,
        Problem.DATE_UNCLEAR,
        Problem.TARGET_UNREADABLE,
    }
    assert set(levels.values()) == {Level.WARNING, Level.BLOCKER}


values = st.one_of(
    st.text(max_size=400),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.just(time(8, 30)),
    st.just(timedelta(hours=5)),
    st.none(),
    st.lists(
        st.sampled_from([*"0123456789.,%-≥万元次年月日未部分达成完", "2023年", "已", "/", " "]),
        max_size=12,
    ).map("".join),
)


@given(values, st.sampled_from(TARGETS))
def test_any_value_is_read_without_raising(value: object, target: str) -> None:
    result = parse_result(value, read(target))
    assert result.level in {"", "full", "partial", "none"}
    assert result.problem in {"", *Problem}
    if isinstance(value, str):
        assert result.text == value
    if result.number is not None:
        assert read(target).number is not None
    if result.problem and problem_level(result.problem) is Level.BLOCKER:
        assert result.number is None
        assert result.done_on is None


numbers = st.decimals(min_value=2, max_value=999, places=2, allow_nan=False)


@given(numbers, st.sampled_from(["次", "篇", "人", "%", "元", "小时"]))
def test_a_number_with_the_target_s_unit_comes_back(number: Decimal, unit: str) -> None:
    target = read(f"≥100{unit}")
    for text in (f"{number}{unit}", f"{number}", f"已完成{number} {unit}"):
        assert parse_result(text, target).number == number


@given(numbers)
def test_money_is_the_same_in_either_unit_on_either_side(number: Decimal) -> None:
    for target in ("≤100万元", "≤1000000元"):
        assert parse_result(f"{number}万元", read(target)).number == number * 10000
        assert parse_result(f"{number * 10000}元", read(target)).number == number * 10000


@given(st.sampled_from(TARGETS))
def test_a_target_copied_as_its_result_never_passes_as_a_figure(text: str) -> None:
    target = read(text)
    copied = parse_result(text, target)
    if target.kind is Kind.DEADLINE:
        assert copied.problem == Problem.DATE_EXPECTED
    if target.operator in {"≥", "≤", "range"}:
        assert copied.problem in {Problem.OPERATOR_KEPT, Problem.TWO_NUMBERS}
